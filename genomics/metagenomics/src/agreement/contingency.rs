use crate::MetagenomicsError;
use std::collections::BTreeMap;

/// How many items have which label in which cluster; only pairs that occur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// Items in all.
    pub items: u64,
    /// Items of each label.
    pub labels: BTreeMap<usize, u64>,
    /// Items of each cluster.
    pub clusters: BTreeMap<usize, u64>,
    /// Items of each pair of label and cluster.
    pub cells: BTreeMap<(usize, usize), u64>,
}

impl Contingency {
    /// Counts.
    ///
    /// # Errors
    /// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
    pub fn new(labels: &[usize], clusters: &[usize]) -> Result<Self, MetagenomicsError> {
        MetagenomicsError::same_size("the list of clusters", labels.len(), clusters.len())?;
        if labels.is_empty() {
            return Err(MetagenomicsError::parameter("items", 0, "1 or more to compare"));
        }
        let mut table = Self {
            items: labels.len() as u64,
            labels: BTreeMap::new(),
            clusters: BTreeMap::new(),
            cells: BTreeMap::new(),
        };
        for (&label, &cluster) in labels.iter().zip(clusters) {
            *table.labels.entry(label).or_default() += 1;
            *table.clusters.entry(cluster).or_default() += 1;
            *table.cells.entry((label, cluster)).or_default() += 1;
        }
        Ok(table)
    }
}
