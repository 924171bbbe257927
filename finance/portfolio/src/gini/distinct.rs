use nalgebra::DMatrix;
use std::cmp::Ordering;

/// Scenarios that differ, with how often each comes: days without a price change are many and the same,
/// and pairs of them say nothing.
#[derive(Clone, Debug)]
pub(super) struct Distinct {
    /// `[scenarios, assets]`.
    pub(super) rows: DMatrix<f64>,
    pub(super) frequency: Vec<f64>,
    /// One over the number of pairs of all scenarios.
    pub(super) per_pair: f64,
}

impl Distinct {
    /// Of the scenarios, divided by `unit`.
    pub(super) fn new(scenarios: &DMatrix<f64>, unit: f64) -> Self {
        let mut order: Vec<usize> = (0..scenarios.nrows()).collect();
        let compare = |a: &usize, b: &usize| {
            let by = |i: usize| scenarios[(*a, i)].partial_cmp(&scenarios[(*b, i)]);
            let by = |i: usize| by(i).unwrap_or(Ordering::Equal);
            (0..scenarios.ncols()).map(by).find(|by| by.is_ne()).unwrap_or(Ordering::Equal)
        };
        order.sort_by(compare);
        let mut first: Vec<usize> = Vec::new();
        let mut frequency: Vec<f64> = Vec::new();
        for row in order {
            match (first.last(), frequency.last_mut()) {
                (Some(last), Some(times)) if compare(last, &row).is_eq() => *times += 1.0,
                _ => {
                    first.push(row);
                    frequency.push(1.0);
                }
            }
        }
        let count = scenarios.nrows() as f64;
        let rows = scenarios.select_rows(&first) / unit;
        Self { rows, frequency, per_pair: 2.0 / (count * (count - 1.0)) }
    }
}
