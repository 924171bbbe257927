//! Text that came from data, made harmless.

/// Text without line breaks, control characters and marks that turn the direction of what follows.
pub(super) fn clean(text: &str) -> String {
    let replace = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(replace).collect()
}

/// Text as it may stand in XML and HTML.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Text as it may stand in a line of Markdown: a backslash before ASCII punctuation makes it plain
/// (CommonMark, section 2.4).
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = clean(text);
    let mut characters = text.trim().chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let within_word = before.is_alphanumeric()
            && characters.peek().is_some_and(|after| after.is_alphanumeric());
        let special = match character {
            '_' => !within_word,
            // At the start of a line it begins a list or a rule, but not before a number.
            '-' | '+' | '=' => {
                out.is_empty() && !characters.peek().is_some_and(|after| after.is_ascii_digit())
            }
            // `1.` begins a list where it begins a line.
            '.' | ')' => {
                out.chars().all(|c| c.is_ascii_digit())
                    && characters.peek().is_none_or(|after| !after.is_ascii_digit())
            }
            c => "\\`*[]<>&|~!#$@".contains(c),
        };
        if special {
            out.push('\\');
        }
        out.push(character);
        before = character;
    }
    out
}

/// A fenced block: the fence is longer than any run of backticks in the text.
pub(super) fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{fenced, markdown, markup};

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            markup("a<b>\"&'\n\u{0}\u{202e}"),
            "a&lt;b&gt;&quot;&amp;&#39; \u{fffd}\u{fffd}"
        );
        assert_eq!(markdown("<script>*a*|b"), r"\<script\>\*a\*\|b");
        assert_eq!(markdown("[x](javascript:1)\n# y"), r"\[x\](javascript:1) \# y");
        assert_eq!(markdown("- item"), r"\- item");
        assert_eq!(markdown("1. item"), r"1\. item");
        assert_eq!(markdown("0.97"), "0.97");
        assert_eq!(markdown("-0.97"), "-0.97");
        assert_eq!(markdown("a_b.csv _x_"), r"a_b.csv \_x\_");
        assert_eq!(fenced("a\n```\nb\n"), "````text\na\n```\nb\n````");
    }
}
