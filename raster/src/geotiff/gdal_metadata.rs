//! Names of bands in GDAL's XML: `<Item name="DESCRIPTION" sample="0" role="description">`.
//!
//! GDAL escapes a text before it makes it a text of XML, and so it is escaped twice.

/// The names of so many bands in the XML of the tag `GDAL_METADATA` (42112); empty where one has none.
#[must_use]
pub fn names(xml: &str, bands: usize) -> Vec<String> {
    let mut names = vec![String::new(); bands];
    for item in xml.split("<Item ").skip(1) {
        let Some((attributes, rest)) = item.split_once('>') else { continue };
        let attribute = |name: &str| {
            let (_, value) = attributes.split_once(&format!("{name}=\""))?;
            value.split('"').next()
        };
        let sample = attribute("sample").and_then(|sample| sample.parse::<usize>().ok());
        let place = sample.and_then(|sample| names.get_mut(sample));
        if let (Some(place), Some("description")) = (place, attribute("role")) {
            *place = unescaped(&unescaped(rest.split('<').next().unwrap_or_default().trim()));
        }
    }
    names
}

/// The XML with these names; none where no band has one.
pub(super) fn xml(names: &[String]) -> Option<String> {
    if names.iter().all(String::is_empty) {
        return None;
    }
    let mut xml = String::from("<GDALMetadata>\n");
    for (band, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let name = escaped(&escaped(name));
        xml += &format!(
            "  <Item name=\"DESCRIPTION\" sample=\"{band}\" role=\"description\">{name}</Item>\n"
        );
    }
    xml += "</GDALMetadata>\n";
    Some(xml)
}

/// A text in ASCII, other letters by their number: the tag's type has no others.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            ' '..='~' => escaped.push(letter),
            // XML has no others below the space.
            '\0'..' ' => escaped.push(' '),
            _ => escaped.push_str(&format!("&#x{:X};", u32::from(letter))),
        }
    }
    escaped
}

fn unescaped(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let known = piece.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest)));
        match known {
            Some((letter, rest)) => {
                whole.push(letter);
                whole.push_str(rest);
            }
            None => {
                whole.push('&');
                whole.push_str(piece);
            }
        }
    }
    whole
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}
