/// A column of which less than this share is left after the columns before it are taken out depends on them;
/// the tolerance of R's `qr`.
const TOLERANCE: f64 = 1e-7;

/// The columns of a matrix `[rows, columns]` that are linear combinations of columns before them, each with
/// those columns.
pub(crate) fn dependent_columns(
    matrix: &[f64],
    rows: usize,
    columns: usize,
) -> Vec<(usize, Vec<usize>)> {
    // Each basis vector with its combination of original columns, so that a dependency can be named.
    let mut basis: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    let mut found = Vec::new();
    for column in 0..columns {
        let mut vector: Vec<f64> = (0..rows).map(|row| matrix[row * columns + column]).collect();
        let mut combination = vec![0.0; columns];
        combination[column] = 1.0;
        let whole = norm(&vector);
        // Twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, section 6.9).
        for _ in 0..2 {
            for (unit, parts) in &basis {
                let dot: f64 = unit.iter().zip(&vector).map(|(a, b)| a * b).sum();
                vector.iter_mut().zip(unit).for_each(|(v, u)| *v -= dot * u);
                combination.iter_mut().zip(parts).for_each(|(c, p)| *c -= dot * p);
            }
        }
        let left = norm(&vector);
        if left <= TOLERANCE * whole {
            let of = (0..column).filter(|&other| combination[other].abs() > 1e-6).collect();
            found.push((column, of));
        } else {
            vector.iter_mut().for_each(|v| *v /= left);
            combination.iter_mut().for_each(|c| *c /= left);
            basis.push((vector, combination));
        }
    }
    found
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::dependent_columns;

    #[test]
    fn the_sum_of_two_columns_is_named() {
        let matrix = [1.0, 0.0, 2.0, 1.0, 0.0, 1.0, 3.0, 1.0, 1.0, 1.0, 4.0, 2.0];
        assert_eq!(dependent_columns(&matrix, 3, 4), [(3, vec![0, 1])]);
    }
}
