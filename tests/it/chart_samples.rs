//! Random charts of every kind, with ordinary and hostile names.

use paqa::domain::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Names as people and machines might send them.
pub(crate) fn hostile_names() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "Tendring", "Epping Forest", "Castle Point", "Children's social care", "2026-27 Q2", "Q1", "Acute trust, West",
        ]).prop_map(String::from),
        1 => prop::sample::select(vec![
            "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "a\u{202E}b\u{202C}c", "עברית ועוד עברית ארוכה מאוד",
            "=HYPERLINK(\"x\")", "tab\tnew\nline\u{0}\u{1b}[31m", "&amp;&lt;&#0;", "漢字漢字漢字漢字漢字漢字漢字", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "",
        ]).prop_map(String::from),
        1 => Just("A very long name of an agency that nobody thought would ever be written in full ".repeat(9)),
        1 => "\\PC{0,40}",
    ]
}

fn mark() -> impl Strategy<Value = Shown> {
    prop::sample::select(vec![
        Missing::Withheld,
        Missing::NotAvailable,
        Missing::NotApplicable,
        Missing::Low,
    ])
    .prop_map(Shown::Mark)
}

fn number(value: f64, unit: ShownUnit) -> Shown {
    let (value, text) = match unit {
        ShownUnit::Count => (value.round(), format!("{}", value.round())),
        ShownUnit::Percent => (value, format!("{value:.1}%")),
        ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => (value, format!("{value:.1}")),
    };
    Shown::Number { value, text }
}

/// A figure of a unit, or a mark in its place.
fn figure(unit: ShownUnit, most: f64) -> impl Strategy<Value = Shown> {
    prop_oneof![
        8 => (0.0..most).prop_map(move |value| number(value, unit)),
        1 => Just(number(0.0, unit)),
        2 => mark(),
        1 => (0.0..most, 0.0..most).prop_map(move |(one, other)| {
            let (low, high) = (one.min(other).round(), one.max(other).round());
            Shown::Range { low, high, text: format!("{low} to {high}") }
        }),
    ]
}

/// A unit with the most that its figures reach.
fn unit() -> impl Strategy<Value = (ShownUnit, f64)> {
    prop::sample::select(vec![
        (ShownUnit::Count, 12.0),
        (ShownUnit::Count, 480_000.0),
        (ShownUnit::Percent, 100.0),
        (ShownUnit::Percent, 6.0),
        (ShownUnit::Rate, 640.0),
        (ShownUnit::Days, 40.0),
        (ShownUnit::Score, 10.0),
    ])
}

fn point_mark() -> impl Strategy<Value = PointMark> {
    prop::sample::select(vec![
        PointMark::Usual,
        PointMark::Usual,
        PointMark::WorseHigh,
        PointMark::WorseLow,
        PointMark::Better,
        PointMark::Unusual,
    ])
}

/// A series of figures in consecutive quarters, without lines.
pub(crate) fn bare_series(figures: Vec<Shown>, unit: ShownUnit) -> ShownSeries {
    let last = Period::new(2026, 2).unwrap();
    let quarters = figures.len() as i32;
    let point = |(at, value): (usize, Shown)| ShownPoint {
        period: last.back(quarters - 1 - at as i32),
        value,
        numerator: Shown::Mark(Missing::NotAvailable),
        denominator: Shown::Mark(Missing::NotAvailable),
        flags: Flags::default(),
        mark: PointMark::Usual,
        lines: None,
    };
    ShownSeries {
        indicator: "CP01".into(),
        name: "Name".into(),
        subtitle: "Name, number, Essex".into(),
        level: Level::County,
        area: "essex".into(),
        area_name: "Essex".into(),
        agency: None,
        unit,
        points: figures.into_iter().enumerate().map(point).collect(),
        levels: None,
        median_only: false,
        target: None,
        restarts: Vec::new(),
        too_few: None,
        too_short: None,
    }
}

fn series() -> impl Strategy<Value = ShownSeries> {
    let shape = unit().prop_flat_map(|(unit, most)| {
        let figures = vec((figure(unit, most), point_mark()), 1..26);
        let level = (0.0..most, option::of((0.0..most, 0.0..most)));
        let target = option::of((0.0..most * 1.5, hostile_names()));
        let restarts = vec((0..26usize, hostile_names()), 0..4);
        (
            Just(unit),
            figures,
            level,
            target,
            restarts,
            option::weighted(0.1, hostile_names()),
        )
    });
    shape.prop_map(|(unit, figures, (centre, limits), target, restarts, words)| {
        let (figures, marks): (Vec<Shown>, Vec<PointMark>) = figures.into_iter().unzip();
        let mut series = bare_series(figures, unit);
        for (point, mark) in series.points.iter_mut().zip(marks) {
            point.mark = mark;
            let limits = limits.map(|(one, other)| Interval {
                low: centre - one,
                high: centre + other,
            });
            point.lines = Some(Lines { centre, limits });
        }
        let quarters = series.points.len();
        series.median_only = limits.is_none();
        series.target = target.map(|(value, label)| ShownTarget { value, label });
        series.restarts = restarts
            .into_iter()
            .filter(|(at, _)| *at > 0 && *at < quarters)
            .collect();
        series.restarts.sort();
        series.restarts.dedup_by_key(|(at, _)| *at);
        series.too_short = words.clone().filter(|_| quarters < 8);
        series.too_few = words.filter(|_| quarters > 20);
        series
    })
}

