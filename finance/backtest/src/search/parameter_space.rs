use crate::BacktestError;
use crate::error::{expect_finite, expect_setting};
use neuron_random::{Rng, Stream};
use serde::Serialize;

/// The most points of a grid; more are a mistake rather than a wish.
const MOST: usize = 10_000_000;

/// Parameters by name, each with the values that are tried.
///
/// ```
/// use neuron_backtest::search::ParameterSpace;
/// let space = ParameterSpace::new()
///     .with("fast", vec![5.0, 10.0])
///     .with("slow", vec![20.0, 50.0, 100.0]);
/// let grid = space.grid()?;
/// assert_eq!((grid.len(), grid[1].as_slice()), (6, [5.0, 50.0].as_slice()));
/// assert_eq!(space.random(3, 7)?, space.random(3, 7)?);
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ParameterSpace {
    names: Vec<String>,
    values: Vec<Vec<f64>>,
}

impl ParameterSpace {
    /// Without a parameter yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more parameter and its values.
    #[must_use]
    pub fn with(mut self, name: &str, values: Vec<f64>) -> Self {
        self.names.push(name.to_owned());
        self.values.push(values);
        self
    }

    /// The names, in the order of a point's values.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Every combination; the last parameter changes fastest.
    ///
    /// # Errors
    /// If there is no parameter, one without values or with one that is not finite, or more than
    /// ten million combinations.
    pub fn grid(&self) -> Result<Vec<Vec<f64>>, BacktestError> {
        self.check()?;
        let sizes = self.values.iter().map(Vec::len);
        let count = sizes.clone().try_fold(1_usize, |all, size| all.checked_mul(size));
        let all = sizes.map(|size| size as f64).product();
        let few = count.is_some_and(|count| count <= MOST);
        expect_setting(few, "combinations", all, "at most 10000000; try random points")?;
        let mut points = vec![Vec::new()];
        for values in &self.values {
            let extend = |point: &Vec<f64>| {
                let longer = |&value: &f64| [point.as_slice(), &[value]].concat();
                values.iter().map(longer).collect::<Vec<_>>()
            };
            points = points.iter().flat_map(extend).collect();
        }
        Ok(points)
    }

    /// `count` points, each with a value of each parameter drawn evenly from those it has. A point
    /// may come twice.
    ///
    /// # Errors
    /// As [`grid`](Self::grid), whatever the number of combinations.
    pub fn random(&self, count: usize, seed: u64) -> Result<Vec<Vec<f64>>, BacktestError> {
        self.check()?;
        let stream = Stream::new(seed, "backtest/random search");
        let point = |number: usize| {
            let mut rng = stream.sample(number as u64).rng();
            self.values.iter().map(|values| values[rng.random_range(0..values.len())]).collect()
        };
        Ok((0..count).map(point).collect())
    }

    fn check(&self) -> Result<(), BacktestError> {
        if self.names.is_empty() {
            return Err(BacktestError::Empty { what: "parameters" });
        }
        for (name, values) in self.names.iter().zip(&self.values) {
            expect_setting(!values.is_empty(), "values of a parameter", 0.0, "1 or more")?;
            expect_finite(&format!("parameter `{name}`"), values)?;
        }
        Ok(())
    }
}
