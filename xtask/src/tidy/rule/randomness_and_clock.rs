//! Results depend on the seed and the data: never on the machine's entropy or its clock.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::has_word;

pub(super) const RANDOMNESS: Rule = Rule {
    name: "randomness",
    states: "no randomness but that of neuron-random: nothing from the system, no hidden state",
    way_out: "draw from a `neuron_random::Stream` with an address of its own",
    check: |tree, report| find(tree, report, ENTROPY, "randomness that no seed decides"),
};

pub(super) const CLOCK: Rule = Rule {
    name: "clock",
    states: "no clock but in named places, each with its reason in xtask/tidy.allow",
    way_out: "take the time as an argument, or name the place in xtask/tidy.allow with the reason",
    check: |tree, report| find(tree, report, CLOCKS, "a clock"),
};

const ENTROPY: &[&str] = &[
    "thread_rng",
    "ThreadRng",
    "rand::rng(",
    "rand::random",
    "from_entropy",
    "from_os_rng",
    "try_from_os_rng",
    "OsRng",
    "SysRng",
    "getrandom",
    "RandomState",
];
const CLOCKS: &[&str] = &["SystemTime", "Instant"];

fn find(tree: &Tree, report: &mut Report, marks: &[&str], what: &str) {
    for file in tree.with("rs") {
        for (index, line) in file.lines.iter().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| has_word(&line.code, mark)) {
                report.add(&file.path, index + 1, format!("`{mark}` is {what}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn entropy_and_clocks_are_found_by_name() {
        let fixture = Fixture::new();
        let lines = [
            "use std::time::{Duration, Instant};",
            "let r = rand::rng();",
            "let s = StdRng::from_entropy();",
            "let t = SystemTime::now();",
            "// Instant and thread_rng in a comment",
            "let u = rand::rngs::mock(); let instant = 3;",
        ];
        fixture.write("vision/src/vit.rs", lines.join("\n"));
        assert_eq!(
            fixture.broken(),
            [
                "vision/src/vit.rs:1 clock",
                "vision/src/vit.rs:2 randomness",
                "vision/src/vit.rs:3 randomness",
                "vision/src/vit.rs:4 clock",
            ]
        );
    }
}
