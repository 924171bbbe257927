//! Exceptions to the rules, each with its reason: `xtask/tidy.allow`.

use super::breach::{Breach, Report};
use super::rule::RULES;
use super::tree::Tree;

/// Where exceptions are kept: a line each, `RULE | FILE or FOLDER/ | REASON`.
const FILE: &str = "xtask/tidy.allow";
/// What breaches of the list itself are reported under.
const NAME: &str = "exceptions";

#[derive(Debug)]
struct Exception {
    line: usize,
    rule: String,
    /// A file, or a folder with a `/` at its end.
    place: String,
}

impl Exception {
    fn covers(&self, breach: &Breach) -> bool {
        let folder = self.place.ends_with('/');
        let inside =
            if folder { breach.path.starts_with(&self.place) } else { breach.path == self.place };
        inside && breach.rule == self.rule
    }
}

/// The exceptions of a tree.
#[derive(Debug)]
pub(crate) struct Exceptions(Vec<Exception>);

impl Exceptions {
    /// Reads the list; a line that is none is a breach.
    pub(crate) fn read(tree: &Tree, report: &mut Report) -> Exceptions {
        let mut exceptions = Vec::new();
        let text = tree.text(FILE).unwrap_or_default();
        for (index, text) in text.lines().enumerate() {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            match parse(index + 1, text) {
                Ok(exception) => exceptions.push(exception),
                Err(wrong) => report.breaches.push(of_list(index + 1, wrong, "")),
            }
        }
        Exceptions(exceptions)
    }

    /// Takes away what is excepted, and adds every exception that excepts nothing.
    pub(crate) fn apply(self, report: Report) -> Vec<Breach> {
        let Exceptions(exceptions) = self;
        let mut used = vec![false; exceptions.len()];
        let mut left = Vec::new();
        for breach in report.breaches {
            match exceptions.iter().position(|exception| exception.covers(&breach)) {
                Some(index) => used[index] = true,
                None => left.push(breach),
            }
        }
        for (exception, _) in exceptions.iter().zip(used).filter(|(_, used)| !used) {
            let found = format!("`{}` in `{}` needs no exception", exception.rule, exception.place);
            left.push(of_list(exception.line, found, "remove the line"));
        }
        left.sort_by(|a, b| (&a.path, a.line, a.rule).cmp(&(&b.path, b.line, b.rule)));
        left
    }
}

fn parse(line: usize, text: &str) -> Result<Exception, String> {
    let parts: Vec<&str> = text.splitn(3, '|').map(str::trim).collect();
    let &[rule, place, reason] = parts.as_slice() else {
        return Err("expected `RULE | FILE or FOLDER/ | REASON`".to_owned());
    };
    if !RULES.iter().any(|known| known.name == rule) {
        return Err(format!("there is no rule `{rule}`"));
    }
    if reason.is_empty() {
        return Err(format!("the exception of `{place}` has no reason"));
    }
    Ok(Exception { line, rule: rule.to_owned(), place: place.to_owned() })
}

fn of_list(line: usize, found: String, way_out: &'static str) -> Breach {
    let way_out =
        if way_out.is_empty() { "`cargo xtask tidy --list` names the rules" } else { way_out };
    Breach { path: FILE.to_owned(), line, rule: NAME, found, way_out }
}
