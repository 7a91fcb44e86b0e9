//! Running text that gives a child's first name alone: `Kyle says his stepfather hits him`, with or without capitals.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::ingest::privacy::Gazetteer;
use crate::ingest::privacy::named::{KIN, STAFF, is_given_name, is_of_a_body, year_group};
use crate::ingest::privacy::normal::Word;
use crate::ingest::privacy::people::is_capitalised;
use crate::ingest::privacy::vocabulary::{is_common, is_one_of};

/// Words around a name within which something tells of a child's life.
const NEAR: usize = 25;
/// Words around a name within which what was done, felt or said is its bearer's.
const CLOSE: usize = 12;
/// The oldest child.
const OLDEST: u8 = 17;

/// Names of children beside the common ones, none of them another word.
const MORE: &str = "aaliyah abdullah abigayle ade aisha albie aled alisa aleksander alesha amaan amara anaya annalise annaliese anya arabella aurora ayla bilal bonnie brody brooklyn caleb cayden chantelle chantel chidi cohen dafydd delilah dexter dimitri dion dwayne eduard effie elodie ember ezra fatimah filip fintan gethin gracie halima harlow hallie hamish harlee iqra isra jaden jadon jaxon jaxson jaydon jenson jermaine jerome kacey kacie kaden kaiden kaleb kamil kamile kasey kayden keeley kelsey kelsie kenzo kiera kieron kofi kristian kwame kyra lacie lacy lara leilani lexie lilly lilah lorenzo lowri lottie luqman madiha mahmoud marley maryam maryum mateo mikey minnie mirza musa naima nell nevaeh ngozi nikita nikolai ollie oluwaseun omari orla ottilie owain pawel rafe rafferty raheem rayan rhian rhiannon rocco romeo ronan rylan rylee safa saffron salma samir sania seren shanice shay shayla shona siân soraya szymon tegan temi tiana tiegan tobi toni tommie tunde tyrese tyrone vinnie wiktor wojtek xander yahya yaqub yara zainab zayd zayn zuri";

/// Names that are another word too, so that only a capital and a verb beside them tell them from it.
const OTHER_WORDS: &str = "alexandra amber april art august austin autumn bailey basil belle beverley bill blake blessing blossom brandon brook brooke carol carter chance charity chase chelsea christian clare cody cooper courtney crystal daisy dale dawn dean destiny diamond diana drew duke earl ebony eden elder eve faith fay felicity fern finley fletcher flora florence francis frank georgia ginger glen gloria gordon grace graham grant gray guy harley harlow harvest harvey hazel heath heather henry holly honey hope hunter ian india iris ivy jack jade jasmin jasmine jasper jay jean jordan joy jude june justice justin kai kay ken kennedy kent kim king kit kelvin lacey lance lane lara laurel lee lewis lily lincoln logan lucky lynn mark marina marshall martin mason max may melody mercy mia mike miles mo morgan myrtle nick noble norman nova olive oliver oscar paige paris parker pat patience paul pearl penny perry phoenix piper poppy precious preston prince princess ray reading reed rich richmond river rob robin robyn rod roman rose rosemary rosie ross rowan royal ruby rusty sage sally sam sandy scarlett shannon sharon sky skye spencer spring stanley star sterling stewart sue summer sydney taylor teddy temple terry tiger tom tony trent trinity tyler union val valentine victor victoria violet vivian wade ward warren wayne wells west will willow winter woody";

