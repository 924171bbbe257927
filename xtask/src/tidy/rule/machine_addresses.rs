//! The tree says nothing of the machine it was written on, nor where its packages come from.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;

pub(super) const REGISTRIES: Rule = Rule {
    name: "registry-address",
    states: "no address of a package registry or a mirror of one",
    way_out: "name the package; which registry serves it is the machine's own setting",
    check: registries,
};

pub(super) const PATHS: Rule = Rule {
    name: "machine-path",
    states: "no absolute path of one person's machine",
    way_out: "make the path relative to the root, or an argument",
    check: paths,
};

const REGISTRY_MARKS: &[&str] = &[
    "://crates.io",
    "index.crates.io",
    "static.crates.io",
    "://pypi.org",
    "files.pythonhosted.org",
    "registry.npmjs.org",
    "proxy.golang.org",
    "://deb.debian.org",
    "--index-url",
    "--extra-index-url",
    "replace-with",
];
/// What cargo itself writes into every lock file.
const IN_LOCK_FILE: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

const PATH_MARKS: &[&str] = &["/root/", "/home/", "/Users/", "/work/", "C:\\Users\\"];

fn registries(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        let lock = file.name() == "Cargo.lock";
        for (index, line) in file.text.iter().flat_map(|text| text.lines()).enumerate() {
            let mark = REGISTRY_MARKS.iter().find(|mark| line.contains(**mark));
            if let Some(mark) = mark {
                report.add(&file.path, index + 1, format!("`{mark}` names a registry"));
            } else if lock && line.starts_with("source = ") && line != IN_LOCK_FILE {
                report.add(&file.path, index + 1, "a package from elsewhere than the public index");
            }
        }
    }
}

fn paths(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        for (index, line) in file.text.iter().flat_map(|text| text.lines()).enumerate() {
            if let Some(mark) = PATH_MARKS.iter().find(|mark| begins_a_path(line, mark)) {
                report.add(&file.path, index + 1, format!("a path below `{mark}`"));
            }
        }
    }
}

/// Whether `mark` stands there at the beginning of a path, not inside a longer one or an address.
fn begins_a_path(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '}')))
    })
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn registries_and_mirrors_are_found() {
        let fixture = Fixture::new();
        fixture.write("pins.txt", "numpy==2.4.6\n--index-url https://mirror.example/simple\n");
        let good = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        fixture
            .write("Cargo.lock", format!("{good}source = \"registry+https://mirror.example\"\n"));
        fixture.write("docs/a.md", "see https://crates.io/crates/gemm\n");
        assert_eq!(
            fixture.broken(),
            [
                "Cargo.lock:2 registry-address",
                "docs/a.md:1 registry-address",
                "pins.txt:2 registry-address",
            ]
        );
    }

    #[test]
    fn paths_of_one_machine_are_found_and_others_are_not() {
        let fixture = Fixture::new();
        let lines = [
            "path = \"/home/ada/neuron\"",
            "in /root/data or elsewhere",
            "https://example.org/home/page",
            "src/work/root/home.rs and $HOME/work/x",
            "${ROOT}/work/x",
        ];
        fixture.write("notes.txt", lines.join("\n"));
        assert_eq!(fixture.broken(), ["notes.txt:1 machine-path", "notes.txt:2 machine-path"]);
    }
}
