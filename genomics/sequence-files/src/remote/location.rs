use crate::SequenceFileError;
use std::fmt;
use std::path::PathBuf;

/// Where a file lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// On this machine.
    File(PathBuf),
    /// On a server: its address.
    Server(String),
}

impl Location {
    /// Reads a path, an address (`http://`, `https://`) or the name of an object in a public bucket (`s3://bucket/key`,
    /// which is asked for without signature). With `base_url`, the objects of buckets lie there: a mirror with the
    /// bucket's layout.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] of another scheme, or an object without bucket or key.
    pub fn parse(text: &str, base_url: Option<&str>) -> Result<Self, SequenceFileError> {
        let wrong =
            |what: &str| SequenceFileError::File { file: text.to_owned(), what: what.to_owned() };
        if text.is_empty() {
            return Err(wrong("is no path and no address"));
        }
        match text.split_once("://") {
            None => Ok(Self::File(PathBuf::from(text))),
            Some(("http" | "https", _)) => Ok(Self::Server(text.to_owned())),
            Some(("s3", object)) => {
                let (bucket, key) = object.split_once('/').unwrap_or((object, ""));
                let of_bucket = |byte: u8| {
                    byte.is_ascii_lowercase()
                        || byte.is_ascii_digit()
                        || matches!(byte, b'-' | b'.')
                };
                if bucket.is_empty() || !bucket.bytes().all(of_bucket) {
                    return Err(wrong("has no name of a bucket behind `s3://`"));
                }
                if key.is_empty() || key.ends_with('/') {
                    return Err(wrong("names no object; expected `s3://bucket/key`"));
                }
                let key = escaped(key);
                Ok(Self::Server(match base_url {
                    Some(base) => format!("{}/{key}", base.trim_end_matches('/')),
                    // A certificate for all buckets holds for names without dots alone.
                    None if bucket.contains('.') => {
                        format!("https://s3.amazonaws.com/{bucket}/{key}")
                    }
                    None => format!("https://{bucket}.s3.amazonaws.com/{key}"),
                }))
            }
            Some(("ftp", _)) => {
                Err(wrong("is on an FTP server, which gives no parts; use its https address"))
            }
            Some(_) => {
                Err(wrong("has a scheme that is not read; expected a path, http, https or s3"))
            }
        }
    }

    /// The file with `suffix` behind its name, such as `.tbi`; what follows a `?` stays behind it.
    #[must_use]
    pub fn beside(&self, suffix: &str) -> Self {
        match self {
            Self::File(path) => {
                let mut path = path.clone().into_os_string();
                path.push(suffix);
                Self::File(path.into())
            }
            Self::Server(address) => {
                let (name, query) = address.split_at(address.find('?').unwrap_or(address.len()));
                Self::Server(format!("{name}{suffix}{query}"))
            }
        }
    }

    /// The file with `suffix` instead of the end of its name; none of a name that does not end so.
    #[must_use]
    pub fn instead(&self, ending: &str, suffix: &str) -> Option<Self> {
        match self {
            Self::File(path) => {
                let stem = path.to_str()?.strip_suffix(ending)?;
                Some(Self::File(format!("{stem}{suffix}").into()))
            }
            Self::Server(address) => {
                let (name, query) = address.split_at(address.find('?').unwrap_or(address.len()));
                Some(Self::Server(format!("{}{suffix}{query}", name.strip_suffix(ending)?)))
            }
        }
    }
}

impl fmt::Display for Location {
    /// A path or an address, without what follows a `?`, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(address) => f.write_str(address.split('?').next().unwrap_or(address)),
        }
    }
}

/// A key as it stands in an address (RFC 3986, 2.3).
fn escaped(key: &str) -> String {
    let mut address = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(byte as char);
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_have_addresses() {
        let address = |text: &str, base| Location::parse(text, base).map(|at| at.to_string());
        let found = |text, base| address(text, base).unwrap();
        assert_eq!(
            found("s3://giab/a b/c+d.vcf.gz", None),
            "https://giab.s3.amazonaws.com/a%20b/c%2Bd.vcf.gz"
        );
        assert_eq!(found("s3://a.b/c", None), "https://s3.amazonaws.com/a.b/c");
        assert_eq!(
            found("s3://giab/a/c.vcf", Some("http://localhost:1/")),
            "http://localhost:1/a/c.vcf"
        );
        assert_eq!(found("a/b.vcf", Some("http://localhost:1")), "a/b.vcf");
        for text in [
            "s3://",
            "s3:///key",
            "s3://Bucket/key",
            "s3://bucket",
            "s3://bucket/a/",
            "ftp://a/b",
            "gs://a/b",
            "",
        ] {
            assert!(address(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn an_index_lies_beside_its_file() {
        let signed = Location::Server("https://a/b.vcf.gz?key=x".into());
        assert_eq!(signed.beside(".tbi"), Location::Server("https://a/b.vcf.gz.tbi?key=x".into()));
        assert_eq!(signed.to_string(), "https://a/b.vcf.gz");
        assert_eq!(
            Location::File("a.bed.gz".into()).beside(".csi"),
            Location::File("a.bed.gz.csi".into())
        );
        let reads = Location::Server("https://a/b.bam?key=x".into());
        let index = Location::Server("https://a/b.bai?key=x".into());
        assert_eq!(reads.instead(".bam", ".bai"), Some(index));
        assert_eq!(reads.instead(".cram", ".bai"), None);
    }
}
