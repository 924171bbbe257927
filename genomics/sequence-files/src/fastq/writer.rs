use super::Record;
use std::io::{self, Write};

/// Writes records.
///
/// ```
/// use neuron_sequence_files::fastq::{Record, Writer};
///
/// let record = Record {
///     name: "r1".into(), sequence: b"AC".to_vec(), qualities: b"I#".to_vec(), ..Record::default()
/// };
/// let mut writer = Writer::new(Vec::new());
/// writer.write_record(&record)?;
/// assert_eq!(writer.into_inner(), b"@r1\nAC\n+\nI#\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    target: W,
}

impl<W: Write> Writer<W> {
    /// Writes to `target`.
    pub fn new(target: W) -> Self {
        Self { target }
    }

    /// Writes a record.
    ///
    /// # Errors
    /// What the target says; [`io::ErrorKind::InvalidInput`] of a record that would not come back as it is.
    pub fn write_record(&mut self, record: &Record) -> io::Result<()> {
        let name = record.name.escape_debug();
        if record.name.is_empty() || record.name.contains(char::is_whitespace) {
            return Err(wrong(format!("`{name}` is no name of a read")));
        }
        if record.description.contains(['\n', '\r']) {
            return Err(wrong(format!("the description of `{name}` has several lines")));
        }
        if record.sequence.len() != record.qualities.len() {
            let (bases, qualities) = (record.sequence.len(), record.qualities.len());
            return Err(wrong(format!("`{name}` has {bases} bases but {qualities} qualities")));
        }
        if !record.qualities.iter().all(|byte| (33..=126).contains(byte)) {
            return Err(wrong(format!("a quality of `{name}` is none from 0 to 93")));
        }
        let gap = if record.description.is_empty() { "" } else { " " };
        writeln!(self.target, "@{}{gap}{}", record.name, record.description)?;
        self.target.write_all(&record.sequence)?;
        self.target.write_all(b"\n+\n")?;
        self.target.write_all(&record.qualities)?;
        self.target.write_all(b"\n")
    }

    /// Gives the target back.
    pub fn into_inner(self) -> W {
        self.target
    }
}

fn wrong(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
