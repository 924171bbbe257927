//! Short files: a folder's listing reads like a table of contents.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

const LONGEST: usize = 800;
const MEDIAN: usize = 150;

pub(super) const RULE: Rule = Rule {
    name: "file-length",
    states: "no source file is longer than 800 lines, and the median is below 150",
    way_out: "split it by concept, one a file",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    let mut lengths = Vec::new();
    for file in tree.with("rs") {
        let length = file.lines.len();
        lengths.push(length);
        if length > LONGEST {
            report.add(&file.path, length, format!("{length} lines, the limit is {LONGEST}"));
        }
    }
    lengths.sort_unstable();
    if let Some(&median) = lengths.get(lengths.len() / 2)
        && median >= MEDIAN
    {
        report.add(
            "Cargo.toml",
            0,
            format!("half of the source files have {median} lines or more"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn the_limit_is_the_last_line_that_passes() {
        let fixture = Fixture::new();
        fixture.write("vision/src/model.rs", "//\n".repeat(800));
        assert_eq!(fixture.broken(), [""; 0]);
        fixture.write("vision/src/model.rs", "//\n".repeat(801));
        assert_eq!(fixture.broken(), ["vision/src/model.rs:801 file-length"]);
    }

    #[test]
    fn many_long_files_are_too_many() {
        let fixture = Fixture::new();
        for name in ["a", "b", "c"] {
            fixture.write(&format!("vision/src/{name}.rs"), "//\n".repeat(150));
        }
        assert_eq!(fixture.broken(), ["Cargo.toml:0 file-length"]);
    }
}
