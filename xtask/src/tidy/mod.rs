//! `cargo xtask tidy`: the invariants that a program can check.

mod breach;
mod exceptions;
mod markdown;
mod rule;
mod source;
mod tree;
mod words;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::Tidy;
use crate::workspace;

use breach::{Breach, Report};
use exceptions::Exceptions;
use rule::RULES;
use tree::Tree;

/// Checks the tree, or lists the rules.
///
/// # Errors
///
/// A tree that cannot be read. A breach is no error: it is a line and an exit code of 1.
pub(crate) fn run(flags: &Tidy) -> Result<ExitCode> {
    if flags.list {
        for rule in RULES {
            println!("{:<20} {}", rule.name, rule.states);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let breaches = check_and_show(&workspace::root()?)?;
    Ok(if breaches == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks the tree at `root`, prints every breach and returns their number.
///
/// # Errors
///
/// A tree that cannot be read.
pub(crate) fn check_and_show(root: &Path) -> Result<usize> {
    let tree = Tree::load(root)?;
    let breaches = check(&tree);
    for breach in &breaches {
        println!("{breach}");
    }
    if breaches.is_empty() {
        println!("tidy: {} files keep {} rules", tree.files.len(), RULES.len());
    } else {
        println!("tidy: {} breach(es)", breaches.len());
    }
    Ok(breaches.len())
}

/// Everything in the tree that breaks a rule and is no exception, ordered by file and line.
fn check(tree: &Tree) -> Vec<Breach> {
    let mut report = Report::default();
    let exceptions = Exceptions::read(tree, &mut report);
    for rule in RULES {
        report.rule = Some(rule);
        (rule.check)(tree, &mut report);
    }
    exceptions.apply(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_distinct_names_and_say_the_way_out() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        assert!(RULES.iter().all(|rule| !rule.states.is_empty() && !rule.way_out.is_empty()));
    }
}