fn funnel() -> impl Strategy<Value = FunnelDrawn> {
    let standing = prop::sample::select(vec![
        Standing::Inside,
        Standing::Inside,
        Standing::HighWorse,
        Standing::LowWorse,
        Standing::Better,
        Standing::Unusual,
    ]);
    let one = (
        hostile_names(),
        figure(ShownUnit::Count, 900.0),
        figure(ShownUnit::Percent, 100.0),
        standing,
        any::<bool>(),
    );
    (vec(one, 0..15), hostile_names(), hostile_names(), 1.0..99.0f64).prop_map(|(units, base, words, centre)| {
        let units = units.into_iter().map(|(name, base, figure, standing, own)| FunnelUnit {
            name,
            base,
            figure,
            standing,
            own,
        });
        let limits = (1..=50).map(|step| {
            let base = f64::from(step) * 20.0;
            let spread = (centre * (100.0 - centre) / base).sqrt();
            let [near, far] = [1.96, 3.09].map(|deviates| deviates * spread);
            [base, centre - near, centre + near, centre - far, centre + far]
        });
        FunnelDrawn {
            unit: ShownUnit::Percent,
            base_words: base,
            units: units.collect(),
            centre,
            centre_words: words,
            limits: limits.collect(),
        }
    })
}

fn bars() -> impl Strategy<Value = BarsDrawn> {
    unit().prop_flat_map(|(unit, most)| {
        let extra = (
            option::of((0.0..most, 0.0..most)),
            option::of(0.0..most),
            option::of(0.0..most),
        );
        let bar = (hostile_names(), figure(unit, most), hostile_names(), extra);
        let bar = bar.prop_map(|(name, figure, beside, (range, target, before))| BarDrawn {
            name,
            figure,
            beside,
            range: range.map(|(one, other)| (one.min(other), one.max(other))),
            target,
            before,
        });
        (
            vec(bar, 0..14),
            option::of((0.0..most, hostile_names())),
            hostile_names(),
        )
            .prop_map(move |(bars, target, before_words)| BarsDrawn {
                unit,
                bars,
                target,
                before_words,
            })
    })
}

fn stacked() -> impl Strategy<Value = StackedDrawn> {
    (1..5usize, 0..14usize, any::<bool>(), any::<bool>(), 1.0..600.0f64).prop_flat_map(
        |(parts, bars, upright, shares, most)| {
            let bar = (
                hostile_names(),
                vec(figure(ShownUnit::Count, most), parts),
                hostile_names(),
            )
                .prop_map(|(name, figures, beside)| StackedBar { name, figures, beside });
            (vec(hostile_names(), parts), vec(bar, bars), hostile_names()).prop_map(
                move |(parts, bars, beside_words)| StackedDrawn {
                    parts,
                    bars,
                    upright,
                    shares,
                    beside_words,
                },
            )
        },
    )
}

fn dumbbell() -> impl Strategy<Value = DumbbellDrawn> {
    unit().prop_flat_map(|(unit, most)| {
        let words = (hostile_names(), hostile_names(), hostile_names());
        let pair = (words, figure(unit, most), figure(unit, most), any::<bool>());
        let pair = pair.prop_map(|((name, change, beside), before, after, tentative)| PairDrawn {
            name,
            before,
            after,
            change,
            beside,
            tentative,
        });
        (
            vec(pair, 0..12),
            (hostile_names(), hostile_names()),
            0.0..most,
            hostile_names(),
        )
            .prop_map(move |(pairs, ends, from, beside_words)| DumbbellDrawn {
                unit,
                ends,
                axis: (from.min(most * 0.5), most),
                beside_words,
                pairs,
            })
    })
}

fn tiles() -> impl Strategy<Value = TilesDrawn> {
    unit().prop_flat_map(|(unit, most)| {
        let tile = (hostile_names(), figure(unit, most), any::<bool>());
        (vec(tile, 0..17), 0.0..most, 0.0..most).prop_map(move |(tiles, one, other)| {
            let tiles = tiles
                .into_iter()
                .enumerate()
                .map(|(at, (name, figure, own))| TileDrawn {
                    name,
                    at: ((at % 4) as u8, (at / 4) as u8),
                    figure,
                    own,
                });
            TilesDrawn {
                unit,
                breaks: (one.min(other), one.max(other)),
                tiles: tiles.collect(),
            }
        })
    })
}

fn multiples() -> impl Strategy<Value = MultiplesDrawn> {
    (unit(), 1..20usize).prop_flat_map(|((unit, most), quarters)| {
        let chart = (
            hostile_names(),
            vec(figure(unit, most), quarters),
            any::<bool>(),
            point_mark(),
        )
            .prop_map(|(name, figures, own, mark)| MultipleDrawn {
                name,
                figures,
                own,
                mark,
            });
        (vec(chart, 0..14), vec(figure(unit, most), quarters), hostile_names()).prop_map(
            move |(charts, context, context_name)| MultiplesDrawn {
                unit,
                context_name,
                context,
                quarters: (0..quarters).map(|quarter| format!("Q{quarter}")).collect(),
                charts,
            },
        )
    })
}

/// A chart of any kind.
pub(crate) fn chart() -> impl Strategy<Value = DrawnChart> {
    prop_oneof![
        3 => series().prop_map(|series| DrawnChart::Series(Box::new(series))),
        2 => funnel().prop_map(DrawnChart::Funnel),
        1 => bars().prop_map(DrawnChart::Bars),
        2 => stacked().prop_map(DrawnChart::Stacked),
        1 => dumbbell().prop_map(DrawnChart::Dumbbell),
        1 => tiles().prop_map(DrawnChart::Tiles),
        1 => multiples().prop_map(DrawnChart::Multiples),
    ]
}
