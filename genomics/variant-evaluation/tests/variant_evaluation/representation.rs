//! However variants are written, the same variants agree.

use crate::records::{counts, judge, reference};
use neuron_random::{Rng, Stream};
use neuron_variant_evaluation::{Call, Difference, Settings, shift};

/// Two substitutions of a GIAB sample that freebayes writes as one record (`GCCC` to `ACCT`).
#[test]
fn two_substitutions_are_the_record_that_joins_them() {
    let bases = b"TTGATGCCCAGGTCA";
    let truth = vec![
        Call::diploid("chr1", 6, "G", &["A"], [0, 1]),
        Call::diploid("chr1", 9, "C", &["T"], [0, 1]),
    ];
    let query = vec![Call::diploid("chr1", 6, "GCCC", &["ACCT"], [0, 1])];
    let (evaluation, _) = judge(&reference(bases), truth, query, &Settings::default());
    assert_eq!(counts(&evaluation, "snp"), [2, 0, 2, 0]);
}

#[test]
fn an_insertion_and_a_deletion_are_the_substitutions_that_they_make() {
    // CAGT to AGTG: shifted by one, four substitutions or a base taken out and one put in.
    let bases = b"TTGACAGTCCTTA";
    let truth = vec![Call::diploid("chr1", 5, "CAGT", &["AGTG"], [1, 1])];
    let query = vec![
        Call::diploid("chr1", 4, "AC", &["A"], [1, 1]),
        Call::diploid("chr1", 8, "T", &["TG"], [1, 1]),
    ];
    let (evaluation, _) = judge(&reference(bases), truth, query, &Settings::default());
    assert_eq!(counts(&evaluation, "snp"), [4, 0, 0, 0]);
    assert_eq!(counts(&evaluation, "indel"), [0, 0, 2, 0]);
    assert_eq!(evaluation.row("all", "snp").unwrap().f1, Some(1.0));
}

/// A reference with runs of one base and repeats, in which indels can stand at many places.
fn repetitive(rng: &mut impl Rng, length: usize) -> Vec<u8> {
    let mut bases = Vec::new();
    while bases.len() < length {
        let unit: Vec<u8> =
            (0..rng.random_range(1..4)).map(|_| b"ACGT"[rng.random_range(0..4)]).collect();
        let times = if rng.random_range(0..3) == 0 { rng.random_range(2..9) } else { 1 };
        (0..times).for_each(|_| bases.extend(&unit));
    }
    bases.truncate(length);
    bases
}

fn other(rng: &mut impl Rng, base: u8) -> u8 {
    let others: Vec<u8> = b"ACGT".iter().copied().filter(|&one| one != base).collect();
    others[rng.random_range(0..3)]
}

fn text(bases: &[u8]) -> String {
    String::from_utf8(bases.to_vec()).unwrap()
}

/// A record of `[start, end)` with this instead, and some bases more on both sides.
fn record(
    bases: &[u8],
    difference: &Difference,
    padding: (usize, usize),
    genotype: [usize; 2],
) -> Call {
    let indel = difference.end - difference.start != difference.alternate.len();
    let from = difference.start - padding.0 - usize::from(indel);
    let to = difference.end + padding.1;
    let alternate =
        [&bases[from..difference.start], &difference.alternate, &bases[difference.end..to]]
            .concat();
    let (before, after) = (text(&bases[from..to]), text(&alternate));
    Call::diploid("chr1", from as u64 + 1, &before, &[&after], genotype)
}

