use super::Transformed;
use crate::ExpressionError;
use crate::statistics::{mean, variance};
use nalgebra::{DMatrix, SymmetricEigen};
use serde::Serialize;

/// Samples on the axes of greatest variance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrincipalComponents {
    /// For each sample its place on each component.
    pub scores: Vec<Vec<f64>>,
    /// The share of the variance that each component has.
    pub explained: Vec<f64>,
    /// How many genes were taken.
    pub genes: usize,
}

/// Principal components of samples over the `genes` of greatest variance, each centred and not scaled (as DESeq2's
/// `plotPCA`, which takes 500). The sign of a component is such that its score of greatest size is positive.
///
/// # Errors
/// [`ExpressionError::TooFew`] for fewer than two samples, or where no gene varies.
pub fn principal_components(
    transformed: &Transformed,
    genes: usize,
    components: usize,
) -> Result<PrincipalComponents, ExpressionError> {
    let samples = transformed.samples();
    let mut order: Vec<(usize, f64)> =
        (0..transformed.genes()).map(|gene| (gene, variance(transformed.gene(gene)))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.truncate(genes);
    order.retain(|(_, variance)| *variance > 0.0);
    if samples < 2 || order.is_empty() {
        return Err(ExpressionError::TooFew(
            "principal components need two samples and a gene that differs between them".into(),
        ));
    }
    let mut gram = DMatrix::<f64>::zeros(samples, samples);
    for (gene, _) in &order {
        let row = transformed.gene(*gene);
        let centre = mean(row);
        for i in 0..samples {
            for j in 0..samples {
                gram[(i, j)] += (row[i] - centre) * (row[j] - centre);
            }
        }
    }
    let total = gram.trace();
    let eigen = SymmetricEigen::new(gram);
    let mut places: Vec<usize> = (0..samples).collect();
    places.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]).then(a.cmp(&b)));
    places.truncate(components.min(samples - 1));
    let mut scores = vec![Vec::new(); samples];
    let mut explained = Vec::new();
    for place in places {
        let value = eigen.eigenvalues[place].max(0.0);
        let vector = eigen.eigenvectors.column(place);
        let largest =
            vector.iter().fold(0.0f64, |best, v| if v.abs() > best.abs() { *v } else { best });
        let sign = if largest < 0.0 { -1.0 } else { 1.0 };
        for (row, v) in scores.iter_mut().zip(vector.iter()) {
            row.push(sign * v * value.sqrt());
        }
        explained.push(value / total);
    }
    Ok(PrincipalComponents { scores, explained, genes: order.len() })
}
