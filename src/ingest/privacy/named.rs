//! Running text that gives somebody's first name and surname beside a school, a year group, a relative or what was done to them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::ingest::privacy::Gazetteer;
use crate::ingest::privacy::normal::Word;
use crate::ingest::privacy::people::is_capitalised;
use crate::ingest::privacy::vocabulary::is_one_of;

/// Words written small that a text must have to be a sentence and no title.
const LEAST_SMALL: usize = 3;

/// Whether a text names a person together with something that tells of a child's life.
pub fn names_a_child(text: &str, words: &[Word], gazetteer: &Gazetteer) -> bool {
    let small = words
        .iter()
        .filter(|word| word.text.starts_with(char::is_lowercase))
        .count();
    if small < LEAST_SMALL {
        return false;
    }
    let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let sure = year_group(&lower) || has_relative(&lower);
    let close = sure || lower.iter().any(|word| is_one_of(DONE, word));
    let loose = lower.iter().any(|word| is_one_of(SCHOOLS, word)) && !lower.iter().any(|word| is_one_of(STAFF, word));
    if !close && !loose {
        return false;
    }
    (0..words.len().saturating_sub(1)).any(|at| {
        let pair = (&words[at], &words[at + 1]);
        let both = is_capitalised(pair.0.text) && is_capitalised(pair.1.text) && is_side_by_side(text, pair);
        both && !is_of_a_body(text, words, at) && {
            let given = is_given_name(&lower[at]) && !is_one_of(BODIES, &lower[at + 1]);
            let unknown = |at: usize| !gazetteer.knows_word(&lower[at]);
            given && !gazetteer.knows_phrase(&format!("{} {}", lower[at], lower[at + 1]))
                || sure && !is_placed(&lower, at) && unknown(at) && unknown(at + 1)
        }
    })
}

/// Whether a lower-case word is somebody's first name.
pub fn is_given_name(word: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| GIVEN.split_ascii_whitespace().collect());
    NAMES.contains(word)
}

fn is_side_by_side(text: &str, (first, second): (&Word, &Word)) -> bool {
    matches!(text.get(first.end..second.start), Some(" " | "-" | "\u{a0}"))
}

/// Whether two words belong to the name of a school, a place or an organisation: `St Mary Winterbarn Academy`, `Rose Hill Lane`.
pub fn is_of_a_body(text: &str, words: &[Word], at: usize) -> bool {
    let joined = |pair: &[Word]| is_side_by_side(text, (&pair[0], &pair[1])) && is_capitalised(pair[1].text);
    let after = words[at..].windows(2).take_while(|pair| joined(pair)).count();
    let run = &words[at..=at + after];
    let saint = at
        .checked_sub(1)
        .is_some_and(|before| is_one_of("St Saint The Royal", words[before].text));
    saint || run.iter().any(|word| is_one_of(BODIES, &word.text.to_lowercase()))
}

/// `Year 9`, `Y11`, `yr 4`, `reception class`, `sixth form`.
pub fn year_group(lower: &[String]) -> bool {
    let is_year = |word: &str| word.parse::<u8>().is_ok_and(|year| (1..=13).contains(&year));
    let pair = |pair: &[String]| {
        matches!(pair[0].as_str(), "year" | "yr" | "y") && is_year(&pair[1])
            || matches!(
                (pair[0].as_str(), pair[1].as_str()),
                ("reception", "class") | ("sixth", "form")
            )
    };
    lower.windows(2).any(pair)
        || lower.iter().any(|word| {
            ["y", "yr"]
                .iter()
                .any(|start| word.strip_prefix(start).is_some_and(is_year))
        })
}

/// A relative of one person.
fn has_relative(lower: &[String]) -> bool {
    let relative = |pair: &[String]| is_one_of("his her my", &pair[0]) && is_one_of(KIN, &pair[1]);
    lower.windows(2).any(relative)
}

/// Whether what stands at a place follows a word that places or bodies follow, so that it is one rather than a person.
fn is_placed(lower: &[String], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| lower.get(before));
    before.is_some_and(|word| is_one_of("in at from near of to by with the around across", word))
}

