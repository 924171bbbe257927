//! GQ means what it says: simulated sites with known genotypes, at a depth at which many are doubtful.

use super::planted::{BOTH, FIRST, Planted, Reads, SECOND, calls, plant, random_bases, sam};
use neuron_variant_calling::CallingOptions;
use std::collections::BTreeMap;

#[test]
fn doubtful_genotypes_are_wrong_as_often_as_they_say() {
    const SPACING: usize = 97;
    let mut doubtful = (0usize, 0usize, 0.0f64);
    let (mut found_all, mut planted_all, mut right) = (0, 0, 0);
    for seed in 0..3 {
        let bases = random_bases(100_000, 50 + seed);
        // As often as the prior of this run says: in one of 97 positions, a third of them in both copies.
        let planted: Vec<Planted> = (1..bases.len() / SPACING)
            .map(|index| {
                let at = index * SPACING;
                let alternate: &[u8] = match bases[at] {
                    b'A' => b"T",
                    b'C' => b"G",
                    b'G' => b"C",
                    _ => b"A",
                };
                plant(at, 1, alternate, [BOTH, FIRST, SECOND][index % 3])
            })
            .collect();
        let truth: BTreeMap<usize, bool> =
            planted.iter().map(|event| (event.position + 1, event.copies == BOTH)).collect();
        let text = sam(&bases, &planted, &Reads { depth: 8.0, error: 0.02, seed });
        let mut options = CallingOptions::default();
        options.heterozygosity = 2.0 / 3.0 / SPACING as f64;
        options.min_quality = 0.0;
        for call in calls(&text, &bases, &options) {
            let homozygous = call.genotype == [1, 1];
            let good = truth.get(&call.position) == Some(&homozygous);
            found_all += 1;
            right += usize::from(good);
            if (5..20).contains(&call.genotype_quality) {
                doubtful.0 += 1;
                doubtful.1 += usize::from(!good);
                doubtful.2 += 10f64.powf(-f64::from(call.genotype_quality) / 10.0);
            }
        }
        planted_all += planted.len();
    }
    let (count, wrong, expected) = doubtful;
    assert!(count > 500, "{count}");
    // Three standard deviations of a sum of Bernoulli trials, which is at most that of Poisson.
    let slack = 3.0 * expected.sqrt();
    assert!((wrong as f64 - expected).abs() < slack, "{wrong} of {count}, {expected} expected");
    assert!(right * 100 > planted_all * 85, "{right} of {planted_all}, {found_all} found");
}

#[test]
fn overstated_base_qualities_change_no_call() {
    let bases = random_bases(60_000, 57);
    let planted: Vec<Planted> = (1..60)
        .map(|index| {
            let at = index * 1000;
            let alternate: &[u8] = if bases[at] == b'A' { b"C" } else { b"A" };
            plant(at, 1, alternate, [BOTH, FIRST, SECOND][index % 3])
        })
        .collect();
    let honest = sam(&bases, &planted, &Reads { depth: 30.0, error: 0.02, seed: 58 });
    // One error in fifty, of which the file says that it is one in a thousand.
    let overstated: Vec<String> = honest
        .lines()
        .map(|line| match line.rsplit_once('\t') {
            Some((rest, qualities)) if !line.starts_with('@') => {
                format!("{rest}\t{}", "?".repeat(qualities.len()))
            }
            _ => line.to_owned(),
        })
        .collect();
    let overstated = overstated.join("\n") + "\n";
    assert_ne!(honest, overstated);
    let options = CallingOptions::default();
    let expected = calls(&honest, &bases, &options);
    assert_eq!(calls(&overstated, &bases, &options), expected);
    let right = expected.iter().filter(|call| call.position % 1000 == 1).count();
    assert!(right >= 55 && expected.len() <= right + 3, "{right} of {}", expected.len());
}
