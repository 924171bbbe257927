use super::{Change, Edit};
use crate::EvaluationError;
use crate::series::{LongTable, SeriesSet, parse_time};
use csv::StringRecord;
use std::io::Read;

/// Reads changed futures of covariates: a row a time and item as in the panel's own table, with the columns
/// that change. An empty cell changes nothing; an empty item is all items. Of `table` the names of the
/// item's and the time's column and the separators count; covariates are those of the panel that are known
/// ahead.
///
/// ```
/// use neuron_forecast_evaluation::regression::{Edit, read_changes};
/// use neuron_forecast_evaluation::series::LongTable;
/// let text = "id,day,sold,price\ntea,2024-01-01,3,1.0\ntea,2024-01-02,4,1.0\ntea,2024-01-03,,1.0\n";
/// let table = LongTable::new("id", "day", "sold").known("price");
/// let set = table.read(text.as_bytes())?;
/// let changes = read_changes(&set, &table, 2, 1, "id,day,price\ntea,2024-01-03,0.8\n".as_bytes())?;
/// assert_eq!((changes[0].from_step, changes[0].edit), (1, Edit::Set(0.8)));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// Names the row and column: no such item, a time outside the steps from `origin` to `origin + horizon`, a
/// cell that is no finite number; and a table without a covariate that is known ahead, or without a change.
pub fn read_changes(
    set: &SeriesSet,
    table: &LongTable,
    origin: usize,
    horizon: usize,
    source: impl Read,
) -> Result<Vec<Change>, EvaluationError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(table.delimiter).from_reader(source);
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|column| column.trim() == name);
    let missing = |column: &str| {
        let present: Vec<String> = header.iter().map(|c| format!("`{}`", c.trim())).collect();
        EvaluationError::ColumnMissing { column: column.to_owned(), present: present.join(", ") }
    };
    let item_at = place(&table.item).ok_or_else(|| missing(&table.item))?;
    let time_at = place(&table.time).ok_or_else(|| missing(&table.time))?;
    let known: Vec<&str> =
        set.covariates().iter().filter(|c| c.known_ahead).map(|c| c.name.as_str()).collect();
    let columns: Vec<(usize, &str)> =
        known.iter().filter_map(|name| Some((place(name)?, *name))).collect();
    if columns.is_empty() {
        return Err(missing(known.first().copied().unwrap_or("(a covariate that is known ahead)")));
    }
    let mut changes = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record)? {
        let row = record.position().map_or(0, csv::Position::line);
        let text = |at: usize| record.get(at).unwrap_or_default().trim();
        let wrong = |column: &str, what: String| EvaluationError::Cell {
            row,
            column: column.to_owned(),
            what,
        };
        let item = match text(item_at) {
            "" => None,
            name => {
                set.item(name).map_err(|cause| wrong(&table.item, cause.to_string()))?;
                Some(name.to_owned())
            }
        };
        let time = parse_time(text(time_at));
        let index = (origin..origin + horizon).find(|&t| time.is_some() && set.time(t) == time);
        let step = index.map(|t| t - origin + 1).ok_or_else(|| {
            let (first, last) = (set.time_text(origin), set.time_text(origin + horizon - 1));
            wrong(
                &table.time,
                format!("`{}` is no time of the forecast, {first} to {last}", text(time_at)),
            )
        })?;
        for &(at, name) in columns.iter().filter(|(at, _)| !text(*at).is_empty()) {
            let value = table
                .number(text(at))
                .ok_or_else(|| wrong(name, format!("`{}` is not a finite number", text(at))))?;
            changes.push(Change {
                item: item.clone(),
                covariate: name.to_owned(),
                from_step: step,
                to_step: step,
                edit: Edit::Set(value),
            });
        }
    }
    if changes.is_empty() {
        return Err(EvaluationError::Shape {
            what: "changed values in the table".to_owned(),
            found: 0,
            expected: 1,
        });
    }
    Ok(changes)
}
