//! Pages show only commands that there are.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::verb;

pub(super) const RULE: Rule = Rule {
    name: "documented-command",
    states: "every `cargo xtask COMMAND` that a page shows exists",
    way_out: "correct the page; `cargo xtask --help` lists the commands",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("md") {
        for (index, line) in file.text.iter().flat_map(|text| text.lines()).enumerate() {
            for after in line.split("cargo xtask ").skip(1) {
                let name: String =
                    after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
                // A placeholder such as COMMAND, or a flag.
                let shown = !name.is_empty() && !name.starts_with('-');
                if shown && verb::find(&name).is_none() {
                    report.add(&file.path, index + 1, format!("there is no command `{name}`"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn a_command_that_does_not_exist_is_found() {
        let fixture = Fixture::new();
        let page = "`cargo xtask train vision`, `cargo xtask --help`, `cargo xtask COMMAND`\n\
                    ```sh\ncargo xtask trian vision\n```\n";
        fixture.write("README.md", page);
        assert_eq!(fixture.broken(), ["README.md:3 documented-command"]);
    }
}
