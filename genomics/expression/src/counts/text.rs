use crate::ExpressionError;
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::path::Path;

/// The text of a file of so many bytes at most, decompressed where it is gzip by its first bytes.
pub(crate) fn read_text(path: &Path, largest: u64) -> Result<String, ExpressionError> {
    let wrong = |cause| ExpressionError::Read { file: path.to_owned(), cause };
    let file = std::fs::File::open(path).map_err(wrong)?;
    let mut raw = Vec::new();
    file.take(largest.saturating_add(1)).read_to_end(&mut raw).map_err(wrong)?;
    let bytes = if raw.starts_with(&[0x1f, 0x8b]) {
        let mut bytes = Vec::new();
        let mut decoder = MultiGzDecoder::new(raw.as_slice()).take(largest.saturating_add(1));
        decoder.read_to_end(&mut bytes).map_err(wrong)?;
        bytes
    } else {
        raw
    };
    let whole = |what: String| ExpressionError::File { file: path.display().to_string(), what };
    if bytes.len() as u64 > largest {
        return Err(whole(format!("it is longer than {largest} bytes of text")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let what = "it is not UTF-8 text".to_owned();
        ExpressionError::Line { file: path.display().to_string(), line, what }
    })?;
    // A byte order mark is no part of the first name.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
