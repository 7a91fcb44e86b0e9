//! Tables of counts, given as files, into tables that may be published; or published tables into what they give away.

use crate::cli::ProtectOptions;
use crate::domain::{Entry, Table};
use crate::pipeline::{Fault, Outcome, Worst};
use crate::withhold::{
    Interval, Model, Protection, Rounding, Rule, Settings, Sources, Standard, Tables, USUAL_WORK, intervals, proposals,
    protect, protect_by_rounding, read,
};
use anyhow::Context;
use std::path::Path;

/// In rounding mode, counts from 1 to this are withheld.
const ROUNDING_WITHHOLDS_UP_TO: u32 = 7;
/// The p% rule, in per cent.
const DOMINANCE_PERCENT: f64 = 10.0;

/// Protects the tables, or audits them.
///
/// # Errors
/// `Usage` when a file cannot be read or the figures contradict each other; `Unfinished` when a cell stays exposed
/// whatever is withheld, naming the cell and what could be merged.
pub fn run(options: &ProtectOptions) -> Result<Outcome, Fault> {
    let rule = Rule {
        largest_small: options.k,
        dominance_percent: DOMINANCE_PERCENT,
    };
    let values_needed = if options.exact_only {
        2
    } else {
        options.values.unwrap_or(options.k)
    };
    let standard = Standard {
        largest_small: options.k,
        values_needed,
    };
    let tables = read(&sources(options).map_err(Fault::Usage)?, rule).map_err(Fault::Usage)?;
    if options.audit {
        return audit(options, &tables, (rule, standard));
    }
    let rounding = Rounding {
        withhold_up_to: ROUNDING_WITHHOLDS_UP_TO,
        base: options.round.unwrap_or(1),
    };
    let settings = Settings {
        standard,
        guard_all: options.guard_all,
        work: USUAL_WORK,
    };
    let model = tables.model(rule);
    refuse_contradictions(&model)?;
    let protection = match options.round {
        Some(_) => protect_by_rounding(&model, rounding, settings)?,
        None => protect(&model, settings)?,
    };
    refuse_exposed(&protection, &tables, rule)?;
    let mut outcome = written(options, &tables, &protection.model, rounding)?;
    let (primary, secondary) = (protection.primary.len(), protection.secondary.len());
    outcome.notes.push(format!(
        "{} of {} cells are withheld: {primary} sensitive, {secondary} so that those cannot be worked out. The audit over {} sums found none that can be.",
        primary + secondary,
        model.cells.len(),
        model.relations.len()
    ));
    outcome
        .notes
        .extend(without_sums((&tables, &model), "only small counts are withheld"));
    Ok(outcome)
}

/// What to say where nothing tells what adds up to what: sums that nobody names are not looked through.
fn without_sums((tables, model): (&Tables, &Model), so: &str) -> Vec<String> {
    let say = "say with --hierarchies or --flat what they add up";
    if model.relations.is_empty() && model.cells.len() > 1 {
        return vec![format!(
            "No sums were found between the cells, so {so}. If totals stand in the tables, {say}."
        )];
    }
    let loose = tables.loose().into_iter();
    let told = loose.map(|dimension| {
        format!(
            "Totals of `{dimension}` stand beside its codes, and nothing says that they are sums: if they are, {say}."
        )
    });
    told.collect()
}

/// True figures that do not add up cannot be protected: a reader would not believe the sums that the audit relies on.
fn refuse_contradictions(model: &Model) -> Result<(), Fault> {
    const NAMED: usize = 5;
    let known = |(cell, factor): &(usize, f64)| Some(factor * model.cells[*cell].truth?);
    let wrong = model.relations.iter().filter_map(|relation| {
        let sum: f64 = relation.terms.iter().map(known).sum::<Option<f64>>()?;
        let off = (relation.low - sum).max(sum - relation.high);
        let slack = 1e-6 * (1.0 + relation.terms.len() as f64);
        (off > slack).then(|| format!("{} does not add up: it is off by {off}", relation.name))
    });
    let wrong: Vec<String> = wrong.take(NAMED).collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Fault::usage(format!(
            "the true figures contradict each other; nothing was written\n  {}",
            wrong.join("\n  ")
        ))),
    }
}

