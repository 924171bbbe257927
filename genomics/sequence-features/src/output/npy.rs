use crate::FeaturesError;
use crate::embeddings::VectorSink;
use std::io::{Seek, SeekFrom, Write};

/// Bytes of the header: room for any number of rows, and a multiple of 64 as the format asks for.
const HEADER: usize = 128;

/// Writes a table of `f32` as NumPy's `.npy`, version 1.0 (`numpy.lib.format`), row by row: `[sequences, dimension]`.
/// The number of rows is put in at the end, so that what was not finished is no table.
///
/// ```
/// use neuron_sequence_features::{embeddings::VectorSink, output::NpyWriter};
/// let mut file = std::io::Cursor::new(Vec::new());
/// let mut writer = NpyWriter::new(&mut file, 2)?;
/// writer.write(&["a".into()], &[1.0, 2.0])?;
/// assert_eq!(writer.finish()?, 1);
/// assert!(file.get_ref().starts_with(b"\x93NUMPY\x01\x00"));
/// assert_eq!(file.get_ref().len(), 128 + 8);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Debug)]
pub struct NpyWriter<W: Write + Seek> {
    inner: W,
    columns: usize,
    rows: u64,
}

impl<W: Write + Seek> NpyWriter<W> {
    /// Leaves room for the header.
    ///
    /// # Errors
    /// [`FeaturesError::Output`] where it cannot be written.
    pub fn new(mut inner: W, columns: usize) -> Result<Self, FeaturesError> {
        inner.write_all(&[0; HEADER])?;
        Ok(Self { inner, columns, rows: 0 })
    }

    /// Writes the header; gives the number of rows.
    ///
    /// # Errors
    /// [`FeaturesError::Output`] where it cannot be written.
    pub fn finish(mut self) -> Result<u64, FeaturesError> {
        let (rows, columns) = (self.rows, self.columns);
        let shape =
            format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        let mut header = b"\x93NUMPY\x01\x00".to_vec();
        header.extend(((HEADER - 10) as u16).to_le_bytes());
        header.extend(shape.as_bytes());
        header.resize(HEADER - 1, b' ');
        header.push(b'\n');
        self.inner.seek(SeekFrom::Start(0))?;
        self.inner.write_all(&header)?;
        self.inner.seek(SeekFrom::End(0))?;
        self.inner.flush()?;
        Ok(rows)
    }
}

impl<W: Write + Seek> VectorSink for NpyWriter<W> {
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size(
            "the batch of vectors",
            names.len() * self.columns,
            vectors.len(),
        )?;
        let bytes: Vec<u8> = vectors.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.inner.write_all(&bytes)?;
        self.rows += names.len() as u64;
        Ok(())
    }
}
