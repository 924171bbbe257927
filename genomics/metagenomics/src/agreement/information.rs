use super::Contingency;
use crate::MetagenomicsError;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether clusters hold one label each, and labels are in one cluster each (Rosenberg and Hirschberg, *V-Measure*,
/// 2007).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct VMeasure {
    /// 1 where each cluster holds one label alone.
    pub homogeneity: f64,
    /// 1 where each label is in one cluster alone.
    pub completeness: f64,
    /// Their harmonic mean.
    pub v: f64,
}

/// The mutual information of labels and clusters, in nats.
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn mutual_information(labels: &[usize], clusters: &[usize]) -> Result<f64, MetagenomicsError> {
    Ok(mutual(&Contingency::new(labels, clusters)?))
}

/// Mutual information divided by the mean of the two entropies; 1 where both partitions are of one part.
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn normalised_mutual_information(
    labels: &[usize],
    clusters: &[usize],
) -> Result<f64, MetagenomicsError> {
    Ok(v_measure_of(&Contingency::new(labels, clusters)?).v)
}

/// Homogeneity, completeness and their harmonic mean.
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn v_measure(labels: &[usize], clusters: &[usize]) -> Result<VMeasure, MetagenomicsError> {
    Ok(v_measure_of(&Contingency::new(labels, clusters)?))
}

/// Mutual information corrected for chance, with the mean of the two entropies as its greatest value (Vinh, Epps,
/// Bailey: *Information theoretic measures for clusterings comparison*, 2010).
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn adjusted_mutual_information(
    labels: &[usize],
    clusters: &[usize],
) -> Result<f64, MetagenomicsError> {
    Ok(adjusted_of(&Contingency::new(labels, clusters)?))
}

pub(super) fn v_measure_of(table: &Contingency) -> VMeasure {
    let (labels, clusters) = (entropy(&table.labels), entropy(&table.clusters));
    let shared = mutual(table);
    let share =
        |entropy: f64| if entropy == 0.0 { 1.0 } else { (shared / entropy).clamp(0.0, 1.0) };
    let (homogeneity, completeness) = (share(labels), share(clusters));
    let sum = homogeneity + completeness;
    let v = if sum == 0.0 { 0.0 } else { 2.0 * homogeneity * completeness / sum };
    VMeasure { homogeneity, completeness, v }
}

pub(super) fn adjusted_of(table: &Contingency) -> f64 {
    let items = table.items as usize;
    // One part each, or as many as items each: the same partition.
    let parts = (table.labels.len(), table.clusters.len());
    if parts == (1, 1) || parts == (items, items) {
        return 1.0;
    }
    let expected = expected(table);
    let mean = (entropy(&table.labels) + entropy(&table.clusters)) / 2.0;
    let room = mean - expected;
    // As scikit-learn: keep the sign where rounding leaves nothing to divide by.
    let room = if room < 0.0 { room.min(-f64::EPSILON) } else { room.max(f64::EPSILON) };
    (mutual(table) - expected) / room
}

fn entropy(parts: &BTreeMap<usize, u64>) -> f64 {
    let items: u64 = parts.values().sum();
    let part = |&count: &u64| {
        let share = count as f64 / items as f64;
        -share * share.ln()
    };
    parts.values().map(part).sum::<f64>().max(0.0)
}

fn mutual(table: &Contingency) -> f64 {
    let n = table.items as f64;
    let cell = |(&(label, cluster), &count): (&(usize, usize), &u64)| {
        let (a, b) = (table.labels[&label] as f64, table.clusters[&cluster] as f64);
        count as f64 / n * (n * count as f64 / (a * b)).ln()
    };
    table.cells.iter().map(cell).sum::<f64>().max(0.0)
}

/// The mean of the mutual information over all partitions with parts of these sizes. Parts of one size have one term.
fn expected(table: &Contingency) -> f64 {
    let n = table.items as usize;
    let logs: Vec<f64> = (0..=n)
        .scan(0.0, |sum, k| {
            *sum += if k == 0 { 0.0 } else { (k as f64).ln() };
            Some(*sum)
        })
        .collect();
    let sizes = |parts: &BTreeMap<usize, u64>| {
        let mut sizes: BTreeMap<usize, f64> = BTreeMap::new();
        parts.values().for_each(|&size| *sizes.entry(size as usize).or_default() += 1.0);
        sizes
    };
    let mut sum = 0.0;
    for (&a, &times_a) in &sizes(&table.labels) {
        for (&b, &times_b) in &sizes(&table.clusters) {
            let fixed = logs[a] + logs[b] + logs[n - a] + logs[n - b] - logs[n];
            for both in 1.max((a + b).saturating_sub(n))..=a.min(b) {
                let chance =
                    fixed - logs[both] - logs[a - both] - logs[b - both] - logs[n + both - a - b];
                let gain =
                    both as f64 / n as f64 * (n as f64 * both as f64 / (a as f64 * b as f64)).ln();
                sum += times_a * times_b * gain * chance.exp();
            }
        }
    }
    sum
}
