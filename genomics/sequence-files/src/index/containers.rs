//! The index of a CRAM file.

use super::parse::expanded;
use crate::lines::excerpt;
use crate::{Limits, SequenceFileError};
use std::ops::Range;

/// A container of a CRAM file: what its slices cover, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Byte of the file at which it starts.
    pub offset: u64,
    /// Byte behind it: the start of the next; none of the last, which ends where the file does.
    pub end: Option<u64>,
    /// What its slices cover: number of the contig (none where reads of several are mixed), and bases counted from 0
    /// with the end outside.
    covered: Vec<(Option<u64>, Range<u64>)>,
}

/// CRAI (CRAM specification, section 12): which containers hold the reads of a part of a contig, which is known by its
/// number in the file's header.
///
/// ```
/// use neuron_sequence_files::Limits;
/// use neuron_sequence_files::index::ContainerIndex;
///
/// let text = "0\t101\t50\t1000\t300\t90\n0\t140\t80\t2000\t300\t90\n-1\t0\t0\t3000\t300\t90\n";
/// let index = ContainerIndex::parse(text.into(), "reads.cram.crai", Limits::default())?;
/// let offsets = |start, end| index.containers(0, &(start..end)).map(|it| it.offset).collect::<Vec<_>>();
/// assert_eq!(offsets(0, 120), [1000]);
/// assert_eq!(offsets(145, 146), [1000, 2000]);
/// assert_eq!(offsets(500, 600), []);
/// assert_eq!(index.first(), Some(1000));
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerIndex {
    containers: Vec<Container>,
}

impl ContainerIndex {
    /// Reads an index from its bytes, as they are in its file, mostly compressed; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] of a line that is not six numbers, [`SequenceFileError::Io`] where its compression
    /// is damaged.
    pub fn parse(bytes: Vec<u8>, file: &str, limits: Limits) -> Result<Self, SequenceFileError> {
        let content = expanded(bytes, file, limits)?;
        let mut slices = Vec::new();
        for (line, text) in content.split(|byte| *byte == b'\n').enumerate() {
            if text.is_empty() {
                continue;
            }
            let slice = slice(text).ok_or_else(|| SequenceFileError::Line {
                file: file.to_owned(),
                line: line as u64 + 1,
                what: format!(
                    "is `{}`, expected six numbers between tabs; make the index again, as by `samtools index`",
                    excerpt(text)
                ),
            })?;
            slices.push(slice);
        }
        slices.sort_by_key(|(offset, ..)| *offset);
        let mut containers: Vec<Container> = Vec::new();
        for (offset, covered) in slices {
            if containers.last().is_none_or(|last| last.offset != offset) {
                if let Some(last) = containers.last_mut() {
                    last.end = Some(offset);
                }
                containers.push(Container { offset, end: None, covered: Vec::new() });
            }
            if let (Some(covered), Some(last)) = (covered, containers.last_mut()) {
                last.covered.push(covered);
            }
        }
        Ok(Self { containers })
    }

    /// Where the first container with reads starts: before it lies the header. None of a file without reads.
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        self.containers.first().map(|first| first.offset)
    }

    /// The containers with reads of a contig over `range`, counted from 0, in the file's order. Some of their reads
    /// may lie elsewhere.
    pub fn containers(
        &self,
        contig: usize,
        range: &Range<u64>,
    ) -> impl Iterator<Item = &Container> {
        let range = range.start..range.end.max(range.start.saturating_add(1));
        self.containers.iter().filter(move |container| {
            container.covered.iter().any(|(number, covered)| {
                number.is_none_or(|number| number == contig as u64)
                    && covered.start < range.end
                    && covered.end > range.start
            })
        })
    }
}

/// What a slice covers; none of reads without a place.
type Covered = Option<(Option<u64>, Range<u64>)>;

/// Contigs that are none: of reads without a place, and of slices with reads of several contigs.
const NOWHERE: i64 = -1;
const SEVERAL: i64 = -2;

/// Offset of the container, and what the slice covers.
fn slice(text: &[u8]) -> Option<(u64, Covered)> {
    let text = std::str::from_utf8(text).ok()?.trim_end_matches('\r');
    let numbers: Vec<i64> = text.split('\t').map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[contig, start, span, offset, _, _] = numbers.as_slice() else { return None };
    let offset = u64::try_from(offset).ok()?;
    match contig {
        NOWHERE => return Some((offset, None)),
        SEVERAL => return Some((offset, Some((None, 0..u64::MAX)))),
        _ => {}
    }
    let contig = u64::try_from(contig).ok()?;
    let start = u64::try_from(start).ok()?.saturating_sub(1);
    let span = u64::try_from(span).ok()?.max(1);
    Some((offset, Some((Some(contig), start..start.saturating_add(span)))))
}
