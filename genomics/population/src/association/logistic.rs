//! Logistic regression, and Firth's where likelihood has no maximum.

use super::distribution::normal;
use super::scan::{Estimate, Outcome};
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

const STEPS: usize = 50;

/// Change of all coefficients at which a fit is done.
const CHANGE: f64 = 1e-10;

/// Log-odds beyond which a sample counts as told for certain, as none is unless the samples can be separated.
const CERTAIN: f64 = 30.0;

/// The last coefficient of a logistic regression by maximum likelihood (Newton's method, halving steps that fall).
/// [`Outcome::Unfinished`] where cases and controls are separated.
pub(super) fn logistic(design: &DMatrix<f64>, outcome: &[f64]) -> Result<Estimate, Outcome> {
    let mut beta = DVector::zeros(design.ncols());
    let mut before = f64::NEG_INFINITY;
    for _ in 0..STEPS {
        let state = State::at(design, outcome, &beta);
        let Some(factor) = state.information.clone().cholesky() else {
            return Err(Outcome::Unfinished);
        };
        if state.odds.amax() > CERTAIN {
            return Err(Outcome::Unfinished);
        }
        let step = factor.solve(&state.score);
        if state.likelihood < before - 1e-9 * before.abs() {
            return Err(Outcome::Unfinished);
        }
        before = state.likelihood;
        if step.amax() < CHANGE * (1.0 + beta.amax()) {
            return Ok(estimate(&beta, &factor));
        }
        beta += step;
    }
    Err(Outcome::Unfinished)
}

/// The same with Firth's penalty, which always has a maximum: *Bias reduction of maximum likelihood estimates*,
/// Biometrika 80, 1993; Heinze and Schemper, *A solution to the problem of separation in logistic regression*,
/// Statistics in Medicine 21, 2002.
pub(super) fn firth(design: &DMatrix<f64>, outcome: &[f64]) -> Result<Estimate, Outcome> {
    let mut beta = DVector::zeros(design.ncols());
    let mut state = State::at(design, outcome, &beta);
    for _ in 0..4 * STEPS {
        let Some(factor) = state.information.clone().cholesky() else {
            return Err(Outcome::Unfinished);
        };
        // Leverages of the weighted design, which the penalty adds to the score.
        let solved = factor.solve(&design.transpose());
        let mut residual = DVector::zeros(outcome.len());
        let mut weighted = design.clone();
        for (i, mut row) in weighted.row_iter_mut().enumerate() {
            let leverage = state.weights[i] * design.row(i).transpose().dot(&solved.column(i));
            residual[i] = outcome[i] - state.chances[i] + leverage * (0.5 - state.chances[i]);
            row *= state.weights[i] * (1.0 + leverage);
        }
        // The penalty adds to each sample its leverage of samples, half of them cases. Their curvature belongs to the
        // step: without it, the step of a genotype that one sample has is twice too long, and goes back and forth.
        let Some(curvature) = weighted.tr_mul(design).cholesky() else {
            return Err(Outcome::Unfinished);
        };
        let mut step = curvature.solve(&design.tr_mul(&residual));
        // A leap of more than 5 is cut, as in the papers' own program.
        let size = step.amax();
        if size > 5.0 {
            step *= 5.0 / size;
        }
        if size < CHANGE * (1.0 + beta.amax()) {
            return Ok(estimate(&beta, &factor));
        }
        let before = state.penalised(&factor);
        for _ in 0..20 {
            let next = State::at(design, outcome, &(&beta + &step));
            let reached = next.information.clone().cholesky().map(|factor| next.penalised(&factor));
            if reached.is_some_and(|reached| reached >= before - 1e-12 * before.abs()) {
                break;
            }
            step *= 0.5;
        }
        beta += step;
        state = State::at(design, outcome, &beta);
    }
    Err(Outcome::Unfinished)
}

/// What both methods need at some coefficients.
struct State {
    odds: DVector<f64>,
    chances: DVector<f64>,
    weights: DVector<f64>,
    score: DVector<f64>,
    information: DMatrix<f64>,
    likelihood: f64,
}

impl State {
    fn at(design: &DMatrix<f64>, outcome: &[f64], beta: &DVector<f64>) -> Self {
        let odds = design * beta;
        let chances = odds.map(|odds| 1.0 / (1.0 + (-odds).exp()));
        let weights = chances.map(|p| p * (1.0 - p));
        let observed = DVector::from_column_slice(outcome);
        let score = design.tr_mul(&(&observed - &chances));
        let mut weighted = design.clone();
        for (mut row, weight) in weighted.row_iter_mut().zip(weights.iter()) {
            row *= *weight;
        }
        // ln(1 + eˣ) without overflow.
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let likelihood =
            odds.iter().zip(outcome).map(|(odds, outcome)| odds * outcome - softplus(*odds)).sum();
        let information = weighted.tr_mul(design);
        Self { odds, chances, weights, score, information, likelihood }
    }

    fn penalised(&self, factor: &Cholesky<f64, Dyn>) -> f64 {
        let diagonal = factor.l_dirty().diagonal();
        // Half of the logarithm of the determinant: the sum over the factor's diagonal.
        self.likelihood + diagonal.iter().map(|value| value.ln()).sum::<f64>()
    }
}

fn estimate(beta: &DVector<f64>, factor: &Cholesky<f64, Dyn>) -> Estimate {
    let last = beta.len() - 1;
    let error = factor.inverse()[(last, last)].sqrt();
    let statistic = beta[last] / error;
    Estimate { effect: beta[last], error, statistic, p: normal(statistic) }
}
