//! Tables in files: which sums are seen, and which are refused or named.

use super::*;

const RULE: Rule = Rule {
    largest_small: 5,
    dominance_percent: 10.0,
};

fn tables(lines: &str, hierarchies: Option<&str>) -> anyhow::Result<Tables> {
    let sources = Sources {
        cells: vec![("cells.csv".into(), lines.into())],
        hierarchies: hierarchies.map(str::to_owned),
        relations: None,
        derived: None,
        flat: vec![],
        true_values: true,
    };
    read(&sources, RULE)
}

#[test]
fn totals_that_add_up_in_some_places_only_are_refused_by_name() {
    let lines = "table_id,district,sex,value\nT,Total,Total,20\nT,A,Total,12\nT,B,Total,8\nT,A,F,3\nT,A,M,9\nT,B,F,6\nT,B,M,1\n";
    let said = tables(lines, None).unwrap_err().to_string();
    assert!(
        said.contains("the totals of `sex` add up elsewhere and not in district=B") && said.contains("come to 7"),
        "{said}"
    );
    let right = lines.replace("T,B,M,1", "T,B,M,2");
    assert!(!tables(&right, None).unwrap().publication.hierarchies.are_none());
}

#[test]
fn totals_of_which_nothing_says_what_adds_up_are_named() {
    let lines = "table_id,district,sex,value\nT,Total,Total,20\nT,A,Total,12\nT,B,Total,8\nT,A,F,c\nT,A,M,9\n";
    let of = |hierarchies| tables(lines, hierarchies).unwrap().loose();
    assert_eq!(
        of(Some("dim,parent,child\ndistrict,Total,A\ndistrict,Total,B\n")),
        ["sex"]
    );
    assert_eq!(
        of(Some(
            "dim,parent,child\ndistrict,Total,A\ndistrict,Total,B\nsex,Total,F\nsex,Total,M\n"
        )),
        [""; 0]
    );
}

#[test]
fn a_code_that_another_measure_has_opens_no_table() {
    let lines = "table_id,measure,district,sex,value\nT,m1,Total,Total,20\nT,m1,A,Total,12\nT,m1,B,Total,8\nT,m1,A,F,3\nT,m1,A,M,9\n\
                 T,m1,B,F,6\nT,m1,B,M,2\nU,m2,Total,X,0\n";
    let made = tables(lines, Some("dim,parent,child\ndistrict,Total,A\ndistrict,Total,B\n")).unwrap();
    let known = made.publication.hierarchies.partitions();
    assert!(known.iter().any(|partition| partition.dimension == "sex"), "{known:?}");
}
