//! Planted variants: how many, where, and that they make the haplotypes.

use neuron_read_simulation::{
    Contig, Haplotype, PlantedVariant, RandomReference, VariantKind, VariantLaw, haplotypes, plant,
};

fn reference() -> Vec<Contig> {
    RandomReference { length: 500_000, contigs: 2, ..RandomReference::default() }.make(3).unwrap()
}

/// Whether a count lies within four standard deviations of a Poisson mean.
#[track_caller]
fn poisson(count: usize, mean: f64) {
    assert!((count as f64 - mean).abs() < 4.0 * mean.sqrt(), "{count} instead of {mean}");
}

#[test]
fn rates_and_shares_are_those_asked_for() {
    let law = VariantLaw {
        snp_rate: 0.002,
        indel_rate: 0.001,
        mnp_rate: 0.0005,
        heterozygous: 0.6,
        repeat_share: 0.3,
        ..VariantLaw::default()
    };
    let planted = plant(&reference(), &law, 11).unwrap();
    let count =
        |wanted: &dyn Fn(&PlantedVariant) -> bool| planted.iter().filter(|one| wanted(one)).count();
    let indels = count(&|one| one.is_indel());
    poisson(count(&|one| one.kind == VariantKind::Snp), 2000.0);
    poisson(count(&|one| one.kind == VariantKind::Mnp), 500.0);
    poisson(indels, 1000.0);
    poisson(count(&|one| one.in_repeat), 300.0);
    poisson(count(&|one| one.heterozygous()), 0.6 * 3500.0);
    poisson(count(&|one| one.copies == [true, false]), 0.3 * 3500.0);
    poisson(count(&|one| one.kind == VariantKind::Insertion), indels as f64 / 2.0);
    // Lengths outside of repeats are geometric: .6 of them one base, .24 two.
    let outside: Vec<usize> = planted
        .iter()
        .filter(|one| one.is_indel() && !one.in_repeat)
        .map(|one| one.alternate.len().max(one.end - one.start))
        .collect();
    let of_length = |length: usize| outside.iter().filter(|&&one| one == length).count();
    poisson(of_length(1), 0.6 * outside.len() as f64);
    poisson(of_length(2), 0.24 * outside.len() as f64);
}

#[test]
fn the_truth_replayed_on_the_reference_gives_the_haplotypes() {
    let reference = reference();
    let law =
        VariantLaw { snp_rate: 0.01, indel_rate: 0.004, mnp_rate: 0.002, ..Default::default() };
    let planted = plant(&reference, &law, 2).unwrap();
    let copies = haplotypes(&reference, &planted);
    for (number, (contig, pair)) in reference.iter().zip(&copies).enumerate() {
        for (copy, haplotype) in pair.iter().enumerate() {
            // From the right, so that places stay what they are.
            let mut made = contig.sequence.clone();
            for one in planted.iter().rev() {
                if one.contig == number && one.copies[copy] {
                    made.splice(one.start..one.end, one.alternate.iter().copied());
                }
            }
            assert_eq!(haplotype.sequence, made);
            assert_ne!(made, contig.sequence);
        }
    }
}

#[test]
fn indels_stand_leftmost_and_variants_apart() {
    let reference = reference();
    let law = VariantLaw { snp_rate: 0.01, indel_rate: 0.004, ..Default::default() };
    let planted = plant(&reference, &law, 4).unwrap();
    for pair in planted.windows(2) {
        if pair[0].contig == pair[1].contig {
            assert!(pair[0].end <= pair[1].start, "{pair:?}");
        }
    }
    for one in planted.iter().filter(|one| one.is_indel()) {
        let sequence = &reference[one.contig].sequence;
        let last = one.alternate.last().copied().unwrap_or(sequence[one.end - 1]);
        assert_ne!(sequence[one.start - 1], last, "{one:?} can go further left");
    }
}

#[test]
fn ambiguous_bases_get_no_variants() {
    let mut sequence = vec![b'N'; 50_000];
    sequence.extend(b"GATTACA".repeat(1000));
    let reference = [Contig::new("half", &sequence)];
    let law = VariantLaw { snp_rate: 0.05, indel_rate: 0.0, mnp_rate: 0.0, ..Default::default() };
    let planted = plant(&reference, &law, 1).unwrap();
    poisson(planted.len(), 0.05 * 7000.0);
    assert!(planted.iter().all(|one| one.start >= 50_000));
}

#[test]
fn the_same_seed_plants_the_same_and_another_does_not() {
    let reference = reference();
    let law = VariantLaw::default();
    assert_eq!(plant(&reference, &law, 1).unwrap(), plant(&reference, &law, 1).unwrap());
    assert_ne!(plant(&reference, &law, 1).unwrap(), plant(&reference, &law, 2).unwrap());
}

#[test]
fn bases_of_a_haplotype_are_found_on_the_reference() {
    let deletion = PlantedVariant {
        contig: 0,
        start: 4,
        end: 6,
        alternate: Vec::new(),
        copies: [true, true],
        kind: VariantKind::Deletion,
        in_repeat: false,
    };
    let insertion = PlantedVariant {
        start: 9,
        end: 9,
        alternate: b"TTT".to_vec(),
        kind: VariantKind::Insertion,
        ..deletion.clone()
    };
    // GATCacGGAttttCTAG: AC is gone, TTT has come.
    let haplotype = Haplotype::new(b"GATCACGGACTAG", [&deletion, &insertion]);
    assert_eq!(haplotype.sequence, b"GATCGGATTTCTAG");
    let says = |from: usize, to: usize| {
        haplotype.align(from, to).map(|(start, cigar)| format!("{start} {cigar}"))
    };
    let is = |from: usize, to: usize, what: &str| assert_eq!(says(from, to).unwrap(), what);
    is(0, 14, "0 4M2D3M3I4M");
    is(0, 4, "0 4M");
    is(3, 5, "3 1M2D1M");
    is(4, 7, "6 3M");
    is(5, 9, "7 2M2S");
    is(5, 10, "7 2M3S");
    is(8, 12, "9 2S2M");
    is(10, 14, "9 4M");
    assert_eq!(says(7, 10), None, "all of it is inserted");
}
