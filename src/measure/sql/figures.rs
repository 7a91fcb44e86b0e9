//! What was sent at every area, the counts that may stand in for a missing part, and populations → figures in the indicator's unit.

use crate::catalogue::{Indicator, Timing, Unit};
use crate::measure::Setting;
use crate::measure::population::population;
use crate::measure::sql::words::text;
use crate::measure::sql::{Query, bounds, stem};

/// Adds `figures`: level, area, agency, period, bounds and number of parts, of every area and agency.
pub(super) fn figures(query: &mut Query, indicator: &Indicator, setting: &Setting<'_>) {
    let stem = stem(indicator);
    let other = |id: &Option<String>| {
        let found = id.as_ref().and_then(|id| setting.catalogue.indicator(id));
        found.map(crate::measure::sql::stem)
    };
    let (above, below) = (other(&indicator.numerator_is), other(&indicator.denominator_is));
    let made = filled((&stem, &above, &below), (indicator, "area", "_at_area"));
    query.with("at_areas", made);
    let own = filled((&stem, &above, &below), (indicator, "sender, area", "_by_sender"));
    query.with("of_senders", own);
    let home = text(setting.places.home());
    let of_senders = format!(
        "SELECT 'county' AS level, area, sender AS agency, period, {}, parts FROM of_senders WHERE area = {home}",
        bounds("")
    );
    let splits = |made: &crate::catalogue::Measurement| {
        let feed = setting.catalogue.feed(&made.feed);
        made.split_by.iter().any(|by| by == "agency") && feed.is_some_and(|feed| feed.column("agency").is_some())
    };
    let agencies = match indicator.measured_from.as_ref().is_some_and(splits) {
        false => of_senders,
        // Where rows name agencies, their parts are shown in place of the senders'.
        true => format!(
            "SELECT 'county' AS level, {home} AS area, agency, period, {}, CAST(1 AS BIGINT) AS parts FROM {stem}_by_agency\nUNION ALL\n\
             SELECT s.level, s.area, s.agency, s.period, {}, s.parts\nFROM ({of_senders}) AS s CROSS JOIN (SELECT COUNT(*) AS named FROM {stem}_by_agency) AS n\nWHERE n.named = 0",
            bounds(""),
            bounds("s")
        ),
    };
    query.with(
        "figures",
        format!(
            "SELECT a.level, f.area, '' AS agency, f.period, {}, f.parts\nFROM at_areas AS f JOIN areas AS a ON a.area = f.area\nUNION ALL\n{agencies}",
            bounds("f")
        ),
    );
    based(query, indicator, setting);
    valued(query, indicator);
}

/// Figures with a missing numerator or denominator taken from the counts that equal them. At an area a figure may be made of
/// those counts alone: of both, or of the numerator of a rate.
fn filled(
    (own, above, below): (&str, &Option<String>, &Option<String>),
    (indicator, key, suffix): (&Indicator, &str, &str),
) -> String {
    let keys: Vec<&str> = key.split(", ").chain(["period"]).collect();
    let on = |other: &str| {
        let each = keys.iter().map(|column| format!("{other}.{column} = k.{column}"));
        each.collect::<Vec<_>>().join(" AND ")
    };
    let all = keys.join(", ");
    let of_key = keys
        .iter()
        .map(|column| format!("k.{column}"))
        .collect::<Vec<_>>()
        .join(", ");
    if above.is_none() && below.is_none() {
        return format!("SELECT {all}, {}, parts FROM {own}{suffix}", bounds(""));
    }
    let mut spine = format!("SELECT {all} FROM {own}{suffix}");
    let stands_alone = above.as_ref().filter(|_| suffix == "_at_area");
    if let Some(above) = stands_alone {
        spine = format!("{spine} UNION SELECT {all} FROM {above}{suffix}");
    }
    let mut joins = format!("LEFT JOIN {own}{suffix} AS o ON {}", on("o"));
    let mut part = |other: &Option<String>, called: &str| match other {
        Some(other) => {
            joins += &format!("\nLEFT JOIN {other}{suffix} AS {called} ON {}", on(called));
            [
                format!("{called}.num_low"),
                format!("{called}.num_high"),
                format!("{called}.parts"),
            ]
        }
        None => ["CAST(NULL AS DOUBLE)", "CAST(NULL AS DOUBLE)", "CAST(NULL AS BIGINT)"].map(String::from),
    };
    let [above_low, above_high, above_parts] = part(above, "n");
    let [below_low, below_high, _] = part(below, "d");
    let alone = match (stands_alone.is_some(), indicator.unit.is_rate()) {
        (false, _) => "1 = 0".to_string(),
        (true, true) => format!("{above_parts} IS NOT NULL"),
        (true, false) => format!("({above_parts} IS NOT NULL AND {below_low} IS NOT NULL)"),
    };
    format!(
        "SELECT {of_key},\n  COALESCE(o.num_low, {above_low}) AS num_low,\n  CASE WHEN o.num_low IS NOT NULL THEN o.num_high ELSE {above_high} END AS num_high,\n  \
         COALESCE(o.den_low, {below_low}) AS den_low,\n  CASE WHEN o.den_low IS NOT NULL THEN o.den_high ELSE {below_high} END AS den_high,\n  \
         o.val_low, o.val_high, COALESCE(o.parts, {above_parts}) AS parts\nFROM ({spine}) AS k\n{joins}\nWHERE o.parts IS NOT NULL OR {alone}"
    )
}

