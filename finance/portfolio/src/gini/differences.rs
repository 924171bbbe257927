use super::distinct::Distinct;
use crate::newton::Local;
use nalgebra::{DMatrix, DVector};

/// The portfolio's returns in the scenarios, in order, with sums of all before each.
#[derive(Clone, Debug)]
pub(super) struct Differences<'a> {
    scenarios: &'a Distinct,
    /// The scenario at each place.
    pub(super) order: Vec<usize>,
    /// The return at each place, rising.
    pub(super) returns: Vec<f64>,
    /// Scenarios before each place, and all of them at the end.
    before: Vec<f64>,
}

impl<'a> Differences<'a> {
    pub(super) fn new(scenarios: &'a Distinct, w: &[f64]) -> Self {
        let values = &scenarios.rows * DVector::from_column_slice(w);
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let returns = order.iter().map(|&row| values[row]).collect();
        let before = running(order.iter().map(|&row| scenarios.frequency[row]));
        Self { scenarios, order, returns, before }
    }

    /// The mean difference.
    pub(super) fn mean(&self) -> f64 {
        let middle = self.returns[self.returns.len() / 2];
        let part = |place: usize| self.rank(place) * (self.returns[place] - middle);
        self.scenarios.per_pair * (0..self.returns.len()).map(part).sum::<f64>()
    }

    /// Its gradient where no two returns tie; a subgradient where some do.
    pub(super) fn gradient(&self) -> DVector<f64> {
        let mut gradient = DVector::zeros(self.scenarios.rows.ncols());
        for (place, &row) in self.order.iter().enumerate() {
            gradient += self.scenarios.rows.row(row).transpose() * self.rank(place);
        }
        gradient * self.scenarios.per_pair
    }

    /// How many are below less how many are above, for each scenario of the place.
    fn rank(&self, place: usize) -> f64 {
        let above = self.all() - self.before[place + 1];
        self.frequency(place) * (self.before[place] - above)
    }

    pub(super) fn frequency(&self, place: usize) -> f64 {
        self.scenarios.frequency[self.order[place]]
    }

    fn all(&self) -> f64 {
        self.before[self.order.len()]
    }

    /// For each place, the places whose returns are less than `width` away, itself among them.
    fn windows(&self, width: f64) -> Vec<(usize, usize)> {
        let (mut low, mut high) = (0, 0);
        let returns = &self.returns;
        (0..returns.len())
            .map(|place| {
                while returns[place] - returns[low] >= width {
                    low += 1;
                }
                while high < returns.len() && returns[high] - returns[place] < width {
                    high += 1;
                }
                (low, high)
            })
            .collect()
    }

    /// How many pairs of places are less than `width` apart.
    pub(super) fn near(&self, width: f64) -> usize {
        let after = |(place, (_, high)): (usize, (usize, usize))| high.saturating_sub(place + 1);
        self.windows(width).into_iter().enumerate().map(after).sum()
    }

    /// Pairs of places that are less than `width` apart, the lower one first.
    pub(super) fn near_pairs(&self, width: f64) -> Vec<(usize, usize)> {
        let windows = self.windows(width);
        let after = |place: usize| (place + 1..windows[place].1).map(move |next| (place, next));
        (0..windows.len()).flat_map(after).collect()
    }

