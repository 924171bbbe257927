//! The ninth column: `name=value,value;…` of GFF3, or `name "value"; …` of GTF.

/// Reads attributes of either kind, which the first one tells.
pub(super) fn parse(text: &str) -> Result<Vec<(String, String)>, String> {
    let text = text.trim();
    if text.is_empty() || text == "." {
        return Ok(Vec::new());
    }
    let name_ends = text.find(|character: char| character == '=' || character.is_whitespace());
    match name_ends.map(|place| text.as_bytes()[place]) {
        Some(b'=') => gff3(text),
        Some(_) => gtf(text),
        None => Err(format!("attribute `{}` has no value", shown(text))),
    }
}

fn gff3(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for field in text.split(';').map(str::trim).filter(|field| !field.is_empty()) {
        let (name, values) = field
            .split_once('=')
            .ok_or_else(|| format!("attribute `{}` has no value", shown(field)))?;
        let name = unescaped(name)?;
        for value in values.split(',') {
            found.push((name.clone(), unescaped(value)?));
        }
    }
    Ok(found)
}

/// With `%3B` and the like as the characters that they stand for.
fn unescaped(text: &str) -> Result<String, String> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) if first == b'%' => {
                bytes.push(code);
                rest = &behind[2..];
            }
            // A per cent sign that escapes nothing is met in many files.
            _ => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).map_err(|_| format!("`{}` stands for no text", shown(text)))
}

fn gtf(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest
            .trim_start_matches(|character: char| character == ';' || character.is_whitespace());
        if rest.is_empty() {
            return Ok(found);
        }
        let (name, behind) = rest
            .split_once(char::is_whitespace)
            .filter(|(name, _)| !name.contains(';'))
            .ok_or_else(|| format!("attribute `{}` has no value", shown(rest)))?;
        let behind = behind.trim_start();
        let (value, after) = match behind.strip_prefix('"') {
            // Between quotes, a semicolon is part of the value.
            Some(quoted) => quoted
                .split_once('"')
                .ok_or_else(|| format!("the value of `{}` has no closing quote", shown(name)))?,
            None => behind.split_once(';').unwrap_or((behind, "")),
        };
        found.push((name.to_owned(), value.trim_end().to_owned()));
        rest = after;
    }
}

fn shown(text: &str) -> String {
    crate::lines::excerpt(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap()
    }

    fn expected(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn both_kinds_are_read() {
        let found = pairs(r#"gene_id "a; b"; level 2; tag "x"; tag "y" ;"#);
        assert_eq!(
            found,
            expected(&[("gene_id", "a; b"), ("level", "2"), ("tag", "x"), ("tag", "y")])
        );
        let found = pairs("ID=a%3Bb;Parent=x,y; Note=5%;Empty=");
        let all = [("ID", "a;b"), ("Parent", "x"), ("Parent", "y"), ("Note", "5%"), ("Empty", "")];
        assert_eq!(found, expected(&all));
        assert_eq!(pairs("."), []);
        assert_eq!(pairs(""), []);
    }

    #[test]
    fn what_is_neither_is_refused() {
        assert_eq!(parse("gene").unwrap_err(), "attribute `gene` has no value");
        assert_eq!(parse("a \"b").unwrap_err(), "the value of `a` has no closing quote");
        assert_eq!(parse("a=b;c").unwrap_err(), "attribute `c` has no value");
        assert_eq!(parse("a=%ff").unwrap_err(), "`%ff` stands for no text");
    }
}
