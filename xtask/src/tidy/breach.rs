//! What breaks a rule, and where.

use std::fmt;

use super::rule::Rule;

/// One place where a rule is broken.
#[derive(Clone, Debug)]
pub(crate) struct Breach {
    /// Relative to the root.
    pub(crate) path: String,
    /// From 1; 0 where the whole file is meant.
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) found: String,
    pub(crate) way_out: &'static str,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Breach { path, line, rule, found, way_out } = self;
        write!(f, "{path}:{line}: {rule}: {found}; {way_out}")
    }
}

/// Collects breaches; `rule` is the one being checked.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) rule: Option<&'static Rule>,
    pub(crate) breaches: Vec<Breach>,
}

impl Report {
    /// Notes that `found` at that place breaks the rule being checked.
    pub(crate) fn add(&mut self, path: &str, line: usize, found: impl Into<String>) {
        let (rule, way_out) = self.rule.map_or(("exceptions", ""), |r| (r.name, r.way_out));
        self.breaches.push(Breach {
            path: path.to_owned(),
            line,
            rule,
            found: found.into(),
            way_out,
        });
    }
}
