use crate::MISSING;
use crate::error::shown;

/// Reads a genotype such as `0|1`, `.`, `0/0/1`, or `|0|1` as version 4.4 may write it, into `copies`; whether there is
/// no `/` in it. `alleles` counts the site's alleles, the reference's among them.
pub(super) fn parse(text: &[u8], alleles: usize, copies: &mut Vec<i8>) -> Result<bool, String> {
    copies.clear();
    let (mut phased, mut rest) = match text {
        [b'/', rest @ ..] => (false, rest),
        [b'|', rest @ ..] => (true, rest),
        _ => (true, text),
    };
    loop {
        let end = rest.iter().position(|byte| matches!(byte, b'/' | b'|')).unwrap_or(rest.len());
        copies.push(allele(&rest[..end], text, alleles)?);
        let Some(separator) = rest.get(end) else { return Ok(phased) };
        phased &= *separator == b'|';
        rest = &rest[end + 1..];
    }
}

fn allele(digits: &[u8], genotype: &[u8], alleles: usize) -> Result<i8, String> {
    if digits == b"." {
        return Ok(MISSING);
    }
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(format!(
            "{} is not a genotype: expected numbers of alleles or `.`, separated by `/` or `|`",
            shown(genotype)
        ));
    }
    let step = |number: usize, digit: &u8| {
        number.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
    };
    let number = digits.iter().fold(0, step);
    if number >= alleles {
        let most = alleles - 1;
        return Err(format!(
            "genotype {} has allele {number}, and the site has alleles 0 to {most}",
            shown(genotype)
        ));
    }
    i8::try_from(number).map_err(|_| {
        format!(
            "genotype {} has allele {number}, and at most 127 can be told apart; split the site",
            shown(genotype)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(text: &str) -> (Vec<i8>, bool) {
        let mut copies = Vec::new();
        let phased = parse(text.as_bytes(), 12, &mut copies).expect("it is a genotype");
        (copies, phased)
    }

    #[test]
    fn every_ploidy_and_phase() {
        assert_eq!(read("0"), (vec![0], true));
        assert_eq!(read("."), (vec![-1], true));
        assert_eq!(read("./."), (vec![-1, -1], false));
        assert_eq!(read("0|11"), (vec![0, 11], true));
        assert_eq!(read("0/0/1"), (vec![0, 0, 1], false));
        assert_eq!(read("0|0/1"), (vec![0, 0, 1], false));
        assert_eq!(read("|0|1"), (vec![0, 1], true));
        assert_eq!(read("/1"), (vec![1], false));
        assert_eq!(read(".|1"), (vec![-1, 1], true));
    }

    #[test]
    fn what_is_no_genotype_is_refused() {
        let refusal = |text: &str| parse(text.as_bytes(), 2, &mut Vec::new()).expect_err(text);
        for text in ["", "/", "0/", "a", "0-1", "-1", "0//1", "0/1 ", "+1", "0|.1"] {
            assert!(refusal(text).contains("is not a genotype"), "{text}");
        }
        assert_eq!(refusal("0/2"), "genotype `0/2` has allele 2, and the site has alleles 0 to 1");
        assert!(refusal("99999999999999999999999").contains("has allele"));
        let many = parse(b"130", 200, &mut Vec::new()).expect_err("too many");
        assert!(many.contains("at most 127"));
    }
}
