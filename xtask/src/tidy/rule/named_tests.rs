//! Tests that need something from outside run by name, so that without it they are skipped aloud.

use super::Rule;
use crate::suite::FAMILIES;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "named-tests",
    states: "tests that need Python or XLA are targets `parity…` or `xla…` with `test = false`",
    way_out: "move it to tests/parity… or tests/xla…, declared with `test = false` in the manifest",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for family in FAMILIES {
        let variable = format!("NEURON_{}_", family.to_uppercase());
        for file in tree.with("rs") {
            // The task runner sets the variables; everything else reads them.
            let place =
                file.path.starts_with("xtask/") || file.path.contains(&format!("/tests/{family}"));
            let text = file.text.as_deref().unwrap_or_default();
            for (index, line) in text.lines().enumerate().filter(|_| !place) {
                if let Some(at) = line.find(&variable) {
                    let in_name = |c: char| c.is_ascii_uppercase() || c == '_';
                    let rest = &line[at..];
                    let name = &rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())];
                    let found = format!("`{name}` in a test that runs without it too");
                    report.add(&file.path, index + 1, found);
                }
            }
        }
        for package in &tree.workspace.packages {
            for target in &package.targets {
                if target.is("test") && target.name.starts_with(family) && target.tested {
                    let found = format!("`{}` runs without `cargo xtask test` too", target.name);
                    report.add(&target.source, 1, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn a_test_that_needs_something_from_outside_stands_in_a_target_of_its_own() {
        for (family, variable) in [("parity", "NEURON_PARITY_PYTHON"), ("xla", "NEURON_XLA_PLUGIN")]
        {
            let fixture = Fixture::new();
            let test = format!("//! A test.\nlet path = var(\"{variable}\");\n");
            let main = format!("tests/{family}/main.rs");
            fixture.write("vision/tests/metrics.rs", &test);
            fixture.write(&format!("vision/{main}"), &test);
            let target = format!("[[test]]\nname = \"{family}\"\npath = \"{main}\"\n");
            fixture.member("vision", "neuron-vision", &target);
            let breaches = fixture.breaches();
            let line = breaches[0].to_string();
            let expected = format!(
                "vision/tests/metrics.rs:2: named-tests: `{variable}` in a test that runs without it"
            );
            assert!(line.starts_with(&expected), "{line}");
            assert_eq!(
                fixture.broken(),
                [
                    "vision/tests/metrics.rs:2 named-tests".to_owned(),
                    format!("vision/{main}:1 named-tests"),
                ]
            );
            fixture.write("vision/tests/metrics.rs", "//! Metrics.\n");
            fixture.member("vision", "neuron-vision", &format!("{target}test = false\n"));
            assert_eq!(fixture.broken(), [""; 0]);
        }
    }
}
