/// Why variants could not be called.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallingError {
    /// A file that cannot be read: absent, truncated, damaged.
    #[error("cannot read `{file}`{}: {cause}", after(*record))]
    Read {
        /// The file.
        file: String,
        /// Records read before.
        record: u64,
        /// What the system or the decompression says.
        cause: std::io::Error,
    },
    /// A record or header that does not follow the SAM specification.
    #[error("`{file}`, {place}: {what}")]
    Format {
        /// The file.
        file: String,
        /// `header`, or `record` and its number from 1.
        place: String,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// Records that are not in the order of the header's contigs and their positions.
    #[error(
        "`{file}`, record {record}: `{name}` at `{contig}`:{position} comes after a later position; sort the file by coordinate"
    )]
    Unsorted {
        /// The file.
        file: String,
        /// The record, counted from 1.
        record: u64,
        /// The read.
        name: String,
        /// Its contig.
        contig: String,
        /// Its position, counted from 1.
        position: u64,
    },
    /// No `@RG` line with a sample.
    #[error(
        "`{file}` has no read group with a sample (`@RG` with `SM`); add one, for instance with `samtools addreplacerg`, or name the sample"
    )]
    NoReadGroup {
        /// The file.
        file: String,
    },
    /// Read groups of several samples in one file.
    #[error(
        "`{file}` has read groups of {count} samples, among them `{first}` and `{second}`; split it, calls are made for one sample"
    )]
    SeveralSamples {
        /// The file.
        file: String,
        /// How many.
        count: usize,
        /// One of them.
        first: String,
        /// Another.
        second: String,
    },
    /// A contig that the reads are aligned to and the reference lacks.
    #[error(
        "contig `{contig}` of `{file}` is absent from the reference, which has {known}; give the reference that the reads were aligned to"
    )]
    UnknownContig {
        /// The file of reads.
        file: String,
        /// The contig.
        contig: String,
        /// The first names that the reference has.
        known: String,
    },
    /// A contig of two lengths.
    #[error(
        "contig `{contig}` has {declared} bases in `{file}` and {found} in the reference; give the reference that the reads were aligned to"
    )]
    ContigLength {
        /// The file of reads.
        file: String,
        /// The contig.
        contig: String,
        /// Its length by the header of the reads.
        declared: usize,
        /// Its length in the reference.
        found: usize,
    },
    /// A reference that cannot be used.
    #[error("reference: {what}")]
    Reference {
        /// What is wrong.
        what: String,
    },
    /// A line of a BED file, or an interval.
    #[error("`{file}`, line {line}: {what}")]
    Regions {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// A setting that makes no sense.
    #[error("`{name}` is {found}, expected {expected}")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// What a [`SecondOpinion`](crate::SecondOpinion) says that cannot judge.
    #[error("{0}")]
    Opinion(Box<dyn std::error::Error + Send + Sync>),
    /// A call for which it gives no numbers.
    #[error(
        "the second opinion on `{contig}`:{position} is no probability; another model may have one"
    )]
    NoOpinion {
        /// The contig.
        contig: String,
        /// The position, counted from 1.
        position: usize,
    },
    /// Calls that cannot be written.
    #[error("cannot write `{file}`: {cause}")]
    Write {
        /// The file.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
}

fn after(record: u64) -> String {
    if record == 0 { String::new() } else { format!(" after record {record}") }
}