    /// The mean difference with its kinks rounded, each distance `d` below the `width` being
    /// `d²/2·width + width/2`, as Huber's function. Sums over all pairs cost `O(T)`, since the partners
    /// of a scenario lie side by side.
    pub(super) fn rounded(&self, width: f64) -> Local {
        let (rows, assets) = (&self.scenarios.rows, self.scenarios.rows.ncols());
        let count = self.order.len();
        let middle = self.returns[count / 2];
        let y = |place: usize| self.returns[place] - middle;
        let times = |place: usize| self.frequency(place);
        let of_returns = running((0..count).map(|p| times(p) * y(p)));
        let of_squares = running((0..count).map(|p| times(p) * y(p) * y(p)));
        let mut of_rows = DMatrix::<f64>::zeros(assets, count + 1);
        for (place, &row) in self.order.iter().enumerate() {
            let next = of_rows.column(place) + rows.row(row).transpose() * times(place);
            of_rows.set_column(place + 1, &next);
        }
        let (mut value, mut gradient) = (0.0, DVector::zeros(assets));
        let mut hessian = DMatrix::zeros(assets, assets);
        for (place, (low, high)) in self.windows(width).into_iter().enumerate() {
            let within = |sums: &[f64]| sums[high] - sums[low];
            let (near, sum, squares) =
                (within(&self.before), within(&of_returns), within(&of_squares));
            let (below, above) = (self.before[low], self.all() - self.before[high]);
            let here = y(place);
            let apart =
                here * (below - above) - of_returns[low] + (of_returns[count] - of_returns[high]);
            let together = (squares - 2.0 * here * sum + near * here * here) / width;
            // Without the pair of a scenario with itself; each other pair is met twice.
            let often = times(place);
            let others = (near - 1.0) * width;
            value += 0.5 * often * (apart + 0.5 * (together + others));
            let pull = often * (below - above + (near * here - sum) / width);
            let row = rows.row(self.order[place]).transpose();
            gradient += &row * pull;
            let neighbours = of_rows.column(high) - of_rows.column(low);
            hessian.ger(often / width, &row, &(&row * near - neighbours), 1.0);
        }
        let share = self.scenarios.per_pair;
        let hessian: DMatrix<f64> = (&hessian + hessian.transpose()) * (0.5 * share);
        Local { value: value * share, gradient: gradient * share, hessian }
    }
}

/// Sums of all values before each, and of all at the end.
fn running(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenarios() -> DMatrix<f64> {
        // Two days are the same, by intention.
        DMatrix::from_fn(
            9,
            2,
            |t, i| if t == 7 { 0.1 } else { ((t * 7 + i * 5) % 11) as f64 / 10.0 },
        )
        .insert_row(3, 0.1)
    }

    /// Against the sum over all pairs, written out.
    #[test]
    fn sums_by_order_are_sums_over_pairs() {
        let (plain, w) = (scenarios(), [0.317, 0.683]);
        let distinct = Distinct::new(&plain, 1.0);
        assert_eq!((distinct.rows.nrows(), distinct.per_pair), (9, 2.0 / 90.0));
        let differences = Differences::new(&distinct, &w);
        let y = &plain * DVector::from_column_slice(&w);
        let huber = |d: f64, width: f64| {
            if d < width { 0.5 * (d * d / width + width) } else { d }
        };
        for width in [0.0, 0.053, 0.21, 0.47, 3.0] {
            let mut sum = 0.0;
            for i in 0..10 {
                for j in 0..i {
                    let d = (y[i] - y[j]).abs();
                    sum += if width > 0.0 { huber(d, width) } else { d };
                }
            }
            let mean = sum / 45.0;
            if width == 0.0 {
                assert!((differences.mean() - mean).abs() < 1e-15);
                assert!((super::super::mean_difference(y.as_slice()) - mean).abs() < 1e-15);
                continue;
            }
            let rounded = differences.rounded(width);
            assert!((rounded.value - mean).abs() < 1e-14, "{width}: {} {mean}", rounded.value);
            for i in 0..2 {
                let step = 1e-6;
                let at = |by: f64| {
                    let mut to = w;
                    to[i] += by;
                    Differences::new(&distinct, &to).rounded(width)
                };
                let (up, down) = (at(step), at(-step));
                let slope = (up.value - down.value) / (2.0 * step);
                assert!((rounded.gradient[i] - slope).abs() < 1e-8, "{width} {i}");
                for j in 0..2 {
                    let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                    assert!((rounded.hessian[(i, j)] - bend).abs() < 1e-5, "{width} {i}");
                }
            }
        }
    }
}
