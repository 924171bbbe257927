//! Where `unsafe` may stand.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::tidy::words::has_word;

/// The folders in which `unsafe` is the work itself: kernels, and the boundary to the device's library.
pub(super) const PLACES: &[&str] =
    &["neuron-rt/src/cpu/", "neuron-rt/src/neuron/", "nrt-sys/", "nrt-sim/", "pjrt-sys/"];

pub(super) const RULE: Rule = Rule {
    name: "unsafe-place",
    states: "`unsafe` stands only in neuron-rt/src/{cpu,neuron}, nrt-sys, nrt-sim and pjrt-sys",
    way_out: "say it in safe code, or move it behind a safe function in one of those places",
    check,
};

fn check(tree: &Tree, report: &mut Report) {
    let outside = |path: &str| !PLACES.iter().any(|place| path.starts_with(place));
    for file in tree.with("rs").filter(|file| outside(&file.path)) {
        for (index, line) in file.lines.iter().enumerate() {
            if has_word(&line.code, "unsafe") {
                report.add(&file.path, index + 1, "`unsafe` outside the places for it");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::rule::fixture::Fixture;

    #[test]
    fn unsafe_is_for_kernels_and_the_device_alone() {
        let fixture = Fixture::new();
        let block = "// SAFETY: never read\nlet x = unsafe { read() };\n";
        fixture.write("neuron-rt/src/cpu/kernel.rs", block);
        fixture.write("neuron-rt/src/graph.rs", block);
        fixture.write("vision/src/vit.rs", "// unsafe\nlet a = \"unsafe\";\n");
        assert_eq!(fixture.broken(), ["neuron-rt/src/graph.rs:2 unsafe-place"]);
    }
}
