//! The page of invariants says how each is checked, and names rules that exist.

use super::{RULES, Rule};
use crate::tidy::breach::Report;
use crate::tidy::markdown::{self, Kind};
use crate::tidy::tree::Tree;

const PAGE: &str = "docs/ARCHITECTURE.md";

pub(super) const RULE: Rule = Rule {
    name: "invariants",
    states: "every invariant of docs/ARCHITECTURE.md says how it is checked, by rules that exist",
    way_out: "end the invariant with a paragraph `Checked: …`; `cargo xtask tidy --list` names the rules",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    let Some(text) = tree.text(PAGE) else { return };
    // The invariant being read: its line, its heading, and whether it says how it is checked.
    let mut open: Option<(usize, &str, bool)> = None;
    for line in markdown::lines(text) {
        for name in named_rules(line.text).filter(|name| !RULES.iter().any(|r| r.name == *name)) {
            report.add(PAGE, line.number, format!("there is no rule `{name}`"));
        }
        if line.kind == Kind::Heading {
            close(open.take(), report);
            let heading = line.text.trim_start_matches('#').trim();
            let numbered = heading.starts_with(|c: char| c.is_ascii_digit());
            open = numbered.then_some((line.number, heading, false));
        } else if let Some((_, _, checked)) = &mut open {
            *checked |= line.text.starts_with("Checked: ");
        }
    }
    close(open, report);
}

fn close(invariant: Option<(usize, &str, bool)>, report: &mut Report) {
    if let Some((line, heading, false)) = invariant {
        report.add(PAGE, line, format!("\"{heading}\" does not say how it is checked"));
    }
}

/// The names in ``tidy `name` ``.
fn named_rules(line: &str) -> impl Iterator<Item = &str> {
    line.split("tidy `").skip(1).filter_map(|rest| rest.split('`').next())
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn an_invariant_without_its_check_or_with_an_unknown_rule_is_found() {
        let fixture = Fixture::new();
        let page = "# Page\n## Invariants\n### 1. First\nText.\n\nChecked: tidy `clock`, tidy `clok`.\n\
                    ### 2. Second\nText.\n## Other\nText.\n";
        fixture.write("docs/ARCHITECTURE.md", page);
        let expected = ["docs/ARCHITECTURE.md:6 invariants", "docs/ARCHITECTURE.md:7 invariants"];
        assert_eq!(fixture.broken(), expected);
    }
}
