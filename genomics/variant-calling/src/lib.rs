//! Small germline variants of one sample, from reads that are aligned and sorted.
//!
//! | item | what |
//! |-|-|
//! | [`AlignmentFile`] | reads of SAM, BAM and CRAM; duplicates, secondary and failed ones are left out |
//! | [`Reference`], [`Regions`] | bases of the genome, and where in it calls are wanted |
//! | [`call_variants`] | genotypes with calibrated qualities; blocks without a variant |
//! | [`SecondOpinion`], [`call_variants_with`] | uncertain calls judged anew, by a network for instance |
//! | [`tensor`] | reads over a candidate as a tensor, for models |
//! | [`vcf`] | VCF 4.3 and gVCF, plain or compressed by blocks |
//!
//! Substitutions far from insertions and deletions are called from the bases of their column. Around each
//! candidate insertion or deletion the reads are aligned anew, to every haplotype that the candidates there make
//! up, by a pair hidden Markov model; genotypes are pairs of these haplotypes. Base qualities are replaced by what the
//! first reads show them to be worth. Qualities of calls are posterior
//! probabilities: of a hundred calls with a GQ of 10 about ten are wrong.
#![forbid(unsafe_code)]

mod alignments;
mod base_quality;
mod batches;
mod blocks;
mod call;
mod caller;
mod error;
mod found;
mod genotype;
mod haplotype;
mod options;
mod phred;
mod pileup;
mod realigned;
mod reference;
mod regions;
mod review;
mod summary;
pub mod tensor;
pub mod vcf;
mod window;

pub use alignments::{AlignedRead, AlignmentFile, CigarKind};
pub use call::{Call, CallRecord, ReferenceBlock};
pub use caller::{Progress, call_variants, call_variants_with};
pub use error::CallingError;
pub use options::{CallingOptions, Ploidy};
pub use reference::Reference;
pub use regions::Regions;
pub use review::{SecondOpinion, UncertainCall};
pub use summary::CallSummary;
