//! One analysis a file: what is computed, and how it is shown.

pub(super) mod admixture;
pub(super) mod association;
pub(super) mod differentiation;
pub(super) mod diversity;
pub(super) mod frequency;
pub(super) mod hardy_weinberg;
pub(super) mod homozygosity;
pub(super) mod kinship;
pub(super) mod linkage;
pub(super) mod projection;
pub(super) mod structure;

/// A number that may not be there, with so many decimals.
fn shown(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
}

/// A probability, with three digits.
fn probability(value: f64) -> String {
    if value < 1e-3 { format!("{value:.2e}") } else { format!("{value:.4}") }
}

/// A name as a cell.
fn cell(value: impl ToString) -> String {
    value.to_string()
}
