//! The header of BAM and BCF: where it ends, and the contigs by number.

use super::BinaryKind;
use std::collections::BTreeMap;

/// What a header says.
#[derive(Debug)]
pub(super) struct Header {
    /// Its bytes in the expanded file.
    pub(super) length: usize,
    /// Names of the contigs; none of a number that no line has.
    pub(super) contigs: Vec<Option<String>>,
}

/// Reads a header; none where the bytes do not hold all of it.
pub(super) fn parse(kind: BinaryKind, bytes: &[u8]) -> Result<Option<Header>, &'static str> {
    let magic = kind.magic();
    let common = bytes.len().min(magic.len());
    if bytes[..common] != magic[..common] {
        return Err("does not begin as one");
    }
    match kind {
        BinaryKind::Bam => of_bam(bytes),
        BinaryKind::Bcf => of_bcf(bytes),
    }
}

fn of_bam(bytes: &[u8]) -> Result<Option<Header>, &'static str> {
    let mut at = 4;
    let Some(text) = length(bytes, &mut at)? else { return Ok(None) };
    at += text;
    let Some(count) = length(bytes, &mut at)? else { return Ok(None) };
    let mut contigs = Vec::new();
    for _ in 0..count {
        let Some(named) = length(bytes, &mut at)? else { return Ok(None) };
        let Some(name) = bytes.get(at..at + named) else { return Ok(None) };
        let name = name.strip_suffix(b"\0").unwrap_or(name);
        let name = std::str::from_utf8(name).map_err(|_| "names a contig by what is no text")?;
        contigs.push(Some(name.to_owned()));
        at += named;
        if length(bytes, &mut at)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(Header { length: at, contigs }))
}

fn of_bcf(bytes: &[u8]) -> Result<Option<Header>, &'static str> {
    let mut at = 5;
    let Some(length) = length(bytes, &mut at)? else { return Ok(None) };
    let Some(text) = bytes.get(at..at + length) else { return Ok(None) };
    let mut numbered: BTreeMap<usize, String> = BTreeMap::new();
    let mut next: usize = 0;
    for line in text.split(|byte| *byte == b'\n') {
        let Some(rest) = line.strip_prefix(b"##contig=<") else { continue };
        let rest = std::str::from_utf8(rest).map_err(|_| "names a contig by what is no text")?;
        let field = |key: &str| {
            let fields = rest.trim_end_matches(['\r', '>']).split(',');
            fields.filter_map(|field| field.strip_prefix(key)).next()
        };
        let Some(name) = field("ID=") else { continue };
        // `IDX` numbers what a part of another file keeps (VCF specification, 6.2.1).
        let number = field("IDX=").and_then(|digits| digits.parse().ok()).unwrap_or(next);
        next = number.saturating_add(1);
        numbered.insert(number, name.to_owned());
    }
    let most = numbered.last_key_value().map_or(0, |(number, _)| number.saturating_add(1));
    // A number far behind the others would ask for as many names.
    if most > text.len() {
        return Err("numbers a contig higher than its header has room for");
    }
    let contigs = (0..most).map(|number| numbered.remove(&number)).collect();
    Ok(Some(Header { length: at + length, contigs }))
}

/// A length, and what follows it; none where it is not all there.
fn length(bytes: &[u8], at: &mut usize) -> Result<Option<usize>, &'static str> {
    let Some(found) = bytes.get(*at..).and_then(|rest| rest.first_chunk::<4>()) else {
        return Ok(None);
    };
    *at += 4;
    let found = i32::from_le_bytes(*found);
    usize::try_from(found).map(Some).map_err(|_| "states a length below 0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contigs_of_bcf_have_the_number_that_their_line_says() {
        let text = "##contig=<ID=b,length=5,IDX=2>\n##contig=<ID=c>\n##contig=<ID=a,IDX=0>\n\0";
        let mut bytes = b"BCF\x02\x02".to_vec();
        bytes.extend((text.len() as u32).to_le_bytes());
        bytes.extend(text.as_bytes());
        for short in 0..bytes.len() {
            assert!(parse(BinaryKind::Bcf, &bytes[..short]).unwrap().is_none(), "{short}");
        }
        bytes.extend([1, 2, 3]);
        let header = parse(BinaryKind::Bcf, &bytes).unwrap().unwrap();
        assert_eq!(header.length, bytes.len() - 3);
        let names = ["a", "", "b", "c"].map(|name| (!name.is_empty()).then(|| name.to_owned()));
        assert_eq!(header.contigs, names);
        let far = String::from_utf8(bytes).unwrap().replace("IDX=2", "IDX=9999999");
        assert!(parse(BinaryKind::Bcf, far.as_bytes()).is_err());
    }
}