/// What only a person does: the verb after a name that is another word too.
const SAYS: &str = "says said tells told feels felt thinks thought wants wanted asks asked disclosed discloses alleged alleges likes hates loves wishes misses cries cried worries reported";
/// Other verbs of one person.
const IS: &str = "is was has had does did goes went lives lived gets got runs ran comes came keeps kept never always often sometimes also who wont cannot can could would isnt wasnt sleeps slept eats ate stays stayed hid hides moved shared explained described spoke";
/// What is done to a child, always.
const GRAVE: &str = "raped rapes assaulted abused abuses abusing strangled strangles groomed grooms grooming bullied bullies bullying overdosed pregnant selfharm selfharmed selfharms selfharming suicidal bruised bruises bruise burned locked starved disclosed discloses alleged alleges trafficked";
/// What is done to a child if somebody is named as whom.
const DONE: &str = "hits hit hitting beats beat beaten slaps slapped punched punches kicked kicks hurts hurt hurting touched touches touching threatened threatens threatening threw throws shouts shouted screams screamed";
/// What a child feels or lives through.
const FELT: &str = "scared frightened afraid crying cries cried lonely hungry unsafe sad ashamed foster kinship bedroom missing moved removed homeless";
/// The people and places of a childhood.
const CHILDHOOD: &str = "school college nursery class classroom teacher teachers mum mummy dad daddy mother father parents home carer carers friend friends bully bullies family sister brother nan gran placement contact social playground homework bedtime";
/// The business of returns, which staff speak of.
const BUSINESS: &str = "return returns data figure figures template email emails deadline audit audits spreadsheet form forms submit submitted resend resent sent quarter quarterly report reports policy dashboard column columns sheet tracker rota rollout chair chaired chairs meeting minutes agenda leaflet training trainer session course delegates slides";
/// Words after or before a name that say it is a grown-up at work.
const WORKERS: &str = "mr mrs ms miss dr prof pc dc ds dci supt sgt sergeant inspector cllr rev sir lord lady judge hhj worker workers practitioner team service unit ward agency colleague colleagues facilitator host presenter author professor chaired lado secretary administrator assistant nurse doctor gp midwife solicitor barrister guardian analyst";
/// A child, before a name.
const CHILDREN: &str = "child boy girl pupil yp baby toddler son daughter stepson stepdaughter grandson granddaughter niece nephew sibling twin called named nicknamed student";

static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| MORE.split_ascii_whitespace().collect());
static TWO_FOLD: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| OTHER_WORDS.split_ascii_whitespace().collect());

/// A text cut into words, with what they are in small letters.
struct Text<'t, 'g> {
    text: &'t str,
    words: &'t [Word<'t>],
    lower: Vec<String>,
    gazetteer: &'g Gazetteer,
}

/// Whether a text names somebody by a first name and tells of their life as a child.
pub fn names_one_by_first_name(text: &str, words: &[Word], gazetteer: &Gazetteer) -> bool {
    let text = Text::new(text, words, gazetteer);
    words.len() > 3 && (0..words.len()).any(|at| text.is_somebody(at) && text.tells_of(at))
}

/// Whether a text under a heading of what children said names somebody by a first name.
pub fn quotes_one_by_name(text: &str, words: &[Word], gazetteer: &Gazetteer) -> bool {
    let text = Text::new(text, words, gazetteer);
    words.len() > 3 && (0..words.len()).any(|at| text.is_somebody(at))
}

