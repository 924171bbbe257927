//! Tests that run by name alone.
//!
//! A test that needs something from outside is an integration test of a family: its name begins with the
//! family's, and its manifest says `test = false`. A plain `cargo test` leaves it alone, and the stage
//! of the family runs it.

use std::collections::BTreeSet;

use crate::workspace::{Target, Workspace};

/// The families, each named as its stage.
pub(crate) const FAMILIES: &[&str] = &["parity", "xla"];

/// The names of a family's tests, of all members.
pub(crate) fn targets<'a>(workspace: &'a Workspace, family: &str) -> BTreeSet<&'a str> {
    let all = workspace.packages.iter().flat_map(|package| &package.targets);
    let own =
        |target: &&Target| target.is("test") && target.name.starts_with(family) && !target.tested;
    all.filter(own).map(|target| target.name.as_str()).collect()
}

/// Why the stage of a family without tests has nothing to do.
pub(crate) fn none(family: &str) -> String {
    format!("no member has a test target `{family}…` with `test = false`")
}

/// What runs them. The whole workspace is named, so that nothing is built with other features than
/// before.
pub(crate) fn run(targets: &BTreeSet<&str>, nextest: bool) -> String {
    let runner = if nextest { "nextest run" } else { "test" };
    format!("{runner} --workspace {} --no-fail-fast LOCKED", chosen(targets))
}

/// What lints the tests of all families, which `--all-targets` leaves out; nothing where there are none.
pub(crate) fn lint(workspace: &Workspace) -> Option<String> {
    let targets: BTreeSet<&str> =
        FAMILIES.iter().flat_map(|family| targets(workspace, family)).collect();
    let line = || format!("clippy --workspace {} LOCKED -- -D warnings", chosen(&targets));
    (!targets.is_empty()).then(line)
}

fn chosen(targets: &BTreeSet<&str>) -> String {
    targets.iter().map(|name| format!("--test {name}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace::Package;

    fn workspace(targets: &[(&str, bool)]) -> Workspace {
        let target = |(name, tested): &(&str, bool)| Target {
            name: (*name).to_owned(),
            kinds: vec!["test".to_owned()],
            source: String::new(),
            tested: *tested,
        };
        let package = Package {
            name: "neuron-train".to_owned(),
            folder: "train".to_owned(),
            targets: targets.iter().map(target).collect(),
            dependencies: Vec::new(),
        };
        Workspace { root: PathBuf::new(), target: PathBuf::new(), packages: vec![package] }
    }

    #[test]
    fn only_tests_that_run_by_name_alone_are_of_a_family() {
        let workspace = workspace(&[
            ("parity", false),
            ("parity_stored", true),
            ("resume", false),
            ("xla_gradients", false),
        ]);
        assert_eq!(targets(&workspace, "parity"), BTreeSet::from(["parity"]));
        assert_eq!(targets(&workspace, "xla"), BTreeSet::from(["xla_gradients"]));
    }

    #[test]
    fn tests_of_a_family_are_run_by_name_and_those_of_all_linted() {
        let workspace =
            workspace(&[("parity_nn", false), ("parity_metrics", false), ("xla_models", false)]);
        let targets = targets(&workspace, "parity");
        insta::assert_snapshot!(run(&targets, true), @"nextest run --workspace --test parity_metrics --test parity_nn --no-fail-fast LOCKED");
        insta::assert_snapshot!(run(&targets, false), @"test --workspace --test parity_metrics --test parity_nn --no-fail-fast LOCKED");
        insta::assert_snapshot!(lint(&workspace).expect("there are some"), @"clippy --workspace --test parity_metrics --test parity_nn --test xla_models LOCKED -- -D warnings");
    }

    #[test]
    fn without_such_tests_there_is_nothing_to_lint() {
        assert_eq!(lint(&workspace(&[("resume", true)])), None);
    }
}