/// One variant written in two ways; `free` bases around it hold nothing else.
fn pair(rng: &mut impl Rng, bases: &[u8], place: usize) -> (Vec<Call>, Vec<Call>) {
    let genotype = [[0, 1], [1, 1], [1, 0]][rng.random_range(0..3)];
    let padding = (rng.random_range(0..4), rng.random_range(0..4));
    match rng.random_range(0..5) {
        // A substitution of several bases in a row, and each of them alone.
        0 => {
            let length = rng.random_range(2..5);
            let alternate: Vec<u8> =
                bases[place..place + length].iter().map(|&base| other(rng, base)).collect();
            let joined = Difference { start: place, end: place + length, alternate };
            let single = |at: usize| {
                let alternate = vec![joined.alternate[at]];
                let start = place + at;
                record(bases, &Difference { start, end: start + 1, alternate }, (0, 0), genotype)
            };
            let singles = (0..length).map(single).collect();
            (vec![record(bases, &joined, padding, genotype)], singles)
        }
        // A deletion or insertion at the left and at the right end of its repeat.
        1 | 2 => {
            let length = rng.random_range(1..5);
            let any = Difference { start: place, end: place + length, alternate: Vec::new() };
            let any = if rng.random_range(0..2) == 0 {
                any
            } else {
                let alternate = bases[place..place + length].to_vec();
                Difference { start: place, end: place, alternate }
            };
            let found = shift(bases, &any);
            if found.from < place - 20 || found.to > place + 30 {
                return (Vec::new(), Vec::new());
            }
            let steps = found.to - found.leftmost.end;
            let mut right = found.leftmost.clone();
            right.start += steps;
            right.end += steps;
            if !right.alternate.is_empty() {
                let by = steps % right.alternate.len();
                right.alternate.rotate_left(by);
            }
            (
                vec![record(bases, &found.leftmost, (0, 0), genotype)],
                vec![record(bases, &right, padding, genotype)],
            )
        }
        // A substitution and a deletion or insertion behind it, joined or apart.
        3 => {
            let start = place + rng.random_range(2..6);
            let first = vec![other(rng, bases[place])];
            let first = Difference { start: place, end: place + 1, alternate: first };
            let second = if rng.random_range(0..2) == 0 {
                Difference { start, end: start + 2, alternate: Vec::new() }
            } else {
                Difference {
                    start,
                    end: start,
                    alternate: b"GATC"[..rng.random_range(1..4)].to_vec(),
                }
            };
            let between = &bases[place + 1..start];
            let alternate = [&first.alternate, between, &second.alternate].concat();
            let joined = Difference { start: place, end: second.end, alternate };
            let apart = [&first, &second].map(|one| record(bases, one, (0, 0), genotype)).to_vec();
            (vec![record(bases, &joined, padding, genotype)], apart)
        }
        // Two alternates of one place in a record, or in two.
        _ => {
            let one = other(rng, bases[place]);
            let two = *b"ACGT".iter().find(|&&b| b != bases[place] && b != one).unwrap();
            let before = text(&[bases[place]]);
            let (one, two) = (text(&[one]), text(&[two]));
            let position = place as u64 + 1;
            let call = |alternates: &[&str], genotype: [usize; 2]| {
                Call::diploid("chr1", position, &before, alternates, genotype)
            };
            (vec![call(&[&one, &two], [1, 2])], vec![call(&[&one], [0, 1]), call(&[&two], [0, 1])])
        }
    }
}

#[test]
fn variants_and_their_other_forms_agree_whole() {
    let (mut judged, mut kinds) = (0, [0; 2]);
    for seed in 0..150 {
        let mut rng = Stream::new(seed, "test/representation").rng();
        let bases = repetitive(&mut rng, 3000);
        let (mut truth, mut query) = (Vec::new(), Vec::new());
        // 60 bases apart: what follows a repeat of one does not reach the next.
        for place in (60..2900).step_by(60) {
            let (one, other) = pair(&mut rng, &bases, place);
            let exchanged = rng.random_range(0..2) == 0;
            let (one, other) = if exchanged { (other, one) } else { (one, other) };
            truth.extend(one);
            query.extend(other);
        }
        let (evaluation, _) = judge(&reference(&bases), truth, query, &Settings::default());
        assert_eq!(evaluation.limited_clusters, 0, "seed {seed}");
        for (at, kind) in ["snp", "indel"].into_iter().enumerate() {
            let [found, missed, right, wrong] = counts(&evaluation, kind);
            assert_eq!((missed, wrong), (0, 0), "seed {seed}, {kind}");
            assert_eq!(evaluation.row("all", kind).unwrap().f1, Some(1.0));
            kinds[at] += found + right;
            judged += found;
        }
    }
    assert!(judged > 5000 && kinds.iter().all(|&count| count > 3000), "{judged} {kinds:?}");
}

#[test]
fn what_is_changed_in_one_of_them_is_found() {
    // The same, with one variant of the calls dropped: recall falls, and nothing is wrong.
    for seed in 0..30 {
        let mut rng = Stream::new(seed, "test/representation/dropped").rng();
        let bases = repetitive(&mut rng, 1500);
        let (mut truth, mut query) = (Vec::new(), Vec::new());
        let mut dropped = 0;
        for (number, place) in (60..1400).step_by(60).enumerate() {
            let (one, other) = pair(&mut rng, &bases, place);
            if number % 5 == 2 {
                dropped += usize::from(!one.is_empty());
            } else {
                query.extend(other);
            }
            truth.extend(one);
        }
        let (evaluation, _) = judge(&reference(&bases), truth, query, &Settings::default());
        let sums = ["snp", "indel"].map(|kind| counts(&evaluation, kind));
        assert_eq!(sums[0][3] + sums[1][3], 0, "seed {seed}: nothing is wrong");
        assert!((sums[0][1] + sums[1][1]) as usize >= dropped, "seed {seed}");
    }
}
