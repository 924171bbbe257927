//! Annotations of genomes: GFF3 (Sequence Ontology, version 1.26) and GTF (GFF2 with Ensembl's attributes), counted
//! from 1 with both ends inside.
//!
//! ```
//! use neuron_sequence_files::annotation::{self, Reader};
//!
//! let text = b"chr1\tx\texon\t11\t20\t.\t+\t.\tgene_id \"g1\"; transcript_id \"t;1\";\n";
//! let features: Vec<_> = Reader::new(&text[..], "x.gtf").collect::<Result<_, _>>()?;
//! assert_eq!(features[0].attribute("transcript_id"), Some("t;1"));
//! assert_eq!(features[0].range(), 10..20);
//! let genes = annotation::intervals(features);
//! assert!(genes.contains("chr1", 19) && !genes.contains("chr1", 20));
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod attributes;
mod feature;
mod reader;

pub use feature::Feature;
pub use reader::Reader;

use crate::Intervals;

/// Features that can be asked for what overlaps a place.
pub fn intervals(features: impl IntoIterator<Item = Feature>) -> Intervals<Feature> {
    let features = features.into_iter();
    Intervals::new(features.map(|feature| (feature.contig.clone(), feature.range(), feature)))
}
