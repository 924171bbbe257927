//! Why calls could not be judged.

/// Why calls could not be judged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// A file that could not be read.
    #[error("cannot read `{file}`: {cause}")]
    Read {
        /// The file.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A header that is absent or says nothing sensible.
    #[error("`{file}`, line {line}: {what}")]
    Header {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there.
        what: String,
    },
    /// A sample that the file does not have.
    #[error("`{file}` has no sample `{sample}`; there are {}", list(known))]
    UnknownSample {
        /// The file.
        file: String,
        /// The sample asked for.
        sample: String,
        /// The samples that there are.
        known: Vec<String>,
    },
    /// Several samples and no choice.
    #[error("`{file}` has {} samples ({}); name the one to judge", known.len(), list(known))]
    SeveralSamples {
        /// The file.
        file: String,
        /// Their names.
        known: Vec<String>,
    },
    /// A record that breaks the format.
    #[error("`{file}`, line {line}: {what}")]
    Record {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there, and what was expected.
        what: String,
    },
    /// A record on a sequence that the reference does not have.
    #[error(
        "`{file}`, line {line}: contig `{contig}` is not in the reference, which has {}; \
         take the reference that the calls were made on",
        list(known)
    )]
    UnknownContig {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// The contig.
        contig: String,
        /// The contigs of the reference.
        known: Vec<String>,
    },
    /// A record that does not agree with the reference.
    #[error(
        "`{file}`, line {line}: the reference allele at `{contig}`:{position} is `{found}`, but the \
         reference has `{expected}` there; take the reference that the calls were made on"
    )]
    ReferenceMismatch {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// The contig.
        contig: String,
        /// The position, counted from 1.
        position: u64,
        /// The allele of the record, cut after some bases.
        found: String,
        /// What the reference has there.
        expected: String,
    },
    /// A record that begins or ends beyond the end of its contig.
    #[error(
        "`{file}`, line {line}: `{contig}`:{position} with {bases} reference bases reaches beyond \
         the end of the contig, which has {length}"
    )]
    BeyondContig {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// The contig.
        contig: String,
        /// The position, counted from 1.
        position: u64,
        /// Length of the reference allele.
        bases: usize,
        /// Length of the contig.
        length: usize,
    },
    /// Truth and calls without a contig in common: another naming, most often.
    #[error(
        "truth and calls have no contig in common: the truth's first variant is on `{truth}`, the \
         first call on `{query}`; rename the contigs of one of them"
    )]
    NoContigShared {
        /// Contig of the truth's first variant.
        truth: String,
        /// Contig of the first call.
        query: String,
    },
    /// Two sequences of one name.
    #[error("the reference has the contig `{contig}` twice, as records {first} and {second}")]
    DuplicateContig {
        /// The name.
        contig: String,
        /// The first record, counted from 1.
        first: usize,
        /// The second record.
        second: usize,
    },
    /// A line of a BED file.
    #[error("`{file}`, line {line}: {what}")]
    Bed {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there.
        what: String,
    },
    /// Regions on contigs of which the reference has none.
    #[error(
        "the regions `{name}` are on {}, of which the reference has none; it has {}",
        list(found),
        list(known)
    )]
    RegionsElsewhere {
        /// Name of the regions.
        name: String,
        /// The contigs that they are on.
        found: Vec<String>,
        /// The contigs of the reference.
        known: Vec<String>,
    },
    /// A setting outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: String,
        /// The range.
        expected: &'static str,
    },
}

/// The first few names, since a reference may have thousands of contigs.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut text =
        names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => text.push_str("none"),
        count if count > SHOWN => text.push_str(&format!(" and {} more", count - SHOWN)),
        _ => {}
    }
    text
}
