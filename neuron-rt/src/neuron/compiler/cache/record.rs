//! `model.done`: what an entry is, and the hash of its NEFF.

use super::super::Arguments;
use super::Key;
use super::key::sha256;

const FIRST_LINE: &str = "neuron compile cache entry 1";

/// What is known of a complete entry.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Record {
    /// The whole key.
    pub(super) key: String,
    /// The NEFF's size in bytes.
    pub(super) bytes: u64,
    /// The NEFF's SHA-256.
    pub(super) sha256: String,
    /// What the compiler took.
    pub(in super::super) seconds: f64,
    /// What the graph was called.
    pub(super) name: String,
    pub(super) target: String,
    pub(super) lnc: Option<u8>,
}

impl Record {
    pub(in super::super) fn new(
        key: &Key,
        arguments: &Arguments,
        name: &str,
        neff: &[u8],
        seconds: f64,
    ) -> Self {
        Self {
            key: key.digest().to_owned(),
            bytes: neff.len() as u64,
            sha256: sha256(neff),
            seconds,
            name: name.to_owned(),
            target: arguments.target.clone(),
            lnc: arguments.lnc,
        }
    }

    pub(super) fn to_text(&self) -> String {
        let lnc = self.lnc.map_or("default".to_owned(), |lnc| lnc.to_string());
        format!(
            "{FIRST_LINE}\nkey {}\nbytes {}\nsha256 {}\nseconds {:?}\ntarget {}\nlnc {lnc}\nname {}\n",
            self.key, self.bytes, self.sha256, self.seconds, self.target, self.name
        )
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let mut next = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        Some(Self {
            key: next("key")?.to_owned(),
            bytes: next("bytes")?.parse().ok()?,
            sha256: next("sha256")?.to_owned(),
            seconds: next("seconds")?.parse().ok().filter(|seconds: &f64| seconds.is_finite())?,
            target: next("target")?.to_owned(),
            lnc: match next("lnc")? {
                "default" => None,
                number => Some(number.parse().ok()?),
            },
            name: next("name")?.to_owned(),
        })
    }

    /// What is wrong with a NEFF, if anything is.
    pub(super) fn check(&self, key: &Key, neff: &[u8]) -> Result<(), String> {
        if self.key != key.digest() {
            return Err("its record is that of another graph".to_owned());
        }
        if neff.len() as u64 != self.bytes {
            return Err(format!("{} bytes, expected {}", neff.len(), self.bytes));
        }
        if sha256(neff) != self.sha256 {
            return Err("its SHA-256 is not the recorded one".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Record;

    fn record() -> Record {
        Record {
            key: "ab".repeat(32),
            bytes: 7,
            sha256: "cd".repeat(32),
            seconds: 0.1 + 0.2,
            name: "ViT, train step".to_owned(),
            target: "trn2".to_owned(),
            lnc: Some(2),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        for lnc in [None, Some(1)] {
            let record = Record { lnc, ..record() };
            assert_eq!(Record::parse(&record.to_text()), Some(record));
        }
    }

    #[test]
    fn half_a_record_is_none() {
        let text = record().to_text();
        for end in 0..text.len() - record().name.len() - 1 {
            assert_eq!(Record::parse(&text[..end]), None, "{end}");
        }
    }
}
