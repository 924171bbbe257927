use crate::EvaluationError;
use crate::series::{MetadataValue, Series, SeriesSet};
use std::collections::BTreeSet;

/// How metadata become numbers: quantities as they are, categories as one feature each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MetadataEncoding {
    /// For each column its name and, if it holds categories, those that training saw.
    columns: Vec<(String, Option<Vec<String>>)>,
}

impl MetadataEncoding {
    /// Learns the categories of the items that have a history before `origin`.
    pub(super) fn learn(set: &SeriesSet, origin: usize) -> Self {
        let seen = |s: &&Series| (s.offset..origin.min(s.end())).any(|t| s.at(t).is_some());
        let trained: Vec<&Series> = set.series().iter().filter(seen).collect();
        let column = |(at, name): (usize, &String)| {
            let mut known = BTreeSet::new();
            for series in &trained {
                match &series.metadata[at] {
                    MetadataValue::Category(text) => known.insert(text.clone()),
                    MetadataValue::Number(_) => return (name.clone(), None),
                };
            }
            (name.clone(), Some(known.into_iter().collect()))
        };
        Self { columns: set.metadata_columns().iter().enumerate().map(column).collect() }
    }

    /// The features' names with their groups.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let mut names = Vec::new();
        for (name, known) in &self.columns {
            match known {
                None => names.push((name.clone(), name.clone())),
                Some(known) => {
                    names.extend(known.iter().map(|kind| (format!("{name}={kind}"), name.clone())));
                }
            }
        }
        names
    }

    /// The features of one item.
    pub(super) fn encode(&self, series: &Series) -> Result<Vec<f64>, EvaluationError> {
        let mut features = Vec::new();
        for ((name, known), value) in self.columns.iter().zip(&series.metadata) {
            let unseen = |text: String, known: String| EvaluationError::UnseenCategory {
                item: series.item.clone(),
                column: name.clone(),
                value: text,
                known,
            };
            match (known, value) {
                (None, MetadataValue::Number(number)) => features.push(*number),
                (None, MetadataValue::Category(text)) => {
                    return Err(unseen(text.clone(), "numbers only".to_owned()));
                }
                (Some(known), value) => {
                    let text = match value {
                        MetadataValue::Category(text) => text.clone(),
                        MetadataValue::Number(number) => number.to_string(),
                    };
                    if !known.contains(&text) {
                        let known: Vec<_> = known.iter().map(|k| format!("`{k}`")).collect();
                        return Err(unseen(text, known.join(", ")));
                    }
                    features.extend(known.iter().map(|k| f64::from(u8::from(*k == text))));
                }
            }
        }
        Ok(features)
    }
}
