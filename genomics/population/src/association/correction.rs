use serde::Serialize;

/// A p-value after correction for the number of tests.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// As it was.
    pub p: f64,
    /// Bonferroni's: family-wise error.
    pub bonferroni: f64,
    /// Holm's step-down procedure (1979): family-wise error.
    pub holm: f64,
    /// Šidák's single step, exact for independent tests.
    pub sidak: f64,
    /// Benjamini and Hochberg's step-up procedure (1995): false discovery rate.
    pub benjamini_hochberg: f64,
    /// Benjamini and Yekutieli's (2001): false discovery rate under any dependence.
    pub benjamini_yekutieli: f64,
}

/// Corrects p-values; the result is in their order.
///
/// ```
/// use neuron_population::association::adjust;
/// let adjusted = adjust(&[0.01, 0.04, 0.03]);
/// assert!((adjusted[0].holm - 0.03).abs() < 1e-15);
/// assert!((adjusted[2].benjamini_hochberg - 0.04).abs() < 1e-15);
/// ```
#[must_use]
pub fn adjust(p: &[f64]) -> Vec<Adjusted> {
    let count = p.len() as f64;
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]).then(a.cmp(b)));
    let harmonic: f64 = (1..=p.len()).map(|i| 1.0 / i as f64).sum();
    let mut adjusted: Vec<Adjusted> = p
        .iter()
        .map(|&p| Adjusted {
            p,
            bonferroni: (p * count).min(1.0),
            holm: 0.0,
            // 1 − (1 − p)ⁿ without the loss of digits of small p.
            sidak: -(count * (-p).ln_1p()).exp_m1(),
            benjamini_hochberg: 0.0,
            benjamini_yekutieli: 0.0,
        })
        .collect();
    let mut largest = 0.0_f64;
    for (rank, &at) in order.iter().enumerate() {
        largest = largest.max(p[at] * (count - rank as f64)).min(1.0);
        adjusted[at].holm = largest;
    }
    let (mut hochberg, mut yekutieli) = (1.0_f64, 1.0_f64);
    for (rank, &at) in order.iter().enumerate().rev() {
        let scaled = p[at] * count / (rank as f64 + 1.0);
        hochberg = hochberg.min(scaled);
        yekutieli = yekutieli.min(scaled * harmonic);
        adjusted[at].benjamini_hochberg = hochberg;
        adjusted[at].benjamini_yekutieli = yekutieli;
    }
    adjusted
}
