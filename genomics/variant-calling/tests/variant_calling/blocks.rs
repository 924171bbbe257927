//! gVCF: every position once, and nothing claimed where nothing covers.

use super::planted::{BOTH, Reads, plant, random_bases, records, sam};
use neuron_variant_calling::{CallRecord, CallingOptions, Ploidy, Regions, vcf};

fn with_blocks() -> CallingOptions {
    let mut options = CallingOptions::default();
    options.reference_blocks = true;
    options
}

#[test]
fn every_position_once() {
    let mut bases = random_bases(20_000, 31);
    bases[9000..9006].copy_from_slice(b"GACTGT");
    let planted = [plant(9003, 3, b"", BOTH), plant(12_000, 0, b"ACC", BOTH)];
    let reads = Reads { depth: 20.0, error: 0.01, seed: 32 };
    let text = sam(&bases, &planted, &reads);
    let found = records(&text, &bases, &with_blocks(), &Regions::everywhere()).unwrap();
    let mut next = 1;
    let mut variants = 0;
    for record in &found {
        match record {
            CallRecord::Variant(call) => {
                assert_eq!(call.position, next);
                next += call.reference.len();
                variants += 1;
            }
            CallRecord::Reference(block) => {
                assert_eq!(block.start, next);
                assert!(block.end >= block.start);
                assert_eq!(block.covered, block.min_depth > 0);
                next = block.end + 1;
            }
        }
    }
    assert_eq!((next, variants), (bases.len() + 1, 2));
}

#[test]
fn nothing_covers_the_middle() {
    let bases = random_bases(30_000, 33);
    let reads = Reads { depth: 30.0, error: 0.01, seed: 34 };
    let whole = sam(&bases, &[], &reads);
    let kept: Vec<&str> = whole
        .lines()
        .filter(|line| {
            let position = line.split('\t').nth(3).and_then(|field| field.parse::<usize>().ok());
            line.starts_with('@') || position.is_none_or(|at| at + 100 < 10_000 || at >= 20_000)
        })
        .collect();
    let text = kept.join("\n") + "\n";
    let found = records(&text, &bases, &with_blocks(), &Regions::everywhere()).unwrap();
    let uncovered: Vec<String> = found
        .iter()
        .map(|record| vcf::line(record, Ploidy::Diploid))
        .filter(|line| line.contains("./."))
        .collect();
    // One block, across the borders of windows.
    let middle: Vec<&String> = uncovered
        .iter()
        .filter(|line| line.contains("END=19") || line.contains("END=20"))
        .collect();
    assert_eq!(middle.len(), 1, "{uncovered:?}");
    assert!(middle[0].ends_with("GT:GQ:DP:MIN_DP\t./.:0:0:0"));
    let positions = |line: &String| -> (usize, usize) {
        let start = line.split('\t').nth(1).unwrap().parse().unwrap();
        let end = line.split("END=").nth(1).unwrap().split('\t').next().unwrap().parse().unwrap();
        (start, end)
    };
    let (start, end) = positions(middle[0]);
    assert!(start < 10_020 && end > 19_980, "{start} {end}");
    // Without blocks there is nothing to say.
    let plain = records(&text, &bases, &CallingOptions::default(), &Regions::everywhere()).unwrap();
    assert_eq!(plain, []);
}

#[test]
fn without_any_read() {
    let bases = random_bases(9000, 35);
    let text = super::planted::header(bases.len());
    let found = records(&text, &bases, &with_blocks(), &Regions::everywhere()).unwrap();
    assert_eq!(found.len(), 1);
    let line = vcf::line(&found[0], Ploidy::Haploid);
    assert!(line.ends_with("END=9000\tGT:GQ:DP:MIN_DP\t.:0:0:0"), "{line}");
}
