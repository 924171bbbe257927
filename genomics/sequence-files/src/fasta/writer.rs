use super::Record;
use std::io::{self, Write};

/// Writes records, in lines of so many letters.
///
/// ```
/// use neuron_sequence_files::fasta::{Record, Writer};
///
/// let mut writer = Writer::new(Vec::new()).with_width(4);
/// writer.write_record(&Record::new("one", "ACGTAC"))?;
/// assert_eq!(writer.into_inner(), b">one\nACGT\nAC\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    target: W,
    width: usize,
}

impl<W: Write> Writer<W> {
    /// Writes to `target` in lines of 60 letters.
    pub fn new(target: W) -> Self {
        Self { target, width: 60 }
    }

    /// Writes lines of `width` letters; 0 for one line a sequence.
    #[must_use]
    pub fn with_width(mut self, width: usize) -> Self {
        self.width = width;
        self
    }

    /// Writes a record.
    ///
    /// # Errors
    /// What the target says; [`io::ErrorKind::InvalidInput`] of a name that is empty or holds white space, or a
    /// description of several lines, which would not come back as they are.
    pub fn write_record(&mut self, record: &Record) -> io::Result<()> {
        if record.name.is_empty() || record.name.contains(char::is_whitespace) {
            return Err(wrong(format!("`{}` is no name of a record", record.name.escape_debug())));
        }
        if record.description.contains(['\n', '\r']) {
            return Err(wrong(format!("the description of `{}` has several lines", record.name)));
        }
        let gap = if record.description.is_empty() { "" } else { " " };
        writeln!(self.target, ">{}{gap}{}", record.name, record.description)?;
        let width = if self.width == 0 { record.sequence.len().max(1) } else { self.width };
        for line in record.sequence.chunks(width) {
            self.target.write_all(line)?;
            self.target.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Gives the target back.
    pub fn into_inner(self) -> W {
        self.target
    }
}

fn wrong(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
