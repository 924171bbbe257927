//! A Student copula from simple returns.

use super::kendall::kendall_tau;
use crate::cli::error::CommandError;
use nalgebra::DMatrix;
use neuron_covariance::Covariance;
use neuron_covariance::matrix::nearest_covariance;
use neuron_simulation::{Marginal, StudentCopula};
use neuron_volatility::{FitOptions, Innovation, Mean, Specification, Variance, fit};
use std::f64::consts::FRAC_PI_2;

/// Returns are fitted in per cent, at which variances are of a sensible size.
const PER_CENT: f64 = 100.0;

/// The copula's correlations are sin(π τ / 2) of Kendall's τ (S. Demarta and A. J. McNeil, *The t copula
/// and related copulas*, 2005), made positive semidefinite where they are not; each asset has a Student-t
/// law of its own, by maximum likelihood. `rows` are simple returns `[day, asset]`.
pub(super) fn student_copula(
    names: &[String],
    rows: &DMatrix<f64>,
    degrees: f64,
) -> Result<StudentCopula, CommandError> {
    let model = Specification {
        mean: Mean::Constant,
        variance: Variance::Constant,
        innovation: Innovation::StudentT,
    };
    let columns: Vec<Vec<f64>> =
        rows.column_iter().map(|column| column.iter().copied().collect()).collect();
    let (mut mean, mut deviation, mut marginals) = (Vec::new(), Vec::new(), Vec::new());
    for column in &columns {
        let returns: Vec<f64> = column.iter().map(|value| value * PER_CENT).collect();
        let fitted = fit(&model, &returns, &FitOptions::default())?;
        let [.., own] = fitted.parameters()[..] else {
            unreachable!("this model has three parameters")
        };
        let count = column.len() as f64;
        let centre = column.iter().sum::<f64>() / count;
        let squares: f64 = column.iter().map(|value| (value - centre) * (value - centre)).sum();
        mean.push(centre);
        deviation.push((squares / (count - 1.0)).sqrt());
        marginals.push(Marginal::Student { degrees: own });
    }
    let assets = columns.len();
    let mut correlation = DMatrix::identity(assets, assets);
    for i in 0..assets {
        for j in 0..i {
            let found = (FRAC_PI_2 * kendall_tau(&columns[i], &columns[j])).sin();
            (correlation[(i, j)], correlation[(j, i)]) = (found, found);
        }
    }
    let given = Covariance::new(names.to_vec(), correlation)?;
    let near = nearest_covariance(&given, 1e-12, 10_000)?.covariance;
    let correlation = near.correlation();
    Ok(StudentCopula { mean, deviation, correlation, degrees, marginals })
}
