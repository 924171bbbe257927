//! Names that say what a file holds.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::find_word;

/// Names under which anything could stand, so that everything ends up there.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc"];

pub(super) const RULE: Rule = Rule {
    name: "file-name",
    states: "no file, folder or module is named utils, helpers, common or misc, and no snapshot waits",
    way_out: "name it after the one concept it holds",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            if EMPTY_NAMES.contains(&stem) {
                report.add(&file.path, 0, format!("the name `{stem}` says nothing"));
            }
        }
        if file.path.ends_with(".snap.new") || file.path.ends_with(".pending-snap") {
            report.add(&file.path, 0, "a snapshot waits to be accepted or refused");
        }
        for (index, line) in file.lines.iter().enumerate() {
            let Some(at) = find_word(&line.code, "mod") else { continue };
            let after = line.code[at + 3..].trim_start();
            let name = after.split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
            if let Some(name) = name.filter(|name| EMPTY_NAMES.contains(name)) {
                report.add(&file.path, index + 1, format!("the name `{name}` says nothing"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn empty_names_are_refused_for_files_folders_and_modules() {
        let fixture = Fixture::new();
        fixture.write("vision/src/common/vit.rs", "");
        fixture.write("vision/tests/helpers.rs", "");
        fixture.write("vision/src/vit.rs", "pub mod misc { }\nmod utilities;\n// mod utils\n");
        assert_eq!(
            fixture.broken(),
            [
                "vision/src/common/vit.rs:0 file-name",
                "vision/src/vit.rs:1 file-name",
                "vision/tests/helpers.rs:0 file-name",
            ]
        );
    }

    #[test]
    fn a_snapshot_that_waits_is_found() {
        let fixture = Fixture::new();
        fixture.write("vision/tests/snapshots/cli.snap.new", "");
        assert_eq!(fixture.broken(), ["vision/tests/snapshots/cli.snap.new:0 file-name"]);
    }
}
