//! The text of a header: `ENVI`, then `name = value` of a line, or of more in braces.

use std::collections::BTreeMap;

/// Fields by their names in small letters. The error has the line, from 1, and what is wrong.
pub(super) fn fields(text: &str) -> Result<BTreeMap<String, String>, (usize, String)> {
    let mut lines = text.lines().enumerate();
    let first = lines.next().map(|(_, line)| line.trim_start_matches('\u{feff}').trim());
    if first != Some("ENVI") {
        return Err((1, "it does not start with `ENVI`".into()));
    }
    let mut fields = BTreeMap::new();
    while let Some((number, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        let Some((name, value)) = line.split_once('=') else {
            return Err((number + 1, format!("`{}` is not `name = value`", shown(line))));
        };
        let name = name.trim().to_ascii_lowercase();
        let mut value = value.trim().to_owned();
        if value.starts_with('{') {
            while !value.contains('}') {
                let Some((_, line)) = lines.next() else {
                    let what = format!("the braces of `{}` are never closed", shown(&name));
                    return Err((number + 1, what));
                };
                value.push(' ');
                value.push_str(line.trim());
            }
        }
        // The first counts where a name comes twice.
        fields.entry(name).or_insert(value);
    }
    Ok(fields)
}

/// The items of a list in braces; a value without braces is one.
pub(super) fn list(value: &str) -> Vec<&str> {
    braced(value).split(',').map(str::trim).collect()
}

/// What is in braces, or all.
pub(super) fn braced(value: &str) -> &str {
    let inner = value.strip_prefix('{').unwrap_or(value);
    inner.split('}').next().unwrap_or_default().trim()
}

/// As much of a text as belongs into a message.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
