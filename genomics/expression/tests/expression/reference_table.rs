//! Tables that R wrote.

use std::collections::HashMap;

/// A table of tabs with names in its header and its first column.
pub(crate) struct ReferenceTable {
    columns: HashMap<&'static str, usize>,
    rows: Vec<Vec<&'static str>>,
}

impl ReferenceTable {
    pub(crate) fn new(text: &'static str) -> Self {
        let mut lines = text.lines();
        let header = lines.next().unwrap().split('\t');
        let columns = header.enumerate().map(|(place, name)| (name, place)).collect();
        Self { columns, rows: lines.map(|line| line.split('\t').collect()).collect() }
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.rows.iter().map(|row| row[0]).collect()
    }

    /// A column; NA is nothing.
    pub(crate) fn column(&self, name: &str) -> Vec<Option<f64>> {
        let place = self.columns[name];
        self.rows.iter().map(|row| row[place].parse().ok().filter(|v: &f64| !v.is_nan())).collect()
    }
}

/// Asserts that two columns have values at the same places, and these agree within a relative tolerance.
#[track_caller]
pub(crate) fn assert_close(
    what: &str,
    names: &[&str],
    found: &[Option<f64>],
    expected: &[Option<f64>],
    tolerance: f64,
) {
    assert_eq!(found.len(), expected.len());
    for ((name, found), expected) in names.iter().zip(found).zip(expected) {
        match (found, expected) {
            (None, None) => {}
            (Some(found), Some(expected)) => {
                let error = (found - expected).abs();
                assert!(
                    error <= tolerance * expected.abs().max(1e-300) || found == expected,
                    "{what} of {name}: {found}, R has {expected}"
                );
            }
            _ => panic!("{what} of {name}: {found:?}, R has {expected:?}"),
        }
    }
}
