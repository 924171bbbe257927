/// Keys and values between `<` and `>` of a line such as `##contig=<ID=20,length=63025520>`; a value may be in double
/// quotes, with `\"` and `\\` in it. `None` where it is not of that form.
pub(super) fn structured(text: &str) -> Option<Vec<(String, String)>> {
    let mut rest = text.strip_prefix('<')?.strip_suffix('>')?;
    let mut pairs = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=')?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (after[..end].to_owned(), &after[end..])
            }
        };
        pairs.push((key.to_owned(), value));
        rest = match after.strip_prefix(',') {
            Some(next) => next,
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(pairs)
}

/// The text up to a closing quote, and what follows it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &text[place + 1..])),
            '\\' => value.push(letters.next()?.1),
            _ => value.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::structured;

    #[test]
    fn quotes_hold_commas_and_brackets() {
        let pairs = structured(r#"<ID=DP,Description="a \"b\", c=<d>",Number=1>"#)
            .expect("it is of that form");
        let expected = [("ID", "DP"), ("Description", "a \"b\", c=<d>"), ("Number", "1")];
        let found: Vec<_> =
            pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_cut_short_is_not_of_that_form() {
        for text in ["", "<", "<ID=1", r#"<ID="a>"#, "<ID>", r#"<ID="a"b>"#] {
            assert_eq!(structured(text), None, "{text}");
        }
        assert_eq!(structured("<>"), Some(Vec::new()));
    }
}
