//! Simulated portfolios of 200 indicators → how often our exceptions, Making Data Count's icons and a rule of thumb are right,
//! wrong and late, beside the bars. `just calibrate [--portfolios N] [--seed N] [--bars] [--table]`.
//! Ends with code 1 if a floor is broken.
#![allow(clippy::print_stdout, reason = "printing the table is what this program is for")]

mod bars;
mod monthly;
mod portfolio;
mod random;
mod rules;
mod score;
mod table;

use portfolio::{Change, HISTORY, STABLE, World};
use rules::{RULES, Rule};
use std::process::ExitCode;

fn argument(name: &str, otherwise: u64) -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name);
    at.and_then(|at| arguments.get(at + 1)?.parse().ok())
        .unwrap_or(otherwise)
}

fn main() -> ExitCode {
    let (portfolios, seed) = (argument("--portfolios", 200), argument("--seed", 20_260_701));
    if std::env::args().any(|argument| argument == "--table") {
        table::print(seed);
        return ExitCode::SUCCESS;
    }
    println!("{portfolios} portfolios of 200 indicators, 20 quarters before and 8 monitored, seed {seed}\n");
    let bars = bars::measure(seed, portfolios);
    let cell = |value: Option<f64>| value.map_or_else(|| "-".to_string(), |value| format!("{value:.3}"));
    println!(
        "{:46} {:>8} {:>8} {:>8} {:>7} {:>7}",
        "", "ours", "MDC", "10% rule", "floor", "goal"
    );
    for bar in &bars {
        let [mdc, thumb] = [bar.mdc, bar.ten_percent].map(cell);
        let (name, ours, reached) = (bar.name, bar.ours, bar.reached());
        println!(
            "{name:46} {ours:8.3} {mdc:>8} {thumb:>8} {:7.3} {:7.3}  {reached}",
            bar.floor, bar.goal
        );
    }
    if !std::env::args().any(|argument| argument == "--bars") {
        unseen(seed, portfolios);
        months(seed, portfolios);
    }
    let broken = bars.iter().any(|bar| bar.reached() == "BELOW");
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Every world, those of the bars and some that nothing was tuned on.
fn worlds() -> [(&'static str, World); 14] {
    let changed = |change: Change| World {
        change,
        changed: 0.1,
        ..STABLE
    };
    let (two, mid) = (
        bars::step(2.0, 0.0),
        Change::Step {
            size: 2.0,
            from: HISTORY / 2,
        },
    );
    [
        ("stable", STABLE),
        (
            "seasonal",
            World {
                seasonal: 0.6,
                ..STABLE
            },
        ),
        ("autocorrelated", World { carried: 0.4, ..STABLE }),
        ("1 sd step", bars::step(1.0, 0.0)),
        ("2 sd step", two),
        ("3 sd step", bars::step(3.0, 0.0)),
        ("2 sd step, seasonal", bars::step(2.0, 0.6)),
        ("2 sd step, autocorrelated", World { carried: 0.4, ..two }),
        ("2 sd step, mid-history", changed(mid)),
        ("drift, 0.25 sd a quarter", changed(Change::Drift { each: 0.25 })),
        (
            "4 sd spike, first quarter",
            changed(Change::Spike { size: 4.0, at: HISTORY }),
        ),
        (
            "one agency, 2 sd at once",
            World {
                one_agency: true,
                ..two
            },
        ),
        ("half small counts, stable", World { smaller: 0.5, ..STABLE }),
        ("half small counts, 2 sd", World { smaller: 0.5, ..two }),
    ]
}

fn unseen(seed: u64, portfolios: u64) {
    let headings = ["in 1", "in 2", "in 4", "in 8", "wrong"]
        .map(|heading| format!("{heading:>6}"))
        .join(" ");
    println!("\n{:27} {:11} {:>7} {headings}", "world", "rule", "false/q");
    for (stream, (name, world)) in worlds().into_iter().enumerate() {
        let score = score::score(&world, seed.wrapping_add((20 + stream as u64) << 32), portfolios);
        for rule in RULES {
            print!("{name:27} {:11} {:7.2}", label(rule), score.false_a_quarter(rule));
            if world.change != Change::None {
                let found = [1, 2, 4, 8].map(|quarters| format!("{:6.3}", score.found_within(rule, quarters)));
                print!(" {} {:6.3}", found.join(" "), score.false_share(rule));
            }
            println!();
        }
        let (false_ones, share) = score.either_direction();
        println!("{name:27} exception, either direction: false/q {false_ones:.2}, wrong {share:.3}");
        let rates = |at: usize| {
            (
                score.sorts[at].1 / score.sorts[at].0,
                score.deep[at] / score.sorts[at].0,
            )
        };
        let [large, small, share] = [0, 1, 2]
            .map(rates)
            .map(|(watch, deep)| format!("{watch:.4} {deep:.5}"));
        println!("{name:27} p<.01, p<.001: large counts {large}, small {small}, percentages {share}");
    }
}

const fn label(rule: Rule) -> &'static str {
    match rule {
        Rule::Exception => "exception",
        Rule::Watch => "watch",
        Rule::MdcNewest => "MDC newest",
        Rule::MdcFrozen => "MDC frozen",
        Rule::TenPercent => "10% worse",
    }
}

fn months(seed: u64, portfolios: u64) {
    println!("\nMonthly counts with a school-holiday profile, share flagged");
    println!(
        "{:18} {:>9} {:>8} {:>8} {:>8}",
        "", "exception", "p<0.01", "p<0.003", "MDC"
    );
    for (name, month, rise) in [
        ("ordinary March", 2, 1.0),
        ("ordinary August", 7, 1.0),
        ("March +30%", 2, 1.3),
        ("August +30%", 7, 1.3),
    ] {
        let at = monthly::flagged(month, rise, (seed ^ 0xb0, portfolios));
        println!(
            "{name:18} {:9.4} {:8.4} {:8.4} {:8.4}",
            at.exception, at.watch, at.strict, at.mdc
        );
    }
}
