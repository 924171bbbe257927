//! JSON that vouches for itself: its last entry is the SHA-256 of all the text before it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sha256_hex;

const BEFORE: &str = ",\n  \"sha256\": \"";
const AFTER: &str = "\"\n}\n";
const HASH_LEN: usize = 64;

/// Serialises an object and seals it.
pub(super) fn seal(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    // Without the closing `\n}` of the object, which the seal brings along.
    let Some(content) = text.strip_suffix("\n}") else {
        return Err(serde::ser::Error::custom("only an object with entries can be sealed"));
    };
    text.truncate(content.len());
    let hash = sha256_hex(text.as_bytes());
    text.push_str(BEFORE);
    text.push_str(&hash);
    text.push_str(AFTER);
    Ok(text)
}

/// Checks the seal to the byte and reads the object.
pub(super) fn open<T: DeserializeOwned>(text: &[u8]) -> Result<T, String> {
    let tail_len = BEFORE.len() + HASH_LEN + AFTER.len();
    let Some(content_len) = text.len().checked_sub(tail_len) else {
        return Err(format!("it has {} bytes, too few for its seal", text.len()));
    };
    let (content, tail) = text.split_at(content_len);
    let expected = format!("{BEFORE}{}{AFTER}", sha256_hex(content));
    if tail != expected.as_bytes() {
        return Err("its content does not match its own sha256".to_owned());
    }
    // `deny_unknown_fields` types have no `sha256` entry: it is dealt with here.
    let mut object = content.to_vec();
    object.extend_from_slice(b"\n}");
    serde_json::from_slice(&object).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{open, seal};

    #[test]
    fn what_is_sealed_opens_and_is_plain_json() {
        let value = json!({ "step": 7, "note": "a}\n}", "nested": { "x": [1.0e-9, {}] } });
        let text = seal(&value).unwrap();
        assert_eq!(open::<Value>(text.as_bytes()).unwrap(), value);
        let plain: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(plain["step"], 7);
        assert_eq!(plain["sha256"].as_str().unwrap().len(), 64);
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_noticed() {
        let text = seal(&json!({ "step": 7, "value": 0.1 })).unwrap().into_bytes();
        for position in 0..text.len() {
            for flip in 1..=255 {
                let mut changed = text.clone();
                changed[position] ^= flip;
                assert!(open::<Value>(&changed).is_err(), "byte {position} xor {flip}");
            }
            assert!(open::<Value>(&text[..position]).is_err(), "cut at {position}");
        }
    }
}
