//! Registers and trackers whose optional cells are all empty: no sentence of any paper has a bracket, a quotation or a colon with
//! nothing in or after it.

use crate::evidence_traps::{FOUR, small_board};
use crate::example_run::paqa_at;
use std::path::Path;

/// Feeds with nothing but what a row cannot do without; a register of an earlier quarter lets risks rise and come.
const BARE: [(&str, &str); 17] = [
    (
        "2026-27-Q1/a/risks.csv",
        "risk,text,likelihood,impact,target,owner,reviewed\nR07,,3,3,,,\n",
    ),
    (
        "2026-27-Q2/a/risks.csv",
        "risk,text,likelihood,impact,target,owner,reviewed\nR07,,4,3,,,\nR08,,5,5,,,\n",
    ),
    (
        "2026-27-Q2/a/actions.csv",
        "action,source,reference,agency,text,owner,due,status,completed,impact\nA1,s11,,,,,2025-01-01,not-started,,\n\
         A2,practice-review,,,,,2025-01-01,in-progress,,\nA3,practice-review,,,,,,complete,,\n\
         A4,business-plan,,,,,2025-01-01,in-progress,,\nA5,exception,,,,,2025-01-01,in-progress,,\n\
         A6,case-audit,,,,,2025-01-01,in-progress,,\nA7,s11,,,,,,in-progress,,\n",
    ),
    (
        "2026-27-Q2/a/challenges.csv",
        "challenge,raised,about,issue,response,outcome,closed\nC1,2024-05-01,,,,,\nC2,,,,,,\n",
    ),
    (
        "2026-27-Q2/a/voice.csv",
        "group,date,young_people,topic,method,said,changed\nYoung carers,2026-05-14,,,,,\nYouth forum,2026-08-14,,,,,\n",
    ),
    (
        "2026-27-Q2/a/communications.csv",
        "campaign,channel,period,reach,clicks\nWater safety,Web,2026-27 Q2,,\n",
    ),
    (
        "2026-27-Q2/a/funding.csv",
        "partner,year,pledged,paid\nPolice,2026-27,,\n",
    ),
    (
        "2026-27-Q2/a/business-plan.csv",
        "priority,action,lead,progress,rag,due\nP1,Share what is known,,,red,2025-01-01\nP2,Hear children,,,amber,\n",
    ),
    (
        "2026-27-Q2/a/attendance.csv",
        "meeting,date,agency,invited,attended,represented\nBoard,2026-07-01,a,,,\n",
    ),
    (
        "2026-27-Q2/a/case-audits.csv",
        "audit,theme,case,agency,domain,grade,moderated_grade\nNeglect 2026,,1,,plan,good,\nNeglect 2026,,2,,plan,good,\n",
    ),
    (
        "2026-27-Q2/a/training-sessions.csv",
        "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n\
         S1,Neglect,,2026-07-01,,,,,,,,\n",
    ),
    (
        "2026-27-Q2/a/training-evaluations.csv",
        "session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change\nS1,R1,,,,,,,,\n",
    ),
    (
        "2026-27-Q2/a/lado-referrals.csv",
        "period,area,referrer,sector,concern,threshold,outcome,count\n2026-27 Q2,,,,,,,17\n",
    ),
    (
        "2026-27-Q2/a/lado-timeliness.csv",
        "period,measure,count\n2026-27 Q2,concluded,15\n2026-27 Q2,open_at_end,19\n",
    ),
    (
        "2026-27-Q2/a/s11-answers.csv",
        "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence\n\
         2026-27,a,,,1,1.1,met,,\n2026-27,b,,,1,1.1,,,\n",
    ),
    (
        "2024-25-Q3/a/s11-answers.csv",
        "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence\n\
         2024-25,a,,,1,1.1,met,,\n",
    ),
    (
        "2026-27-Q2/a/dashboard.csv",
        "indicator,area,period,numerator,denominator,value,note\nCP01,,2026-27 Q2,440,,,\n",
    ),
];

/// The lines of a page's text: a block each, inline marks left out.
fn lines(html: &str) -> Vec<String> {
    const INLINE: [&str; 9] = ["a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup"];
    let body = &html[html.find("<body").unwrap_or(0)..];
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, tail) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push('\n');
        }
        rest = tail;
    }
    text.push_str(rest);
    let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(plain).filter(|line| !line.is_empty()).collect()
}

/// What no sentence has: brackets and quotations round nothing, stops and colons after nothing.
fn is_broken(line: &str) -> bool {
    const NEVER: [&str; 16] = [
        "()",
        "( )",
        "(,",
        "..",
        ". .",
        ":.",
        ": .",
        ": ;",
        ",.",
        ", .",
        ",,",
        ", ,",
        "\u{201c}\u{201d}",
        "\u{2018}\u{2019}",
        "; ;",
        ":,",
    ];
    let held = NEVER.iter().any(|never| line.contains(never));
    let left = [" from", " by", " about", " cases on", " from."]
        .iter()
        .any(|word| line.ends_with(word));
    held || left || line.starts_with([',', ';', ':', '.']) && line.len() > 2
}

fn pages(folder: &Path) -> Vec<std::path::PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    all.filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect()
}

#[test]
fn empty_cells_leave_no_empty_brackets_quotations_or_colons() {
    let board = small_board(FOUR, &BARE);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let found = pages(&board.path().join("reports"));
    assert!(found.len() > 10, "{found:?}");
    let mut broken = vec![];
    for page in &found {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let html = std::fs::read_to_string(page).unwrap();
        broken.extend(
            lines(&html)
                .into_iter()
                .filter(|line| is_broken(line))
                .map(|line| format!("{name}: {line}")),
        );
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let paper = std::fs::read_to_string(board.path().join("reports/2026-27-Q2/exception-paper.html")).unwrap();
    assert!(paper.contains("Risk R08"), "the new risk is told without its words");
}

#[test]
fn broken_sentences_are_known() {
    for (line, expected) in [
        ("Risk R08 () came", true),
        ("The register says: .", true),
        ("It is late..", true),
        ("Commentary awaited from", true),
        ("A2, : do it.", false),
        ("A2, , do it.", true),
        ("Risk R08 (late cases) came.", false),
        ("The register says: late cases.", false),
    ] {
        assert_eq!(is_broken(line), expected, "{line}");
    }
}
