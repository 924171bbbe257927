//! Position vectors for another grid of patches.

/// The free parameter of the cubic of Keys (*Cubic convolution interpolation*, 1981), as PyTorch's
/// bicubic interpolation has it.
const A: f64 = -0.75;

/// Vectors on a grid, interpolated bicubically to another grid that covers the same image; as
/// PyTorch's `interpolate` does by `bicubic` without aligned corners or antialiasing.
///
/// # Shapes
/// `values: [rows × columns, dim]` of `from` → the same of `to`
#[must_use]
pub fn interpolate_positions(
    values: &[f32],
    from: [usize; 2],
    to: [usize; 2],
    dim: usize,
) -> Vec<f32> {
    if from == to {
        return values.to_vec();
    }
    let (rows, columns) = (taps(from[0], to[0]), taps(from[1], to[1]));
    let mut result = Vec::with_capacity(to[0] * to[1] * dim);
    for row in &rows {
        for column in &columns {
            let mut sums = vec![0.0; dim];
            for &(r, of_row) in row {
                for &(c, of_column) in column {
                    let place = (r * from[1] + c) * dim;
                    let vector = values.get(place..place + dim).unwrap_or_default();
                    for (sum, &value) in sums.iter_mut().zip(vector) {
                        *sum += of_row * of_column * f64::from(value);
                    }
                }
            }
            result.extend(sums.into_iter().map(|sum| sum as f32));
        }
    }
    result
}

/// For each of `to` places, the four of `from` that it is made of, and their shares. Beyond the edge,
/// the edge counts.
fn taps(from: usize, to: usize) -> Vec<[(usize, f64); 4]> {
    let scale = from as f64 / to as f64;
    (0..to)
        .map(|place| {
            let at = (place as f64 + 0.5) * scale - 0.5;
            let (floor, t) = (at.floor(), at - at.floor());
            let shares = [outer(t + 1.0), inner(t), inner(1.0 - t), outer(2.0 - t)];
            std::array::from_fn(|i| {
                let index = floor + i as f64 - 1.0;
                let index = index.clamp(0.0, from.saturating_sub(1) as f64);
                (index as usize, shares[i])
            })
        })
        .collect()
}

/// Within a distance of 1.
fn inner(x: f64) -> f64 {
    ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0
}

/// Of a distance between 1 and 2.
fn outer(x: f64) -> f64 {
    ((A * x - 5.0 * A) * x + 8.0 * A) * x - 4.0 * A
}
