//! Crates that need no `unsafe` rule it out, so that nothing inside can allow it again.

use super::Rule;
use super::unsafe_place::PLACES;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

const ATTRIBUTE: &str = "#![forbid(unsafe_code)]";

pub(super) const RULE: Rule = Rule {
    name: "forbid-unsafe",
    states: "every library and binary without a place for `unsafe` has #![forbid(unsafe_code)]",
    way_out: "add `#![forbid(unsafe_code)]` to it",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for package in &tree.workspace.packages {
        let folder = format!("{}/", package.folder);
        if PLACES.iter().any(|place| place.starts_with(&folder)) {
            continue;
        }
        for target in package.targets.iter().filter(|target| target.is("lib") || target.is("bin")) {
            let root = tree.files.iter().find(|file| file.path == target.source);
            let forbids = |file: &&crate::tidy::tree::File| {
                file.lines.iter().any(|line| line.code.trim() == ATTRIBUTE)
            };
            if root.filter(forbids).is_none() {
                report.add(
                    &target.source,
                    1,
                    format!("`{}` does not forbid `unsafe`", target.name),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn libraries_and_binaries_both_forbid_it() {
        let fixture = Fixture::new();
        fixture.write("vision/src/lib.rs", "//! Vision.\n#![deny(unsafe_code)]\n");
        fixture.write("vision/src/main.rs", "//! `#![forbid(unsafe_code)]`\nfn main() {}\n");
        assert_eq!(
            fixture.broken(),
            ["vision/src/lib.rs:1 forbid-unsafe", "vision/src/main.rs:1 forbid-unsafe",]
        );
    }
}
