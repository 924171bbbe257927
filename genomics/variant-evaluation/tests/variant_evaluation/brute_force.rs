//! The search for agreeing sets against all sets there are.

use neuron_random::{Rng, Stream};
use neuron_variant_evaluation::{Difference, Primitive, Segment, agree};

fn primitive(difference: Difference, copies: [bool; 2], record: usize) -> Primitive {
    Primitive {
        leftmost: difference.clone(),
        reach: (difference.start, difference.end),
        difference,
        copies,
        record,
        line: 0,
        quality: None,
        genotype_quality: None,
    }
}

/// The haplotype with these differences, in the order of places; nothing where two do not go
/// together.
fn haplotype(bases: &[u8], differences: &[&Difference]) -> Option<Vec<u8>> {
    let (mut made, mut cursor, mut inserted) = (Vec::new(), 0, None);
    for difference in differences {
        let insertion = difference.start == difference.end;
        if difference.start < cursor || insertion && inserted == Some(difference.start) {
            return None;
        }
        made.extend(&bases[cursor..difference.start]);
        made.extend(&difference.alternate);
        inserted = insertion.then_some(difference.start);
        cursor = difference.end;
    }
    made.extend(&bases[cursor..]);
    Some(made)
}

/// Every pair of haplotypes that a side can make, with the number of its differences.
fn all_pairs(bases: &[u8], side: &[Primitive]) -> Vec<([Vec<u8>; 2], u32)> {
    let mut records: Vec<usize> = side.iter().map(|one| one.record).collect();
    records.dedup();
    let mut order: Vec<&Primitive> = side.iter().collect();
    order.sort_by_key(|one| (one.difference.start, one.difference.start != one.difference.end));
    let mut pairs = Vec::new();
    for chosen in 0..1_u32 << side.len() {
        for exchanged in 0..1_u32 << records.len() {
            let copy = |copy: usize| {
                let has = |one: &&&Primitive| {
                    let at = side.iter().position(|other| std::ptr::eq(other, **one)).unwrap();
                    let record = records.iter().position(|&record| record == one.record).unwrap();
                    let from = copy ^ (exchanged >> record & 1) as usize;
                    chosen >> at & 1 == 1 && one.copies[from]
                };
                let list: Vec<&Difference> =
                    order.iter().filter(has).map(|one| &one.difference).collect();
                haplotype(bases, &list)
            };
            if let (Some(one), Some(other)) = (copy(0), copy(1)) {
                pairs.push(([one, other], chosen.count_ones()));
            }
        }
    }
    pairs
}

fn best(bases: &[u8], truth: &[Primitive], query: &[Primitive]) -> u32 {
    let query = all_pairs(bases, query);
    let of_truth = all_pairs(bases, truth);
    let sums = of_truth.iter().flat_map(|(pair, count)| {
        query.iter().filter(move |(other, _)| other == pair).map(move |(_, other)| count + other)
    });
    sums.max().unwrap()
}

/// A side of a few differences: substitutions, and insertions or deletions but not both, so that no
/// part of one side undoes another.
fn side(rng: &mut impl Rng, bases: &[u8], insertions: bool) -> Vec<Primitive> {
    let mut differences: Vec<Difference> = (0..rng.random_range(1..5))
        .map(|_| {
            let start = rng.random_range(1..bases.len() - 3);
            let length = rng.random_range(1..3);
            match (rng.random_range(0..2), insertions) {
                (0, _) => {
                    let base = if bases[start] == b'A' { b'C' } else { b'A' };
                    Difference { start, end: start + 1, alternate: vec![base] }
                }
                (_, true) => {
                    let alternate = bases[start..start + length].to_vec();
                    Difference { start, end: start, alternate }
                }
                _ => Difference { start, end: start + length, alternate: Vec::new() },
            }
        })
        .collect();
    differences.sort();
    differences.dedup();
    let mut record = 0;
    let mut side = Vec::new();
    for difference in differences {
        let copies = [[true, false], [false, true], [true, true]][rng.random_range(0..3)];
        side.push(primitive(difference, copies, record));
        // Some share the record of the one before.
        record += usize::from(rng.random_range(0..3) > 0);
    }
    side
}

fn size(segments: &[Segment]) -> u32 {
    segments.iter().map(|one| (one.truth.len() + one.query.len()) as u32).sum()
}

#[test]
fn the_search_finds_as_much_as_trying_everything() {
    let mut agreeing = 0;
    for seed in 0..1500 {
        let mut rng = Stream::new(seed, "test/brute-force").rng();
        // Two letters only, so that many ways lead to the same haplotypes.
        let bases: Vec<u8> = (0..14).map(|_| b"AC"[rng.random_range(0..2)]).collect();
        let insertions = rng.random_range(0..2) == 0;
        let truth = side(&mut rng, &bases, insertions);
        let query = if rng.random_range(0..2) == 0 {
            side(&mut rng, &bases, insertions)
        } else {
            // The truth itself with the orders of copies exchanged, and one genotype wrong.
            let mut query = truth.clone();
            for one in &mut query {
                one.copies = [one.copies[1], one.copies[0]];
            }
            let at = rng.random_range(0..query.len());
            query[at].copies = [true, true];
            query
        };
        let (some, other): (Vec<&Primitive>, Vec<&Primitive>) =
            (truth.iter().collect(), query.iter().collect());
        let found = agree(&bases, &some, &other, (0, bases.len()), true, 100_000).unwrap();
        assert_eq!(size(&found), best(&bases, &truth, &query), "seed {seed}: {truth:?} {query:?}");
        agreeing += usize::from(!found.is_empty());
        for segment in &found {
            assert!(!segment.truth.is_empty() && !segment.query.is_empty(), "seed {seed}");
        }
    }
    assert!(agreeing > 500, "{agreeing}");
}

#[test]
fn differences_that_undo_each_other_agree_with_nothing() {
    let bases = b"GACCCCATT";
    let insertion = Difference { start: 2, end: 2, alternate: b"C".to_vec() };
    let deletion = Difference { start: 5, end: 6, alternate: Vec::new() };
    let truth = [primitive(insertion, [true, false], 0), primitive(deletion, [true, false], 1)];
    let truth: Vec<&Primitive> = truth.iter().collect();
    let found = agree(bases, &truth, &[], (0, bases.len()), true, 100).unwrap();
    assert_eq!(found, []);
}

#[test]
fn a_search_beyond_its_limit_says_so() {
    let bases = b"ACACACACACACACAC";
    let list: Vec<Primitive> = (0..6)
        .map(|at| {
            let difference =
                Difference { start: 2 * at + 1, end: 2 * at + 3, alternate: Vec::new() };
            primitive(difference, [true, false], at)
        })
        .collect();
    let side: Vec<&Primitive> = list.iter().collect();
    assert_eq!(agree(bases, &side, &side, (0, bases.len()), true, 2), None);
    let found = agree(bases, &side, &side, (0, bases.len()), true, 10_000).unwrap();
    assert_eq!(size(&found), 12);
}
