use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Metrics by name, in the order of their names.
///
/// JSON has no NaN and no infinity, and a diverged loss must survive a round trip: such values are
/// written as the strings `"NaN"`, `"inf"` and `"-inf"`, which Python's `float` reads too.
///
/// ```
/// use neuron_train::metrics::Metrics;
/// let metrics: Metrics = [("loss", 0.25), ("accuracy", 0.9)].into_iter().collect();
/// assert_eq!(metrics.get("accuracy"), Some(0.9));
/// assert_eq!(metrics.to_string(), "accuracy 0.9000, loss 0.2500");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics(BTreeMap<String, f64>);

impl Metrics {
    /// No metrics yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Sets `name` to `value` and returns what it was before.
    pub fn insert(&mut self, name: impl Into<String>, value: f64) -> Option<f64> {
        self.0.insert(name.into(), value)
    }

    /// Sets `name` where there is a value; a metric without one is left out.
    pub fn insert_defined(&mut self, name: impl Into<String>, value: Option<f64>) {
        if let Some(value) = value {
            self.insert(name, value);
        }
    }

    /// The value of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// Names and values, in the order of the names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// How many metrics there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same metrics under `prefix/name`, as in `val/accuracy`.
    #[must_use]
    pub fn prefixed(&self, prefix: &str) -> Self {
        self.iter().map(|(name, value)| (format!("{prefix}/{name}"), value)).collect()
    }
}

impl<K: Into<String>> FromIterator<(K, f64)> for Metrics {
    fn from_iter<I: IntoIterator<Item = (K, f64)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl<K: Into<String>> Extend<(K, f64)> for Metrics {
    fn extend<I: IntoIterator<Item = (K, f64)>>(&mut self, entries: I) {
        self.0.extend(entries.into_iter().map(|(name, value)| (name.into(), value)));
    }
}

impl IntoIterator for Metrics {
    type Item = (String, f64);
    type IntoIter = std::collections::btree_map::IntoIter<String, f64>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            write!(f, "{separator}{name} {value:.4}")?;
        }
        Ok(())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Number {
    Finite(f64),
    Other(String),
}

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| {
            let value = if value.is_finite() {
                Number::Finite(*value)
            } else {
                Number::Other(value.to_string())
            };
            (name, value)
        }))
    }
}

impl<'de> Deserialize<'de> for Metrics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Number>::deserialize(deserializer)?;
        let value = |name: &str, number| match number {
            Number::Finite(value) => Ok(value),
            Number::Other(text) => match text.as_str() {
                "NaN" => Ok(f64::NAN),
                "inf" => Ok(f64::INFINITY),
                "-inf" => Ok(f64::NEG_INFINITY),
                _ => Err(serde::de::Error::custom(format!(
                    "metric `{name}` is `{text}`, expected a number, `NaN`, `inf` or `-inf`"
                ))),
            },
        };
        entries
            .into_iter()
            .map(|(name, number)| Ok((name.clone(), value(&name, number)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_every_bit_and_what_json_cannot_say() {
        let metrics: Metrics =
            [("third", 1.0 / 3.0), ("loss", f64::INFINITY), ("grad", f64::NAN), ("one", 1.0)]
                .into_iter()
                .collect();
        let json = serde_json::to_string(&metrics).unwrap();
        assert_eq!(json, r#"{"grad":"NaN","loss":"inf","one":1.0,"third":0.3333333333333333}"#);
        let back: Metrics = serde_json::from_str(&json).unwrap();
        assert!(back.get("grad").unwrap().is_nan());
        assert_eq!(back.get("third").unwrap().to_bits(), (1.0_f64 / 3.0).to_bits());
        assert_eq!(back.get("loss"), Some(f64::INFINITY));
        let error = serde_json::from_str::<Metrics>(r#"{"a":"high"}"#).unwrap_err();
        assert!(error.to_string().contains("metric `a` is `high`"), "{error}");
    }
}
