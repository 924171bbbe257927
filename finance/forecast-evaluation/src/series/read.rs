use super::regular::{Row, frequency_of, regular};
use super::{Covariate, LongTable, MetadataValue, Series, SeriesSet, parse_time};
use crate::EvaluationError;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::io::Read;

impl LongTable {
    /// Reads a panel; items stand in the order of their first rows.
    ///
    /// # Errors
    /// Names the row and the column or item: cells that are no number or time, metadata that
    /// change, duplicate or unsorted times, gaps, mixed frequencies, negative demand and constant
    /// series as chosen, covariates known ahead that are missing in rows after the target's end.
    pub fn read(&self, source: impl Read) -> Result<SeriesSet, EvaluationError> {
        let mut reader = csv::ReaderBuilder::new().delimiter(self.delimiter).from_reader(source);
        let header = reader.headers()?.clone();
        let columns = Columns::find(self, &header)?;
        let mut items: Vec<(String, Vec<Row>, Vec<String>)> = Vec::new();
        let mut places = BTreeMap::new();
        let mut record = StringRecord::new();
        while reader.read_record(&mut record)? {
            let number = record.position().map_or(0, csv::Position::line);
            let (item, row, metadata) = columns.row(self, &header, &record, number)?;
            let at = *places.entry(item.clone()).or_insert_with(|| {
                items.push((item, Vec::new(), metadata.clone()));
                items.len() - 1
            });
            let (_, rows, known) = &mut items[at];
            if let Some(which) = (0..metadata.len()).find(|&i| metadata[i] != known[i]) {
                return Err(EvaluationError::Cell {
                    row: number,
                    column: self.metadata[which].clone(),
                    what: format!(
                        "metadata `{}` was `{}` in the item's first row; it must stay the same",
                        metadata[which], known[which]
                    ),
                });
            }
            rows.push(row);
        }
        if items.is_empty() {
            return Err(EvaluationError::Shape {
                what: "rows of the table".to_owned(),
                found: 0,
                expected: 1,
            });
        }
        self.assemble(items)
    }

    fn assemble(
        &self,
        mut items: Vec<(String, Vec<Row>, Vec<String>)>,
    ) -> Result<SeriesSet, EvaluationError> {
        for (item, rows, _) in &mut items {
            if self.sort {
                rows.sort_by_key(|row| row.time);
            }
            super::regular::check_order(item, rows)?;
        }
        let named: Vec<(&str, &[Row])> =
            items.iter().map(|(item, rows, _)| (item.as_str(), rows.as_slice())).collect();
        let frequency = match self.frequency {
            Some(frequency) => frequency,
            None => frequency_of(&named)?,
        };
        let start = items.iter().map(|(_, rows, _)| rows[0].time).min().unwrap_or_default();
        let numeric: Vec<bool> = (0..self.metadata.len())
            .map(|at| items.iter().all(|(_, _, values)| self.number(&values[at]).is_some()))
            .collect();
        let mut series = Vec::with_capacity(items.len());
        for (item, rows, values) in items {
            let (offset, target, covariates) = regular(self, frequency, start, &item, &rows)?;
            let metadata = values
                .into_iter()
                .zip(&numeric)
                .map(|(text, &numeric)| match self.number(&text) {
                    Some(value) if numeric => MetadataValue::Number(value),
                    _ => MetadataValue::Category(text),
                })
                .collect();
            series.push(Series { item, offset, target, covariates, metadata });
        }
        let covariates = self
            .covariates
            .iter()
            .map(|c| Covariate { name: c.name.clone(), known_ahead: c.known_ahead })
            .collect();
        SeriesSet::with_columns(frequency, start, covariates, self.metadata.clone(), series)
    }

    /// A finite number, or a truth value as 1 or 0.
    pub(crate) fn number(&self, text: &str) -> Option<f64> {
        match text.to_ascii_lowercase().as_str() {
            "true" => return Some(1.0),
            "false" => return Some(0.0),
            _ => {}
        }
        let number: f64 = if self.decimal_comma {
            text.replace(',', ".").parse().ok()?
        } else {
            text.parse().ok()?
        };
        number.is_finite().then_some(number)
    }
}

/// Where the chosen columns stand.
struct Columns {
    item: usize,
    time: usize,
    target: usize,
    covariates: Vec<usize>,
    metadata: Vec<usize>,
}

impl Columns {
    fn find(table: &LongTable, header: &StringRecord) -> Result<Self, EvaluationError> {
        let find = |name: &String| {
            header.iter().position(|column| column.trim() == name).ok_or_else(|| {
                let present: Vec<_> =
                    header.iter().map(|c| format!("`{}`", c.trim().escape_debug())).collect();
                EvaluationError::ColumnMissing { column: name.clone(), present: present.join(", ") }
            })
        };
        Ok(Self {
            item: find(&table.item)?,
            time: find(&table.time)?,
            target: find(&table.target)?,
            covariates: table.covariates.iter().map(|c| find(&c.name)).collect::<Result<_, _>>()?,
            metadata: table.metadata.iter().map(find).collect::<Result<_, _>>()?,
        })
    }

    fn row(
        &self,
        table: &LongTable,
        header: &StringRecord,
        record: &StringRecord,
        number: u64,
    ) -> Result<(String, Row, Vec<String>), EvaluationError> {
        let text = |at: usize| record.get(at).unwrap_or_default().trim();
        let wrong = |at: usize, what: String| EvaluationError::Cell {
            row: number,
            column: header.get(at).unwrap_or_default().trim().to_owned(),
            what,
        };
        let value = |at: usize| match text(at) {
            "" => Ok(None),
            missing if ["na", "nan", "null"].contains(&missing.to_ascii_lowercase().as_str()) => {
                Ok(None)
            }
            cell => match table.number(cell) {
                Some(value) => Ok(Some(value)),
                None => Err(wrong(at, format!("`{}` is not a finite number", cell.escape_debug()))),
            },
        };
        if text(self.item).is_empty() {
            return Err(wrong(self.item, "the item's name is empty".to_owned()));
        }
        // They stand in tables and messages, a line each.
        for at in std::iter::once(self.item).chain(self.metadata.iter().copied()) {
            if text(at).contains(char::is_control) {
                let shown = text(at).escape_debug();
                return Err(wrong(at, format!("`{shown}` has a control character; remove it")));
            }
        }
        let time = parse_time(text(self.time)).ok_or_else(|| {
            let shown = text(self.time).escape_debug();
            let what = format!("`{shown}` is not a time such as `2024-05-31`");
            wrong(self.time, what)
        })?;
        let row = Row {
            number,
            time,
            target: value(self.target)?,
            covariates: self.covariates.iter().map(|&at| value(at)).collect::<Result<_, _>>()?,
        };
        let metadata = self.metadata.iter().map(|&at| text(at).to_owned()).collect();
        Ok((text(self.item).to_owned(), row, metadata))
    }
}
