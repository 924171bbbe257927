//! From bytes to text.

use super::Limits;
use crate::{Place, PricesError};
use std::io::Read;
use std::path::Path;

/// The first bytes of what gzip wrote.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file, as many as are allowed.
pub(crate) fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, PricesError> {
    let name = path.display().to_string();
    let unreadable = |source| PricesError::Read { file: name.clone(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    refuse_longer(&bytes, &name, limits)?;
    Ok(bytes)
}

/// The text of a file that may be compressed, without a mark of its encoding.
pub(crate) fn unpacked(bytes: &[u8], name: &str, limits: &Limits) -> Result<String, PricesError> {
    let mut text = Vec::new();
    if bytes.starts_with(&GZIP) {
        flate2::read::MultiGzDecoder::new(bytes)
            .take(limits.bytes.saturating_add(1))
            .read_to_end(&mut text)
            .map_err(|error| {
                let what = format!("it cannot be unpacked ({error}); fetch or copy it again");
                PricesError::format(Place::of(name), what)
            })?;
    } else {
        text.extend_from_slice(bytes);
    }
    refuse_longer(&text, name, limits)?;
    if text.starts_with(&[0xff, 0xfe]) || text.starts_with(&[0xfe, 0xff]) {
        let what = "the text is UTF-16: expected UTF-8; save it as UTF-8";
        return Err(PricesError::format(Place::of(name), what));
    }
    let text = String::from_utf8(text).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let row = 1 + valid.iter().filter(|byte| **byte == b'\n').count() as u64;
        let what = "the text is not UTF-8 there; save the file as UTF-8";
        PricesError::format(Place::of(name).row(row), what)
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn refuse_longer(bytes: &[u8], name: &str, limits: &Limits) -> Result<(), PricesError> {
    if bytes.len() as u64 > limits.bytes {
        let what = format!("it is longer than the {} bytes that are allowed", limits.bytes);
        return Err(PricesError::format(Place::of(name), what));
    }
    Ok(())
}
