//! What the compiler said.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// The longest that a line may be in a message.
const LONGEST: usize = 300;
/// How many errors with a code one message shows.
const MOST: usize = 4;

/// An error of the compiler that has a code, such as `[NCC_EVRF029] Operation sort is not
/// supported`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code, as AWS's pages of error codes list it.
    pub code: String,
    /// The rest of the line.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code, self.message)
    }
}

/// The end of a file, at most `bytes` of it, what is not UTF-8 replaced; empty where there is none.
pub(super) fn tail(path: &Path, bytes: u64) -> String {
    read_tail(path, bytes).unwrap_or_default()
}

fn read_tail(path: &Path, bytes: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(bytes)))?;
    let mut end = Vec::new();
    file.take(bytes).read_to_end(&mut end)?;
    Ok(String::from_utf8_lossy(&end).into_owned())
}

/// The last line that says something.
pub(super) fn last_line(text: &str) -> Option<String> {
    text.lines().rev().map(plain).find(|line| says_something(line))
}

/// The last lines that say something, at most `count`.
pub(super) fn last_lines(text: &str, count: usize) -> Vec<String> {
    let said = text.lines().rev().map(plain).filter(|line| says_something(line));
    let mut lines: Vec<String> = said.take(count).collect();
    lines.reverse();
    lines
}

/// Each error with a code once, in the order in which they came.
pub(super) fn diagnostics(text: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for line in text.lines() {
        let Some((code, message)) = code(line) else { continue };
        if found.len() < MOST && !found.iter().any(|known| known.code == code) {
            found.push(Diagnostic { code: code.to_owned(), message: plain(message) });
        }
    }
    found
}

/// A code in brackets, and what is behind it: capitals, then digits, at most twenty characters.
fn code(line: &str) -> Option<(&str, &str)> {
    let mut rest = line;
    while let Some((_, behind)) = rest.split_once('[') {
        let (inside, message) = behind.split_once(']')?;
        let letters = inside.trim_end_matches(|c: char| c.is_ascii_digit());
        let good = (1..16).contains(&letters.len())
            && (2..=6).contains(&(inside.len() - letters.len()))
            && letters.starts_with(|c: char| c.is_ascii_uppercase())
            && letters.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        if good {
            return Some((inside, message));
        }
        rest = behind;
    }
    None
}

/// A line without what would upset a terminal, and not too long.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut characters = line.trim().chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            // A colour: everything up to its letter.
            let _ = characters.find(char::is_ascii_alphabetic);
        } else if !c.is_control() {
            text.push(c);
        }
        if text.len() > LONGEST {
            text.push('…');
            break;
        }
    }
    text.trim().to_owned()
}

/// The compiler prints dots while it works.
fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{diagnostics, last_line, last_lines};

    // Lines as users of neuronx-cc 2.x report them.
    const TEXT: &str = "2024-08-15T14:01:19Z USER 1454 [neuronxcc.driver.CommandDriver]: start\n\
        \x1b[31m2024-08-15T14:01:20Z ERROR 1454 [root]: [NCC_EVRF029] Operation sort is not supported on trn2.\x1b[0m\n\
        ERROR: [NCC_EVRF029] Operation sort is not supported on trn2.\n\
        [F134] neuronx-cc terminated abnormally - Please open a support ticket\n\
        list[0] of x[INFO] [A1]\n....\n\n";

    #[test]
    fn codes_are_found_once_each() {
        let found = diagnostics(TEXT);
        let codes: Vec<&str> = found.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["NCC_EVRF029", "F134"]);
        assert_eq!(found[0].message, "Operation sort is not supported on trn2.");
    }

    #[test]
    fn dots_and_colours_are_no_news() {
        assert_eq!(last_line(TEXT).as_deref(), Some("list[0] of x[INFO] [A1]"));
        assert_eq!(last_lines("a\n.\n\x1b[1mb\x1b[0m\n", 2), ["a", "b"]);
        assert_eq!(last_line("...\n"), None);
    }

    #[test]
    fn long_lines_are_cut() {
        let line = "ä".repeat(10_000);
        assert!(last_line(&line).unwrap().len() < 400);
    }
}
