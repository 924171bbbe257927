//! A table with a line for each contig: its name, then what is known of it.

use crate::cli::error::CommandError;
use neuron_command_line::{CommandLineError, file};
use neuron_sequence_files::fasta::Record;
use std::collections::BTreeMap;
use std::path::Path;

/// Far more than a table of a million contigs has.
const LARGEST: u64 = 1 << 30;

/// Cells behind the name of each contig, with the line they stand on.
pub(super) struct TableOfContigs {
    file: String,
    rows: BTreeMap<String, (usize, Vec<String>)>,
}

impl TableOfContigs {
    /// Reads cells between tabulators. Empty lines, and those that begin with `#`, are passed over; so is a first line
    /// whose first cell is `contig`, `name` or `contigName`.
    pub(super) fn read(path: &Path) -> Result<Self, CommandError> {
        let text = file::read(path, LARGEST)?;
        let file = path.display().to_string();
        let mut rows: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
            let name = cells.next().unwrap_or_default();
            let header = number == 0 && ["contig", "name", "contigName"].contains(&name.as_str());
            if line.trim().is_empty() || line.starts_with('#') || header {
                continue;
            }
            let cells: Vec<String> = cells.collect();
            let wrong = |what: String| {
                let (file, line) = (file.clone(), number + 1);
                CommandError::from(CommandLineError::Settings { file, line, what })
            };
            if cells.is_empty() || cells.iter().any(String::is_empty) {
                return Err(wrong("expected the name of a contig, a tabulator and a value".into()));
            }
            if let Some((first, _)) = rows.get(&name) {
                return Err(wrong(format!("contig `{name}` stands on line {first} already")));
            }
            rows.insert(name, (number + 1, cells));
        }
        Ok(Self { file, rows })
    }

    fn row(&self, contig: &Record) -> Result<&(usize, Vec<String>), CommandError> {
        self.rows.get(&contig.name).ok_or_else(|| {
            let (file, line) = (self.file.clone(), 1);
            let what = format!(
                "contig `{}` is on no line, expected one for each of the FASTA file",
                contig.name
            );
            CommandLineError::Settings { file, line, what }.into()
        })
    }

    /// The first cell of each contig.
    pub(super) fn names(&self, contigs: &[Record]) -> Result<Vec<String>, CommandError> {
        contigs.iter().map(|contig| Ok(self.row(contig)?.1[0].clone())).collect()
    }

    /// The cells of each contig as numbers, `[contigs, columns]`, and how many columns there are.
    pub(super) fn numbers(&self, contigs: &[Record]) -> Result<(usize, Vec<f64>), CommandError> {
        let mut values = Vec::new();
        let mut columns = None;
        for contig in contigs {
            let (line, cells) = self.row(contig)?;
            let wrong = |what: String| {
                let (file, line) = (self.file.clone(), *line);
                CommandError::from(CommandLineError::Settings { file, line, what })
            };
            let expected = *columns.get_or_insert(cells.len());
            if cells.len() != expected {
                return Err(wrong(format!("{} numbers, expected {expected}", cells.len())));
            }
            for cell in cells {
                let number =
                    cell.parse::<f64>().ok().filter(|number| *number >= 0.0 && number.is_finite());
                let number = number.ok_or_else(|| {
                    wrong(format!("coverage `{cell}`, expected a number of 0 or more"))
                })?;
                values.push(number);
            }
        }
        Ok((columns.unwrap_or(1), values))
    }
}