fn sources(options: &ProtectOptions) -> anyhow::Result<Sources> {
    let optional = |path: &Option<std::path::PathBuf>| path.as_deref().map(text_of).transpose();
    let cells = options
        .cells
        .iter()
        .map(|path| Ok((path.display().to_string(), text_of(path)?)));
    Ok(Sources {
        cells: cells.collect::<anyhow::Result<_>>()?,
        hierarchies: optional(&options.hierarchies)?,
        relations: optional(&options.relations)?,
        derived: optional(&options.derived)?,
        flat: options.flat.clone(),
        true_values: !options.audit,
    })
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn audit(options: &ProtectOptions, tables: &Tables, (rule, standard): (Rule, Standard)) -> Result<Outcome, Fault> {
    let mut model = tables.model(rule);
    model.cells.iter_mut().for_each(|cell| cell.sensitive = None);
    if let Some(path) = &options.truth {
        let text = text_of(path).map_err(Fault::Usage)?;
        let sources = Sources {
            cells: vec![(path.display().to_string(), text)],
            hierarchies: options
                .hierarchies
                .as_deref()
                .map(text_of)
                .transpose()
                .map_err(Fault::Usage)?,
            true_values: true,
            ..Sources::default()
        };
        let truths = read(&sources, rule).map_err(Fault::Usage)?.model(rule);
        for cell in &mut model.cells {
            cell.sensitive = truths.find(&cell.key).and_then(|found| truths.cells[found].sensitive);
        }
    }
    let found = intervals(&model, standard).map_err(Fault::Usage)?;
    let disclosed = found.iter().filter(|interval| interval.verdict.discloses()).count();
    let mut outcome = Outcome::list(listed(&model, &found));
    outcome.worst = if disclosed > 0 { Worst::Errors } else { Worst::Nothing };
    outcome
        .notes
        .push(format!("{disclosed} of {} gaps are disclosed.", found.len()));
    let so = "each gap was looked at by itself";
    outcome.notes.extend(without_sums((tables, &model), so));
    Ok(outcome)
}

fn listed(model: &Model, found: &[Interval]) -> Table {
    let mut table = Table::with_columns(&["cell", "lo", "hi", "sensitive", "verdict"]);
    for interval in found {
        let high = if interval.high.is_finite() {
            interval.high.to_string()
        } else {
            "inf".to_string()
        };
        let sensitive = if interval.sensitive { "1" } else { "0" };
        let name = model.cells[interval.cell].key.to_string();
        let row = [
            name,
            interval.low.to_string(),
            high,
            sensitive.to_string(),
            interval.verdict.to_string(),
        ];
        table.rows.push(row.into_iter().map(Entry::Text).collect());
    }
    table
}

fn refuse_exposed(protection: &Protection, tables: &Tables, rule: Rule) -> Result<(), Fault> {
    if protection.exposed.is_empty() {
        return Ok(());
    }
    let mut lines = vec!["the disclosure audit failed; nothing was written".to_string()];
    for interval in &protection.exposed {
        let (model, cell) = (&protection.model, interval.cell);
        let name = &model.cells[cell].key;
        lines.push(format!(
            "{name} can be narrowed to {} to {} whatever else is withheld",
            interval.low, interval.high
        ));
        let hierarchies = &tables.publication.hierarchies;
        lines.extend(
            proposals(model, hierarchies, cell, rule.largest_small)
                .into_iter()
                .map(|it| it.text),
        );
    }
    Err(Fault::Unfinished(anyhow::anyhow!(lines.join("\n  "))))
}

fn written(options: &ProtectOptions, tables: &Tables, model: &Model, rounding: Rounding) -> Result<Outcome, Fault> {
    let Some(folder) = &options.out else {
        if options.cells.len() > 1 {
            return Err(Fault::usage(
                "several tables are protected together: name a folder with --out",
            ));
        }
        return Ok(Outcome::text(tables.published(model, 0, rounding)?));
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (file, path) in options.cells.iter().enumerate() {
        let name = path
            .file_name()
            .with_context(|| format!("{} has no file name", path.display()))?;
        let target = folder.join(name);
        if std::fs::canonicalize(path).ok() == std::fs::canonicalize(&target).ok() {
            return Err(Fault::usage(format!("{} would be written over", path.display())));
        }
        std::fs::write(&target, tables.published(model, file, rounding)?)
            .with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(Outcome::default())
}
