//! A table of figures stands with the command that makes it.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::markdown::{self, Kind, Line};
use crate::tidy::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "table-command",
    states: "every table of figures in docs/ stands next to the command that makes it",
    way_out: "add a ```sh block with the command, or a line `Command: …`, before or after the table",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("md").filter(|file| file.path.starts_with("docs/")) {
        let lines = markdown::lines(file.text.as_deref().unwrap_or_default());
        let mut at = 0;
        while at < lines.len() {
            let end = at + lines[at..].iter().take_while(|line| line.kind == Kind::Table).count();
            if end == at {
                at += 1;
                continue;
            }
            let figures = lines[at..end].iter().any(|line| markdown::states_figure(line.text));
            if figures && !near_command(&lines, at, end) {
                report.add(&file.path, lines[at].number, "a table of figures without its command");
            }
            at = end;
        }
    }
}

/// Whether a command stands between the table and the heading or table before or after it.
fn near_command(lines: &[Line<'_>], from: usize, to: usize) -> bool {
    let same_part = |line: &&Line<'_>| !matches!(line.kind, Kind::Heading | Kind::Table);
    let before = lines[..from].iter().rev().take_while(same_part);
    let after = lines[to..].iter().take_while(same_part);
    before.chain(after).any(|line| {
        line.kind == Kind::Fence("sh") || line.text.trim_start().starts_with("Command:")
    })
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    const FIGURES: &str = "| model | accuracy |\n|-|-|\n| vit | .939 |\n";

    fn broken(text: &str) -> Vec<String> {
        let fixture = Fixture::new();
        fixture.write("docs/BENCHMARKS.md", text);
        fixture.broken()
    }

    #[test]
    fn a_command_before_or_after_is_enough() {
        let shell = "```sh\ncargo xtask bench\n```\n";
        assert_eq!(broken(&format!("{FIGURES}\n{shell}")), [""; 0]);
        assert_eq!(broken(&format!("{shell}\nprose\n\n{FIGURES}")), [""; 0]);
        assert_eq!(broken(&format!("Command: `cargo xtask bench`\n\n{FIGURES}")), [""; 0]);
    }

    #[test]
    fn a_command_in_another_part_of_the_page_is_not() {
        let shell = "```sh\ncargo xtask bench\n```\n";
        let text = format!("{shell}\n## Other\n\n{FIGURES}");
        assert_eq!(broken(&text), ["docs/BENCHMARKS.md:7 table-command"]);
        let text = format!("```text\n$ something\n```\n\n{FIGURES}");
        assert_eq!(broken(&text), ["docs/BENCHMARKS.md:5 table-command"]);
    }

    #[test]
    fn a_table_of_words_needs_none() {
        assert_eq!(broken("| code | meaning |\n|-|-|\n| 75 | stopped by a signal |\n"), [""; 0]);
    }
}
