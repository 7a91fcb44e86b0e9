//! Every publication check passes on a good pair of files and fails on one that breaks it alone.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use paqa::report::publication::{Outcome, Pair, checks, pairs};
use std::collections::BTreeSet;

const DATA: &str = "\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,lad_code,lad_name,sex,referrals,referrals_percent
202425,Financial year,Local authority,E92000001,England,E12000006,East of England,881,E10000012,Essex,,,Total,40,10.5
202425,Financial year,Local authority,E92000001,England,E12000006,East of England,881,E10000012,Essex,,,Girls,c,x
202425,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Total,20,9.1
202425,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Girls,12,low
202526,Financial year,Local authority,E92000001,England,E12000006,East of England,881,E10000012,Essex,,,Total,41,10.6
202526,Financial year,Local authority,E92000001,England,E12000006,East of England,881,E10000012,Essex,,,Girls,19,z
202526,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Total,21,9.2
202526,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Girls,13,8.8
";
const META: &str = "\
col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
sex,Filter,Sex,,,,All children,
referrals,Indicator,Referrals,,,0,,
referrals_percent,Indicator,Share of referrals,,%,1,,
";

/// The check, and where and how the good pair is broken: in the data, the metadata, or the data file's name.
const BREACHES: &[(&str, char, &str, &str)] = &[
    ("files-match", 'n', "figures.csv", "other.csv"),
    ("file-names", 'n', "figures.csv", "my figures.csv"),
    ("required-columns", 'd', "time_identifier", "identifier"),
    (
        "column-names-unique",
        'd',
        "sex,referrals,referrals_percent",
        "sex,referrals,referrals",
    ),
    (
        "column-names-without-spaces",
        'd',
        "sex,referrals,",
        "sex of child,referrals,",
    ),
    ("column-names-snake-case", 'd', "sex,referrals,", "Sex,referrals,"),
    ("rows-as-long-as-headings", 'd', "Girls,c,x", "Girls,c,x,1"),
    ("has-rows", 'd', "\n202", ""),
    ("meta-columns", 'm', "indicator_dp", "decimals"),
    ("meta-columns-in-data", 'd', "sex,referrals,", "sex,events,"),
    ("data-columns-in-meta", 'd', "sex,referrals,", "sex,events,"),
    (
        "meta-names-unique",
        'm',
        "referrals_percent,Indicator",
        "referrals,Indicator",
    ),
    ("meta-without-time-and-place", 'm', "sex,Filter", "la_name,Filter"),
    ("meta-types", 'm', "sex,Filter", "sex,Split"),
    ("meta-has-indicator", 'm', "Indicator", "Filter"),
    ("meta-labels", 'm', "Referrals,", " Referrals,"),
    ("meta-labels-unique", 'm', "Share of referrals", "Referrals"),
    ("meta-units", 'm', ",%,", ",percent,"),
    ("meta-decimals", 'm', ",0,,", ",none,,"),
    ("meta-groupings", 'm', "Sex,,", "Sex,Children,"),
    ("meta-hints", 'm', ",0,,", ",0,a hint,"),
    ("meta-filter-groups", 'm', "All children,", "All children,referrals"),
    ("meta-filter-groups", 'm', "All children,", "All children,sex"),
    ("time-periods", 'd', "202425,", "2024-25,"),
    ("time-periods-consecutive", 'd', "202425,", "202427,"),
    (
        "time-periods-without-gap",
        'd',
        "202526,Financial year",
        "202627,Financial year",
    ),
    ("time-identifiers", 'd', "Financial year,", "Year,"),
    (
        "time-identifiers-not-mixed",
        'd',
        "202425,Financial year",
        "202425,Tax year",
    ),
    ("time-digits-fit-identifier", 'd', "202425,", "2024,"),
    ("no-total-in-time-or-place", 'd', ",Basildon,", ",Total,"),
    ("geographic-levels", 'd', "Local authority district", "District"),
    ("level-columns-present", 'd', "lad_code", "district_code"),
    ("level-columns-complete", 'd', "E07000066", ""),
    (
        "level-columns-not-over-complete",
        'd',
        "E10000012,Essex,,",
        "E10000012,Essex,E07000066,",
    ),
    ("countries", 'd', "E92000001,England", "E92000001,Britain"),
    ("regions", 'd', "East of England", "East Anglia"),
    ("place-codes", 'd', "E07000066", "E10000066"),
    ("place-codes-known", 'd', "E07000066", "E07000999"),
    // The same wrong name in every row: only a lookup knows it.
    ("place-names", 'd', ",Basildon,", ",Braintree,"),
    ("old-la-codes", 'd', "881", "88"),
    ("old-la-codes", 'd', "881", "882"),
    ("one-name-a-code", 'd', "Basildon,Girls,12", "Brentwood,Girls,12"),
    (
        "one-code-a-name",
        'd',
        "E07000066,Basildon,Girls,12",
        "E07000068,Basildon,Girls,12",
    ),
    ("filters-have-items", 'd', "Girls", "Total"),
    ("filters-without-blanks", 'd', "Girls,13", ",13"),
    ("filters-without-stray-spaces", 'd', "Girls,13", "Girls ,13"),
    ("filters-have-total", 'd', "Total", "Boys"),
    ("indicators-without-blanks", 'd', "Girls,13", "Girls,"),
    ("indicators-without-old-marks", 'd', "Girls,c", "Girls,*"),
    ("indicators-are-numbers", 'd', "Girls,13", "Girls,thirteen"),
    ("indicators-not-negative", 'd', "Girls,13", "Girls,-13"),
    ("indicators-not-negative", 'd', "Girls,13,8.8", "Girls,13,-8.8"),
    ("indicators-within-decimals", 'd', "Girls,13", "Girls,13.5"),
    (
        "no-empty-rows",
        'd',
        "202526,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Girls,13,8.8",
        ",,,,,,,,,,,,,,",
    ),
    ("no-nulls", 'd', "Girls,13", "Girls,NULL"),
    ("rows-unique", 'd', "Basildon,Girls,12", "Basildon,Total,12"),
    ("no-empty-columns", 'd', "881", ""),
    (
        "matrix-complete",
        'd',
        "202526,Financial year,Local authority district,E92000001,England,,,,,,E07000066,Basildon,Girls,13,8.8\n",
        "",
    ),
];

