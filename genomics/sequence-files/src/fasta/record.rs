/// A named sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What stands between `>` and the first white space.
    pub name: String,
    /// What stands behind it; empty where there is nothing.
    pub description: String,
    /// The letters as they stand in the file, in their case.
    pub sequence: Vec<u8>,
    /// The line of the name, counted from 1; 0 of a record that comes from no file.
    pub line: u64,
}

impl Record {
    /// A record that comes from no file.
    #[must_use]
    pub fn new(name: impl Into<String>, sequence: impl Into<Vec<u8>>) -> Self {
        let (name, sequence) = (name.into(), sequence.into());
        Self { name, description: String::new(), sequence, line: 0 }
    }
}
