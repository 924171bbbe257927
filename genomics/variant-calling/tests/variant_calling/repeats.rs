//! Insertions and deletions in runs and tandem repeats, where aligners have a choice.

use super::planted::{BOTH, FIRST, Reads, calls, plant, random_bases, sam, short};
use neuron_variant_calling::CallingOptions;

fn with_repeat(unit: &[u8], copies: usize, seed: u64) -> Vec<u8> {
    let mut bases = random_bases(1600, seed);
    bases.splice(800..800 + unit.len() * copies, unit.repeat(copies));
    // Neither end goes on with the repeat.
    bases[799] = if unit[unit.len() - 1] == b'G' { b'C' } else { b'G' };
    bases[800 + unit.len() * copies] = if unit[0] == b'C' { b'T' } else { b'C' };
    bases
}

#[test]
fn runs_of_one_base() {
    for (copies, planted, expected) in [
        (10, plant(800, 1, b"", FIRST), "800 GA>G 0/1"),
        (10, plant(800, 0, b"A", BOTH), "800 G>GA 1/1"),
        // The aligner puts it at the right end; the call is at the left one.
        (9, plant(808, 1, b"", FIRST), "800 GA>G 0/1"),
        (9, plant(809, 0, b"AA", FIRST), "800 G>GAA 0/1"),
    ] {
        let bases = with_repeat(b"A", copies, 21);
        let reads = Reads { depth: 40.0, error: 0.01, seed: 22 };
        let found = calls(&sam(&bases, &[planted], &reads), &bases, &CallingOptions::default());
        assert_eq!(found.iter().map(short).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn tandem_repeats() {
    for (planted, expected) in [
        (plant(800, 2, b"", FIRST), "800 GCA>G 0/1"),
        (plant(812, 0, b"CACA", BOTH), "800 G>GCACA 1/1"),
    ] {
        let bases = with_repeat(b"CA", 8, 23);
        let reads = Reads { depth: 40.0, error: 0.01, seed: 24 };
        let found = calls(&sam(&bases, &[planted], &reads), &bases, &CallingOptions::default());
        assert_eq!(found.iter().map(short).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn a_substitution_beside_a_run_that_shrinks() {
    let mut bases = with_repeat(b"T", 8, 25);
    bases[799] = b'G';
    let planted = [
        plant(795, 1, if bases[795] == b'A' { b"C" } else { b"A" }, FIRST),
        plant(800, 1, b"", FIRST),
    ];
    let reads = Reads { depth: 40.0, error: 0.01, seed: 26 };
    let found = calls(&sam(&bases, &planted, &reads), &bases, &CallingOptions::default());
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[0].position, found[1].position), (796, 800));
    assert!(found.iter().all(|call| call.genotype == [0, 1]));
}
