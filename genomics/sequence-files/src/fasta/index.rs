use super::reference::unknown;
use crate::lines::{Lines, excerpt};
use crate::{Limits, SequenceFileError};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// Where a sequence lies in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its bases.
    pub length: u64,
    /// The byte of the (expanded) file at which the first of them stands.
    pub offset: u64,
    /// Bases of each line but the last.
    pub line_bases: u64,
    /// Bytes of each line but the last, its end included.
    pub line_bytes: u64,
}

impl Entry {
    /// The byte of the file at which a base stands.
    pub(super) fn byte(&self, base: u64) -> u64 {
        self.offset + base / self.line_bases * self.line_bytes + base % self.line_bases
    }
}

/// The index of `samtools faidx`: a `.fai` file, a line a sequence.
///
/// ```
/// use neuron_sequence_files::fasta::Index;
///
/// let index = Index::build(&b">a\nACGT\nAC\n>b\nG\n"[..], "x.fa")?;
/// let mut text = Vec::new();
/// index.write(&mut text)?;
/// assert_eq!(text, b"a\t6\t3\t4\t5\nb\t1\t14\t1\t2\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    entries: Vec<Entry>,
    places: BTreeMap<String, usize>,
}

impl Index {
    fn add(&mut self, entry: Entry) -> Result<(), String> {
        if self.places.insert(entry.name.clone(), self.entries.len()).is_some() {
            return Err(format!("sequence `{}` was there already", entry.name));
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Reads a `.fai` file; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`].
    pub fn parse(content: impl BufRead, file: &str) -> Result<Self, SequenceFileError> {
        let mut lines = Lines::new(content, file, Limits::default());
        let mut index = Self::default();
        while lines.advance()? {
            if lines.line().is_empty() {
                continue;
            }
            let entry = entry(lines.line()).and_then(|entry| index.add(entry));
            entry.map_err(|what| lines.wrong(what))?;
        }
        Ok(index)
    }

    /// Builds the index of a FASTA file; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] where the lines of a sequence have different lengths, so that no base can be found
    /// by counting, or where a name comes twice.
    pub fn build(content: impl BufRead, file: &str) -> Result<Self, SequenceFileError> {
        super::layout::build(content, file)
    }

    pub(super) fn with(entries: Vec<Entry>) -> Result<Self, String> {
        let mut index = Self::default();
        entries.into_iter().try_for_each(|entry| index.add(entry))?;
        Ok(index)
    }

    /// The sequences, in the file's order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A sequence's entry; `file` is the name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] where there is none.
    pub fn entry(&self, name: &str, file: &str) -> Result<&Entry, SequenceFileError> {
        let place = self.places.get(name);
        place.map(|place| &self.entries[*place]).ok_or_else(|| {
            unknown(file, name, self.entries.iter().map(|entry| entry.name.as_str()))
        })
    }

    /// Writes a `.fai` file.
    ///
    /// # Errors
    /// What the target says.
    pub fn write(&self, target: &mut impl Write) -> io::Result<()> {
        for Entry { name, length, offset, line_bases, line_bytes } in &self.entries {
            writeln!(target, "{name}\t{length}\t{offset}\t{line_bases}\t{line_bytes}")?;
        }
        Ok(())
    }
}

fn entry(line: &[u8]) -> Result<Entry, String> {
    let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned())?;
    let columns: Vec<&str> = line.split('\t').collect();
    let [name, ref numbers @ ..] = columns[..] else { return Err("the line is empty".to_owned()) };
    // A sixth column is that of FASTQ.
    if numbers.len() != 4 {
        return Err(format!("there are {} columns, expected 5 divided by tabs", columns.len()));
    }
    let mut found = [0; 4];
    for (found, digits) in found.iter_mut().zip(numbers) {
        *found = digits
            .parse()
            .ok()
            .filter(|number| *number < 1_u64 << 60)
            .ok_or_else(|| format!("`{}` is no number", excerpt(digits.as_bytes())))?;
    }
    let [length, offset, line_bases, line_bytes] = found;
    let sound = line_bytes > line_bases && line_bytes - line_bases <= 2 && line_bases > 0;
    if length > 0 && !sound {
        return Err(format!(
            "lines of {line_bases} bases in {line_bytes} bytes do not fit together"
        ));
    }
    let lines = length / line_bases.max(1) + 1;
    if lines.checked_mul(line_bytes).and_then(|bytes| bytes.checked_add(offset)).is_none() {
        return Err("the sequence is longer than any file".to_owned());
    }
    Ok(Entry { name: name.to_owned(), length, offset, line_bases, line_bytes })
}
