//! A formula as tokens.

/// What a formula is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Name(String),
    /// `+ - * / ^ ( ) ,`
    Sign(char),
    End,
}

impl Token {
    /// As an error shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(value) => format!("`{value}`"),
            Self::Name(name) => format!("`{name}`"),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "its end".into(),
        }
    }
}

/// What is wrong with a formula, at a column in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) column: usize,
    pub(super) what: String,
}

/// The tokens with their columns; the last is the end.
pub(super) fn tokens(formula: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let chars: Vec<char> = formula.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        let start = at;
        let run = |from: usize, part: &dyn Fn(char) -> bool| {
            chars.iter().skip(from).take_while(|c| part(**c)).count()
        };
        at += 1;
        let token = match first {
            ' ' | '\t' | '\n' | '\r' => continue,
            '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => Token::Sign(first),
            '0'..='9' | '.' => {
                let digits = |c: char| c.is_ascii_digit() || c == '.';
                at = start + run(start, &digits);
                if matches!(chars.get(at), Some('e' | 'E')) {
                    let sign = usize::from(matches!(chars.get(at + 1), Some('+' | '-')));
                    let count = run(at + 1 + sign, &|c| c.is_ascii_digit());
                    at += if count > 0 { 1 + sign + count } else { 0 };
                }
                let text: String = chars.get(start..at).unwrap_or_default().iter().collect();
                let value: Option<f64> = text.parse().ok().filter(|value: &f64| value.is_finite());
                let fault = || Fault {
                    column: start + 1,
                    what: format!("expected a number, found `{text}`"),
                };
                Token::Number(value.ok_or_else(fault)?)
            }
            'a'..='z' | 'A'..='Z' => {
                at = start + run(start, &|c| c.is_ascii_alphanumeric() || c == '_');
                Token::Name(chars.get(start..at).unwrap_or_default().iter().collect())
            }
            other => {
                let what =
                    format!("expected a number, a name or one of + - * / ^ ( ) , found `{other}`");
                return Err(Fault { column: start + 1, what });
            }
        };
        found.push((start + 1, token));
    }
    found.push((chars.len() + 1, Token::End));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_signs() {
        let found: Vec<Token> =
            tokens("2.5e-1*RE1 ^ .5").unwrap().into_iter().map(|t| t.1).collect();
        let name = Token::Name("RE1".into());
        let (times, power) = (Token::Sign('*'), Token::Sign('^'));
        let expected = [Token::Number(0.25), times, name, power, Token::Number(0.5), Token::End];
        assert_eq!(found, expected);
        assert_eq!(tokens("1 + ?").unwrap_err().column, 5);
        assert_eq!(tokens("é").unwrap_err().column, 1);
        assert_eq!(tokens("1.2.3 + 1").unwrap_err().what, "expected a number, found `1.2.3`");
    }
}
