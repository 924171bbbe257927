use super::filter::filter;
use super::model::{TbatsModel, TbatsParameters};
use super::structure::Structure;

/// Steps over which the weight of the first state must not grow, at least.
const STEPS: usize = 1_000;

/// First states with the least sum of squares at given weights: errors are linear in the first state, so
/// this is a regression (De Livera, Hyndman, Snyder 2011, section 3). `None` where old observations would weigh more than new ones: the model is not forecastable.
pub(super) fn least_squares_seeds(
    transformed: &[f64],
    model: &TbatsModel,
    parameters: &TbatsParameters,
) -> Option<Vec<f64>> {
    let structure = Structure::new(model, parameters);
    let (n, k) = (transformed.len(), structure.len());
    let rows = weights(&structure, n)?;
    let rows = whitened(rows, k, &parameters.ar, &parameters.ma);
    let from_zero = TbatsParameters { seeds: vec![0.0; k], ..parameters.clone() };
    let errors = filter(transformed, model, &from_zero).errors;
    let mut gram = vec![0.0; k * k];
    let mut side = vec![0.0; k];
    for (row, error) in rows.chunks_exact(k).zip(&errors) {
        for (i, &x) in row.iter().enumerate() {
            for (sum, y) in gram[i * k..i * k + i + 1].iter_mut().zip(row) {
                *sum += x * y;
            }
            side[i] += x * error;
        }
    }
    let seeds = solve(gram, side);
    seeds.iter().all(|value| value.is_finite()).then_some(seeds)
}

/// Weight of each number of the first state in each disturbance, turned in sign, `[observations][k]`.
fn weights(structure: &Structure, n: usize) -> Option<Vec<f64>> {
    let k = structure.len();
    let steps = n.max(STEPS);
    // A linear trend's weight grows by no more than one a step.
    let most = 10.0 * steps as f64;
    let mut rows = Vec::with_capacity(n * k);
    let mut row = structure.observation();
    for step in 0..steps {
        if step < n {
            rows.extend_from_slice(&row);
        }
        structure.pull_back(&mut row);
        if !row.iter().all(|value| value.abs() <= most) {
            return None;
        }
    }
    Some(rows)
}

/// From weights in disturbances to weights in errors.
fn whitened(rows: Vec<f64>, k: usize, ar: &[f64], ma: &[f64]) -> Vec<f64> {
    if ar.is_empty() && ma.is_empty() {
        return rows;
    }
    let mut white = rows.clone();
    for t in 0..rows.len() / k {
        for (lag, c) in ar.iter().enumerate().take(t) {
            let from = (t - lag - 1) * k;
            for i in 0..k {
                white[t * k + i] -= c * rows[from + i];
            }
        }
        for (lag, c) in ma.iter().enumerate().take(t) {
            let from = (t - lag - 1) * k;
            for i in 0..k {
                white[t * k + i] -= c * white[from + i];
            }
        }
    }
    white
}

/// Solves normal equations of which the lower triangle is given, by Cholesky's factorisation on unit
/// diagonals. A column that others determine gets 0.
fn solve(mut gram: Vec<f64>, mut side: Vec<f64>) -> Vec<f64> {
    const DEPENDENT: f64 = 1e-12;
    let k = side.len();
    let scales: Vec<f64> = (0..k)
        .map(|i| gram[i * k + i].sqrt())
        .map(|s| if s > 0.0 { 1.0 / s } else { 0.0 })
        .collect();
    for i in 0..k {
        for j in 0..=i {
            gram[i * k + j] *= scales[i] * scales[j];
        }
        side[i] *= scales[i];
    }
    let mut used = vec![true; k];
    for i in 0..k {
        for j in 0..=i {
            let product: f64 = (0..j).map(|l| gram[i * k + l] * gram[j * k + l]).sum();
            let rest = gram[i * k + j] - product;
            if i == j {
                used[i] = rest > DEPENDENT;
                gram[i * k + i] = if used[i] { rest.sqrt() } else { 1.0 };
            } else {
                gram[i * k + j] = if used[j] { rest / gram[j * k + j] } else { 0.0 };
            }
        }
        if !used[i] {
            gram[i * k..i * k + i].fill(0.0);
            side[i] = 0.0;
        }
    }
    for i in 0..k {
        let known: f64 = (0..i).map(|l| gram[i * k + l] * side[l]).sum();
        side[i] = if used[i] { (side[i] - known) / gram[i * k + i] } else { 0.0 };
    }
    for i in (0..k).rev() {
        let known: f64 = (i + 1..k).map(|l| gram[l * k + i] * side[l]).sum();
        side[i] = if used[i] { (side[i] - known) / gram[i * k + i] } else { 0.0 };
    }
    side.iter().zip(&scales).map(|(value, scale)| value * scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_equations_are_solved_and_repeated_columns_left_out() {
        // (4 2; 2 3) x = (10 8), and the second column once more.
        let gram = vec![4.0, 0.0, 0.0, 2.0, 3.0, 0.0, 2.0, 3.0, 3.0];
        let found = solve(gram, vec![10.0, 8.0, 8.0]);
        for (value, expected) in found.iter().zip([1.75, 1.5, 0.0]) {
            assert!((value - expected).abs() < 1e-12, "{found:?}");
        }
    }
}
