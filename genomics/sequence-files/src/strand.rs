use serde::Serialize;

/// On which strand something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Strand {
    /// `+`: the strand that the reference shows.
    #[serde(rename = "+")]
    Forward,
    /// `-`: the other.
    #[serde(rename = "-")]
    Reverse,
}

impl Strand {
    /// Reads `+`, `-`, or what says nothing: `.`, and `?` of GFF3.
    pub(crate) fn parse(text: &[u8]) -> Result<Option<Self>, String> {
        match text {
            b"+" => Ok(Some(Self::Forward)),
            b"-" => Ok(Some(Self::Reverse)),
            b"." | b"?" => Ok(None),
            other => {
                let other = crate::lines::excerpt(other);
                Err(format!("the strand is `{other}`, expected `+`, `-` or `.`"))
            }
        }
    }
}
