/// Where a minimiser stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// The point.
    pub point: Vec<f64>,
    /// The function there.
    pub value: f64,
    /// Iterations taken.
    pub iterations: usize,
}

/// Quasi-Newton minimiser of Broyden, Fletcher, Goldfarb and Shanno with a backtracking line
/// search (Nocedal and Wright, *Numerical Optimization*, 2nd edition, chapters 3 and 6).
///
/// A function may be infinite: the line search steps back from there.
///
/// ```
/// use neuron_forecasting::optimise::Bfgs;
/// let bowl = |x: &[f64], slope: &mut [f64]| {
///     slope.copy_from_slice(&[2.0 * (x[0] - 1.0), 20.0 * (x[1] + 2.0)]);
///     (x[0] - 1.0).powi(2) + 10.0 * (x[1] + 2.0).powi(2)
/// };
/// let minimum = Bfgs::default().minimise(bowl, &[0.0, 0.0]);
/// assert!((minimum.point[0] - 1.0).abs() < 1e-6 && (minimum.point[1] + 2.0).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bfgs {
    /// Most iterations.
    pub iterations: usize,
    /// Stops when an iteration improves the function by less than this share of its size plus one.
    pub tolerance: f64,
    /// Longest step in any variable within one iteration.
    pub longest_step: f64,
}

impl Default for Bfgs {
    fn default() -> Self {
        Self { iterations: 200, tolerance: 1e-10, longest_step: 2.0 }
    }
}

impl Bfgs {
    /// Minimises from `start`; `function` returns the value and writes the gradient.
    pub fn minimise(
        &self,
        mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
        start: &[f64],
    ) -> Minimum {
        let n = start.len();
        let mut point = start.to_vec();
        let mut slope = vec![0.0; n];
        let mut value = function(&point, &mut slope);
        let mut inverse = identity(n);
        let (mut next, mut next_slope) = (vec![0.0; n], vec![0.0; n]);
        let (mut direction, mut change, mut product) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let mut fresh = true;
        let mut small_gains = 0;
        let mut iterations = 0;
        while value.is_finite() && n > 0 && iterations < self.iterations {
            iterations += 1;
            multiply(&inverse, &slope, &mut direction);
            direction.iter_mut().for_each(|d| *d = -*d);
            let mut descent = dot(&direction, &slope);
            if !descent.is_finite() || descent >= 0.0 {
                if fresh {
                    break;
                }
                inverse = identity(n);
                fresh = true;
                continue;
            }
            let longest = direction.iter().fold(0.0_f64, |most, d| most.max(d.abs()));
            let limit = if fresh { self.longest_step.min(0.5) } else { self.longest_step };
            if longest > limit {
                let scale = limit / longest;
                direction.iter_mut().for_each(|d| *d *= scale);
                descent *= scale;
            }
            let Some(found) = line_search(
                &mut function,
                &point,
                value,
                &direction,
                descent,
                &mut next,
                &mut next_slope,
            ) else {
                if fresh {
                    break;
                }
                inverse = identity(n);
                fresh = true;
                continue;
            };
            let gain = value - found;
            for i in 0..n {
                direction[i] = next[i] - point[i];
                change[i] = next_slope[i] - slope[i];
            }
            update(&mut inverse, &direction, &change, &mut product, fresh);
            fresh = false;
            std::mem::swap(&mut point, &mut next);
            std::mem::swap(&mut slope, &mut next_slope);
            value = found;
            small_gains =
                if gain <= self.tolerance * (1.0 + value.abs()) { small_gains + 1 } else { 0 };
            if small_gains == 2 || slope.iter().all(|s| s.abs() < 1e-12) {
                break;
            }
        }
        Minimum { point, value, iterations }
    }
}

/// Steps back from the full step until the function falls by a share of what its slope promises.
fn line_search(
    function: &mut impl FnMut(&[f64], &mut [f64]) -> f64,
    point: &[f64],
    value: f64,
    direction: &[f64],
    descent: f64,
    next: &mut [f64],
    next_slope: &mut [f64],
) -> Option<f64> {
    let mut step = 1.0;
    for _ in 0..30 {
        for ((to, from), d) in next.iter_mut().zip(point).zip(direction) {
            *to = from + step * d;
        }
        let found = function(next, next_slope);
        if found.is_finite() && found <= value + 1e-4 * step * descent {
            return Some(found);
        }
        // The minimum of the parabola through value, slope and the failed step.
        let parabola = -0.5 * descent * step * step / (found - value - descent * step);
        step =
            if parabola.is_finite() { parabola.clamp(0.1 * step, 0.5 * step) } else { 0.25 * step };
    }
    None
}

/// The inverse update, skipped where curvature along the step is not positive.
fn update(inverse: &mut [f64], step: &[f64], change: &[f64], product: &mut [f64], fresh: bool) {
    let n = step.len();
    let curvature = dot(step, change);
    let size = dot(change, change);
    if curvature <= 1e-12 * (size * dot(step, step)).sqrt() || curvature <= 0.0 {
        return;
    }
    if fresh {
        // The first step gives the scale of the whole matrix.
        for i in 0..n {
            inverse[i * n + i] = curvature / size;
        }
    }
    multiply(inverse, change, product);
    let factor = (1.0 + dot(change, product) / curvature) / curvature;
    for i in 0..n {
        for j in 0..n {
            inverse[i * n + j] += factor * step[i] * step[j]
                - (product[i] * step[j] + step[i] * product[j]) / curvature;
        }
    }
}

fn identity(n: usize) -> Vec<f64> {
    (0..n * n).map(|at| f64::from(u8::from(at % (n + 1) == 0))).collect()
}

fn multiply(matrix: &[f64], vector: &[f64], out: &mut [f64]) {
    for (row, value) in matrix.chunks_exact(vector.len()).zip(out) {
        *value = dot(row, vector);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Wraps a function without gradient: forward differences of width 1e-6 give it one.
pub(crate) fn forward_difference(
    mut function: impl FnMut(&[f64]) -> f64,
) -> impl FnMut(&[f64], &mut [f64]) -> f64 {
    const WIDTH: f64 = 1e-6;
    let mut moved = Vec::new();
    move |point: &[f64], slope: &mut [f64]| {
        let value = function(point);
        if value.is_finite() {
            moved.clear();
            moved.extend_from_slice(point);
            for (at, partial) in slope.iter_mut().enumerate() {
                moved[at] += WIDTH;
                let there = function(&moved);
                *partial = if there.is_finite() { (there - value) / WIDTH } else { 0.0 };
                moved[at] = point[at];
            }
        }
        value
    }
}
