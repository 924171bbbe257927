//! Tests that need Python run by name, so that without Python they are skipped aloud.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

const VARIABLE: &str = "NEURON_PARITY_PYTHON";

pub(super) const RULE: Rule = Rule {
    name: "parity-tests",
    states: "tests that need Python are targets `parity…` with `test = false`, and no others are",
    way_out: "move it to tests/parity.rs, declared with `test = false` in the manifest",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("rs") {
        // The task runner sets the variable; everything else reads it.
        let place = file.path.starts_with("xtask/") || file.path.contains("/tests/parity");
        let text = file.text.as_deref().unwrap_or_default();
        for (index, _) in text.lines().enumerate().filter(|(_, line)| line.contains(VARIABLE)) {
            if !place {
                let found = format!("`{VARIABLE}` in a test that runs without Python too");
                report.add(&file.path, index + 1, found);
            }
        }
    }
    for package in &tree.workspace.packages {
        for target in &package.targets {
            if target.is("test") && target.name.starts_with("parity") && target.tested {
                let found = format!("`{}` runs without Python too", target.name);
                report.add(&target.source, 1, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    const TEST: &str = "//! Parity.\nlet python = var(\"NEURON_PARITY_PYTHON\");\n";

    #[test]
    fn a_test_that_needs_python_stands_in_a_target_of_its_own() {
        let fixture = Fixture::new();
        fixture.write("vision/tests/metrics.rs", TEST);
        fixture.write("vision/tests/parity/main.rs", TEST);
        let target = "[[test]]\nname = \"parity\"\npath = \"tests/parity/main.rs\"\n";
        fixture.member("vision", "neuron-vision", target);
        assert_eq!(
            fixture.broken(),
            [
                "vision/tests/metrics.rs:2 parity-tests",
                "vision/tests/parity/main.rs:1 parity-tests",
            ]
        );
        fixture.write("vision/tests/metrics.rs", "//! Metrics.\n");
        fixture.member("vision", "neuron-vision", &format!("{target}test = false\n"));
        assert_eq!(fixture.broken(), [""; 0]);
    }
}
