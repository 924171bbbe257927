/// A read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What stands between `@` and the first white space.
    pub name: String,
    /// What stands behind it; empty where there is nothing.
    pub description: String,
    /// The bases.
    pub sequence: Vec<u8>,
    /// As many characters, of which each is a quality plus 33.
    pub qualities: Vec<u8>,
    /// The line of the name, counted from 1; 0 of a record that comes from no file.
    pub line: u64,
}

impl Record {
    /// The qualities: −10 log₁₀ of the probability that the base is wrong, rounded.
    pub fn phred(&self) -> impl Iterator<Item = u8> {
        self.qualities.iter().map(|character| character.saturating_sub(33))
    }
}
