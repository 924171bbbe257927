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

/// Settings that say where packages come from. In parts, as are the marks of paths: a search of
/// the tree for them finds settings and paths, and not what looks for them.
const SETTINGS: &[&str] = &[
    concat!("--", "index", "-", "url"),
    concat!("--", "extra", "-", "index", "-", "url"),
    concat!("--", "registry"),
    concat!("replace", "-with"),
    concat!("GO", "PROXY"),
];
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

const PATH_MARKS: &[&str] = &[
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
    concat!("/", "work/"),
    concat!("C:\\", "Users\\"),
];

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
    use super::{HOST_PARTS, PATH_MARKS, SETTINGS};
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn registries_and_mirrors_are_found() {
        let fixture = Fixture::new();
        let good = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        let other = "source = \"registry+https://elsewhere.example\"\n";
        fixture.write("Cargo.lock", format!("{good}{other}"));
        for (index, setting) in SETTINGS.iter().enumerate() {
            fixture.write(&format!("pins{index}.txt"), format!("numpy==2.4.6\n{setting} = x\n"));
        }
        let hosts = HOST_PARTS.iter().map(|part| format!("see https://{part}.example/gemm\n"));
        fixture.write("docs/a.md", hosts.collect::<String>());
        fixture.write("docs/b.md", "see https://example.org/registry\n");
        let mut expected = vec!["Cargo.lock:2 registry-address".to_owned()];
        expected.extend(
            (1..=HOST_PARTS.len()).map(|line| format!("docs/a.md:{line} registry-address")),
        );
        expected
            .extend((0..SETTINGS.len()).map(|index| format!("pins{index}.txt:2 registry-address")));
        assert_eq!(fixture.broken(), expected);
    }

    #[test]
    fn paths_of_one_machine_are_found_and_others_are_not() {
        let fixture = Fixture::new();
        let found = PATH_MARKS.iter().flat_map(|mark| {
            [format!("path = \"{mark}ada/neuron\"\n"), format!("in {mark}data or elsewhere\n")]
        });
        fixture.write("found.txt", found.collect::<String>());
        let others = PATH_MARKS.iter().flat_map(|mark| {
            [
                format!("https://example.org{mark}page\n"),
                format!("src{mark}root/home.rs and $HOME{mark}x\n"),
                format!("${{ROOT}}{mark}x\n"),
            ]
        });
        fixture.write("others.txt", others.collect::<String>());
        let expected: Vec<String> = (1..=2 * PATH_MARKS.len())
            .map(|line| format!("found.txt:{line} machine-path"))
            .collect();
        assert_eq!(fixture.broken(), expected);
    }
}
