//! Reads with planted variants, always labelled synthetic.
//!
//! | part | what |
//! |-|-|
//! | [`RandomReference`], [`Contig`] | a made-up genome with repeats, or a given one |
//! | [`VariantLaw`], [`plant`], [`PlantedVariant`] | SNPs, indels in repeats and elsewhere, rows of substitutions |
//! | [`Haplotype`] | a contig with the variants of one copy, and where its bases lie on the reference |
//! | [`ReadLaw`], [`simulate_reads`], [`Read`] | single or paired reads with errors that their qualities tell |
//! | [`AlignedEnds`] | alignments as they truly are, or with indels near the ends of reads lost as aligners lose them |
//! | [`write_truth`], [`write_fastq`], [`write_bam`], [`write_reference`] | the files, each of which says that it is synthetic |
//! | [`MetagenomeLaw`], [`simulate_metagenome`] | fragments of several genomes by abundance |
//!
//! The same seed and settings give the same reads, on any number of threads.
//!
//! ```
//! use neuron_read_simulation::{RandomReference, ReadLaw, VariantLaw, haplotypes, plant, simulate_reads};
//! let reference = RandomReference { length: 5_000, ..RandomReference::default() }.make(7)?;
//! let variants = plant(&reference, &VariantLaw { snp_rate: 0.01, ..VariantLaw::default() }, 7)?;
//! let copies = haplotypes(&reference, &variants);
//! let reads = simulate_reads(&reference, &copies, &ReadLaw::default(), 7)?;
//! let bases: usize = reads.iter().map(|read| read.bases.len()).sum();
//! assert_eq!(bases, 30 * 5_000);
//! # Ok::<(), neuron_read_simulation::SimulationError>(())
//! ```
#![forbid(unsafe_code)]

mod alignment;
mod contig;
mod error;
mod files;
mod haplotype;
mod metagenome;
mod random_reference;
mod reads;
mod variants;

pub use alignment::{AlignedEnds, Cigar, Operation};
pub use contig::Contig;
pub use error::SimulationError;
pub use files::{write_bam, write_fastq, write_reference, write_truth};
pub use haplotype::{Haplotype, haplotypes};
pub use metagenome::{
    Abundance, Metagenome, MetagenomeFragment, MetagenomeLaw, simulate_metagenome,
};
pub use random_reference::RandomReference;
pub use reads::{ErrorLaw, Pairing, Read, ReadLaw, simulate_reads};
pub use variants::{PlantedVariant, Repeat, VariantKind, VariantLaw, plant, repeats};
