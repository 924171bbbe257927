//! Made-up genomes.

use neuron_read_simulation::{RandomReference, repeats};

#[test]
fn a_made_up_genome_has_the_bases_and_repeats_asked_for() {
    let law = RandomReference { length: 400_000, contigs: 2, ..RandomReference::default() };
    let made = law.make(5).unwrap();
    assert_eq!(made.len(), 2);
    assert_eq!(made[1].name, "synthetic2");
    assert_ne!(made[0].sequence, made[1].sequence);
    assert_eq!(made, law.make(5).unwrap());
    assert_ne!(made, law.make(6).unwrap());
    for contig in &made {
        assert_eq!(contig.sequence.len(), 400_000);
        let gc = contig.sequence.iter().filter(|base| b"GC".contains(base)).count() as f64;
        // The repeats have the same composition, but few units: their share is uncertain by far more
        // than that of independent bases, sqrt(.41 * .59 / 4e5) = .0008.
        assert!((gc / 4e5 - 0.41).abs() < 0.02, "{gc}");
        let long = repeats(&contig.sequence);
        let runs: usize = long
            .iter()
            .filter(|repeat| repeat.unit == 1 && repeat.end - repeat.start >= 6)
            .map(|repeat| repeat.end - repeat.start)
            .sum();
        // 4 % of the bases are in runs, of which those shorter than 6 are an eighth of the bases.
        assert!((0.03..0.05).contains(&(runs as f64 / 4e5)), "{runs}");
    }
}

#[test]
fn without_repeats_there_are_only_those_of_chance() {
    let law = RandomReference {
        length: 200_000,
        homopolymers: 0.0,
        tandem_repeats: 0.0,
        elements: 0.0,
        ..RandomReference::default()
    };
    let made = law.make(5).unwrap();
    let longest =
        repeats(&made[0].sequence).iter().map(|repeat| repeat.end - repeat.start).max().unwrap();
    // A run of 16 of A or T: 2e5 * 2 * .295^16, less than one in a thousand genomes.
    assert!(longest < 16, "{longest}");
}
