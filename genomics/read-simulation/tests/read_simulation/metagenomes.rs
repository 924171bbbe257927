//! Communities.

use neuron_read_simulation::{
    Abundance, Contig, ErrorLaw, MetagenomeLaw, RandomReference, simulate_metagenome,
};

fn genomes() -> Vec<Vec<Contig>> {
    let genome = |(number, length): (u64, usize)| {
        let law = RandomReference { length, contigs: 2, ..RandomReference::default() };
        law.make(number).unwrap()
    };
    [(1, 20_000), (2, 40_000), (3, 5_000)].into_iter().map(genome).collect()
}

#[test]
fn fragments_come_from_genomes_by_abundance_and_length() {
    let law = MetagenomeLaw {
        fragments: 20_000,
        length: 100,
        abundance: Abundance::Given(vec![1.0, 1.0, 2.0]),
        ..MetagenomeLaw::default()
    };
    let made = simulate_metagenome(&genomes(), &law, 9).unwrap();
    assert_eq!(made.abundances, [0.25, 0.25, 0.5]);
    let places = [19_901.0, 39_901.0, 2.0 * 4_901.0];
    let sum: f64 = places.iter().sum();
    for (genome, places) in places.iter().enumerate() {
        let share = places / sum;
        let count = made.fragments.iter().filter(|one| one.genome == genome).count() as f64;
        let error = (share * (1.0 - share) / 20_000.0).sqrt();
        assert!((count / 20_000.0 - share).abs() < 4.0 * error, "{genome}: {count}");
    }
}

#[test]
fn fragments_without_errors_are_pieces_of_their_genome() {
    let genomes = genomes();
    let law = MetagenomeLaw { fragments: 500, length: 300, ..MetagenomeLaw::default() };
    let made = simulate_metagenome(&genomes, &law, 9).unwrap();
    assert!((made.abundances.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    let mut reverse = 0;
    for one in &made.fragments {
        let piece = &genomes[one.genome][one.contig].sequence[one.start..one.start + 300];
        let pair = |base: &u8| b"TGCA"[b"ACGT".iter().position(|other| other == base).unwrap()];
        let opposite: Vec<u8> = piece.iter().rev().map(pair).collect();
        assert_eq!(one.bases, if one.reverse { opposite } else { piece.to_vec() });
        reverse += usize::from(one.reverse);
    }
    assert!((180..320).contains(&reverse), "{reverse}");
    assert_eq!(made, simulate_metagenome(&genomes, &law, 9).unwrap());
    let errors = ErrorLaw { rate: 0.05, ..ErrorLaw::default() };
    let wrong = simulate_metagenome(&genomes, &MetagenomeLaw { errors, ..law }, 9).unwrap();
    assert_ne!(made.fragments, wrong.fragments);
}
