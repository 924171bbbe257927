use crate::CallingError;
use std::collections::BTreeSet;

/// Most contigs of a header.
const MOST_CONTIGS: usize = 4_000_000;

/// What a caller needs of a SAM header: contigs with their lengths, and whose reads these are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) contigs: Vec<(String, usize)>,
    pub(crate) samples: BTreeSet<String>,
}

impl Header {
    /// Reads the lines of a header (SAM specification, section 1.3). The contigs come from `@SQ`, unless a
    /// BAM file has them in binary, which then counts.
    pub(crate) fn parse(file: &str, text: &[u8]) -> Result<Self, CallingError> {
        let mut header = Self::default();
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end_matches(['\r', '\0']);
            let wrong = |what: String| CallingError::Format {
                file: file.to_owned(),
                place: format!("header line {}", index + 1),
                what,
            };
            let value = |tag: &str| {
                line.split('\t').skip(1).find_map(|field| {
                    field.strip_prefix(tag).and_then(|rest| rest.strip_prefix(':'))
                })
            };
            if line.starts_with("@SQ") {
                let name = value("SN").ok_or_else(|| wrong("`@SQ` without `SN`".to_owned()))?;
                let length = value("LN").and_then(|text| text.parse().ok()).ok_or_else(|| {
                    wrong(format!("contig `{name}` has no length (`LN`) that is a number"))
                })?;
                if header.contigs.len() == MOST_CONTIGS {
                    return Err(wrong(format!("more than {MOST_CONTIGS} contigs")));
                }
                header.contigs.push((name.to_owned(), length));
            } else if line.starts_with("@RG")
                && let Some(sample) = value("SM")
            {
                header.samples.insert(sample.to_owned());
            }
        }
        Ok(header)
    }

    /// The one sample.
    pub(crate) fn sample(&self, file: &str) -> Result<&str, CallingError> {
        let mut samples = self.samples.iter();
        match (samples.next(), samples.next()) {
            (None, _) => Err(CallingError::NoReadGroup { file: file.to_owned() }),
            (Some(only), None) => Ok(only),
            (Some(first), Some(second)) => Err(CallingError::SeveralSamples {
                file: file.to_owned(),
                count: self.samples.len(),
                first: first.clone(),
                second: second.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Header;

    #[test]
    fn contigs_and_the_sample() {
        let text = b"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:c1\tLN:100\r\n@RG\tID:a\tSM:me\n@RG\tID:b\tSM:me\n";
        let header = Header::parse("x.sam", text).unwrap();
        assert_eq!(header.contigs, [("c1".to_owned(), 100)]);
        assert_eq!(header.sample("x.sam").unwrap(), "me");
        let without = Header::parse("x.sam", b"@SQ\tSN:c1\tLN:100\n").unwrap();
        assert!(without.sample("x.sam").unwrap_err().to_string().contains("no read group"));
        let length = Header::parse("x.sam", b"@SQ\tSN:c1\tLN:x\n").unwrap_err().to_string();
        assert!(length.contains("header line 1"), "{length}");
    }
}
