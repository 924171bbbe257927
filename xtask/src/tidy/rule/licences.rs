//! The licences are there and every member carries them.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

const FILES: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT"];

pub(super) const RULE: Rule = Rule {
    name: "licences",
    states: "LICENSE-MIT and LICENSE-APACHE are there, and every member states its licence",
    way_out: "put the file back, or add `license.workspace = true` to the manifest",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for name in FILES {
        if tree.text(name).is_none_or(|text| text.trim().is_empty()) {
            report.add(name, 0, "the licence is missing");
        }
    }
    for package in &tree.workspace.packages {
        let path = format!("{}/Cargo.toml", package.folder);
        let text = tree.text(&path).unwrap_or_default();
        if !text.lines().any(|line| line.starts_with("license")) {
            report.add(&path, 1, format!("`{}` states no licence", package.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn an_empty_licence_is_none() {
        let fixture = Fixture::new();
        fixture.write("LICENSE-MIT", "\n");
        let manifest =
            "[package]\nname = \"neuron-rt\"\nedition = \"2024\"\n[lints]\nworkspace = true\n";
        fixture.write("neuron-rt/Cargo.toml", manifest);
        assert_eq!(fixture.broken(), ["LICENSE-MIT:0 licences", "neuron-rt/Cargo.toml:1 licences"]);
    }
}
