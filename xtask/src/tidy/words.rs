//! Searching code by whole words.

/// Whether `text` has `word` with no further letter, digit or underscore on either side.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    find_word(text, word).is_some()
}

/// Where `text` first has `word` as a whole word.
pub(crate) fn find_word(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    // A pattern that itself begins or ends with punctuation is bounded by it.
    let (first, last) = (word.chars().next()?, word.chars().last()?);
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let goes_on_before = part_of_word(first) && before.is_some_and(part_of_word);
        let goes_on_after = part_of_word(last) && after.is_some_and(part_of_word);
        !goes_on_before && !goes_on_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_another_does_not_count() {
        assert!(has_word("unsafe { f() }", "unsafe"));
        assert!(!has_word("#![forbid(unsafe_code)]", "unsafe"));
        assert!(!has_word("not_unsafe", "unsafe"));
        assert_eq!(find_word("unsafe_code unsafe", "unsafe"), Some(12));
        assert!(has_word("panic!()", "panic!"));
        assert!(has_word("let r = rand::rng();", "rand::rng("));
        assert!(!has_word("Instantaneous", "Instant"));
    }
}
