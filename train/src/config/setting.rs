//! One value for one key, and where it was asked for.

use toml::{Table, Value};

use super::ConfigError;

/// The key that tells an enum's variant.
pub(super) const TAG: &str = "kind";

/// A value for a dotted key.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) path: Vec<String>,
    pub(super) value: Value,
    /// For messages: `` `config.toml`, line 3, `optimizer.rate` `` or `` `--set a=1` ``.
    pub(super) origin: String,
}

impl Setting {
    /// `table.key=value`: the value as TOML, or, where it is none, as text.
    pub(super) fn parse(argument: &str) -> Result<Self, ConfigError> {
        let shown = argument.replace('\n', "\\n");
        let malformed = || ConfigError::Argument { argument: shown.clone() };
        let (key, value) = argument.split_once('=').ok_or_else(malformed)?;
        let path = split_key(key.trim()).ok_or_else(malformed)?;
        let value = parse_value(value.trim());
        Ok(Self { path, value, origin: format!("`--set {shown}`") })
    }

    /// Whether this chooses the variant of the table that `other` has a field of.
    pub(super) fn chooses_for(&self, other: &Self) -> bool {
        let Some((tag, table)) = self.path.split_last() else { return false };
        tag == TAG && other.path.starts_with(table)
    }

    /// Puts the value into `table`, making the tables on the way.
    ///
    /// # Errors
    /// The dotted key of a value on the way that is no table.
    pub(super) fn apply(&self, table: &mut Table) -> Result<(), String> {
        let Some((last, parents)) = self.path.split_last() else { return Ok(()) };
        let mut table = table;
        for (depth, key) in parents.iter().enumerate() {
            let entry = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
            let Value::Table(inner) = entry else {
                return Err(self.path[..=depth].join("."));
            };
            table = inner;
        }
        let old = table.get(last);
        if last == TAG && old.is_some_and(|old| *old != self.value) {
            table.clear();
        }
        match (table.get_mut(last), &self.value) {
            // An inline table given as a whole, such as `--set optimizer={rate=1}`.
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            _ => {
                table.insert(last.clone(), self.value.clone());
            }
        }
        Ok(())
    }
}

/// Splits a dotted key; `None` where a part is empty.
pub(super) fn split_key(key: &str) -> Option<Vec<String>> {
    let path: Vec<String> = key.split('.').map(|part| part.trim().to_owned()).collect();
    path.iter().all(|part| !part.is_empty()).then_some(path)
}

/// Merges `new` into `old`, key by key.
pub(super) fn merge(old: &mut Table, new: &Table) {
    if new.get(TAG).is_some_and(|tag| old.get(TAG).is_some_and(|old| old != tag)) {
        old.clear();
    }
    for (key, value) in new {
        match (old.get_mut(key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            _ => {
                old.insert(key.clone(), value.clone());
            }
        }
    }
}

fn parse_value(text: &str) -> Value {
    // A line break would let the text set further keys.
    let one_line = !text.contains('\n');
    let parsed = one_line.then(|| format!("value = {text}").parse::<Table>().ok()).flatten();
    let value = parsed.and_then(|mut table| table.remove("value"));
    value.unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use toml::Value;

    use super::Setting;

    #[test]
    fn a_value_is_toml_or_else_text() {
        let value = |argument| Setting::parse(argument).unwrap().value;
        assert_eq!(value("a=1"), Value::Integer(1));
        assert_eq!(value("a.b = 1e-3"), Value::Float(0.001));
        assert_eq!(value("a=true"), Value::Boolean(true));
        assert_eq!(value("a=vit"), Value::String("vit".into()));
        assert_eq!(value("a=\"1\""), Value::String("1".into()));
        assert_eq!(value("a=x=y"), Value::String("x=y".into()));
        assert_eq!(value("a="), Value::String(String::new()));
        assert_eq!(value("a=[1, 2]").as_array().unwrap().len(), 2);
        assert_eq!(value("a=1\nb=2"), Value::String("1\nb=2".into()));
    }

    #[test]
    fn what_is_no_setting_is_refused() {
        for argument in ["", "a", "=1", "a..b=1", ".a=1", "a.=1"] {
            let text = Setting::parse(argument).unwrap_err().to_string();
            assert!(text.contains("expected `key=value`"), "{text}");
        }
    }
}
