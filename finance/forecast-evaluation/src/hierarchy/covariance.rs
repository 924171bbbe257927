use crate::EvaluationError;
use nalgebra::DMatrix;

/// The sample covariance of `residuals`, `[rows, times]`, with divisor times − 1.
///
/// # Errors
/// If there are fewer than two times.
pub fn sample_covariance(residuals: &DMatrix<f64>) -> Result<DMatrix<f64>, EvaluationError> {
    let centred = centred(residuals)?;
    Ok(&centred * centred.transpose() / (residuals.ncols() - 1) as f64)
}

/// A covariance drawn towards its diagonal.
#[derive(Clone, Debug, PartialEq)]
pub struct ShrunkCovariance {
    /// The covariance, `[rows, rows]`.
    pub matrix: DMatrix<f64>,
    /// How far: 0 is the sample covariance, 1 its diagonal.
    pub intensity: f64,
}

/// The covariance of Schäfer and Strimmer (*A shrinkage approach to large-scale covariance matrix
/// estimation*, 2005), target D: correlations are shrunk by λ = Σ Var(r_ij) / Σ r_ij², i ≠ j,
/// within [0, 1]; variances stay.
///
/// # Errors
/// If there are fewer than three times.
pub fn shrunk_covariance(residuals: &DMatrix<f64>) -> Result<ShrunkCovariance, EvaluationError> {
    let (rows, times) = residuals.shape();
    if times < 3 {
        return Err(short(3, times));
    }
    let covariance = sample_covariance(residuals)?;
    let mut standard = centred(residuals)?;
    for (row, mut values) in standard.row_iter_mut().enumerate() {
        let deviation = covariance[(row, row)].sqrt();
        values.iter_mut().for_each(|x| *x = if deviation > 0.0 { *x / deviation } else { 0.0 });
    }
    let n = times as f64;
    let (mut variances, mut squares) = (0.0, 0.0);
    for i in 0..rows {
        for j in 0..i {
            let products: Vec<f64> =
                standard.row(i).iter().zip(standard.row(j).iter()).map(|(a, b)| a * b).collect();
            let mean = products.iter().sum::<f64>() / n;
            let spread: f64 = products.iter().map(|w| (w - mean).powi(2)).sum();
            variances += n / (n - 1.0).powi(3) * spread;
            squares += (n / (n - 1.0) * mean).powi(2);
        }
    }
    let intensity = if squares > 0.0 { (variances / squares).clamp(0.0, 1.0) } else { 1.0 };
    let mut matrix = covariance * (1.0 - intensity);
    for row in 0..rows {
        matrix[(row, row)] /= (1.0 - intensity).max(f64::MIN_POSITIVE);
    }
    if intensity >= 1.0 {
        matrix = DMatrix::from_diagonal(&sample_covariance(residuals)?.diagonal());
    }
    Ok(ShrunkCovariance { matrix, intensity })
}

fn centred(residuals: &DMatrix<f64>) -> Result<DMatrix<f64>, EvaluationError> {
    let times = residuals.ncols();
    if times < 2 {
        return Err(short(2, times));
    }
    if let Some(&value) = residuals.iter().find(|r| !r.is_finite()) {
        return Err(EvaluationError::NotFinite { what: "a residual".to_owned(), value });
    }
    let means = residuals.column_mean();
    Ok(DMatrix::from_fn(residuals.nrows(), times, |row, t| residuals[(row, t)] - means[row]))
}

fn short(needed: usize, present: usize) -> EvaluationError {
    EvaluationError::TooShort {
        item: "(residuals)".to_owned(),
        what: "a covariance of residuals",
        needed,
        present,
    }
}
