use super::CsvOptions;
use crate::{Place, PricesError};
use ::csv::{Reader, ReaderBuilder, StringRecord};

/// A table of text: its header, and its rows one after the other.
pub(crate) struct Table<'a> {
    name: String,
    header: Vec<String>,
    text: &'a [u8],
    reader: Reader<&'a [u8]>,
    decimal_comma: bool,
    most_rows: u64,
    rows: u64,
}

/// A row below the header.
pub(crate) struct Row {
    /// Its line in the file, the header being in the first.
    pub(crate) line: u64,
    cells: StringRecord,
}

impl Row {
    /// The cell in a column, without space around it.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

impl<'a> Table<'a> {
    /// The table of a text; `name` is what errors call it.
    pub(crate) fn new(
        text: &'a str,
        name: &str,
        options: &CsvOptions,
    ) -> Result<Self, PricesError> {
        let place = || Place::of(name);
        let empty = |hint| PricesError::Empty { place: place(), of: String::new(), hint };
        if text.trim().is_empty() {
            return Err(empty("the file is empty"));
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let separator = options.separator.unwrap_or_else(|| separator(first));
        let digits_around = |three: &[u8]| {
            three[0].is_ascii_digit() && three[1] == b',' && three[2].is_ascii_digit()
        };
        let decimal_comma = options
            .decimal_comma
            .unwrap_or_else(|| separator != b',' && text.as_bytes().windows(3).any(digits_around));
        if decimal_comma && separator == b',' {
            return Err(PricesError::Setting {
                name: "decimal_comma",
                found: "set for a file whose separator is a comma".into(),
                expected: "another separator, such as `;`",
            });
        }
        let mut reader =
            ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| fault(&place(), &error))?;
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        if header.len() > options.limits.columns {
            let most = options.limits.columns;
            let what = format!("{} columns, more than the {most} that are allowed", header.len());
            return Err(PricesError::format(place().row(1), what));
        }
        let most_rows = options.limits.rows;
        let (name, text) = (name.to_owned(), text.as_bytes());
        Ok(Self { name, header, text, reader, decimal_comma, most_rows, rows: 0 })
    }

    /// The names of its columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether its numbers have a decimal comma.
    pub(super) fn decimal_comma(&self) -> bool {
        self.decimal_comma
    }

    /// The table as a place of errors.
    pub(crate) fn place(&self) -> Place {
        Place::of(&self.name)
    }

    /// A row as a place of errors.
    pub(crate) fn at(&self, row: &Row) -> Place {
        self.place().row(row.line)
    }

    /// A cell as a place of errors.
    pub(crate) fn at_cell(&self, row: &Row, column: usize) -> Place {
        self.at(row).column(self.header.get(column).map_or("", String::as_str))
    }

    /// The line of a row. The reader's own position is where it began to look for the row, which may be
    /// before empty lines.
    fn line(&self, position: &::csv::Position) -> u64 {
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(self.text.len());
        let ends = self.text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        position.line() + ends.filter(|byte| **byte == b'\n').count() as u64
    }

    /// The next row, which has a cell a column; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, PricesError> {
        let mut cells = StringRecord::new();
        let place = self.place();
        if !self.reader.read_record(&mut cells).map_err(|error| fault(&place, &error))? {
            return Ok(None);
        }
        let line = cells.position().map_or(0, |position| self.line(position));
        self.rows += 1;
        if self.rows > self.most_rows {
            let what = format!("more rows than the {} that are allowed", self.most_rows);
            return Err(PricesError::format(place.row(line), what));
        }
        let (found, expected) = (cells.len(), self.header.len());
        if found != expected {
            let what = format!("{found} cells, expected {expected} as in the header");
            return Err(PricesError::format(place.row(line), what));
        }
        Ok(Some(Row { line, cells }))
    }
}

/// What stands between the cells of a header.
fn separator(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    // The last of equals is taken: a comma where there is none of them.
    let by_count = [b';', b'\t', b','].into_iter().max_by_key(|separator| count(*separator));
    by_count.unwrap_or(b',')
}

fn fault(place: &Place, error: &::csv::Error) -> PricesError {
    let line = error.position().map(::csv::Position::line);
    let place = Place { row: line, ..place.clone() };
    PricesError::format(place, format!("it is no table: {error}"))
}
