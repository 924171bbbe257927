use crate::program::Program;
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// How much of the part that could be taken out is: the rest stays safely convex.
const SHARE: f64 = 0.9999;

/// A diagonal `d` such that the objective's quadratic form in the first `assets` variables stays
/// convex without `½ Σ dᵢ wᵢ²`; `None` if there is nothing to take out.
///
/// Each asset offers its variance given all others, `1 / (P⁻¹)ᵢᵢ`, and all give the same share of it.
/// With a factor model that is the whole specific variance.
pub(super) fn separable(program: &Program, assets: usize) -> Option<Vec<f64>> {
    let mut form = DMatrix::<f64>::zeros(assets, assets);
    for &(i, j, value) in &program.quadratic {
        if i < assets && j < assets {
            form[(i, j)] += value;
            if i != j {
                form[(j, i)] += value;
            }
        }
    }
    let inverse = form.clone().cholesky()?.inverse();
    let offer = DVector::from_iterator(assets, inverse.diagonal().iter().map(|v| 1.0 / v));
    let scaled =
        DMatrix::from_fn(assets, assets, |i, j| form[(i, j)] / (offer[i] * offer[j]).sqrt());
    let share = SHARE * SymmetricEigen::new(scaled).eigenvalues.min().min(1.0);
    (share > 0.0).then(|| offer.iter().map(|offer| share * offer).collect())
}

#[cfg(test)]
mod tests {
    use super::separable;
    use crate::program::Program;
    use nalgebra::{DMatrix, SymmetricEigen};

    #[test]
    fn what_is_left_is_convex() {
        let form = DMatrix::from_fn(5, 5, |i, j| {
            0.3 / (1.0 + (i as f64 - j as f64).abs())
                + if i == j { 0.1 * (i + 1) as f64 } else { 0.0 }
        });
        let mut program = Program::default();
        program.add_variables(5);
        for j in 0..5 {
            for i in 0..=j {
                program.quadratic.push((i, j, form[(i, j)]));
            }
        }
        let taken = separable(&program, 5).unwrap();
        let rest = form - DMatrix::from_diagonal(&nalgebra::DVector::from(taken.clone()));
        let least = SymmetricEigen::new(rest).eigenvalues.min();
        assert!((0.0..1e-3).contains(&least), "{least}");
        assert!(taken.iter().all(|&d| d > 0.03));
    }
}
