//! Regions of sorted and indexed files, local or on a server: of the file's content only the blocks are fetched that
//! hold records of the region. Bgzipped text (VCF, BED, GFF) gives lines ([`IndexedFile`]), BAM and BCF give records as
//! they stand in the file ([`BinaryFile`]), CRAM gives containers ([`CramFile`]).
//!
//! ```
//! use neuron_sequence_files::remote::Location;
//!
//! let location = Location::parse("s3://1000genomes/release/a.vcf.gz", None)?;
//! assert_eq!(location.to_string(), "https://1000genomes.s3.amazonaws.com/release/a.vcf.gz");
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod binary;
mod catalogue;
mod chunk;
mod chunk_records;
mod content;
mod cram;
mod indexed;
mod location;
mod records;
mod scan;

pub use binary::{BinaryFile, BinaryKind, BinaryRecords};
pub use catalogue::Release;
pub use cram::{Containers, CramFile};
pub use indexed::IndexedFile;
pub use location::Location;
pub use records::Records;
pub use scan::{Scan, columns_by_name};

use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use std::sync::Arc;

/// Who asks servers; many files may share one, whose [`Client::traffic`] counts what all of them fetch.
#[must_use]
pub fn client(options: FetchOptions) -> Arc<Client> {
    Arc::new(Client::new(options))
}
