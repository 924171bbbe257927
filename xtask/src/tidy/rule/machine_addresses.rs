//! The tree says nothing of the machine it was written on, nor where its packages come from.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::has_word;

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

/// Settings that say where packages come from.
const SETTINGS: &[&str] =
    &["--index-url", "--extra-index-url", "--registry", "replace-with", "GOPROXY"];
/// Parts of a host's name that tell a registry or a mirror.
const HOST_PARTS: &[&str] = &[
    "artifactory",
    "crates",
    "debian",
    "mirror",
    "mirrors",
    "nexus",
    "npmjs",
    "pypi",
    "pythonhosted",
    "registry",
    "ubuntu",
];
/// What cargo itself writes into every lock file.
const IN_LOCK_FILE: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

const PATH_MARKS: &[&str] = &["/root/", "/home/", "/Users/", "/work/", "C:\\Users\\"];

fn registries(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        let lock = file.name() == "Cargo.lock";
        for (index, line) in file.text.iter().flat_map(|text| text.lines()).enumerate() {
            if let Some(setting) = SETTINGS.iter().find(|setting| has_word(line, setting)) {
                report.add(&file.path, index + 1, format!("`{setting}` chooses a registry"));
            } else if let Some(host) = hosts(line).find(|host| is_registry(host)) {
                report.add(&file.path, index + 1, format!("`{host}` is a registry"));
            } else if lock && line.starts_with("source = ") && line != IN_LOCK_FILE {
                report.add(&file.path, index + 1, "a package from elsewhere than the public index");
            }
        }
    }
}

/// The hosts of the addresses in a line.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    line.split("://")
        .skip(1)
        .map(move |rest| rest.split(|c: char| !in_host(c)).next().unwrap_or_default())
}

fn is_registry(host: &str) -> bool {
    host.split('.').any(|part| HOST_PARTS.contains(&part))
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
        fixture.write(
            "docs/a.md",
            "see https://registry.example/gemm, https://example.org/registry\n",
        );
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
