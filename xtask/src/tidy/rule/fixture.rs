//! Small trees to try the rules on: one that keeps every rule, and changes that break one.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::tidy::breach::Breach;
use crate::tidy::check;
use crate::tidy::tree::Tree;

/// A tree that breaks no rule: a runtime, a domain and their manifests.
pub(crate) struct Fixture(TempDir);

impl Fixture {
    /// Writes the tree.
    pub(crate) fn new() -> Fixture {
        let fixture = Fixture(tempfile::tempdir().expect("a folder"));
        let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"neuron-rt\", \"vision\"]\n\
                         [workspace.lints.rust]\nmissing_docs = \"warn\"\n";
        fixture.write("Cargo.toml", workspace);
        fixture.write("LICENSE-MIT", "MIT\n");
        fixture.write("LICENSE-APACHE", "Apache\n");
        fixture.member("neuron-rt", "neuron-rt", "");
        fixture.write("neuron-rt/src/lib.rs", "//! Runtime.\n");
        fixture.member("vision", "neuron-vision", "neuron-rt = { path = \"../neuron-rt\" }\n");
        fixture.write("vision/src/lib.rs", "//! Vision.\n#![forbid(unsafe_code)]\n");
        fixture.write("vision/src/main.rs", "//! Binary.\n#![forbid(unsafe_code)]\nfn main() {}\n");
        fixture
    }

    /// Writes the manifest of a member with these lines as its dependencies.
    pub(crate) fn member(&self, folder: &str, name: &str, dependencies: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             license = \"MIT OR Apache-2.0\"\n\n[lints]\nworkspace = true\n\n\
             [dependencies]\n{dependencies}"
        );
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
    }

    /// Writes one file of the tree.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.0.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("created");
        fs::write(full, text).expect("written");
    }

    /// The folder of the tree.
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// Everything that breaks a rule.
    pub(crate) fn breaches(&self) -> Vec<Breach> {
        check(&Tree::load(self.root()).expect("a readable tree"))
    }

    /// The same as `PATH:LINE RULE`.
    pub(crate) fn broken(&self) -> Vec<String> {
        let place = |breach: &Breach| format!("{}:{} {}", breach.path, breach.line, breach.rule);
        self.breaches().iter().map(place).collect()
    }
}

#[test]
fn a_tree_that_keeps_the_rules_has_no_breach() {
    assert_eq!(Fixture::new().broken(), [""; 0]);
}

#[test]
fn a_breach_is_one_line_with_its_place_and_the_way_out() {
    let fixture = Fixture::new();
    fixture.write("vision/src/utils.rs", "");
    let line = fixture.breaches()[0].to_string();
    insta::assert_snapshot!(line, @"vision/src/utils.rs:0: file-name: the name `utils` says nothing; name it after the one concept it holds");
}

#[test]
fn an_exception_with_a_reason_holds_for_its_place_alone() {
    let fixture = Fixture::new();
    fixture.write("vision/src/utils.rs", "");
    fixture.write("neuron-rt/src/utils.rs", "");
    fixture.write("xtask/tidy.allow", "# comment\nfile-name | vision/ | a test\n");
    assert_eq!(fixture.broken(), ["neuron-rt/src/utils.rs:0 file-name"]);
}

#[test]
fn an_exception_without_need_reason_or_rule_is_a_breach() {
    let fixture = Fixture::new();
    let list = "file-name | vision/ | a test\nfile-name | vision/ |\nfile-nam | a | b\nfile-name\n";
    fixture.write("xtask/tidy.allow", list);
    let found: Vec<String> = fixture.breaches().into_iter().map(|breach| breach.found).collect();
    assert_eq!(
        found,
        [
            "`file-name` in `vision/` needs no exception",
            "the exception of `vision/` has no reason",
            "there is no rule `file-nam`",
            "expected `RULE | FILE or FOLDER/ | REASON`",
        ]
    );
}

#[test]
fn what_git_ignores_is_not_checked_and_what_it_would_add_is() {
    let fixture = Fixture::new();
    fixture.write(".gitignore", "/scratch\n");
    fixture.write("scratch/utils.rs", "");
    fixture.write("vision/src/helpers.rs", "");
    let mut git = std::process::Command::new("git");
    let made = git.args(["init", "-q"]).current_dir(fixture.root()).status();
    assert!(made.expect("git runs").success());
    assert_eq!(fixture.broken(), ["vision/src/helpers.rs:0 file-name"]);
}
