use crate::Strand;
use serde::Serialize;

/// A line of three columns or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Name of the sequence.
    pub contig: String,
    /// First base, counted from 0.
    pub start: u64,
    /// The base behind the last.
    pub end: u64,
    /// Column 4; none where it is `.` or not there.
    pub name: Option<String>,
    /// Column 5, as it is written.
    pub score: Option<String>,
    /// Column 6.
    pub strand: Option<Strand>,
    /// Columns 7 and further, as they are written.
    pub rest: Vec<String>,
    /// The line, counted from 1.
    pub line: u64,
}
