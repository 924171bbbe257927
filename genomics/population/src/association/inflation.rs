use super::Association;
use statrs::distribution::{ContinuousCDF, Normal};

/// Median of the χ² distribution of one degree of freedom.
const MEDIAN: f64 = 0.454_936_423_119_572_8;

/// Genomic inflation factor λ: the median χ² of the tests over that of the distribution without association. `None`
/// where nothing was tested.
///
/// Devlin and Roeder, *Genomic control for association studies*, Biometrics 55, 1999.
#[must_use]
pub fn inflation(associations: &[Association]) -> Option<f64> {
    let normal = Normal::standard();
    let chi_square = |p: f64| normal.inverse_cdf(p.max(f64::MIN_POSITIVE) / 2.0).powi(2);
    let tested = associations.iter().filter_map(|association| association.estimate);
    let mut values: Vec<f64> = tested.map(|estimate| chi_square(estimate.p)).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() {
        0 => return None,
        count if count % 2 == 1 => values[middle],
        _ => 0.5 * (values[middle - 1] + values[middle]),
    };
    Some(median / MEDIAN)
}
