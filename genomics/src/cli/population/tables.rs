//! Tables of everything, for other programs.

use std::fmt::Write as _;
use std::io;

/// A table of tab-separated values.
pub(super) struct Table {
    pub(super) name: &'static str,
    text: String,
}

impl Table {
    pub(super) fn new(name: &'static str, header: &[&str]) -> Self {
        Self { name, text: header.join("\t") + "\n" }
    }

    /// Adds a row of cells; tabs and line ends in them become blanks.
    pub(super) fn row(&mut self, cells: &[&dyn std::fmt::Display]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push('\t');
            }
            let from = self.text.len();
            // Writing to a text cannot fail.
            let _ = write!(self.text, "{cell}");
            if self.text[from..].contains(['\t', '\n', '\r']) {
                let clean = self.text[from..].replace(['\t', '\n', '\r'], " ");
                self.text.truncate(from);
                self.text.push_str(&clean);
            }
        }
        self.text.push('\n');
    }

    pub(super) fn write(&self, writer: &mut dyn io::Write) -> io::Result<()> {
        writer.write_all(self.text.as_bytes())
    }
}

/// A number that may not be there.
pub(super) struct Maybe(pub(super) Option<f64>);

impl std::fmt::Display for Maybe {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(value) => write!(formatter, "{value}"),
            None => formatter.write_str("NA"),
        }
    }
}
