//! The workspace's lints hold in every member.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "inherited-lints",
    states: "every member inherits the workspace's lints",
    way_out: "add `[lints]` with `workspace = true` to its manifest",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for package in &tree.workspace.packages {
        let path = format!("{}/Cargo.toml", package.folder);
        let text = tree.text(&path).unwrap_or_default();
        let mut section = text.lines().skip_while(|line| line.trim() != "[lints]").skip(1);
        let inherits = section
            .by_ref()
            .take_while(|line| !line.starts_with('['))
            .any(|line| line.replace(' ', "") == "workspace=true");
        if !inherits {
            report.add(&path, 1, format!("`{}` sets its own lints", package.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn a_member_without_them_is_found() {
        let fixture = Fixture::new();
        let manifest = "[package]\nname = \"neuron-rt\"\nlicense = \"MIT OR Apache-2.0\"\n\
                        edition = \"2024\"\n[lints]\n[features]\nworkspace = []\n";
        fixture.write("neuron-rt/Cargo.toml", manifest);
        assert_eq!(fixture.broken(), ["neuron-rt/Cargo.toml:1 inherited-lints"]);
    }
}
