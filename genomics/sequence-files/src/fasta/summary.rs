use super::{Reader, Record};
use crate::{Limits, SequenceFileError};
use serde::Serialize;
use std::path::Path;

/// What sequences are like as a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many there are.
    pub records: u64,
    /// Letters of all.
    pub bases: u64,
    /// Letters of the shortest.
    pub shortest: u64,
    /// Letters of the longest.
    pub longest: u64,
    /// Letters, on average.
    pub mean_length: f64,
    /// The length of which it is true that sequences at least as long have half of all letters.
    pub n50: u64,
    /// How many sequences that are.
    pub l50: u64,
    /// G and C among A, C, G, T and U; none where there are none of these.
    pub gc: Option<f64>,
    /// Codes for several bases, N among them.
    pub ambiguous: u64,
    /// N alone.
    pub n: u64,
    /// U, as RNA has it.
    pub uracil: u64,
    /// `-` and `.`.
    pub gaps: u64,
    /// Letters that are no nucleotide's, as proteins have them.
    pub other: u64,
    /// Letters in lower case, as repeats are marked.
    pub lower_case: u64,
}

/// Adds up records.
///
/// ```
/// use neuron_sequence_files::fasta::{Record, Summariser};
///
/// let mut all = Summariser::default();
/// all.add(&Record::new("a", "GGCCAAnt"));
/// all.add(&Record::new("b", "AT"));
/// let summary = all.finish().expect("there are records");
/// assert_eq!((summary.records, summary.bases, summary.n50, summary.l50), (2, 10, 8, 1));
/// assert_eq!(summary.gc, Some(4.0 / 9.0));
/// assert_eq!((summary.ambiguous, summary.lower_case), (1, 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Summariser {
    lengths: Vec<u64>,
    counts: Counts,
}

#[derive(Clone, Debug)]
struct Counts([u64; 256]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Summariser {
    /// Adds a record.
    pub fn add(&mut self, record: &Record) {
        self.lengths.push(record.sequence.len() as u64);
        // Four tables, so that equal letters in a row do not wait for each other.
        let mut tables = [[0_u64; 256]; 4];
        let mut pieces = record.sequence.chunks_exact(4);
        for piece in &mut pieces {
            for (table, &byte) in tables.iter_mut().zip(piece) {
                table[usize::from(byte)] += 1;
            }
        }
        for &byte in pieces.remainder() {
            tables[0][usize::from(byte)] += 1;
        }
        for table in &tables {
            for (sum, count) in self.counts.0.iter_mut().zip(table) {
                *sum += count;
            }
        }
    }

    /// What was added; none where there was nothing.
    #[must_use]
    pub fn finish(mut self) -> Option<Summary> {
        self.lengths.sort_unstable_by(|one, other| other.cmp(one));
        let (longest, shortest) = (*self.lengths.first()?, *self.lengths.last()?);
        let bases: u64 = self.lengths.iter().sum();
        let (mut covered, mut l50) = (0, 0);
        let mut n50 = longest;
        for &length in &self.lengths {
            covered += length;
            l50 += 1;
            n50 = length;
            if covered * 2 >= bases {
                break;
            }
        }
        let counts = &self.counts.0;
        let of = |letters: &[u8]| -> u64 {
            let both = |letter: u8| {
                let (upper, lower) = (letter.to_ascii_uppercase(), letter.to_ascii_lowercase());
                let twice = if upper == lower { 0 } else { counts[usize::from(lower)] };
                counts[usize::from(upper)] + twice
            };
            letters.iter().map(|letter| both(*letter)).sum()
        };
        let (strong, weak) = (of(b"GC"), of(b"ATU"));
        let (ambiguous, gaps) = (of(b"NRYSWKMBDHV"), of(b"-."));
        let gc = (strong + weak > 0).then(|| strong as f64 / (strong + weak) as f64);
        Some(Summary {
            records: self.lengths.len() as u64,
            bases,
            shortest,
            longest,
            mean_length: bases as f64 / self.lengths.len() as f64,
            n50,
            l50,
            gc,
            ambiguous,
            n: of(b"N"),
            uracil: of(b"U"),
            gaps,
            other: bases - strong - weak - ambiguous - gaps,
            lower_case: (b'a'..=b'z').map(|letter| counts[usize::from(letter)]).sum(),
        })
    }
}

/// Reads a file once, in the memory of its longest record, and sums it up.
///
/// # Errors
/// As [`Reader::read_record`]; [`SequenceFileError::File`] where there is no record.
pub fn summarise(path: &Path, limits: Limits) -> Result<Summary, SequenceFileError> {
    let mut reader = Reader::open(path, limits)?;
    let (mut all, mut record) = (Summariser::default(), Record::default());
    while reader.read_record(&mut record)? {
        all.add(&record);
    }
    let what = "holds no record, expected FASTA".to_owned();
    all.finish().ok_or_else(|| SequenceFileError::File { file: path.display().to_string(), what })
}
