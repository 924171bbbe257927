//! Reading JSON by path, with errors that name what was missing.

use anyhow::{Context, Result};
use tinyjson::JsonValue;

/// A JSON value, with accessors that say which field was wrong.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a>(pub(crate) &'a JsonValue);

/// Parses one JSON text.
///
/// # Errors
///
/// Where the text is not JSON.
pub(crate) fn parse(text: &str) -> Result<JsonValue> {
    text.parse::<JsonValue>().map_err(|error| anyhow::anyhow!("not valid JSON: {error}"))
}

impl<'a> Json<'a> {
    /// The field `name` of an object, if it is there and not null.
    pub(crate) fn get(self, name: &str) -> Option<Json<'a>> {
        let fields = self.0.get::<std::collections::HashMap<String, JsonValue>>()?;
        fields.get(name).filter(|value| !value.is_null()).map(Json)
    }

    /// The field `name` as text.
    pub(crate) fn text(self, name: &str) -> Result<&'a str> {
        let value = self.get(name).and_then(|field| field.0.get::<String>());
        value.map(String::as_str).with_context(|| format!("the text `{name}` is missing"))
    }

    /// The field `name` as a number.
    pub(crate) fn number(self, name: &str) -> Result<f64> {
        let value = self.get(name).and_then(|field| field.0.get::<f64>());
        value.copied().with_context(|| format!("the number `{name}` is missing"))
    }

    /// The field `name` as a truth value; false where it is absent.
    pub(crate) fn truth(self, name: &str) -> bool {
        self.get(name).and_then(|field| field.0.get::<bool>()).copied().unwrap_or(false)
    }

    /// The elements of the array `name`; none where it is absent.
    pub(crate) fn list(self, name: &str) -> impl Iterator<Item = Json<'a>> + use<'a> {
        let list = self.get(name).and_then(|field| field.0.get::<Vec<JsonValue>>());
        list.into_iter().flatten().map(Json)
    }

    /// The elements of the array of texts `name`.
    pub(crate) fn texts(self, name: &str) -> Vec<String> {
        self.list(name).filter_map(|item| item.0.get::<String>().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_name_and_missing_ones_are_named() {
        let value = parse(r#"{"name":"vit","median":1.5,"test":true,"kind":["bin"],"path":null}"#);
        let value = value.expect("valid JSON");
        let json = Json(&value);
        assert_eq!(json.text("name").expect("present"), "vit");
        assert_eq!(json.number("median").expect("present"), 1.5);
        assert!(json.truth("test") && !json.truth("absent"));
        assert_eq!(json.texts("kind"), ["bin"]);
        assert!(json.get("path").is_none());
        assert_eq!(
            json.number("name").expect_err("a text").to_string(),
            "the number `name` is missing"
        );
    }
}
