use super::Contingency;
use crate::MetagenomicsError;

/// The Rand index corrected for chance (Hubert and Arabie, *Comparing partitions*, 1985): 1 for the same partition, 0
/// on average for a random one. Two partitions that are both trivial in the same way agree.
///
/// ```
/// use neuron_metagenomics::agreement::adjusted_rand_index;
/// assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[5, 5, 3, 3])?, 1.0);
/// assert!((adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1])? + 0.5).abs() < 1e-12);
/// # Ok::<(), neuron_metagenomics::MetagenomicsError>(())
/// ```
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn adjusted_rand_index(labels: &[usize], clusters: &[usize]) -> Result<f64, MetagenomicsError> {
    Ok(of(&Contingency::new(labels, clusters)?))
}

pub(super) fn of(table: &Contingency) -> f64 {
    let pairs = |count: &u64| *count as f64 * (*count as f64 - 1.0) / 2.0;
    let both: f64 = table.cells.values().map(pairs).sum();
    let labels: f64 = table.labels.values().map(pairs).sum();
    let clusters: f64 = table.clusters.values().map(pairs).sum();
    let all = pairs(&table.items);
    let expected = if all == 0.0 { 0.0 } else { labels * clusters / all };
    let most = (labels + clusters) / 2.0;
    if most == expected { 1.0 } else { (both - expected) / (most - expected) }
}
