//! A line of flags, split as a shell would.

use super::FlagError;

/// Splits at white space. Single quotes keep everything, double quotes everything but `\"` and
/// `\\`, and a backslash elsewhere keeps the character behind it (POSIX shell quoting without
/// expansions).
pub(super) fn split(text: &str) -> Result<Vec<String>, FlagError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') if matches!(characters.peek(), Some('"' | '\\')) => {
                word.get_or_insert_default().extend(characters.next());
            }
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '\\') => match characters.next() {
                Some(kept) => word.get_or_insert_default().push(kept),
                None => return Err(FlagError::Unfinished { mark: '\\' }),
            },
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some(mark) = quote {
        return Err(FlagError::Unfinished { mark });
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::split;

    // Expected values: Python's `shlex.split` of the same text.
    #[test]
    fn quotes_and_backslashes_are_those_of_a_shell() {
        let cases: [(&str, &[&str]); 8] = [
            ("", &[]),
            ("  -O1\t--lnc=2\n", &["-O1", "--lnc=2"]),
            ("--x='a b' c", &["--x=a b", "c"]),
            (r#"--x="a \"b\" \\ \n" c"#, &["--x=a \"b\" \\ \\n", "c"]),
            (r"a\ b '\n'", &["a b", r"\n"]),
            ("'' a''b", &["", "ab"]),
            (r#"--t='--m="p q"'"#, &[r#"--t=--m="p q""#]),
            ("ä 'ö ü'", &["ä", "ö ü"]),
        ];
        for (text, words) in cases {
            assert_eq!(split(text).unwrap(), words, "{text}");
        }
    }

    #[test]
    fn what_is_not_finished_is_refused() {
        for text in ["'a", "\"a", "a\\", "--x=\"it's"] {
            assert!(split(text).is_err(), "{text}");
        }
    }
}