impl<'t, 'g> Text<'t, 'g> {
    fn new(text: &'t str, words: &'t [Word<'t>], gazetteer: &'g Gazetteer) -> Text<'t, 'g> {
        Text {
            text,
            words,
            lower: words.iter().map(|word| word.text.to_lowercase()).collect(),
            gazetteer,
        }
    }

    /// The small word at a place before or after another; empty outside the text.
    fn at(&self, at: usize, ahead: isize) -> &str {
        let place = at.checked_add_signed(ahead);
        place.and_then(|place| self.lower.get(place)).map_or("", String::as_str)
    }

    fn is(&self, list: &str, at: usize, ahead: isize) -> bool {
        is_one_of(list, self.at(at, ahead))
    }

    /// The name itself: `Kyle` of `Kyles mum` written without its apostrophe.
    fn name(&self, at: usize) -> &str {
        let word = self.at(at, 0);
        match word.strip_suffix('s') {
            Some(bare) if self.is(KIN, at, 1) && !is_name(word) => bare,
            _ => word,
        }
    }

    /// Whether a word is a first name, of nobody at work and of no place, body or month.
    fn is_somebody(&self, at: usize) -> bool {
        let name = self.name(at);
        let twofold = TWO_FOLD.contains(name);
        let unheard = !twofold && !is_name(name) && self.is_unheard_of(at);
        if !(twofold || is_name(name) || unheard) || self.is_known(at) || self.works(at) {
            return false;
        }
        let capital = is_capitalised(self.words[at].text);
        if capital && is_of_a_body(self.text, self.words, at) {
            return false;
        }
        !twofold || capital && (self.is(SAYS, at, 1) || self.owns_kin(at) || self.follows_a_child(at) || self.acts(at))
    }

    /// Whether a word that is another word too stands inside a sentence before a verb of one person: `It was Summer who told us`.
    fn acts(&self, at: usize) -> bool {
        const NOT_BEFORE: &str = "in by since from until to of for last this next each every the and or per at on during before after mid early late";
        let opens = at == 0
            || self.text[..self.words[at].start]
                .trim_end()
                .ends_with(['.', '!', '?', ':', ';']);
        let month = is_one_of("april may june august", self.at(at, 0));
        !opens && !month && self.is(IS, at, 1) && !self.is(NOT_BEFORE, at, -1)
    }

    /// A word with a capital that nobody knows, right before what only a person does: `Zephyrine says`.
    fn is_unheard_of(&self, at: usize) -> bool {
        const NOBODY: &str = "he she they it we you i who one everyone someone somebody nobody everybody anyone another other others each what that this there mum dad mummy daddy nan gran everything nothing feedback";
        let word = self.at(at, 0);
        let plain = is_one_of(NOBODY, word) || is_one_of(STAFF, word) || is_one_of(KIN, word) || is_common(word);
        is_capitalised(self.words[at].text)
            && word.len() > 2
            && !plain
            && !self.gazetteer.knows_word(word)
            && !word.ends_with('s')
            && self.is(SAYS, at, 1)
            && self.has_relative(at)
    }

    /// Whether the name alone, or with the word beside it, is that of an area, an agency or a course.
    fn is_known(&self, at: usize) -> bool {
        let knows = |phrase: &str| self.gazetteer.knows_phrase(phrase) || self.gazetteer.is_place(phrase);
        let (before, word, after) = (self.at(at, -1), self.at(at, 0), self.at(at, 1));
        let law = self.at(at, 1) == "s" && self.is("law rule place story trust legacy house inquiry review", at, 2);
        law || knows(word) || knows(&format!("{word} {after}")) || knows(&format!("{before} {word}"))
    }

    /// Whether a title or a post stands beside the name: `PC Kyle`, `Kyle (youth worker)`, `Kyle from the data team`.
    fn works(&self, at: usize) -> bool {
        let post = |ahead: isize| self.is(WORKERS, at, ahead) || self.is(STAFF, at, ahead);
        // A surname may stand between.
        let surname = self
            .words
            .get(at + 1)
            .is_some_and(|next| is_capitalised(next.text) && next.start == self.words[at].end + 1 && !post(1));
        let next = if surname { 2 } else { 1 };
        let between = |ahead: isize| {
            let end = |nth: isize| at.checked_add_signed(nth).and_then(|nth| self.words.get(nth));
            let (one, other) = (end(ahead - 1)?, end(ahead)?);
            self.text.get(one.end..other.start)
        };
        let aside = between(next).is_some_and(|between| between.contains([',', '(', '-']));
        let from = self.is("from of at in is was as our the a an who", at, next);
        let after = if aside || from { 5 } else { 1 };
        let mut ahead = (0..after).map(|more| next + more);
        let role = ahead.any(|ahead| {
            let told = self.is("his her their him my", at, ahead - 1) || self.is("his her their my", at, ahead - 2);
            post(ahead) && !told && !self.is("social", at, ahead - 2)
        });
        let before = post(-1) && !self.is("told tells asked", at, -2);
        before || role
    }

    /// What stands around a name tells of a child.
    fn tells_of(&self, at: usize) -> bool {
        let business = self.near(at, CLOSE).any(|place| self.is(BUSINESS, place, 0));
        let life = || {
            let acts = (1..=3).any(|ahead| self.is(SAYS, at, ahead) || self.is(IS, at, ahead));
            let lived = self
                .near(at, CLOSE)
                .any(|place| self.is(FELT, place, 0) || self.is(CHILDHOOD, place, 0));
            acts && lived && !business
        };
        self.owns_kin(at)
            || self.follows_a_child(at)
            || self.has_relative(at)
            || self.has_an_age(at)
            || self.is_harmed(at)
            || life()
    }

    fn near(&self, at: usize, reach: usize) -> std::ops::Range<usize> {
        at.saturating_sub(reach)..(at + reach + 1).min(self.words.len())
    }

    /// `Kyle's mum`, `Kyle's older brother`, `Kyles mum`.
    fn owns_kin(&self, at: usize) -> bool {
        let apart = self.at(at, 1) == "s" && (self.is(KIN, at, 2) || self.is(KIN, at, 3));
        apart || self.name(at) != self.at(at, 0)
    }

    /// `pupil Kyle`, `her son kyle`, `a boy called Kyle`; `brother Kyle` but not `his brother, Kyle's worker`.
    fn follows_a_child(&self, at: usize) -> bool {
        self.is(CHILDREN, at, -1) || self.is(KIN, at, -1) && self.is("his her my the", at, -2)
    }

    /// `his stepfather`, `her older sister` within reach.
    fn has_relative(&self, at: usize) -> bool {
        let mut near = self.near(at, NEAR);
        near.any(|place| self.is("his her my", place, 0) && (self.is(KIN, place, 1) || self.is(KIN, place, 2)))
    }

    /// `Kyle (9)`, `Kyle, 9,`, `Kyle aged 9`, `Kyle is 9`, `Kyle in Year 9`.
    fn has_an_age(&self, at: usize) -> bool {
        let is_age = |word: &str| word.parse::<u8>().is_ok_and(|age| (1..=OLDEST).contains(&age));
        let beside = self
            .words
            .get(at + 1)
            .filter(|next| is_age(next.text))
            .is_some_and(|next| {
                let between = self.text.get(self.words[at].end..next.start).unwrap_or_default();
                let behind = self.text[next.end..].trim_start();
                let closed = behind.is_empty() || behind.starts_with([')', ',', '.', ';', ':']);
                closed && (between.contains('(') || between.contains(','))
            });
        let said = self.is("aged is age", at, 1) && is_age(self.at(at, 2)) && self.at(at, 3) != "of";
        let near = self.near(at, 6);
        beside || said || year_group(&self.lower[near])
    }

    /// What was done to whoever is named, or what they disclosed.
    fn is_harmed(&self, at: usize) -> bool {
        const WHO: &str = "he him himself she her herself they them me";
        let someone = self.near(at, CLOSE).any(|place| self.is(WHO, place, 0));
        self.near(at, CLOSE).any(|place| {
            let beside = place.abs_diff(at) <= 3;
            let grave =
                self.is(GRAVE, place, 0) || self.at(place, 0) == "self" && self.at(place, 1).starts_with("harm");
            let done = self.is(DONE, place, 0)
                && (self.is(WHO, place, 1)
                    || self.is("by", place, 1)
                    || self.is("at", place, 1) && self.is(WHO, place, 2)
                    || place + 1 == at && self.is(KIN, place, -1)
                    || self.is("was is been being gets got getting", place, -1) && beside);
            (grave || done) && (someone || beside)
        })
    }
}

fn is_name(word: &str) -> bool {
    NAMES.contains(word) || is_given_name(word)
}
