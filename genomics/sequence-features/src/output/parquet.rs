use crate::FeaturesError;
use crate::embeddings::VectorSink;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, FloatType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// A name and a list of `f32` for each sequence, as data frames read them.
const SCHEMA: &str = "message sequences {
    required binary name (UTF8);
    required group vector (LIST) { repeated group list { required float element; } }
}";

/// Writes names and vectors as Parquet, a row group for each batch, compressed by Zstandard.
pub struct ParquetWriter<W: Write + Send> {
    inner: SerializedFileWriter<W>,
    columns: usize,
    rows: u64,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file of vectors of so many numbers.
    ///
    /// # Errors
    /// [`FeaturesError::Parquet`] where it cannot be written.
    pub fn new(inner: W, columns: usize) -> Result<Self, FeaturesError> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let compression = Compression::ZSTD(parquet::basic::ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let inner = SerializedFileWriter::new(inner, schema, Arc::new(properties))?;
        Ok(Self { inner, columns, rows: 0 })
    }

    /// Writes the end of the file; gives the number of rows.
    ///
    /// # Errors
    /// [`FeaturesError::Parquet`] where it cannot be written.
    pub fn finish(self) -> Result<u64, FeaturesError> {
        self.inner.close()?;
        Ok(self.rows)
    }
}

impl<W: Write + Send> VectorSink for ParquetWriter<W> {
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size(
            "the batch of vectors",
            names.len() * self.columns,
            vectors.len(),
        )?;
        let mut group = self.inner.next_row_group()?;
        if let Some(mut column) = group.next_column()? {
            let names: Vec<ByteArray> = names.iter().map(|name| name.as_str().into()).collect();
            column.typed::<ByteArrayType>().write_batch(&names, None, None)?;
            column.close()?;
        }
        if let Some(mut column) = group.next_column()? {
            // All is there (definition 1); a repetition of 0 begins the list of the next sequence.
            let definition = vec![1; vectors.len()];
            let begins = |place: usize| i16::from(!place.is_multiple_of(self.columns));
            let repetition: Vec<i16> = (0..vectors.len()).map(begins).collect();
            column.typed::<FloatType>().write_batch(
                vectors,
                Some(&definition),
                Some(&repetition),
            )?;
            column.close()?;
        }
        group.close()?;
        self.rows += names.len() as u64;
        Ok(())
    }
}
