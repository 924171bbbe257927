//! Tables of text with a header, as both sides write them.

use anyhow::{Context, Result};
use std::path::Path;

/// A table of which columns are asked for by name.
#[derive(Debug)]
pub(super) struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Cells are divided by tabs or spaces; a `#` before the header is dropped.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read `{name}`"))?;
        let cells = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        let header = lines.next().with_context(|| format!("`{name}` is empty"))?;
        let header = cells(header.trim_start_matches('#'));
        Ok(Self { name, header, rows: lines.map(cells).collect() })
    }

    pub(super) fn column(&self, name: &str) -> Result<Vec<&str>> {
        let at = self.header.iter().position(|own| own == name);
        let at = at.with_context(|| format!("`{}` has no column `{name}`", self.name))?;
        let cells = self.rows.iter().map(|row| row.get(at).map(String::as_str));
        cells.collect::<Option<_>>().with_context(|| format!("a row of `{}` is short", self.name))
    }

    pub(super) fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let number = |cell: &str| -> Result<f64> {
            cell.parse().with_context(|| format!("`{cell}` in column `{name}` of `{}`", self.name))
        };
        self.column(name)?.into_iter().map(number).collect()
    }
}