/// Relatives of one person.
pub const KIN: &str = "mother mum mom mummy father dad daddy brother sister sibling stepfather stepmother stepdad stepmum stepbrother stepsister grandmother grandfather nan gran grandad uncle aunt cousin boyfriend girlfriend partner parents foster son daughter";
const DONE: &str = "hits hit hitting beats beaten slaps slapped punched punches kicked kicks hurts hurting touched touches touching raped rapes assaulted abused abuses abusing strangled strangles groomed grooms bullied bullies threatened threatens burned locked starved disclosed discloses alleged alleges overdosed pregnant";
const SCHOOLS: &str = "school schools academy college nursery preschool primary secondary infants juniors kindergarten";
/// Posts, and what those who hold them do.
pub const STAFF: &str = "headteacher head teacher deputy principal governor governors chair officer lead leads leader manager director coordinator dsl ddsl senco trainer consultant inspector commissioner councillor nurse doctor dr professor worker practitioner adviser advisor clerk author trustee ambassador speaker presenter staff team contact completed signed returned sent";
/// Words of the names of schools, streets and organisations.
const BODIES: &str = "school schools academy college nursery preschool primary junior infant secondary grammar high church trust council hospital hospice centre center clinic surgery house hall home road street lane avenue close drive way park green hill ward service services team group project programme award foundation charity society association partnership police constabulary court county district borough university institute federation library museum act report review inquiry day week month award law training course campaign";
const GIVEN: &str = "aaron abbie abby abdul abigail adam adele adrian ahmed aidan aiden aimee alan albert alex alexander alexandra alexis alfie alfred ali alice alicia alisha alison allan amanda amelia amelie amina amir amy ana anastasia andrea andrew andy angela angelina angus anita ann anna annabel anne annie anthony antonia archie aria ariana arjun arlo arthur arya asad ashley ashton asif audrey austin ava ayaan ayesha bailey barbara barry beatrice becky belle ben benjamin bernard beth bethany betty beverley billy blake bobby bradley brandon brenda brian bridget bronwyn bryony caitlin callum calvin cameron camilla carl carla carly carmel carol caroline carolyn casey catherine cathy cerys charles charlie charlotte chelsea cheryl chloe chris christian christina christine christopher ciara claire clara clare clive cody colin colleen connor conor corey craig curtis cynthia daisy damian dan daniel danielle danny darcey darcy darren dave david dawid dawn dean debbie deborah debra declan demi denise dennis derek dexter diana diane dominic donald donna dorothy douglas duncan dylan ebony eddie edith edward eileen elaine eleanor elena eli elias elijah elisha eliza elizabeth ella ellen ellie elliot elliott elsie emilia emily emma eric erin esme ethan eva evan eve evelyn evie fatima fay felicity felix fern finlay finley fiona fletcher florence frances francesca francis frankie fraser fred freddie frederick freya gabriel gabriella gareth gary gavin gemma geoffrey george georgia georgina gerald geraldine gillian gina glen glenn gloria gordon graham greg gregory gwen hamza hannah harley harold harriet harrison harry harvey hassan hayden hayley heather heidi helen helena henry hollie holly howard hugh hugo ian ibrahim imogen imran ines iona irene iris isaac isabel isabella isabelle isla ismail issac ivan ivy jack jackie jackson jacob jacqueline jake jakub james jamie jan jane janet janice jasmin jasmine jason jasper jay jayden jayne jean jeff jeffrey jemma jenna jennifer jenny jeremy jess jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan jordan joseph josephine josh joshua joyce juan judith jude julia julian julie june justin kai kaitlyn karen karl kasper kate katherine kathleen kathryn katie katy kayla kayleigh keeley keira keith kelly kelvin ken kenneth kenzie kerry kevin khadija kian kieran kim kimberley kirsty kyle kyran lacey laila lara laura lauren layla leah leanne lee leila lena leo leon leonard lesley leslie lewis lexi liam libby lily linda lindsay lisa liz lloyd logan lola louie louis louisa louise luca lucas lucia lucy luis luke lydia lynn lynne mabel mackenzie maddison madeleine madison maia maisie malcolm mandy manuel marcus margaret maria marie marilyn marion marjorie marlon martha martin martyn mary mason mateusz matilda matt matthew maureen megan mehmet melanie melissa mia michael michaela michelle miguel mike mila miles millie miriam mitchell mohamed mohammad mohammed molly monica morgan muhammad mustafa mya myles nadia nancy naomi natalia natalie natasha nathan nathaniel neil neve niamh nicholas nicola nicole nigel nina noah nora norman oliver olivia ollie omar oscar oskar owen paige pamela patricia patrick paul paula pauline penelope peter phil philip phillip phoebe piotr poppy priya rachael rachel ralph raymond reece reggie reuben rhys richard riley rita robert roberta robin robyn rodney roger roisin roman ronald ronnie rory rosalind rosanna rosemary rosie ross rowan roxanne roy ruby rupert russell ruth ryan sabrina sadie sally sam samantha samira samuel sandra sara sarah scarlett sean sebastian seth shane shannon sharon shaun sheila shelley shirley sian siobhan sofia sonia sophia sophie spencer stacey stanley stella stephanie stephen steve steven stewart stuart susan suzanne sydney sylvia tamara tamsin tanya tara taylor teddy terence teresa terry tess thea theo theodore theresa thomas tia tilly tim timothy tina toby todd tom tommy toni tony tracey tracy trevor tristan tyler umar valerie vanessa vera veronica vicky victoria vincent violet vivian wayne wendy wesley william willow yasmin yusuf yvonne zac zach zachary zahra zainab zak zara zoe zofia zuzanna";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::privacy::normal::runs;

    #[test]
    fn a_full_name_beside_a_childs_life_is_told_from_staff_schools_and_places() {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_places(["Harlow", "Basildon"]);
        for (text, expected) in [
            (
                "Kyle Watson in Year 9 at Basildon Academy says his stepfather hits him",
                true,
            ),
            ("Orla Sallowfield of Y8 says that forms are too long", true),
            (
                "Told us that Nell Winterbarn was hurt when her brother kicked out",
                true,
            ),
            ("Amelia Jones goes to the local academy and likes it", true),
            (
                "Young people in Year 9 at Basildon Academy say forms are too long",
                false,
            ),
            ("Pupils of Kyle Watson Academy said that Year 9 is hard", false),
            (
                "Jane Brown is headteacher of the school and leads on safeguarding",
                false,
            ),
            (
                "We asked year groups at Rose Hill Primary School what would help",
                false,
            ),
            (
                "Parents at Harlow Town Park said the leaflet for their children is hard to read",
                false,
            ),
            (
                "Fewer of the Year 9 pupils in Epping Forest said they had been bullied",
                false,
            ),
            (
                "Essex Police and Mid Essex Hospitals alleged abused children were seen late",
                false,
            ),
            (
                "Children and their parents at Great Baddow said that the forms are long",
                false,
            ),
            ("Great Baddow pupils alleged that buses were late", false),
            ("Kyle Watson chaired", false),
        ] {
            let words = runs(text);
            gazetteer.add_names(["Epping Forest", "Essex Police", "Mid Essex Hospitals"]);
            assert_eq!(names_a_child(text, &words, &gazetteer), expected, "{text}");
        }
    }
}
