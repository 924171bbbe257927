//! A TOML file as settings that know their line.

use std::io::Read;
use std::path::Path;

use toml::Table;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::setting::{Setting, TAG};
use crate::file_system::{FileError, FileSystem, RealFileSystem};

/// A configuration is written by hand; what is longer is a mistake.
const MAX_BYTES: u64 = 16 << 20;

/// Reads the settings of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Setting>, ConfigError> {
    let file = RealFileSystem.open(path).map_err(FileError::at("open", path))?;
    let mut bytes = Vec::new();
    file.reader.take(MAX_BYTES).read_to_end(&mut bytes).map_err(FileError::at("read", path))?;
    let name = path.display().to_string();
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        syntax(&name, &String::from_utf8_lossy(before), before.len(), "it is not UTF-8")
    })?;
    parse(&name, &text)
}

pub(super) fn parse(name: &str, text: &str) -> Result<Vec<Setting>, ConfigError> {
    let broken = |error: toml::de::Error| {
        syntax(name, text, error.span().map_or(0, |span| span.start), error.message())
    };
    let values: Table = text.parse().map_err(broken)?;
    let spans = DeTable::parse(text).map_err(broken)?;
    let mut settings = Vec::new();
    collect(name, text, spans.get_ref(), &values, &mut Vec::new(), &mut settings);
    Ok(settings)
}

fn collect(
    name: &str,
    text: &str,
    spans: &DeTable<'_>,
    values: &Table,
    path: &mut Vec<String>,
    settings: &mut Vec<Setting>,
) {
    let mut entries: Vec<_> = spans.iter().collect();
    // As written, but the tag first: it clears away the fields of the variant that was there.
    entries.sort_by_key(|(key, _)| (key.get_ref().as_ref() != TAG, key.span().start));
    for (key, span) in entries {
        let Some(value) = values.get(key.get_ref().as_ref()) else { continue };
        path.push(key.get_ref().to_string());
        match (span.get_ref(), value) {
            (DeValue::Table(inner), toml::Value::Table(values)) if !values.is_empty() => {
                collect(name, text, inner, values, path, settings);
            }
            _ => {
                let (line, _) = position(text, key.span().start);
                let origin = format!("`{name}`, line {line}, `{}`", path.join("."));
                settings.push(Setting { path: path.clone(), value: value.clone(), origin });
            }
        }
        path.pop();
    }
}

fn syntax(name: &str, text: &str, offset: usize, problem: &str) -> ConfigError {
    let (line, column) = position(text, offset);
    let problem = problem.replace('\n', " ");
    ConfigError::Syntax { file: name.to_owned(), line, column, problem }
}

/// Line and column of a byte, both from one.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
