//! Feeds and code lists: every column named exists, no heading or spelling stands for two things.

use crate::catalogue::check::Report;
use crate::catalogue::spelling::plain;
use crate::catalogue::{CodeList, Feed, Holds};
use std::collections::BTreeMap;

pub(super) fn check(report: &mut Report<'_>) {
    let catalogue = report.catalogue;
    let lists: Vec<&str> = catalogue.code_lists().iter().map(|list| list.id.as_str()).collect();
    for feed in catalogue.feeds() {
        check_columns(report, feed, &lists);
        check_names(report, feed);
    }
    for list in catalogue.code_lists() {
        check_spellings(report, list);
    }
}

fn check_columns(report: &mut Report<'_>, feed: &Feed, lists: &[&str]) {
    let names: Vec<&str> = feed.columns.iter().map(|column| column.name.as_str()).collect();
    let mentioned = [("key", &feed.key), ("recognise_by", &feed.recognise_by)];
    for (key, columns) in mentioned {
        for (at, column) in columns.iter().enumerate() {
            report.must_be_one_of::<Feed>(
                (&feed.id, &[key, &at.to_string()]),
                ("column of this feed", column),
                &names,
            );
        }
    }
    if let Some(about) = &feed.about {
        report.must_be_one_of::<Feed>((&feed.id, &["about"]), ("column of this feed", about), &names);
    }
    for (at, column) in feed.columns.iter().enumerate() {
        if column.keep_years.is_some() && (feed.key.contains(&column.name) || feed.about.as_ref() == Some(&column.name))
        {
            let said = "a column that identifies a row is kept as long as the row".to_string();
            report.say::<Feed>(&feed.id, &["column", &at.to_string(), "keep_years"], said);
        }
        if let Holds::Code(list) = &column.holds {
            let path = ["column", &at.to_string(), "holds"];
            report.must_be_one_of::<Feed>((&feed.id, &path), ("code list", list), lists);
        }
    }
}

fn check_names(report: &mut Report<'_>, feed: &Feed) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (at, column) in feed.columns.iter().enumerate() {
        for heading in std::iter::once(&column.name).chain(&column.headings) {
            if let Some(other) = seen
                .insert(plain(heading), &column.name)
                .filter(|other| *other != column.name)
            {
                let said = format!("the heading `{heading}` stands for `{other}` and for `{}`", column.name);
                report.say::<Feed>(&feed.id, &["column", &at.to_string(), "headings"], said);
            }
        }
    }
}

fn check_spellings(report: &mut Report<'_>, list: &CodeList) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (at, code) in list.codes.iter().enumerate() {
        for way in code.ways_of_writing() {
            if let Some(other) = seen.insert(plain(way), &code.code).filter(|other| *other != code.code) {
                let said = format!("`{way}` stands for `{other}` and for `{}`", code.code);
                report.say::<CodeList>(&list.id, &["code", &at.to_string(), "spellings"], said);
            }
        }
    }
}
