use super::FormatError;
use super::error::io;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An image of a parquet file, still encoded (PNG, JPEG, TIFF).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParquetImage {
    /// The encoded image.
    pub bytes: Vec<u8>,
    /// Its label; absent where the column has none.
    pub label: Option<u32>,
}

/// The rows of an image dataset as the hub publishes them: a column of images, which is binary or a
/// group with a binary field `bytes`, and a column of integer labels. Rows are read one at a time.
///
/// Behind the feature `parquet`, since the format's reader takes as long to build as all else here: a
/// dependency with `features = ["parquet"]` has it, and `cargo test -p neuron-data --features parquet`
/// tests it.
pub struct ParquetImages {
    path: PathBuf,
    rows: RowIter<'static>,
    image: String,
    label: String,
    next: usize,
    count: usize,
}

impl ParquetImages {
    /// Opens a file with a column `image` and a column `label`.
    ///
    /// # Errors
    /// [`FormatError`], where it is no parquet file or has no such columns.
    pub fn open(path: &Path, image: &str, label: &str) -> Result<Self, FormatError> {
        let invalid = |what: String| FormatError::invalid(path, what);
        let file = File::open(path).map_err(io(path))?;
        let reader = SerializedFileReader::new(file).map_err(|error| invalid(error.to_string()))?;
        let metadata = reader.metadata().file_metadata();
        let root = metadata.schema();
        let count = usize::try_from(metadata.num_rows())
            .map_err(|_| invalid(format!("it says it has {} rows", metadata.num_rows())))?;
        let columns: Vec<Arc<Type>> = root
            .get_fields()
            .iter()
            .filter(|column| [image, label].contains(&column.name()))
            .cloned()
            .collect();
        for name in [image, label] {
            if !columns.iter().any(|column| column.name() == name) {
                let found: Vec<&str> = root.get_fields().iter().map(|field| field.name()).collect();
                let what = format!("it has no column `{name}`, but `{}`", found.join("`, `"));
                return Err(invalid(what));
            }
        }
        let projection = Type::group_type_builder(root.name())
            .with_fields(columns)
            .build()
            .map_err(|error| invalid(error.to_string()))?;
        let rows = RowIter::from_file_into(Box::new(reader))
            .project(Some(projection))
            .map_err(|error| invalid(error.to_string()))?;
        let (image, label) = (image.to_owned(), label.to_owned());
        Ok(Self { path: path.to_owned(), rows, image, label, next: 0, count })
    }

    /// Rows in all.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.count
    }

    fn image(&self, row: &Row) -> Result<ParquetImage, FormatError> {
        let record = self.next;
        let invalid =
            |what: String| FormatError::invalid(&self.path, format!("record {record}: {what}"));
        let column =
            |name: &str| row.get_column_iter().find(|(own, _)| *own == name).map(|(_, f)| f);
        let bytes = match column(&self.image) {
            Some(Field::Group(inner)) => {
                inner.get_column_iter().find(|(name, _)| *name == "bytes").map(|(_, field)| field)
            }
            other => other,
        };
        let Some(Field::Bytes(bytes)) = bytes else {
            return Err(invalid(format!("column `{}` has no bytes of an image", self.image)));
        };
        let label = match column(&self.label) {
            Some(Field::Null) | None => None,
            Some(field) => Some(integer(field).ok_or_else(|| {
                invalid(format!("column `{}` is {field}: expected a label, 0 or more", self.label))
            })?),
        };
        Ok(ParquetImage { bytes: bytes.data().to_vec(), label })
    }
}

impl Iterator for ParquetImages {
    type Item = Result<ParquetImage, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        self.next += 1;
        Some(match row {
            Ok(row) => self.image(&row),
            Err(error) => {
                Err(FormatError::invalid(&self.path, format!("record {}: {error}", self.next)))
            }
        })
    }
}

impl std::fmt::Debug for ParquetImages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetImages").field("path", &self.path).finish_non_exhaustive()
    }
}

fn integer(field: &Field) -> Option<u32> {
    match *field {
        Field::Bool(value) => Some(value.into()),
        Field::Byte(value) => value.try_into().ok(),
        Field::Short(value) => value.try_into().ok(),
        Field::Int(value) => value.try_into().ok(),
        Field::Long(value) => value.try_into().ok(),
        Field::UByte(value) => Some(value.into()),
        Field::UShort(value) => Some(value.into()),
        Field::UInt(value) => Some(value),
        Field::ULong(value) => value.try_into().ok(),
        _ => None,
    }
}
