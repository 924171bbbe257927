//! Nothing is left for later inside the tree.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::has_word;

const IN_CODE: &[&str] = &["todo!", "unimplemented!", "#[ignore", "assert!(true"];
const IN_COMMENTS: &[&str] = &["FIXME", "TODO", "XXX"];

pub(super) const RULE: Rule = Rule {
    name: "unfinished",
    states: "no todo!, unimplemented!, #[ignore], assert!(true), FIXME or TODO",
    way_out: "finish it, or leave it out and write an issue",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    for file in tree.with("rs") {
        for (index, line) in file.lines.iter().enumerate() {
            let code = line.code.replace(' ', "");
            let in_code = IN_CODE.iter().filter(|mark| has_word(&code, mark));
            let in_comments = IN_COMMENTS.iter().filter(|mark| has_word(&line.comment, mark));
            for mark in in_code.chain(in_comments) {
                report.add(&file.path, index + 1, format!("`{mark}` is left in"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn marks_count_where_they_mean_something() {
        let fixture = Fixture::new();
        let lines = [
            "fn a() { todo!() }",
            "fn b() { core::unimplemented!(\"later\") }",
            "#[ignore = \"slow\"]",
            "fn c() { assert!( true ); }",
            "// FIXME: wrong for n = 0",
            "let d = \"todo!() FIXME\"; // todo! in a comment, assert!(truth)",
            "fn e() { assert!(trueish); debug_assert!(true_positives > 0); }",
        ];
        fixture.write("vision/src/vit.rs", lines.join("\n"));
        let expected = [1, 2, 3, 4, 5].map(|line| format!("vision/src/vit.rs:{line} unfinished"));
        assert_eq!(fixture.broken(), [expected.as_slice(), &[]].concat());
    }
}
