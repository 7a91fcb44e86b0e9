//! Free text that gives a child's first name alone, beside free text that names staff, agencies, places, months, courses and laws.

use crate::privacy::gate;
use crate::written::{Format, table, write};
use paqa::ingest::privacy::Verdict;

/// One invented sentence a line, each of which may name a child.
const OF_CHILDREN: &str = "\
Kyle says his stepfather hits him
kyle says his stepfather hits him
KYLE SAYS HIS STEPFATHER HITS HIM
Kyle\u{2019}s stepfather hits him
Kyles mum said that he will not go to school
Maisie told us that her dad shouts at her
maisie told her teacher that she is scared at home
Grace said her mum has stopped drinking
Will told his social worker that he ran away twice
Hope says her brother hurts her
May says her stepdad locks the door
April told us her mum was hit by her boyfriend
Jack wants to live with his nan
When asked, Jayden said he feels unsafe at home
A boy called Tyrese was moved three times
The young person, pupil Leo, wants his own bedroom
Ellie (14) likes the new room
Ellie, 14, likes the new room
Ollie aged 9 asked for a quieter place to talk
Alfie is 9. He was taken out of class.
Nevaeh in Year 9 thinks that meetings are too long
Freya disclosed abuse to the school nurse
Her mother hits Mikey when he cries
He was bullied because Kai told everyone
Callum was groomed online and nobody noticed
Thanks to the plan, Zara is no longer hit by her father
The worker asked Riley what his mum had said
Connor never sees his dad and misses his sister
Zephyrine says her uncle touches her
Poppy said my brother is not allowed in my room
foster carers told us that callum cries at bedtime
we spoke to aisha about her mum and dad
Her son Dylan self-harmed in June
Jordan told us his carers did not listen
Amelia lives with her nan and likes her school
It was Summer who told us her dad had left
Rhys ran away from his placement in Harlow
Lexi hid in her bedroom when her father came home
Tom said he is frightened of his mother\u{2019}s partner
Ayaan was hit by his uncle in Maldon";

/// One invented sentence a line, none of which tells of a child by name.
const OF_OTHERS: &str = "\
Jane in the data team will resend the return by Friday
Sarah said that the figures for Q2 include Harlow twice
Young people say that forms are too long and they want to be asked
A young person told us his stepfather shouts at him
One girl said her mum was not told about the meeting
Children told us that their parents were not asked
Figures for May and June are provisional; those for April are final
In May the school told parents about the change
The return for August was late because staff were on leave
Rise in June, when schools told us of more children at home
Will the plan tell parents what changed at school?
We hope that children will be asked how they feel
Mark all forms where a parent was told of their rights
The course Grace and Courage was held twice at the school
Sarah\u{2019}s Law requests rose in the quarter
Clare\u{2019}s Law disclosures are counted apart
Learning from the Victoria Climbi\u{e9} inquiry is in the course for school staff
The Daniel Pelka review is used in training of school staff
Operation Henry found three children at risk in the home
St Mary\u{2019}s said that pupils feel safe at school
St George\u{2019}s Hospital asked for a named nurse
Essex Police told us that children were missing from home
Kyle Academy said that Year 9 pupils are bullied less
Harlow was the only district in which children were missing
Emma, participation worker, told the group what changed at school
Emma (youth worker) asked children how they feel at home
PC Dawn Sallow spoke to pupils about bullying
Our headteacher Karen said that pupils feel safe
Karen is the designated safeguarding lead and told the governors
Ruth from the participation team asked young people what they want from school
Dr Green saw children with bruises at the clinic
The Rose Centre asked parents how they feel
Florence Nightingale Hospice was asked about children of patients
The lead told us that his team keeps a list of children missing from home
The manager says her staff need training on neglect
Mum and dad were told what the plan says about contact
Mother said she was frightened; father was not seen
Boys said they are bullied on the way home from school
Nobody told the child what would happen to his brother
Victoria Road surgery reported that mothers were not asked
Chelsea Hill ran the session for carers about school
Martin chaired the meeting at which parents spoke about school
Tim to send the audit form to schools by 3 June
Robin Hood Park was chosen by the young people for the day
The Jack Petchey award went to the youth forum
Charlie Waller Trust gave a talk on anxiety to parents
Young carers told us their friends do not know
Care leavers told us that 3 of 12 moved more than once
Young people were asked to frank about what they feel at home
Bill was paid by the home in April
Pupils said the sky is the limit, and want a room to pray at school
The group said that Snapchat says who is near, and it frightens them
Kooth says that its counsellors see more girls each month
Ofsted said that the school keeps its children safe
The Children\u{2019}s Society told parents of the helpline
Holly House said that its residents were asked about friends
Amber from the start of the year; red since May for missing children
The RAG was Amber and is now Green for homes
Health visitors told fathers where to get help at home
Speech therapists said that children wait too long at school";

