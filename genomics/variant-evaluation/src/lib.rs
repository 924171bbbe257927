//! Calls against a truth set, by haplotype.
//!
//! | part | what |
//! |-|-|
//! | [`CallReader`], [`Call`] | records of one sample of a VCF file |
//! | [`Reference`], [`Regions`] | the sequences, and stretches of them |
//! | [`decompose`], [`shift`] | alleles as single differences, left-aligned |
//! | [`prepare`] | from records to differences, with what was left out and why |
//! | [`compare`], [`agree`] | which differences make the same haplotypes |
//! | [`evaluate()`] | recall, precision, F1 by group, intervals, curves, calibration |
//! | [`annotated_vcf`], [`markdown`] | the verdicts as a file, the measures as a page |
//!
//! How a variant is written does not matter: what is compared is the two sequences that it makes of
//! the reference. Two substitutions in one record or in two, an indel at any place of its repeat,
//! and a complex allele or its parts are the same. Phase is not judged. A genotype of one copy
//! (`1`) counts as two equal ones, `./1` as one copy, and `*` as the reference at its record, since
//! another record has the deletion; symbolic alleles, more than two copies and alleles above
//! 1,000 bases are left out and counted ([`Notes`]).
#![forbid(unsafe_code)]

mod annotate;
mod bootstrap;
mod calibration;
mod call;
mod counts;
mod error;
mod evaluate;
mod matching;
mod normalise;
mod prepare;
mod primitive;
mod reference;
mod regions;
mod report;
mod roc;
mod settings;
mod strata;
mod vcf;

pub use annotate::annotated_vcf;
pub use bootstrap::{Interval, Intervals};
pub use calibration::{CalibrationBin, calibration};
pub use call::{Call, Genotype};
pub use counts::Counts;
pub use error::EvaluationError;
pub use evaluate::{Evaluation, Inputs, Row, evaluate};
pub use matching::{Judged, JudgedContig, Segment, Verdict, agree, compare};
pub use normalise::{Difference, Shift, decompose, shift};
pub use prepare::{Notes, Prepared, prepare};
pub use primitive::{Kind, Primitive};
pub use reference::Reference;
pub use regions::Regions;
pub use report::markdown;
pub use roc::{RocPoint, roc};
pub use settings::{Score, Settings};
pub use strata::Strata;
pub use vcf::CallReader;
