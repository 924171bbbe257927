//! A formula as a program.
//!
//! ```text
//! sum     = product (('+' | '-') product)*
//! product = signed (('*' | '/') signed)*
//! signed  = '-' signed | power
//! power   = atom ('^' signed)?
//! atom    = number | name | function '(' sum (',' sum)* ')' | '(' sum ')'
//! ```
//!
//! So `-x^2` is `-(x^2)`, and `2^3^2` is `2^(3^2)`.

use super::program::{Function, Op, Program};
use super::token::{Fault, Token, tokens};

/// Longest formula in bytes, and deepest nesting.
const LONGEST: usize = 4096;
const DEEPEST: usize = 64;

/// Compiles a formula; `names` are those that it may use.
pub(super) fn compile(formula: &str, names: &[&str]) -> Result<Program, Fault> {
    if formula.len() > LONGEST {
        let what = format!("it is longer than {LONGEST} bytes");
        return Err(Fault { column: LONGEST, what });
    }
    let tokens = tokens(formula)?;
    let mut parser = Parser { tokens, next: 0, depth: 0, names, program: Program::default() };
    parser.sum()?;
    match parser.token() {
        Token::End => Ok(parser.program),
        _ => Err(parser.fault("expected an operator or the end")),
    }
}

struct Parser<'a> {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    names: &'a [&'a str],
    program: Program,
}

impl Parser<'_> {
    fn token(&self) -> Token {
        self.tokens.get(self.next).map_or(Token::End, |(_, token)| token.clone())
    }

    /// The next token, if it is one of these signs.
    fn take(&mut self, signs: &[char]) -> Option<char> {
        match self.token() {
            Token::Sign(sign) if signs.contains(&sign) => {
                self.next += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    fn fault(&self, expected: &str) -> Fault {
        let column = self.tokens.get(self.next).map_or(1, |(column, _)| *column);
        Fault { column, what: format!("{expected}, found {}", self.token().shown()) }
    }

    fn sum(&mut self) -> Result<(), Fault> {
        self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            self.product()?;
            self.program.push(if sign == '+' { Op::Add } else { Op::Subtract });
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), Fault> {
        self.signed()?;
        while let Some(sign) = self.take(&['*', '/']) {
            self.signed()?;
            self.program.push(if sign == '*' { Op::Multiply } else { Op::Divide });
        }
        Ok(())
    }

    fn signed(&mut self) -> Result<(), Fault> {
        // Every way to nest leads through here.
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(&format!("expected at most {DEEPEST} levels of nesting")));
        }
        if self.take(&['-']).is_some() {
            self.signed()?;
            self.program.push(Op::Negate);
        } else {
            self.atom()?;
            if self.take(&['^']).is_some() {
                self.signed()?;
                self.program.push(Op::Power);
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn atom(&mut self) -> Result<(), Fault> {
        let token = self.token();
        match token {
            Token::Number(value) => self.program.push(Op::Number(value)),
            Token::Name(name) => return self.name(&name),
            Token::Sign('(') => {
                self.next += 1;
                self.sum()?;
                return self.close();
            }
            _ => return Err(self.fault("expected a number, a band, a parameter or `(`")),
        }
        self.next += 1;
        Ok(())
    }

    fn name(&mut self, name: &str) -> Result<(), Fault> {
        if let Some(slot) = self.names.iter().position(|known| *known == name) {
            self.program.push(Op::Load(slot));
            self.next += 1;
            return Ok(());
        }
        let Some(function) = Function::of(name) else {
            return Err(self.fault(&format!(
                "expected a band, a parameter of this index ({}) or one of the functions {}",
                self.names.join(", "),
                Function::NAMES.join(", ")
            )));
        };
        self.next += 1;
        if self.take(&['(']).is_none() {
            return Err(self.fault(&format!("expected `(` after `{name}`")));
        }
        self.sum()?;
        for _ in 1..function.arguments() {
            if self.take(&[',']).is_none() {
                let count = function.arguments();
                return Err(self.fault(&format!("expected `,`: `{name}` takes {count} values")));
            }
            self.sum()?;
        }
        self.program.push(Op::Call(function));
        self.close()
    }

    fn close(&mut self) -> Result<(), Fault> {
        match self.take(&[')']) {
            Some(_) => Ok(()),
            None => Err(self.fault("expected `)`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(formula: &str) -> f64 {
        compile(formula, &[]).unwrap().run::<f64>(&[], 1)[0]
    }

    #[test]
    fn precedence_is_that_of_mathematics() {
        for (formula, expected) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("8 - 3 - 2", 3.0),
            ("8 / 4 / 2", 1.0),
            ("-3^2", -9.0),
            ("2^3^2", 512.0),
            ("2^-1", 0.5),
            ("--4", 4.0),
            ("2 * -3", -6.0),
            ("min(4, max(1, 2)) + abs(-1)", 3.0),
            ("sqrt(9) + log(exp(2))", 5.0),
        ] {
            assert_eq!(value(formula), expected, "{formula}");
        }
        assert!(value("0 / 0").is_nan() && value("sqrt(-1)").is_nan());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_column() {
        let said = |formula: &str| {
            let fault = compile(formula, &["N", "R"]).unwrap_err();
            format!("{}: {}", fault.column, fault.what)
        };
        insta::assert_snapshot!(said(""), @"1: expected a number, a band, a parameter or `(`, found its end");
        insta::assert_snapshot!(said("(N - R"), @"7: expected `)`, found its end");
        insta::assert_snapshot!(said("N - X"), @"5: expected a band, a parameter of this index (N, R) or one of the functions sqrt, abs, log, exp, min, max, found `X`");
        insta::assert_snapshot!(said("N R"), @"3: expected an operator or the end, found `R`");
        insta::assert_snapshot!(said("min(N)"), @"6: expected `,`: `min` takes 2 values, found `)`");
        insta::assert_snapshot!(said("sqrt N"), @"6: expected `(` after `sqrt`, found `N`");
        let deep = "(".repeat(1000);
        insta::assert_snapshot!(said(&deep), @"65: expected at most 64 levels of nesting, found `(`");
        let powers = "-".repeat(1000);
        assert!(said(&powers).starts_with("65: "));
        assert!(said(&"1+".repeat(3000)).ends_with("longer than 4096 bytes"));
    }
}
