//! A written word to the form in which spellings are compared.

/// Lower case, with every run of spaces, dashes and punctuation made one space. `%`, `<`, `>`, `+` and `£` stay, because
/// `Re-referrals` and `Re-referrals %` are two columns. Accents stay too; agencies do not vary them.
pub fn plain(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut gap = false;
    for letter in written.chars() {
        // Nearly all letters are plain ones, whose small forms need no table.
        if letter.is_ascii() {
            take(letter.to_ascii_lowercase(), &mut out, &mut gap);
        } else {
            letter.to_lowercase().for_each(|small| take(small, &mut out, &mut gap));
        }
    }
    out
}

/// Adds a small letter to what is written so far; `gap`: a space is due before the next.
fn take(letter: char, out: &mut String, gap: &mut bool) {
    match letter {
        // "&" and "and" are written for each other everywhere.
        '&' => {
            separate(out, gap);
            out.push_str("and");
            *gap = true;
        }
        // An apostrophe vanishes: "children's" and "childrens" are one word.
        '\'' | '’' | '‘' | '`' => {}
        '%' | '<' | '>' | '+' | '£' => {
            separate(out, gap);
            out.push(letter);
            *gap = true;
        }
        letter if letter.is_alphanumeric() => {
            separate(out, gap);
            out.push(letter);
        }
        _ => *gap = true,
    }
}

/// Writes the space that is due, unless the text is still empty.
fn separate(out: &mut String, gap: &mut bool) {
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn case_spaces_dashes_and_apostrophes_do_not_matter() {
        assert_eq!(plain("  Children’s  Social-Care "), "childrens social care");
        assert_eq!(plain("Re-referrals\u{a0}(12m)"), "re referrals 12m");
        assert_eq!(plain("Sport & leisure"), plain("Sport and Leisure"));
        assert_eq!(plain(""), "");
    }

    #[test]
    fn signs_that_change_the_meaning_stay() {
        assert_ne!(plain("Re-referrals %"), plain("Re-referrals"));
        assert_eq!(plain("Re-referrals(%)"), plain("Re-referrals %"));
        assert_ne!(plain("<5"), plain("5"));
    }
}
