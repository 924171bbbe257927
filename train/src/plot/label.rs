/// Text as it may stand in XML: markup escaped, and characters that XML does not know replaced.
pub(super) fn escape(text: &str) -> String {
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

/// Text without line breaks and control characters, which no label has a use for.
pub(super) fn clean(text: &str) -> String {
    let replace = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        // Marks that turn the direction of what follows, in a label of someone else's writing.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(replace).collect()
}

/// At most `limit` characters, with an ellipsis for what is left out.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let text = clean(text);
    if text.chars().count() <= limit {
        return text;
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// About how wide a text is, in pixels: wide scripts take a full square, others a little over half.
pub(super) fn width(text: &str, letters: f64) -> u32 {
    let wide = |c: char| if (c as u32) >= 0x1100 { 1.0 } else { 0.58 };
    (text.chars().map(wide).sum::<f64>() * letters).ceil() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out() {
        assert_eq!(
            escape("a<b>\"&'\n\u{0}\u{202e}"),
            "a&lt;b&gt;&quot;&amp;&#39; \u{fffd}\u{fffd}"
        );
        assert_eq!(shorten("very damp grey soil", 10), "very damp…");
        assert_eq!(shorten("short", 10), "short");
    }
}
