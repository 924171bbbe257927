//! The same calls with any number of threads, in any choice of regions, at any border.

use super::planted::{BOTH, FIRST, Planted, Reads, plant, random_bases, records, sam};
use neuron_variant_calling::{CallRecord, CallingOptions, Regions};

/// Variants at the borders of windows (8,192 positions) and of batches (131,072), and between.
fn genome() -> (Vec<u8>, Vec<Planted>) {
    let mut bases = random_bases(140_000, 41);
    let mut planted = Vec::new();
    for border in [8192, 16_384, 131_072] {
        for at in [border - 60, border - 1, border + 60] {
            bases[at - 1..at + 3].copy_from_slice(b"GACT");
            planted.push(plant(at, 1, b"C", if at % 2 == 0 { FIRST } else { BOTH }));
        }
        for at in [border - 30, border + 20] {
            bases[at - 3..at + 5].copy_from_slice(b"GTCAGTGA");
            planted.push(plant(at, 2, b"", FIRST));
        }
    }
    planted.sort_by_key(|event| event.position);
    (bases, planted)
}

#[test]
fn threads_regions_and_borders() {
    let (bases, planted) = genome();
    let text = sam(&bases, &planted, &Reads { depth: 30.0, error: 0.01, seed: 42 });
    let mut options = CallingOptions::default();
    options.reference_blocks = true;
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| records(&text, &bases, &options, &Regions::everywhere()).unwrap())
    };
    let one = run(1);
    assert_eq!(one, run(4));

    let variants = |records: &[CallRecord]| -> Vec<(usize, Vec<usize>)> {
        let variant = |record: &CallRecord| match record {
            CallRecord::Variant(call) => Some((call.position, call.genotype.clone())),
            CallRecord::Reference(_) => None,
        };
        records.iter().filter_map(variant).collect()
    };
    let expected: Vec<(usize, Vec<usize>)> = planted
        .iter()
        .map(|event| {
            // A substitution is at its base, a deletion at the base before.
            let position = event.position + usize::from(!event.inserted.is_empty());
            (position, if event.copies == BOTH { vec![1, 1] } else { vec![0, 1] })
        })
        .collect();
    assert_eq!(variants(&one), expected);

    let bed = "c\t8000\t8180\nc\t131072\t131200\n";
    let regions = Regions::from_bed("x.bed", bed).unwrap();
    let within = records(&text, &bases, &options, &regions).unwrap();
    let filtered: Vec<(usize, Vec<usize>)> =
        expected.into_iter().filter(|(position, _)| regions.contains("c", position - 1)).collect();
    assert_eq!(variants(&within), filtered);
    assert_eq!(filtered.len(), 4);
    for record in &within {
        if let CallRecord::Reference(block) = record {
            assert!(regions.contains("c", block.start - 1) && regions.contains("c", block.end - 1));
        }
    }
}
