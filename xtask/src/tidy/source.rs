//! Rust source with code and comments told apart, so that a word in a text is not taken for code.

/// One line of a source file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The code, without comments and with the contents of texts and characters left out.
    pub(crate) code: String,
    /// What stands in comments.
    pub(crate) comment: String,
}

/// Splits a source file into its lines.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut reader = Reader { rest: text, lines: vec![Line::default()], previous: ' ' };
    while let Some(next) = reader.rest.chars().next() {
        reader.step(next);
    }
    if text.ends_with('\n') {
        reader.lines.pop();
    }
    reader.lines
}

struct Reader<'a> {
    rest: &'a str,
    lines: Vec<Line>,
    /// The last character of code, which tells `br"` from the end of a name.
    previous: char,
}

impl Reader<'_> {
    fn step(&mut self, next: char) {
        let rest = self.rest;
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            self.comment(end);
        } else if rest.starts_with("/*") {
            self.comment(block_comment(rest));
        } else if next == '"' {
            self.literal(plain_text(rest));
        } else if let Some(length) = self.raw_text() {
            self.literal(length);
        } else if let Some(length) = character(rest) {
            self.literal(length);
        } else {
            self.code(next);
        }
    }

    fn code(&mut self, next: char) {
        self.rest = &self.rest[next.len_utf8()..];
        self.previous = next;
        if next == '\n' {
            self.lines.push(Line::default());
        } else {
            self.last().code.push(next);
        }
    }

    fn comment(&mut self, length: usize) {
        for next in self.take(length).chars() {
            if next == '\n' {
                self.lines.push(Line::default());
            } else {
                self.last().comment.push(next);
            }
        }
    }

    /// A literal leaves its quotes behind and keeps the lines it spans.
    fn literal(&mut self, length: usize) {
        self.last().code.push('"');
        for _ in self.take(length).matches('\n') {
            self.lines.push(Line::default());
        }
        self.last().code.push('"');
        self.previous = '"';
    }

    /// The length of a raw text that begins here, as in `r#"…"#` or `br"…"`.
    fn raw_text(&self) -> Option<usize> {
        if self.previous.is_alphanumeric() || self.previous == '_' {
            return None;
        }
        let prefix = ["r", "br", "cr"].into_iter().find(|&p| {
            let after = self.rest.strip_prefix(p);
            after.is_some_and(|after| after.trim_start_matches('#').starts_with('"'))
        })?;
        let hashes = self.rest[prefix.len()..].chars().take_while(|&c| c == '#').count();
        let body = prefix.len() + hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        Some(self.rest[body..].find(&end).map_or(self.rest.len(), |at| body + at + end.len()))
    }

    fn take(&mut self, length: usize) -> String {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken.to_owned()
    }

    fn last(&mut self) -> &mut Line {
        if self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn plain_text(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal that begins here; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let mut chars = body.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        // The escaped character itself may be a quote.
        let (after, _) = chars.nth(1)?;
        return body[after..].find('\'').map(|end| 1 + after + end + 1);
    }
    let (after, next) = chars.next()?;
    (next == '\'').then_some(1 + after + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|line| line.code).collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let text = "let a = \"panic!()\"; // panic!\nlet b = 'x';\n";
        let lines = lines(text);
        assert_eq!(lines[0].code, "let a = \"\"; ");
        assert_eq!(lines[0].comment, "// panic!");
        assert_eq!(lines[1].code, "let b = \"\";");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_lifetime_is_code_and_a_quoted_quote_is_a_character() {
        assert_eq!(code("fn f<'a>(x: &'a str) {}"), ["fn f<'a>(x: &'a str) {}"]);
        assert_eq!(
            code(r"let q = ['\'', '\\', '\u{1f}', '\n']; g()"),
            ["let q = [\"\", \"\", \"\", \"\"]; g()"]
        );
    }

    #[test]
    fn raw_texts_end_where_their_hashes_match() {
        assert_eq!(code("r#\"a \" // b\"# + c"), ["\"\" + c"]);
        assert_eq!(code("br\"\\\" + c"), ["\"\" + c"]);
        assert_eq!(code("let r#fn = barr;"), ["let r#fn = barr;"]);
    }

    #[test]
    fn lines_keep_their_numbers_through_long_texts_and_nested_comments() {
        let text = "a\n/* one\n/* two */\nthree */ b\n\"four\nfive\" c\nd";
        assert_eq!(code(text), ["a", "", "", " b", "\"", "\" c", "d"]);
        assert_eq!(lines(text)[3].comment, "three */");
    }

    #[test]
    fn a_backslash_before_the_quote_does_not_end_a_text() {
        assert_eq!(code(r#"f("a\"b", "c\\") + 1"#), [r#"f("", "") + 1"#]);
    }

    #[test]
    fn what_never_ends_is_read_to_the_end() {
        for text in ["\"open", "r#\"open", "/* open", "'", "'\\", "'\\u{"] {
            assert!(!lines(text).is_empty());
        }
        assert!(lines("").is_empty() || lines("") == [Line::default()]);
    }
}
