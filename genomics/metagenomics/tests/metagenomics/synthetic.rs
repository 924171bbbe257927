//! Points and sequences that are made up, the same everywhere.

use neuron_random::{Rng, Stream};
use neuron_sequence_features::Features;

/// The numbers of a linear congruential generator (modulus 2^31, multiplier 1103515245, increment 12345, from 12345):
/// points in three squares of different sizes, every tenth anywhere. The same in Python gave the values in the tests.
pub(crate) fn points() -> Features {
    let mut state: u64 = 12345;
    let mut draw = || {
        state = (state * 1_103_515_245 + 12345) % (1 << 31);
        state as f64 / (1u64 << 31) as f64
    };
    let centres = [[2.0, 2.0], [7.0, 3.0], [5.0, 8.0]];
    let mut values = Vec::new();
    for number in 0..120 {
        let drawn = [draw(), draw()];
        for axis in 0..2 {
            values.push(if number % 10 == 9 {
                10.0 * drawn[axis]
            } else {
                let side = 1.0 + (number % 3) as f64 * 0.6;
                centres[number % 3][axis] + (drawn[axis] - 0.5) * side
            });
        }
    }
    Features::new(2, values).unwrap()
}

/// Bases of a Markov chain of second order whose chances depend on the genome: synthetic contigs.
pub(crate) fn contigs(genomes: u64, each: usize, bases: usize) -> (Vec<Vec<u8>>, Vec<usize>) {
    let (mut contigs, mut labels) = (Vec::new(), Vec::new());
    for genome in 0..genomes {
        let mut rng = Stream::new(11, "tests/genome").sample(genome).rng();
        let chances: Vec<[f64; 3]> = (0..16)
            .map(|_| {
                let mut cuts = [0; 3].map(|_| rng.random_range(0.08..0.92f64));
                cuts.sort_by(f64::total_cmp);
                cuts
            })
            .collect();
        for contig in 0..each as u64 {
            let mut rng = Stream::new(12, "tests/contig").step(genome as u32).sample(contig).rng();
            let mut state = rng.random_range(0..16usize);
            let base = |_| {
                let draw = rng.random::<f64>();
                let base = chances[state].iter().filter(|cut| draw > **cut).count();
                state = (4 * state + base) % 16;
                b"ACGT"[base]
            };
            contigs.push((0..bases).map(base).collect());
            labels.push(genome as usize);
        }
    }
    (contigs, labels)
}
