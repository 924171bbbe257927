//! Links between pages lead somewhere.

use std::path::Path;

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::markdown::{self, Kind};
use crate::tidy::tree::{File, Tree};

pub(super) const RULE: Rule = Rule {
    name: "links",
    states: "every link from a page to a file or heading of this repository resolves",
    way_out: "correct the path, or write what it should lead to",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("md") {
        for line in markdown::lines(file.text.as_deref().unwrap_or_default()) {
            if matches!(line.kind, Kind::Fence(_)) {
                continue;
            }
            for target in markdown::links(line.text) {
                // An address, or a blank in a template that a program fills in.
                let elsewhere = target.contains("://")
                    || target.starts_with("mailto:")
                    || target.starts_with("{{");
                if !elsewhere && let Err(wrong) = resolve(tree, file, target) {
                    report.add(&file.path, line.number, wrong);
                }
            }
        }
    }
}

fn resolve(tree: &Tree, from: &File, target: &str) -> Result<(), String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if path.is_empty() { from.path.clone() } else { beside(&from.path, path) };
    let file = tree.files.iter().find(|file| file.path == path);
    let folder = format!("{path}/");
    if file.is_none() && !tree.files.iter().any(|file| file.path.starts_with(&folder)) {
        return Err(format!("`{target}` leads to no file"));
    }
    let page = file.filter(|file| file.is("md")).and_then(|file| file.text.as_deref());
    match page {
        Some(text)
            if !anchor.is_empty() && !markdown::anchors(text).iter().any(|a| a == anchor) =>
        {
            Err(format!("`{target}` leads to no heading"))
        }
        _ => Ok(()),
    }
}

/// The path that `relative` means in a page at `page`, from the root.
fn beside(page: &str, relative: &str) -> String {
    let folder = Path::new(page).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<String> =
        folder.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    for part in relative.trim_end_matches('/').split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part.to_owned()),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn files_folders_and_headings_resolve() {
        let fixture = Fixture::new();
        fixture.write("docs/GUIDE.md", "# Guide\n\n## Exit codes\n");
        let page = "[a](docs/GUIDE.md#exit-codes) [b](vision) [c](#top) [d](https://example.org) [e]({{ plot }})\n# Top\n";
        fixture.write("README.md", page);
        fixture.write("docs/README.md", "[up](../README.md#top)\n[here](./GUIDE.md)\n");
        assert_eq!(fixture.broken(), [""; 0]);
    }

    #[test]
    fn what_leads_nowhere_is_found() {
        let fixture = Fixture::new();
        let page = "# Top\n[a](docs/GUIDE.md)\n[b](#bottom)\n```md\n[c](nowhere.md)\n```\n";
        fixture.write("README.md", page);
        assert_eq!(fixture.broken(), ["README.md:2 links", "README.md:3 links"]);
    }
}
