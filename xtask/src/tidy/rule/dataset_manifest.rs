//! Data in the tree is named by a manifest, with its hash.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::{File, Tree};

/// What is smaller is a note or a list, not a dataset.
const SMALLEST: u64 = 1024;
/// Files beside the data that say what it is.
const ABOUT: &[&str] = &["LICENSE", "README", "NOTICE", "CITATION"];

pub(super) const RULE: Rule = Rule {
    name: "dataset-manifest",
    states: "every data file in datasets/ is named by a manifest there, with its sha256",
    way_out: "write its name and sha256 into a manifest of the same domain",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    let in_datasets = |file: &&File| file.path.starts_with("datasets/");
    let manifests: Vec<&File> =
        tree.files.iter().filter(in_datasets).filter(|file| file.is("toml")).collect();
    for file in tree.files.iter().filter(in_datasets) {
        let about = ABOUT.iter().any(|name| file.name().starts_with(name));
        if file.is("toml") || about || file.size <= SMALLEST {
            continue;
        }
        let names = |manifest: &&&File| {
            manifest.text.as_deref().is_some_and(|text| text.contains(file.name()))
        };
        let naming: Vec<&&File> = manifests.iter().filter(names).collect();
        if naming.is_empty() {
            report.add(&file.path, 0, "no manifest names this file");
            continue;
        }
        let Some(hash) = sha256(tree, file) else {
            report.add(&file.path, 0, "the file cannot be read");
            continue;
        };
        let stated = |manifest: &&&File| {
            manifest.text.as_deref().is_some_and(|text| text.to_lowercase().contains(&hash))
        };
        if !naming.iter().any(stated) {
            let manifest = &naming[0].path;
            report.add(
                &file.path,
                0,
                format!("its sha256 is {hash}, which `{manifest}` does not state"),
            );
        }
    }
}

fn sha256(tree: &Tree, file: &File) -> Option<String> {
    let bytes = std::fs::read(tree.workspace.root.join(&file.path)).ok()?;
    let hash = hmac_sha256::Hash::hash(&bytes);
    Some(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    /// `printf 'x%.0s' $(seq 2000) | sha256sum`
    const SHA256: &str = "5c0e0ea421571c300b5df6aec0a118b5c3dc02e0683a546341d5efc689df2f58";

    #[test]
    fn data_with_its_hash_in_a_manifest_passes() {
        let fixture = Fixture::new();
        fixture.write("datasets/vision/fields.bin", "x".repeat(2000));
        fixture.write("datasets/vision/LICENSE-fields", "y".repeat(2000));
        fixture.write("datasets/vision/note.txt", "short");
        let manifest = format!("file = \"fields.bin\"\nsha256 = \"{SHA256}\"\n");
        fixture.write("datasets/vision/fields.toml", manifest);
        assert_eq!(fixture.broken(), [""; 0]);
    }

    #[test]
    fn data_without_a_manifest_or_with_another_hash_does_not() {
        let fixture = Fixture::new();
        fixture.write("datasets/vision/fields.bin", "x".repeat(2000));
        assert_eq!(fixture.broken(), ["datasets/vision/fields.bin:0 dataset-manifest"]);
        let manifest = format!("file = \"fields.bin\"\nsha256 = \"{}\"\n", "0".repeat(64));
        fixture.write("datasets/vision/fields.toml", manifest);
        let breach = &fixture.breaches()[0];
        assert!(breach.found.contains(SHA256), "{breach}");
    }
}
