use super::Contingency;
use crate::MetagenomicsError;
use std::collections::BTreeMap;

/// The share of items that have the most frequent label of their cluster. It grows with the number of clusters.
///
/// ```
/// assert_eq!(neuron_metagenomics::agreement::purity(&[0, 0, 1, 1], &[0, 0, 0, 1])?, 0.75);
/// # Ok::<(), neuron_metagenomics::MetagenomicsError>(())
/// ```
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn purity(labels: &[usize], clusters: &[usize]) -> Result<f64, MetagenomicsError> {
    Ok(of(&Contingency::new(labels, clusters)?))
}

pub(super) fn of(table: &Contingency) -> f64 {
    let mut most: BTreeMap<usize, u64> = BTreeMap::new();
    for (&(_, cluster), &count) in &table.cells {
        let most = most.entry(cluster).or_default();
        *most = count.max(*most);
    }
    most.values().sum::<u64>() as f64 / table.items as f64
}