/// Adds `based`: figures with the bounds of their base, which for a rate is the population of the area and year.
fn based(query: &mut Query, indicator: &Indicator, setting: &Setting<'_>) {
    let base = indicator.population.as_ref().filter(|_| indicator.unit.is_rate());
    let Some(base) = base else {
        query.with(
            "based",
            "SELECT *, den_low AS base_low, den_high AS base_high FROM figures",
        );
        return;
    };
    let mut lines = vec![];
    for area in setting.places.all() {
        for period in setting
            .until
            .back(YEARS_BACK * 4)
            .to(setting.until)
            .filter(|period| period.quarter() == setting.until.quarter())
        {
            let found = population((setting.populations, setting.places), (&area.id, period), &base.column);
            lines.extend(found.map(|found| {
                format!(
                    "({}, {}, {:?})",
                    text(&area.id),
                    text(&period.financial_year()),
                    found.people
                )
            }));
        }
    }
    if lines.is_empty() {
        lines.push("('', '', 0.0)".to_string());
    }
    query.with("people(area, year, people)", format!("VALUES {}", lines.join(",\n  ")));
    query.with(
        "based",
        "SELECT f.*, COALESCE(CAST(p.people AS DOUBLE), f.den_low) AS base_low,\n  CASE WHEN p.people IS NOT NULL THEN CAST(p.people AS DOUBLE) ELSE f.den_high END AS base_high\n\
         FROM figures AS f LEFT JOIN people AS p ON p.area = f.area AND p.year = SUBSTR(f.period, 1, 7)",
    );
}

/// How far back populations are written out, in years.
const YEARS_BACK: i32 = 25;

/// Adds `valued`: the bounds of the figure in the indicator's unit.
fn valued(query: &mut Query, indicator: &Indicator) {
    let Some(multiplier) = indicator.unit.multiplier() else {
        let (low, high) = match indicator.unit {
            Unit::MedianDays => (
                "CASE WHEN val_low IS NOT NULL THEN val_low WHEN parts = 1 THEN num_low END",
                "CASE WHEN val_low IS NOT NULL THEN val_high WHEN parts = 1 THEN num_high END",
            ),
            _ => (
                "CASE WHEN num_low IS NOT NULL THEN num_low ELSE val_low END",
                "CASE WHEN num_low IS NOT NULL THEN num_high ELSE val_high END",
            ),
        };
        query.with("valued", format!("SELECT *, {low} AS least, {high} AS most FROM based"));
        return;
    };
    let yearly = if indicator.timing == Timing::FlowAnnualised {
        " * 4.0"
    } else {
        ""
    };
    let exact = "num_low = num_high AND base_low = base_high";
    let share = |above: &str, below: &str| format!("{above}{yearly} / {below} * {multiplier:?}");
    let known = "num_low IS NULL OR base_low IS NULL";
    let quotient = share("num_low", "base_low");
    query.with(
        "shared",
        format!(
            "SELECT *,\n  CASE WHEN {known} THEN val_low WHEN {exact} THEN CASE WHEN base_low > 0 THEN {quotient} END\n    \
             WHEN base_high <= 0 THEN NULL WHEN base_high IS NULL THEN 0.0 ELSE {} END AS least,\n  \
             CASE WHEN {known} THEN val_high WHEN {exact} THEN CASE WHEN base_low > 0 THEN {quotient} END\n    \
             WHEN base_high <= 0 THEN NULL WHEN base_low > 0 THEN {} END AS most,\n  \
             CASE WHEN {known} OR ({exact}) THEN 0 ELSE 1 END AS open\nFROM based",
            share("num_low", "base_high"),
            share("num_high", "base_low"),
        ),
    );
    // A share with a suppressed part cannot pass the whole, where the indicator's definition says so.
    let capped = indicator.unit == Unit::Percent && !indicator.may_exceed_100;
    let columns = format!("level, area, agency, period, {}, base_low, base_high", bounds(""));
    let body = match capped {
        false => format!("SELECT {columns}, least, most FROM shared"),
        true => format!(
            "SELECT {columns},\n  CASE WHEN open = 1 AND least > {multiplier:?} THEN {multiplier:?} ELSE least END AS least,\n  \
             CASE WHEN open = 1 AND least IS NOT NULL AND (most IS NULL OR most > {multiplier:?}) THEN {multiplier:?} ELSE most END AS most\nFROM shared"
        ),
    };
    query.with("valued", body);
}

/// The columns of the series.
pub(super) fn last(indicator: &Indicator) -> String {
    let denominator = match indicator.unit.multiplier() {
        Some(_) => "CASE WHEN base_low = base_high THEN base_low END",
        None => "CAST(NULL AS DOUBLE)",
    };
    format!(
        "SELECT {} AS indicator, level, area, agency, period,\n  CASE WHEN num_low = num_high THEN num_low END AS numerator,\n  {denominator} AS denominator,\n  \
         CASE WHEN least = most THEN least END AS value,\n  CASE WHEN most IS NULL OR least < most THEN least END AS low,\n  \
         CASE WHEN least < most THEN most END AS high,\n  \
         CASE WHEN least IS NULL THEN 'not-measured' WHEN most IS NULL THEN 'suppressed' WHEN least = most THEN 'number' ELSE 'range' END AS state\n\
         FROM valued\nORDER BY level, area, agency, period",
        text(&indicator.id)
    )
}
