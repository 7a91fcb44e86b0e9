//! Identifiers that belong to nobody, in the ways in which people write them.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A column of identifiers.
pub struct Seed {
    /// Its heading.
    pub heading: String,
    /// What stands below it.
    pub values: Vec<String>,
    /// One of them beside its heading is enough to tell.
    pub stands_alone: bool,
}

/// How many columns [`columns`] makes.
pub const COLUMNS: usize = 22;
/// How many sentences [`sentences`] makes.
pub const SENTENCES: usize = 18;

fn digits(random: &mut ChaCha8Rng, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + random.random_range(0..10u8)))
        .collect()
}

/// A test NHS number with its check digit.
pub fn nhs_number(random: &mut ChaCha8Rng) -> String {
    loop {
        let start = format!("999{}", digits(random, 6));
        let sum: u32 = start
            .bytes()
            .zip((2..=10).rev())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        match 11 - sum % 11 {
            10 => {}
            11 => return start + "0",
            check => return format!("{start}{check}"),
        }
    }
}

/// A pupil number with its check letter, of a local authority that has none.
pub fn pupil_number(random: &mut ChaCha8Rng) -> String {
    let rest = format!("000{}", digits(random, 9));
    let sum: usize = rest
        .bytes()
        .zip(2..)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    format!("{}{rest}", char::from(b"ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23]))
}

fn grouped(number: &str, by: &str) -> String {
    [&number[..3], &number[3..6], &number[6..]].join(by)
}

fn insurance_number(random: &mut ChaCha8Rng, by: &str) -> String {
    let numbers = digits(random, 6);
    let suffix = char::from(b'A' + random.random_range(0..4u8));
    ["QQ", &numbers[..2], &numbers[2..4], &numbers[4..], &suffix.to_string()].join(by)
}

fn mobile(random: &mut ChaCha8Rng, by: &str) -> String {
    ["07700", "900", &digits(random, 3)].join(by)
}

fn birth_date(random: &mut ChaCha8Rng) -> String {
    format!(
        "{:02}/{:02}/{}",
        random.random_range(2..28),
        random.random_range(1..13),
        random.random_range(2009..2025)
    )
}

const FORENAMES: [&str; 8] = ["Kit", "Orla", "Zeph", "Yara", "Nell", "Saffi", "Ines", "Bram"];
const SURNAMES: [&str; 8] = [
    "Thornwick",
    "Ashgrove",
    "Quillon",
    "Penhallow",
    "Osterby",
    "Marrowell",
    "Tangleby",
    "Fenwright",
];

fn forename(random: &mut ChaCha8Rng) -> String {
    FORENAMES[random.random_range(0..8)].to_owned()
}

fn surname(random: &mut ChaCha8Rng) -> String {
    SURNAMES[random.random_range(0..8)].to_owned()
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|digit| char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap_or(digit))
        .collect()
}

/// A column of each kind, five cells deep.
pub fn columns(random: &mut ChaCha8Rng) -> Vec<Seed> {
    type Make = fn(&mut ChaCha8Rng) -> String;
    let kinds: [(&str, bool, Make); COLUMNS] = [
        ("NHS No", true, |random| nhs_number(random)),
        ("NHS number", true, |random| grouped(&nhs_number(random), " ")),
        ("Reference", false, |random| grouped(&nhs_number(random), "-")),
        ("Ref", false, |random| nhs_number(random)),
        ("NHS no.", true, |random| full_width(&nhs_number(random))),
        ("NHS ID", true, |random| {
            nhs_number(random).replace('0', "O").replace('1', "I")
        }),
        ("UPN", true, |random| pupil_number(random)),
        ("Pupil ref", false, |random| pupil_number(random)),
        ("NI number", true, |random| insurance_number(random, "")),
        ("Code", false, |random| insurance_number(random, " ")),
        ("Home postcode", true, |random| {
            format!("ZZ99 {}WZ", random.random_range(1..9))
        }),
        ("DOB", true, |random| birth_date(random)),
        ("Date of birth", true, |random| {
            random.random_range(40_000..45_000).to_string()
        }),
        ("Contact e-mail of parent", false, |random| {
            format!("{}{}@example.com", forename(random), digits(random, 4)).to_lowercase()
        }),
        ("Mobile", false, |random| mobile(random, "")),
        ("Tel", false, |random| {
            mobile(random, " ").trim_start_matches('0').replace(' ', "")
        }),
        ("Child's name", true, |random| {
            format!("{} {}", forename(random), surname(random))
        }),
        ("Surname", true, |random| surname(random)),
        ("Child", false, |random| {
            format!("{} {}", forename(random), surname(random))
        }),
        ("Mosaic ID", true, |random| {
            format!("{}", random.random_range(100_000..999_999))
        }),
        ("Case reference", true, |random| {
            format!("LCS-{}", random.random_range(1_000_000..9_999_999))
        }),
        ("ULN", true, |random| format!("1{}", digits(random, 9))),
    ];
    let seed = |(heading, stands_alone, make): (&str, bool, Make), random: &mut ChaCha8Rng| Seed {
        heading: heading.to_owned(),
        values: (0..5).map(|_| make(random)).collect(),
        stands_alone,
    };
    kinds.into_iter().map(|kind| seed(kind, random)).collect()
}

/// A sentence of each kind, with the identifier in it.
pub fn sentences(random: &mut ChaCha8Rng) -> Vec<(String, String)> {
    let nhs = nhs_number(random);
    let name = format!("{} {}", forename(random), surname(random));
    let (upn, born, phone) = (pupil_number(random), birth_date(random), mobile(random, " "));
    let (solid, paired) = (insurance_number(random, ""), insurance_number(random, " "));
    let sentences: [(&str, String); SENTENCES] = [
        ("the child {} was seen twice", grouped(&nhs, " ")),
        ("see {} in the list", grouped(&nhs, "-")),
        ("NHS number {} was wrong", nhs.clone()),
        ("figure left out, {} is a duplicate", nhs.clone()),
        ("as agreed for {}", grouped(&nhs, "\u{a0}")),
        ("pupil {} moved school", upn.clone()),
        ("UPN:{}", upn),
        ("mother is {} and claims", solid),
        ("number {} to be checked", paired),
        (
            "lives at CM98 {} with family",
            format!("{}XY", random.random_range(1..9)),
        ),
        ("he was born {} at term", born.clone()),
        ("DOB {}", born),
        (
            "born on {}",
            format!(
                "{} March {}",
                random.random_range(2..28),
                random.random_range(2009..2025)
            ),
        ),
        (
            "write to {} about it",
            format!("{}@example.org", forename(random).to_lowercase()),
        ),
        ("ring {} after six", phone),
        ("spoke to mother {} about the plan", name.clone()),
        ("Master {} is the second", name),
        (
            "A {} girl in Harlow was found with an older man and taken home",
            format!("{}-year-old", random.random_range(9..17)),
        ),
    ];
    sentences
        .into_iter()
        .map(|(sentence, seed)| (sentence.replace("{}", &seed), seed))
        .collect()
}