fn lines(of: &str) -> impl Iterator<Item = &str> {
    of.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The verdict on a file of what young people said with the text under a heading.
fn verdict((heading, text): (&str, &str), format: Format) -> Verdict {
    let mut rows = table(&format!(
        "Group|Date|Number|Topic|{heading}|Outcome\n\
         Young carers|14/05/2026|12|Getting help|Forms are too long|Form cut to one page\n\
         Children in care|20/05/2026|9|Contact|We want to be asked first|Asked before each review"
    ));
    rows[2][4] = text.to_owned();
    gate(&write(&rows, format), &format!("voice.{}", format.ending())).verdict
}

#[test]
fn a_first_name_alone_beside_a_childs_life_holds_the_file() {
    assert!(lines(OF_CHILDREN).count() >= 40);
    for (heading, format) in [("Notes", Format::Csv), ("You said", Format::Xlsx)] {
        let missed: Vec<&str> = lines(OF_CHILDREN)
            .filter(|text| verdict((heading, text), format) == Verdict::Pass)
            .collect();
        assert!(
            missed.is_empty(),
            "under `{heading}` these name a child and pass: {missed:#?}"
        );
    }
}

#[test]
fn staff_agencies_places_months_and_laws_are_nobodys_child() {
    assert!(lines(OF_OTHERS).count() >= 60);
    let held: Vec<&str> = lines(OF_OTHERS)
        .filter(|text| verdict(("Notes", text), Format::Csv) > Verdict::Pass)
        .collect();
    assert!(held.is_empty(), "these name no child and are held: {held:#?}");
}

#[test]
fn what_children_said_is_held_for_any_first_name_in_it() {
    for (text, expected) in [
        ("Kyle says that forms are too long", true),
        ("The forms are too long (Maisie, Harlow group)", true),
        ("Grace said that forms are too long", true),
        ("Young people say that forms are too long in May", false),
        ("Emma (participation worker) listens and writes it down", false),
        ("We want Essex Police to listen to us", false),
        ("We hope someone will listen and mark our words", false),
        ("Harlow is too far away on the bus", false),
    ] {
        let held = verdict(("You said", text), Format::Csv) > Verdict::Pass;
        assert_eq!(held, expected, "{text}");
    }
    assert_eq!(
        verdict(("Notes", "Kyle says that forms are too long"), Format::Csv),
        Verdict::Pass,
        "whoever says so in a note may be anybody at work"
    );
}

#[test]
fn commentary_that_may_name_a_child_stands_in_no_paper() {
    use crate::evidence_traps::{FOUR, S11, small_board};
    use crate::example_run::paqa_at;
    let lines = "exception,indicator,area,agency,said,said_by,said_on,asked,answer,decision,owner,due\n\
                 x,MX01,,b,Kyle says his stepfather hits him,Head of service,2026-11-12,Ask why?,We will look,,,\n\
                 y,MX05,,b,Interviews rose after the new rota,Head of service,2026-11-12,,,,,\n";
    let sent = format!("{S11}2026-27,b,agency,,1,1.1,met,,\n");
    let board = small_board(FOUR, &[("2026-27-Q2/b/s11-answers.csv", &sent)]);
    std::fs::create_dir_all(board.path().join("commentary")).unwrap();
    std::fs::write(board.path().join("commentary/2026-27-Q2.csv"), lines).unwrap();
    let printed = paqa_at(&["run", "--period", "2026-27-Q2"], board.path()).printed;
    assert!(
        format!("{printed:?}").contains("`said` of the line for MX01 may name a child"),
        "{printed:?}"
    );
    for path in walkdir::WalkDir::new(board.path().join("reports"))
        .into_iter()
        .filter_map(Result::ok)
    {
        let ending = path.path().extension().and_then(|ending| ending.to_str());
        if matches!(ending, Some("html" | "txt" | "csv" | "json")) {
            let text = std::fs::read_to_string(path.path()).unwrap();
            assert!(!text.contains("stepfather"), "{} prints it", path.path().display());
        }
    }
}
