use crate::{GenotypeError, Place, source};
use std::io::{BufRead, Read};
use std::path::Path;

/// Gives every line of a text that is not blank to `take`, whose error is what is wrong with that line. The text may have
/// `limit` bytes, of which no more than a line is held here.
pub(crate) fn text_lines(
    path: &Path,
    limit: u64,
    mut take: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), GenotypeError> {
    let mut reader = source::open(path)?.reader.take(limit.saturating_add(1));
    let mut line = Vec::new();
    let (mut number, mut bytes) = (0, 0);
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line);
        let read = read.map_err(|cause| GenotypeError::Io {
            action: "read",
            file: path.to_owned(),
            cause,
        })?;
        number += 1;
        bytes += read as u64;
        if read == 0 {
            return Ok(());
        }
        if bytes > limit {
            let (file, needed) = (path.to_owned(), bytes);
            return Err(GenotypeError::TooLarge { file, what: "the text", needed, limit });
        }
        let record = |what| GenotypeError::Record {
            file: path.to_owned(),
            place: Place::Line(number),
            what,
        };
        let text = std::str::from_utf8(&line).map_err(|_| record("it is not UTF-8".into()))?;
        if !text.trim().is_empty() {
            take(text).map_err(record)?;
        }
    }
}
