//! Common words of returns, roles and organisations, so that a capitalised heading is not taken for a name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

static COMMON: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| WORDS.split_ascii_whitespace().collect());

/// Whether a lower-case word is a common one.
pub fn is_common(word: &str) -> bool {
    word.len() < 2 || COMMON.contains(word) || word.strip_suffix('s').is_some_and(|singular| COMMON.contains(singular))
}

/// Whether a word is one of a list of words parted by spaces.
pub fn is_one_of(list: &str, word: &str) -> bool {
    // Most words are in no list, and that a search for a stretch of text tells at once.
    let ends = |at: Option<&u8>| at.is_none_or(u8::is_ascii_whitespace);
    let whole = |at: usize| {
        ends(at.checked_sub(1).and_then(|at| list.as_bytes().get(at))) && ends(list.as_bytes().get(at + word.len()))
    };
    !word.is_empty() && list.contains(word) && list.match_indices(word).any(|(at, _)| whole(at))
}

const WORDS: &str = "
a about abuse abused academy access accommodation action active activity actual adhd admission adolescent adult advice advocacy after
age agency agenda agreed alcohol allegation ambulance amber and annual anti april arrangement arrest assault assessment assessor asylum
at attendance attended attendee audit august authority autism autumn available average away awareness baby bank base baseline before
behaviour below better between billing birth black blue board boarding book booking borough both boy branch breach briefing british brown
building bullying business by call camp campaign capacity car care carer case casework category catholic central centre chair challenge
change charity check child childcare childhood childminder children choice christian christmas church cic city class clinic clinical
closed club coach code cohort college commissioner committee common communication community company complete completed compliance
concern conclusion conduct conference confidence constabulary consent consultant consultation contact contextual continuing contract
control core coroner corporate council councillor counselling count county course court cover create crime criminal criteria crown
culture current custody customer cyber daily dashboard data date day deputy death december decision declined delay delivery demand
department dependent description designated detail detention development digital director disability disabled discharge disclosure
district diversion diversity doctor domestic draft drop drug due duty early east eastern easter education effectiveness emergency
emotional employer employment end engagement english enquiry episode equality escalation estate ethnic evaluation evening event
evidence exam excellent exception excluded exclusion executive expected experience exploitation external face facebook factor faith
fall false family father february federation feedback female fire first fixed focus follow food football for foreign form foster
fostering foundation free friday friend from front full fund funding gang gateway gender general girl good governance governor gp grade
grammar green grammar group guardian guidance guide hall harm harmful head health healthcare hearing held help helpline high higher
hill history holiday home homeless homelessness honour hospital hostel house household housing hub human identified image immigration
impact improvement in inadequate incident inclusion independent indicator individual induction infant information initial initiative
injury inquest inspection inspector instagram integrated intensive interim intermediate international internet intervention interview
introduction investigation invited involved islamic issue january job joint july june junior justice keeping key kinship kingdom
knowledge lado lane language late law lead leader leadership leaflet league learner learning leaving legal lesson level library licence
licensing life light line link linkedin list living local locality london long looked low made main male managed management manager
managing march marriage master material maternity may mean measure mediation medical medicine medium meeting member mental mentor met
method mid midwife midwifery minor missing mixed model moderate modern monday monitoring month monthly more mosque mother multi music
muslim name named national near need neglect network neurodiversity new newly newsletter nil no non none north northern not note notice
notification november number nurse nursery nursing obesity objective occupational october of off offence offender office officer ofsted
old on once online open operation operational opportunity option order organisation other out outcome outreach outstanding overall
owner own panel parent parental parenting parish park part partial partially partly partner partnership pastoral pathway patient pending
people per percentage performance period permanent person personal persons petty phase phone physical place placed placement plan
planned planning play police policy poor population positive post practice practitioner pre preschool pregnancy prep presentation
president prevent prevention previous primary principal prior priority prison private probation procedure process professional
profile programme progress project prosecution protect protection provided provider provision psychiatry psychologist psychology public
publication published pupil quadrant qualified quality quarter quarterly query question race radicalisation rag raised range rate re
reach reason received reception record recorded recruitment red reduce reduction referral referred referrer refugee refuge region
regional register registered registrar rehabilitation relationship religion religious remand removal repeat report reporting request
required requires rescue residence residential resilience resource respite response restorative result return reunification review
reviewed right risk river road rochford role rota royal rural safe safeguarding safer safety saint saturday scheme school science scope
score screening second secondary sector secure security self senior september serious service session setting severe sex sexual shared
short showcase sibling significant single site sixth skill sleep small smoking snapchat social society south southern special
specialist speech sport spring st stable staff stage standard started station status statutory stay step strategic strategy street strength
stress strong student study subject substance substantiated suffolk suicide suitability summary summer sunday supervision supervisor
support supported survey survivor suspended sustained swimming system table target taxi teacher teaching team teenage telephone tendring
term termly test theme therapist therapy three threshold thursday tier time timeliness timescale to total town toxic tracker trafficking
training transfer transition transport trauma travel traveller treasurer treatment trend tribunal trust tuesday twitter two type
unaccompanied under underway unfounded union unique unit united university unknown unsubstantiated up update upheld urban urgent value
vehicle venue vice victim video view village violence violent virtual visit visiting visitor voice voluntary volunteer vulnerable
waiting walk ward warning watch water website wednesday week weekend weekly welfare well west western white whole wider within withdrawn
woman work worker workforce working workshop worse written year yes young youth youtube yot yos zone essex england wales scotland ireland
britain commissioning grand subtotal sum na tbc ongoing complete hr it ict ceo icb nhs lscb escb paqa cdop sen send senco dsl camhs mash
marac mappa cin cp cla lac uasc cse cce fgm eps eh ehe cme rhi icpc rcpc s11 s47 yjs ymca nspcc barnardo barnardos kooth wilderness
boys girls men women peoples childrens satisfaction questionnaire wellbeing ambassador forum champion
complaint compliment experience journey choice charter passport participation co-production feedback hub pack toolkit leaflet poster
workshop webinar induction refresher masterclass seminar bulletin podcast survey listening harmful sexual behaviour missing exploited
trafficking trio vulnerabilities resilient minds mind emotionally healthy schools chat line talk stop think act know see hear speak
protecting preventing reducing increasing improving supporting developing strengthening delivering ensuring managing meeting making
working keeping growing building reaching starting leaving moving staying going coming changing waiting caring learning
sufficiency permanence adoption adopted adopter special guardianship order private arrangement connected kin residential secure
therapeutic semi independent supported lodgings custody remand resettlement probation offending reoffending reoffence entrant
caution conviction disposal bail breach knife county drugs substance misuse smoking vaping obesity dental breastfeeding immunisation
vaccination antenatal perinatal postnatal maternal infant mortality neonatal sids asthma epilepsy diabetes self admission attendance
readmission discharge urgent wait waits mandated contact review assessment conference strategy discussion enquiry section legal
proceedings care leaver leavers neet eet absence absent persistent severe suspension exclusion elective home educated admissions
ehcp ehc tribunal appeal annual statement inclusion alternative provision unit virtual head designated single point front door
multi triage threshold step down close closed open opened new repeat subsequent duration length average mean median total";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_one_of_a_list() {
        for (word, expected) in [
            ("number", true),
            ("num", true),
            ("numb", false),
            ("o", false),
            ("", false),
            ("no num", true),
        ] {
            assert_eq!(is_one_of("no num number", word), expected, "{word}");
        }
    }

    #[test]
    fn words_of_returns_are_common_and_surnames_are_not() {
        assert!(
            ["children", "strategy", "nurse", "referrals"]
                .iter()
                .all(|word| is_common(word))
        );
        assert!(
            ["winterbarn", "sallowfield", "zeph"]
                .iter()
                .all(|word| !is_common(word))
        );
    }
}
