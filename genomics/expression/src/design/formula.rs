use crate::ExpressionError;
use std::fmt;

/// A formula as R writes them: `~ cell + dex`, `~ batch + age + age:dex`, `~ 0 + group`.
///
/// Terms are joined by `+`; `a:b` is an interaction, `a*b` is `a + b + a:b`; `0` or `-1` leaves the intercept out.
/// `factor(x)` takes a variable of numbers as a factor, `scale(x)` brings it to mean 0 and standard deviation 1.
/// Terms are ordered by the number of their variables, as R orders them.
///
/// ```
/// use neuron_expression::Formula;
///
/// let formula: Formula = "~ batch*dex + factor(day)".parse()?;
/// assert_eq!(formula.to_string(), "~ batch + dex + factor(day) + batch:dex");
/// assert_eq!("~ a +".parse::<Formula>().unwrap_err().to_string(),
///     "formula `~ a +`, at character 6: expected a variable, found the end");
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    pub(crate) intercept: bool,
    /// Each term with its variables, by their places in `variables`.
    pub(crate) terms: Vec<Vec<usize>>,
    pub(crate) variables: Vec<Term>,
}

/// A variable as a formula takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) name: String,
    pub(crate) taken: Taken,
}

/// How a formula takes a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    AsItIs,
    Factor,
    Scaled,
}

impl Formula {
    /// Names of the variables, in the order of their first use.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|term| term.name.as_str())
    }

    /// Whether every term of this formula is one of another's.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let words = |formula: &Self| -> Vec<Vec<String>> {
            let term = |term: &Vec<usize>| {
                let mut words: Vec<String> =
                    term.iter().map(|&v| formula.variables[v].to_string()).collect();
                words.sort();
                words
            };
            formula.terms.iter().map(term).collect()
        };
        let all = words(other);
        (other.intercept || !self.intercept) && words(self).iter().all(|term| all.contains(term))
    }

    /// Whether some term has more than one variable.
    #[must_use]
    pub fn has_interaction(&self) -> bool {
        self.terms.iter().any(|term| term.len() > 1)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.taken {
            Taken::AsItIs => write!(f, "{}", self.name),
            Taken::Factor => write!(f, "factor({})", self.name),
            Taken::Scaled => write!(f, "scale({})", self.name),
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let term = |term: &Vec<usize>| {
            term.iter().map(|&v| self.variables[v].to_string()).collect::<Vec<_>>().join(":")
        };
        let mut words: Vec<String> = self.terms.iter().map(term).collect();
        match (self.intercept, words.is_empty()) {
            (true, true) => words.push("1".into()),
            (false, _) => words.insert(0, "0".into()),
            (true, false) => {}
        }
        write!(f, "~ {}", words.join(" + "))
    }
}

impl std::str::FromStr for Formula {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        Parser { text, characters: text.chars().collect(), at: 0 }.formula()
    }
}

struct Parser<'a> {
    text: &'a str,
    characters: Vec<char>,
    at: usize,
}

impl Parser<'_> {
    fn formula(mut self) -> Result<Formula, ExpressionError> {
        if self.peek() != Some('~') {
            return Err(self.wrong("expected `~`, as in `~ batch + condition`"));
        }
        self.at += 1;
        let mut formula = Formula { intercept: true, terms: Vec::new(), variables: Vec::new() };
        let mut minus = false;
        if self.peek() == Some('-') {
            self.at += 1;
            minus = true;
        }
        loop {
            match self.peek() {
                Some('0' | '1') => {
                    formula.intercept = (self.characters[self.at] == '1') != minus;
                    self.at += 1;
                    if self.characters.get(self.at).is_some_and(|c| is_name(*c)) {
                        return Err(self.wrong("a variable does not begin with a digit"));
                    }
                }
                _ if minus => return Err(self.wrong("only `1` can be taken away")),
                _ => self.product(&mut formula)?,
            }
            minus = match self.peek() {
                None => break,
                Some('+') => false,
                Some('-') => true,
                Some(other) => {
                    return Err(self.wrong(&format!("expected `+`, `:` or `*`, found `{other}`")));
                }
            };
            self.at += 1;
        }
        formula.terms.sort_by_key(Vec::len);
        if formula.terms.is_empty() && !formula.intercept {
            return Err(self.wrong("nothing is left of the formula"));
        }
        Ok(formula)
    }

    /// Variables joined by `:` and `*`; adds their terms.
    fn product(&mut self, formula: &mut Formula) -> Result<(), ExpressionError> {
        // The terms that the product stands for: `a*b:c` is a, b:c and a:b:c.
        let mut terms: Vec<Vec<usize>> = vec![vec![self.variable(formula)?]];
        loop {
            match self.peek() {
                Some('*') => {
                    self.at += 1;
                    let mut factor = vec![self.variable(formula)?];
                    while self.peek() == Some(':') {
                        self.at += 1;
                        factor.push(self.variable(formula)?);
                    }
                    let crossed: Vec<Vec<usize>> =
                        terms.iter().map(|term| [term.as_slice(), &factor].concat()).collect();
                    terms.push(factor);
                    terms.extend(crossed);
                }
                Some(':') => {
                    self.at += 1;
                    let next = self.variable(formula)?;
                    terms.iter_mut().for_each(|term| term.push(next));
                }
                _ => break,
            }
            if terms.len() > 256 {
                return Err(self.wrong("more than 256 terms"));
            }
        }
        for mut term in terms {
            term.sort_unstable();
            term.dedup();
            if !formula.terms.contains(&term) {
                formula.terms.push(term);
            }
        }
        Ok(())
    }

    fn variable(&mut self, formula: &mut Formula) -> Result<usize, ExpressionError> {
        let name = self.name()?;
        let taken = match (name.as_str(), self.peek()) {
            ("factor", Some('(')) => Taken::Factor,
            ("scale", Some('(')) => Taken::Scaled,
            (_, Some('(')) => {
                return Err(self.wrong("of functions there are `factor(x)` and `scale(x)`"));
            }
            _ => Taken::AsItIs,
        };
        let term = if taken == Taken::AsItIs {
            Term { name, taken }
        } else {
            self.at += 1;
            let name = self.name()?;
            if self.peek() != Some(')') {
                return Err(self.wrong("expected `)`"));
            }
            self.at += 1;
            Term { name, taken }
        };
        if let Some(place) = formula.variables.iter().position(|other| *other == term) {
            return Ok(place);
        }
        formula.variables.push(term);
        Ok(formula.variables.len() - 1)
    }

    fn name(&mut self) -> Result<String, ExpressionError> {
        match self.peek() {
            Some('`') => {
                let rest = &self.characters[self.at + 1..];
                let Some(length) = rest.iter().position(|c| *c == '`') else {
                    return Err(self.wrong("the closing backtick is missing"));
                };
                let name = rest[..length].iter().collect();
                self.at += length + 2;
                Ok(name)
            }
            Some(first) if is_name(first) && !first.is_ascii_digit() => {
                let rest = &self.characters[self.at..];
                let name: String = rest.iter().take_while(|c| is_name(**c)).collect();
                self.at += name.chars().count();
                Ok(name)
            }
            Some('(') => Err(self.wrong("parentheses are not read; write the terms out")),
            Some(other) => Err(self.wrong(&format!("expected a variable, found `{other}`"))),
            None => Err(self.wrong("expected a variable, found the end")),
        }
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        while self.characters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.characters.get(self.at).copied()
    }

    fn wrong(&self, what: &str) -> ExpressionError {
        ExpressionError::Formula {
            formula: self.text.to_owned(),
            at: self.at + 1,
            what: what.to_owned(),
        }
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '.'
}
