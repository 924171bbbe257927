//! Text that came from data, made harmless in Markdown.

/// Text as it may stand in a line of Markdown: no markup, no HTML, no line break.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        match character {
            // Within a word it is no markup, and file names are full of it.
            '_' if before.is_alphanumeric() && after.is_alphanumeric() => out.push('_'),
            // A backslash before any ASCII punctuation makes it plain (CommonMark, section 2.4).
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '#' | '$'
            | '@' => {
                out.push('\\');
                out.push(character);
            }
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
        before = character;
    }
    // At the start of a line these begin a list or a heading.
    let trimmed = out.trim();
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    if trimmed.starts_with(['-', '+', '=']) {
        return format!("\\{trimmed}");
    }
    if digits.len() < trimmed.len()
        && digits.starts_with(['.', ')'])
        && !digits[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        let number = &trimmed[..trimmed.len() - digits.len()];
        return format!("{number}\\{digits}");
    }
    String::from(trimmed)
}

/// A fenced block of code: the fence is longer than any run of backticks in the text.
pub(super) fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

/// A YAML scalar in double quotes (YAML 1.2, section 7.3.1; JSON is a part of it).
pub(super) fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(inline("<script>*a*|b"), r"\<script\>\*a\*\|b");
        assert_eq!(inline("[x](javascript:1)\n# y"), r"\[x\](javascript:1) \# y");
        assert_eq!(inline("- item"), r"\- item");
        assert_eq!(inline("1. item"), r"1\. item");
        assert_eq!(inline("0.97"), "0.97");
        assert_eq!(inline("a_b.png _x_"), r"a_b.png \_x\_");
    }

    #[test]
    fn fences_hold() {
        assert_eq!(fenced("a\n```\nb\n"), "````text\na\n```\nb\n````");
        assert_eq!(yaml("a: \"b\"\n- c"), r#""a: \"b\"\n- c""#);
    }
}
