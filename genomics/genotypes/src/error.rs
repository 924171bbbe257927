use crate::Place;
use std::path::PathBuf;

/// Why genotypes could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenotypeError {
    /// The system refused to open, read or write a file, or its compression is damaged.
    #[error("cannot {action} `{}`: {cause}", file.display())]
    Io {
        /// `read` or `write`.
        action: &'static str,
        /// The file.
        file: PathBuf,
        /// What the system, or the decompression, said.
        cause: std::io::Error,
    },
    /// The content is of another format, whatever the name says.
    #[error("`{}` is not {expected}: {found}", file.display())]
    Unrecognised {
        /// The file.
        file: PathBuf,
        /// What was expected.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// A header that says nothing sensible.
    #[error("`{}`, line {line}: {what}", file.display())]
    Header {
        /// The file.
        file: PathBuf,
        /// The line of the header's text, counted from 1.
        line: u64,
        /// What is wrong and what was expected.
        what: String,
    },
    /// A record that says nothing sensible.
    #[error("`{}`, {place}: {what}", file.display())]
    Record {
        /// The file.
        file: PathBuf,
        /// Line or record.
        place: Place,
        /// What is wrong and what was expected.
        what: String,
    },
    /// A genotype that says nothing sensible.
    #[error("`{}`, {place}, {site}, sample `{sample}`: {what}", file.display())]
    Sample {
        /// The file.
        file: PathBuf,
        /// Line or record.
        place: Place,
        /// The site, as `20:1000226`.
        site: String,
        /// The sample.
        sample: String,
        /// What is wrong and what was expected.
        what: String,
    },
    /// Parts of a file, or files that belong together, that do not fit together.
    #[error("`{}`: {what}", file.display())]
    Inconsistent {
        /// The file.
        file: PathBuf,
        /// What does not fit, and what was expected.
        what: String,
    },
    /// More memory than the limit allows.
    #[error(
        "`{}`: {what} would take {needed} bytes, at most {limit} are allowed; \
         read fewer sites or samples, or raise the limit", file.display()
    )]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// What would take them.
        what: &'static str,
        /// Bytes needed.
        needed: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Samples that were asked for, and are not there.
    #[error("`{}` has no sample {}", file.display(), listed(samples))]
    NoSuchSamples {
        /// The file.
        file: PathBuf,
        /// Those samples.
        samples: Vec<String>,
    },
    /// A name that stands where each may stand once.
    #[error("sample `{sample}` is there twice; rename or remove one of them")]
    DuplicateSample {
        /// The sample.
        sample: String,
    },
    /// Samples without a label where each needs one.
    #[error("{} of {samples} samples have no label in `{}`: {}; add them, or leave these samples out",
        missing.len(), file.display(), listed(missing))]
    Unlabelled {
        /// The file of labels.
        file: PathBuf,
        /// Samples in all.
        samples: usize,
        /// Those without.
        missing: Vec<String>,
    },
    /// A column of labels that is not there.
    #[error("`{}` has no column `{column}`; it has {}", file.display(), listed(columns))]
    NoSuchColumn {
        /// The file of labels.
        file: PathBuf,
        /// What was asked for.
        column: String,
        /// What is there.
        columns: Vec<String>,
    },
    /// Genotypes that a format cannot hold.
    #[error("{subject} cannot be written as {format}: {what}")]
    Unwritable {
        /// The format.
        format: &'static str,
        /// The site, as "site 20:1000226", or the sample.
        subject: String,
        /// What it cannot hold, and what to do.
        what: String,
    },
    /// A matrix whose parts have different lengths.
    #[error("genotypes are inconsistent: {what}")]
    Shape {
        /// Which lengths.
        what: String,
    },
}

/// Names in backticks, the first few of them.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let first: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => "none".to_owned(),
        n if n > MOST => format!("{} and {} more", first.join(", "), n - MOST),
        _ => first.join(", "),
    }
}

/// Bytes of a file for a message: short, and on one line.
pub(crate) fn shown(bytes: &[u8]) -> String {
    const MOST: usize = 40;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]);
    let dots = if bytes.len() > MOST { "…" } else { "" };
    let plain = |letter: char| match letter {
        letter if letter.is_control() => letter.escape_debug().to_string(),
        letter => letter.to_string(),
    };
    format!("`{}{dots}`", text.chars().map(plain).collect::<String>())
}