fn pair(name: &str, data: &str, meta: &str) -> Pair {
    pairs([(name, data.as_bytes()), ("figures.meta.csv", meta.as_bytes())])
        .unwrap()
        .remove(0)
}

fn broken(&(_, place, from, to): &(&str, char, &str, &str)) -> Pair {
    match place {
        'n' => pair(to, DATA, META),
        'd' if from == "\n202" => pair("figures.csv", DATA.split(from).next().unwrap(), META),
        'd' => pair("figures.csv", &DATA.replace(from, to), META),
        _ => pair("figures.csv", DATA, &META.replace(from, to)),
    }
}

#[test]
fn a_good_pair_passes_every_check() {
    let good = pair("figures.csv", DATA, META);
    let failed: Vec<_> = checks()
        .iter()
        .map(|check| (check.id, (check.find)(&good)))
        .filter(|it| !it.1.is_empty())
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn each_check_finds_the_pair_that_breaks_it() {
    for breach in BREACHES {
        let check = checks().into_iter().find(|check| check.id == breach.0).unwrap();
        assert!(!(check.find)(&broken(breach)).is_empty(), "{}", check.id);
        assert_ne!(check.breach, Outcome::Pass);
    }
}

#[test]
fn every_check_has_its_breach() {
    let known: BTreeSet<&str> = checks().iter().map(|check| check.id).collect();
    let broken: BTreeSet<&str> = BREACHES.iter().map(|breach| breach.0).collect();
    assert_eq!(known, broken);
}
