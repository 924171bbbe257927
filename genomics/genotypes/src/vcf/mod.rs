//! VCF, versions 4.0 to 4.5 (the specification of the Global Alliance for Genomics and Health, `VCFv4.5.pdf`), read
//! as bytes: of a record only what a matrix of genotypes needs is looked at. Written is version 4.3.
//!
//! ```
//! use neuron_genotypes::{ReadOptions, vcf};
//! let text = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tbo\n\
//!             20\t14370\trs6054257\tG\tA\t29\tPASS\t.\tGT:DP\t0|1:3\t./.\n";
//! let loaded = vcf::read_from(text.as_bytes(), "in memory".as_ref(), &ReadOptions::default())?;
//! assert_eq!(loaded.genotypes.samples, ["ann", "bo"]);
//! assert_eq!(loaded.genotypes.site(0), [0, 1, -1, -1]);
//! # Ok::<(), neuron_genotypes::GenotypeError>(())
//! ```

mod genotype_text;
mod header;
mod line_blocks;
mod meta;
mod read;
mod record;
mod row;
mod write;

pub use header::{Contig, FormatDefinition, VcfHeader};
pub use read::{read, read_from};
pub use write::{write, write_to};

pub(crate) use write::{all_contigs, header_text};
