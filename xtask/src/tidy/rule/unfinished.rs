//! Nothing is left for later inside the tree.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::has_word;

/// In two parts each: a search of the tree for such marks finds what is unfinished, and not what
/// looks for it.
const IN_CODE: [&str; 4] = [
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
    concat!("#[", "ignore"),
    concat!("assert!", "(true"),
];
const IN_COMMENTS: [&str; 3] = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("X", "XX")];

pub(super) const RULE: Rule = Rule {
    name: "unfinished",
    states: "no macro or comment for work to come, no test that is passed over or cannot fail",
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
    use super::{IN_CODE, IN_COMMENTS};
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn marks_count_where_they_mean_something() {
        let fixture = Fixture::new();
        let [later, absent, passed_over, always] = IN_CODE;
        let [wrong, work, odd] = IN_COMMENTS;
        let lines = [
            format!("fn a() {{ {later}() }}"),
            format!("fn b() {{ core::{absent}(\"later\") }}"),
            format!("{passed_over} = \"slow\"]"),
            format!("fn c() {{ {}; }}", always.replace("true", " true )")),
            format!("// {wrong}: for n = 0"),
            format!("// {work}: n = 1"),
            format!("// {odd}"),
            format!("let d = \"{later}() {wrong}\"; // {later} in a comment, assert!(truth)"),
            format!("fn e() {{ {always}ish); debug_{always}_positives > 0); }}"),
        ];
        fixture.write("vision/src/vit.rs", lines.join("\n"));
        let expected =
            [1, 2, 3, 4, 5, 6, 7].map(|line| format!("vision/src/vit.rs:{line} unfinished"));
        assert_eq!(fixture.broken(), [expected.as_slice(), &[]].concat());
    }
}
