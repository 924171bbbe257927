use crate::Bars;
use neuron_random::{ChaCha8Rng, Rng, Stream};

/// Data with steps in time, whose future can be replaced. Implemented for [`Bars`], for a series
/// and for several; a model's own data can have it too:
///
/// ```
/// use neuron_backtest::look_ahead::{LookAhead, Scramble};
/// use neuron_random::Stream;
///
/// struct Demand {
///     units: Vec<f64>,
///     /// Known beforehand, so it stays.
///     holiday: Vec<bool>,
/// }
/// impl Scramble for Demand {
///     fn steps(&self) -> usize {
///         self.units.len()
///     }
///     fn scrambled_after(&self, cut: usize, stream: Stream) -> Self {
///         let units = self.units.scrambled_after(cut, stream);
///         Self { units, holiday: self.holiday.clone() }
///     }
/// }
/// let demand = Demand {
///     units: (0..60).map(|day| 5.0 + f64::from(day % 7)).collect(),
///     holiday: (0..60).map(|day| day % 30 == 0).collect(),
/// };
/// // A forecast of the next day from the last one, halved before a holiday.
/// let forecast = |d: &Demand| {
///     let before = |day: usize| d.holiday.get(day + 1).is_some_and(|&holiday| holiday);
///     (0..60).map(|day| d.units[day] * if before(day) { 0.5 } else { 1.0 }).collect()
/// };
/// assert!(LookAhead::new(1).check(&demand, forecast)?.passes());
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
pub trait Scramble: Sized {
    /// How many steps there are.
    fn steps(&self) -> usize;

    /// The same data up to step `cut`, that one included, and random values after it. They are
    /// sound (prices stay above 0) and unlike the ones that were there; times stay.
    #[must_use]
    fn scrambled_after(&self, cut: usize, stream: Stream) -> Self;
}

impl Scramble for Bars {
    fn steps(&self) -> usize {
        self.len()
    }

    fn scrambled_after(&self, cut: usize, stream: Stream) -> Self {
        /// The half range of a scrambled bar's log return: far from any real one.
        const WILD: f64 = 0.2;
        let rows = self.len();
        self.clone().map_assets(|(number, asset)| {
            let mut rng = stream.sample(number as u64).rng();
            let anchor = asset.close[cut.min(rows - 1)];
            for row in cut + 1..rows {
                let mut draw = || rng.random_range(-WILD..WILD);
                let level = anchor * (4.0 * draw()).exp();
                let (open, close) = (level * draw().exp(), level * draw().exp());
                asset.open[row] = open;
                asset.close[row] = close;
                asset.high[row] = open.max(close) * draw().abs().exp();
                asset.low[row] = open.min(close) / draw().abs().exp();
                if let Some(volume) = asset.volume.get_mut(row) {
                    *volume = (*volume * (1.0 + draw()) + 1e3 * (1.0 + draw())).round();
                }
            }
        })
    }
}

impl Scramble for Vec<f64> {
    fn steps(&self) -> usize {
        self.len()
    }

    fn scrambled_after(&self, cut: usize, stream: Stream) -> Self {
        let mut values = self.clone();
        scramble_series(&mut values, cut, &mut stream.rng());
        values
    }
}

/// Several series over the same steps, `[series][steps]`.
impl Scramble for Vec<Vec<f64>> {
    fn steps(&self) -> usize {
        self.iter().map(Vec::len).min().unwrap_or(0)
    }

    fn scrambled_after(&self, cut: usize, stream: Stream) -> Self {
        let mut all = self.clone();
        for (number, values) in all.iter_mut().enumerate() {
            scramble_series(values, cut, &mut stream.sample(number as u64).rng());
        }
        all
    }
}

/// Replaces what comes after `cut` by values of a size like the rest, but spread wider; positive
/// ones where all are positive.
fn scramble_series(values: &mut [f64], cut: usize, rng: &mut ChaCha8Rng) {
    let positive = values.iter().all(|&value| value > 0.0);
    let finite = || values.iter().filter(|value| value.is_finite());
    let size = finite().map(|value| value.abs()).sum::<f64>() / finite().count().max(1) as f64;
    let size = if size > 0.0 { size } else { 1.0 };
    for value in values.iter_mut().skip(cut + 1) {
        let draw = rng.random_range(-2.0..2.0_f64);
        *value = if positive { size * draw.exp() } else { 2.0 * size * draw };
    }
}
