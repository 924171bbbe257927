use super::labelled::{Said, SeriesSet, Sites};
use super::one::{Lines, MOST_TIMES, read_lines, time, value, wrong};
use crate::datasets::DatasetError;
use std::path::Path;

/// The columns of a table that are no times.
struct Columns {
    label: Option<usize>,
    split: Option<usize>,
    /// Columns of values and their times.
    times: Vec<(usize, f64)>,
}

impl Columns {
    fn of(header: &[String]) -> Result<Self, String> {
        let named = |name: &str| header.iter().position(|column| column == name);
        let (label, split) = (named("label"), named("split"));
        let known = [label, split, named("id")];
        let mut times = Vec::new();
        for (at, name) in header.iter().enumerate().filter(|(at, _)| !known.contains(&Some(*at))) {
            let Some(time) = time(name) else {
                return Err(format!(
                    "column `{name}` is neither `label`, `split` or `id` nor a date such as 2004-06-09"
                ));
            };
            if times.last().is_some_and(|&(_, before)| before >= time) {
                return Err(format!("column `{name}` is not later than the one before"));
            }
            times.push((at, time));
        }
        if times.len() < 2 || times.len() > MOST_TIMES {
            let found = times.len();
            return Err(format!("expected 2 to {MOST_TIMES} columns of times, found {found}"));
        }
        Ok(Self { label, split, times })
    }
}

/// Reads the series of a table, without their classes.
pub(super) fn read_table(path: &Path) -> Result<Sites, DatasetError> {
    Ok(read(path)?.0)
}

/// Reads a table of a series a line: a column `label`, perhaps `id` and `split`, and a column a time, all of one
/// band.
pub(super) fn labelled_table(path: &Path, seed: u64) -> Result<SeriesSet, DatasetError> {
    let (sites, said) = read(path)?;
    let said = said.ok_or_else(|| wrong(path, "it has no column `label`"))?;
    let name = path.file_stem().map_or_else(|| "table".into(), |name| name.to_string_lossy());
    SeriesSet::of(&name, sites, &said, seed)
}

fn read(path: &Path) -> Result<(Sites, Option<Vec<Said>>), DatasetError> {
    let Lines { header, lines } = read_lines(path)?;
    let columns = Columns::of(&header).map_err(|what| wrong(path, what))?;
    let times: Vec<f64> = columns.times.iter().map(|&(_, time)| time).collect();
    let bands = vec!["value".to_owned()];
    let mut sites = Sites { bands, length: times.len(), times: Vec::new(), values: Vec::new() };
    let mut said = Vec::new();
    for (number, record) in &lines {
        let wrong = |what: String| wrong(path, format!("line {number}: {what}"));
        let field = |at: usize| record.get(at).unwrap_or_default();
        let values: Result<Vec<f32>, String> =
            columns.times.iter().map(|&(at, _)| value(field(at))).collect();
        sites.push(&times, &[values.map_err(wrong)?]);
        if let Some(label) = columns.label {
            said.push(Said::new(field(label), columns.split.map(field)).map_err(wrong)?);
        }
    }
    Ok((sites, columns.label.map(|_| said)))
}
