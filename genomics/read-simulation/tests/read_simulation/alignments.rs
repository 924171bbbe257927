//! Where reads lie: truly, and as an aligner would have them.

use neuron_read_simulation::{
    AlignedEnds, Cigar, Contig, ErrorLaw, Operation, RandomReference, Read, ReadLaw, VariantLaw,
    haplotypes, plant, simulate_reads,
};

fn simulate(ends: AlignedEnds) -> (Vec<Contig>, Vec<Read>) {
    let reference =
        RandomReference { length: 60_000, ..RandomReference::default() }.make(21).unwrap();
    let law = VariantLaw { snp_rate: 0.0, mnp_rate: 0.0, indel_rate: 0.004, ..Default::default() };
    let planted = plant(&reference, &law, 21).unwrap();
    let copies = haplotypes(&reference, &planted);
    let errors = ErrorLaw { rate: 0.0, ..ErrorLaw::default() };
    let law = ReadLaw { errors, ends, ..ReadLaw::default() };
    let reads = simulate_reads(&reference, &copies, &law, 21).unwrap();
    (reference, reads)
}

/// Mismatches of the aligned bases.
fn mismatches(reference: &[u8], read: &Read) -> usize {
    let (start, cigar) = read.alignment.as_ref().unwrap();
    let (mut at, mut place, mut count) = (0, *start, 0);
    for &(operation, length) in cigar.operations() {
        match operation {
            Operation::Match => {
                let pairs = read.bases[at..at + length].iter().zip(&reference[place..]);
                count += pairs.filter(|(one, other)| one != other).count();
                at += length;
                place += length;
            }
            Operation::Insert | Operation::Clip => at += length,
            Operation::Delete => place += length,
        }
    }
    assert_eq!(at, read.bases.len());
    count
}

fn has(cigar: &Cigar, wanted: Operation) -> bool {
    cigar.operations().iter().any(|one| one.0 == wanted)
}

#[test]
fn reads_without_errors_lie_on_the_reference_exactly() {
    let (reference, reads) = simulate(AlignedEnds::True);
    let mut gaps = [0; 2];
    for read in &reads {
        assert_eq!(mismatches(&reference[0].sequence, read), 0, "{}", read.name());
        let cigar = &read.alignment.as_ref().unwrap().1;
        gaps[0] += usize::from(has(cigar, Operation::Insert));
        gaps[1] += usize::from(has(cigar, Operation::Delete));
    }
    assert!(gaps.iter().all(|&count| count > 500), "{gaps:?}");
}

#[test]
fn scored_ends_lose_indels_there_and_nowhere_else() {
    let (reference, true_reads) = simulate(AlignedEnds::True);
    let (_, scored) = simulate(AlignedEnds::Scored);
    let (mut lost, mut clipped, mut mismatched) = (0, 0, 0);
    for (truth, read) in true_reads.iter().zip(&scored) {
        assert_eq!(truth.bases, read.bases);
        let (before, after) = (truth.alignment.as_ref().unwrap(), read.alignment.as_ref().unwrap());
        if before == after {
            continue;
        }
        lost += 1;
        clipped += usize::from(has(&after.1, Operation::Clip));
        mismatched += usize::from(mismatches(&reference[0].sequence, read) > 0);
        let sequence = &reference[0].sequence;
        assert!(score(sequence, read) >= score(sequence, truth), "{} to {}", before.1, after.1);
    }
    assert!(lost > 200 && clipped > 20 && mismatched > 20, "{lost} {clipped} {mismatched}");
    assert!(lost < scored.len() / 4, "{lost}");
}

/// A gap of so many bases costs 6 and as many, and the end gives 5 back: fewer matches behind it than two
/// more than its bases never pay for it, since to clip there costs nothing.
#[test]
fn no_gap_is_left_that_costs_more_than_the_bases_behind_it_give() {
    let (_, scored) = simulate(AlignedEnds::Scored);
    let mut gaps = 0;
    for read in &scored {
        let operations = read.alignment.as_ref().unwrap().1.operations();
        let backwards: Vec<_> = operations.iter().rev().copied().collect();
        for end in [operations, &backwards[..]] {
            if let [(Operation::Match, outer), (Operation::Insert | Operation::Delete, gap), ..] =
                end
            {
                assert!(*outer >= gap + 2, "{operations:?}");
                gaps += 1;
            }
        }
    }
    assert!(gaps > 1000, "{gaps}");
}

/// BWA-MEM's score of an alignment, with 5 for each end that is not clipped.
fn score(reference: &[u8], read: &Read) -> i64 {
    let operations = read.alignment.as_ref().unwrap().1.operations();
    let mut sum = -5 * mismatches(reference, read) as i64;
    for &(operation, length) in operations {
        sum += match operation {
            Operation::Match => length as i64,
            Operation::Insert | Operation::Delete => -6 - length as i64,
            Operation::Clip => 0,
        };
    }
    let ends = [operations.first(), operations.last()];
    sum + 5 * ends.iter().flatten().filter(|one| one.0 != Operation::Clip).count() as i64
}
