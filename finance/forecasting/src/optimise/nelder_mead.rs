use super::Minimum;

/// Simplex minimiser of Nelder and Mead within a box, for functions without a gradient (with the
/// adaptive coefficients of Gao and Han, *Implementing the Nelder–Mead simplex algorithm with
/// adaptive parameters*, 2012). Points outside the box are moved onto its side.
///
/// ```
/// use neuron_forecasting::optimise::NelderMead;
/// let least = NelderMead::default().minimise(
///     |x| (x[0] - 0.75).powi(2) + (x[1] - 0.25).powi(2),
///     &[0.5, 0.5],
///     &[(0.0, 1.0), (0.0, 1.0)],
/// );
/// assert!((least.point[0] - 0.75).abs() < 1e-4 && (least.point[1] - 0.25).abs() < 1e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NelderMead {
    /// Most iterations.
    pub iterations: usize,
    /// Stops when the simplex's values differ by less than this share of their size.
    pub tolerance: f64,
    /// First step along each axis, as a share of the start's coordinate.
    pub first_step: f64,
}

impl Default for NelderMead {
    fn default() -> Self {
        Self { iterations: 1_000, tolerance: 1e-10, first_step: 0.05 }
    }
}

impl NelderMead {
    /// Minimises within `bounds`, one `(least, greatest)` for each variable.
    pub fn minimise(
        &self,
        mut function: impl FnMut(&[f64]) -> f64,
        start: &[f64],
        bounds: &[(f64, f64)],
    ) -> Minimum {
        let n = start.len();
        let mut evaluate = |mut point: Vec<f64>| {
            for (value, (least, greatest)) in point.iter_mut().zip(bounds) {
                *value = value.clamp(*least, *greatest);
            }
            let value = function(&point);
            (point, if value.is_nan() { f64::INFINITY } else { value })
        };
        let mut simplex = vec![evaluate(start.to_vec())];
        for axis in 0..n {
            let mut corner = start.to_vec();
            let step = if corner[axis] == 0.0 { 2.5e-4 } else { self.first_step * corner[axis] };
            // A start on the upper side steps inwards: else the simplex would be flat.
            corner[axis] += if corner[axis] + step > bounds[axis].1 { -step } else { step };
            simplex.push(evaluate(corner));
        }
        let d = n.max(2) as f64;
        let (expand, contract, shrink) = (1.0 + 2.0 / d, 0.75 - 0.5 / d, 1.0 - 1.0 / d);
        let mut iterations = 0;
        while iterations < self.iterations {
            iterations += 1;
            simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
            let (best, worst) = (simplex[0].1, simplex[n].1);
            let wide = simplex.iter().any(|(corner, _)| {
                corner
                    .iter()
                    .zip(&simplex[0].0)
                    .any(|(a, b)| (a - b).abs() > 1e-8 * (1.0 + b.abs()))
            });
            if !wide || (worst - best).abs() <= self.tolerance * (1e-12 + best.abs()) {
                break;
            }
            let centre: Vec<f64> = (0..n)
                .map(|axis| simplex[..n].iter().map(|(p, _)| p[axis]).sum::<f64>() / n as f64)
                .collect();
            let along = |factor: f64| -> Vec<f64> {
                centre.iter().zip(&simplex[n].0).map(|(c, w)| c + factor * (c - w)).collect()
            };
            let reflected = evaluate(along(1.0));
            if reflected.1 < best {
                let expanded = evaluate(along(expand));
                simplex[n] = if expanded.1 < reflected.1 { expanded } else { reflected };
                continue;
            }
            if reflected.1 < simplex[n - 1].1 {
                simplex[n] = reflected;
                continue;
            }
            let outside = reflected.1 < worst;
            let contracted = evaluate(along(if outside { contract } else { -contract }));
            if contracted.1 < worst.min(reflected.1) {
                simplex[n] = contracted;
                continue;
            }
            let anchor = simplex[0].0.clone();
            for corner in &mut simplex[1..] {
                let moved =
                    anchor.iter().zip(&corner.0).map(|(a, c)| a + shrink * (c - a)).collect();
                *corner = evaluate(moved);
            }
        }
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (point, value) = simplex.swap_remove(0);
        Minimum { point, value, iterations }
    }
}
