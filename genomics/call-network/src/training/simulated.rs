//! A sample that is made up.

use super::Truth;
use crate::CallNetworkError;
use neuron_random::{Rng, Stream};
use neuron_read_simulation::{
    AlignedEnds, Contig, ErrorLaw, ReadLaw, VariantLaw, haplotypes, plant, simulate_reads,
    write_bam,
};
use neuron_variant_calling::Reference;
use neuron_variant_evaluation as evaluation;
use neuron_variant_evaluation::{Prepared, prepare};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Mean rates of error of the samples: what sequencers of short reads have, good runs and bad ones.
const ERRORS: [f64; 3] = [0.01, 0.015, 0.005];

/// Reads with planted variants, synthetic.
pub(super) struct Simulated {
    pub(super) reads: PathBuf,
    pub(super) reference: Reference,
    pub(super) evaluated: Arc<evaluation::Reference>,
    pub(super) prepared: Prepared,
    pub(super) truth: Truth,
}

/// Makes up the sample of a number, which takes the place of the one before in the folder.
pub(super) fn simulate(
    pieces: &[Contig],
    depth: f64,
    seed: u64,
    number: u64,
    folder: &Path,
) -> Result<Simulated, CallNetworkError> {
    let own_seed = Stream::new(seed, "call-network/samples").sample(number).rng().random();
    let variants = plant(pieces, &VariantLaw::default(), own_seed)?;
    let copies = haplotypes(pieces, &variants);
    let law = ReadLaw {
        coverage: depth,
        errors: ErrorLaw { rate: ERRORS[number as usize % ERRORS.len()], ..ErrorLaw::default() },
        ends: AlignedEnds::Scored,
        ..ReadLaw::default()
    };
    let reads = simulate_reads(pieces, &copies, &law, own_seed)?;
    let path = folder.join("synthetic.bam");
    write_bam(&path, pieces, &reads, "synthetic")?;
    let bases = || pieces.iter().map(|piece| (piece.name.clone(), piece.sequence.clone()));
    let evaluated = Arc::new(evaluation::Reference::new(bases().collect())?);
    let records = variants.iter().map(|variant| {
        let piece = &pieces[variant.contig];
        // An indel never stands at the first base, so there is one before it.
        let from = if variant.is_indel() { variant.start - 1 } else { variant.start };
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        let before = text(&piece.sequence[from..variant.end]);
        let after = text(&[&piece.sequence[from..variant.start], &variant.alternate].concat());
        let genotype = variant.copies.map(usize::from);
        let position = from as u64 + 1;
        Ok(evaluation::Call::diploid(&piece.name, position, &before, &[&after], genotype))
    });
    let prepared = prepare(records, "planted variants", &evaluated, true)?;
    let truth = Truth::new(&evaluated, &prepared);
    Ok(Simulated { reads: path, reference: Reference::new(bases())?, evaluated, prepared, truth })
}
