use super::cell::{Kind, text as cell_text};
use crate::csv::Limits;
use crate::{Place, PricesError};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::ColumnChunkMetaData;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::Path;

/// The first bytes of a file.
pub(crate) const MAGIC: [u8; 4] = *b"PAR1";

/// The table of a file as text, with commas between cells.
pub(crate) fn text(path: &Path, limits: &Limits) -> Result<String, PricesError> {
    let name = path.display().to_string();
    let place = || Place::of(&name);
    let file =
        File::open(path).map_err(|source| PricesError::Read { file: name.clone(), source })?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let no_file = |error: ParquetError| {
        PricesError::format(place(), format!("it is no parquet file that can be read: {error}"))
    };
    let reader = SerializedFileReader::new(file).map_err(no_file)?;
    let chunks = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    if chunks.into_iter().any(|chunk| !within(chunk, size)) {
        let what = "its parts lie outside of it; fetch or copy it again";
        return Err(PricesError::format(place(), what));
    }
    let columns = reader.metadata().file_metadata().schema().get_fields().to_vec();
    let rows = reader.metadata().file_metadata().num_rows();
    let groups = reader.metadata().row_groups().iter();
    let bytes: i64 = groups.fold(0, |all, group| all.saturating_add(group.total_byte_size()));
    let most = |what: String| Err(PricesError::format(place(), what));
    if columns.len() > limits.columns {
        return most(format!(
            "{} columns, more than the {} that are allowed",
            columns.len(),
            limits.columns
        ));
    }
    if !u64::try_from(rows).is_ok_and(|rows| rows <= limits.rows) {
        return most(format!("{rows} rows, more than the {} that are allowed", limits.rows));
    }
    if !u64::try_from(bytes).is_ok_and(|bytes| bytes <= limits.bytes) {
        return most(format!(
            "it unpacks to {bytes} bytes, more than the {} that are allowed",
            limits.bytes
        ));
    }
    if let Some(nested) = columns.iter().find(|column| !column.is_primitive()) {
        let what = "the column holds lists or groups: expected a value a row";
        return Err(PricesError::format(place().column(nested.name()), what));
    }
    let kinds: Vec<Kind> = columns.iter().map(|column| Kind::of(column)).collect();
    // pandas keeps its index as a last column of this kind of name.
    let names = columns.iter().map(|column| match column.name() {
        name if name.starts_with("__index_level_") => "date",
        name => name,
    });
    let mut out = String::new();
    record(&mut out, names);
    let fault = |row: u64, error: ParquetError| {
        let what = format!("it cannot be unpacked ({error}); fetch or copy it again");
        PricesError::format(place().row(row), what)
    };
    let iterator = reader.get_row_iter(None).map_err(no_file)?;
    for (index, row) in iterator.enumerate() {
        let line = index as u64 + 2;
        if line > limits.rows.saturating_add(1) || out.len() as u64 > limits.bytes {
            return most(format!(
                "more than the {} rows or {} bytes that are allowed",
                limits.rows, limits.bytes
            ));
        }
        let row = row.map_err(|error| fault(line, error))?;
        let mut cells = Vec::with_capacity(columns.len());
        for ((column, field), kind) in row.get_column_iter().zip(&kinds) {
            cells.push(cell_text(field, *kind).ok_or_else(|| {
                // Some of them cannot be shown: the format's own text of a time may panic.
                let what = "the cell is no text, day or number";
                PricesError::format(place().row(line).column(column), what)
            })?);
        }
        record(&mut out, cells.iter().map(String::as_str));
    }
    Ok(out)
}

/// Whether a part lies within a file of that size, which the format's reader takes for granted.
fn within(chunk: &ColumnChunkMetaData, size: u64) -> bool {
    let first = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let counts = [chunk.data_page_offset(), chunk.uncompressed_size(), chunk.num_values()];
    let end = u64::try_from(first).ok().zip(u64::try_from(chunk.compressed_size()).ok());
    counts.iter().all(|count| *count >= 0)
        && end.is_some_and(|(first, length)| first.checked_add(length).is_some_and(|e| e <= size))
}

/// Adds a row, with quotation marks where a cell needs them.
fn record<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}
