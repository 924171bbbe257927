use serde::Serialize;
use std::fmt;

/// A place in a file, a reply or a list: what an error points at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// File, or address without what follows a `?`; empty for values that come from memory.
    pub source: Box<str>,
    /// Line of a file (from 1), or entry of a list (from 1).
    pub row: Option<u64>,
    /// Column of a table, or list of a reply.
    pub column: Option<Box<str>>,
}

impl Place {
    /// A whole file or reply.
    #[must_use]
    pub fn of(source: &str) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// Its row of this number, from 1.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// Its column of this name.
    #[must_use]
    pub fn column(mut self, column: &str) -> Self {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names come from files and may have line breaks: a message stays one line.
        let clean = |text: &str| {
            let text = text.chars().take(200).map(|c| if c.is_control() { ' ' } else { c });
            text.collect::<String>()
        };
        match &*self.source {
            "" => f.write_str("prices")?,
            source => write!(f, "`{}`", clean(source))?,
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{}`", clean(column))?;
        }
        Ok(())
    }
}
