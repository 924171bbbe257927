//! The cube itself.

use super::super::MonitoringError;
use super::Map;

/// Most times of a cube: all pairs of a pixel's values are compared.
const MOST_TIMES: usize = 10_000;

/// Images of one place, `times × rows × columns`, one time behind another. NaN are gaps.
#[derive(Clone, Debug)]
pub struct Cube {
    times: Vec<f64>,
    rows: usize,
    columns: usize,
    values: Vec<f32>,
}

impl Cube {
    /// Of ascending times in years, such as 2004.87, and all values.
    ///
    /// # Errors
    /// [`MonitoringError::Times`] where times do not ascend, are not finite or too many,
    /// [`MonitoringError::Extent`] where there is no pixel, or another number of values.
    pub fn new(
        times: Vec<f64>,
        rows: usize,
        columns: usize,
        values: Vec<f32>,
    ) -> Result<Self, MonitoringError> {
        let wrong = |what: String| Err(MonitoringError::Times { what });
        if times.is_empty() || times.len() > MOST_TIMES {
            return wrong(format!("expected 1 to {MOST_TIMES} of them, found {}", times.len()));
        }
        if let Some(at) = times.iter().position(|time| !time.is_finite()) {
            return wrong(format!("time {at} is {}, expected a year such as 2004.87", times[at]));
        }
        if let Some(at) = times.windows(2).position(|pair| pair[0] >= pair[1]) {
            let (before, behind) = (times[at], times[at + 1]);
            return wrong(format!(
                "time {} is {behind}, expected later than the one before, {before}",
                at + 1
            ));
        }
        let expected = times.len().checked_mul(rows).and_then(|part| part.checked_mul(columns));
        if rows == 0 || columns == 0 {
            return Err(MonitoringError::Extent {
                expected: "at least one pixel".into(),
                found: format!("{rows} rows of {columns} columns"),
            });
        }
        if expected != Some(values.len()) {
            let (count, found) = (times.len(), values.len());
            return Err(MonitoringError::Extent {
                expected: format!("{count} times of {rows} rows of {columns} columns"),
                found: format!("{found} values"),
            });
        }
        Ok(Self { times, rows, columns, values })
    }

    /// Makes every value that is exactly this one a gap: what a file has where nothing was seen, such
    /// as -9999. Gives how many there were.
    pub fn mark_gaps(&mut self, no_data: f32) -> usize {
        let found = self.values.iter_mut().filter(|value| **value == no_data);
        found.map(|value| *value = f32::NAN).count()
    }

    /// Times in years.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// Rows of each image.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of each image.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The values, `times × rows × columns`.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// How many values each pixel has that are not missing.
    #[must_use]
    pub fn observations(&self) -> Map {
        let mut counts = vec![0.0f32; self.rows * self.columns];
        for image in self.values.chunks_exact(counts.len()) {
            let seen = counts.iter_mut().zip(image).filter(|(_, value)| !value.is_nan());
            seen.for_each(|(count, _)| *count += 1.0);
        }
        Map { columns: self.columns, values: counts }
    }

    /// The series of a pixel.
    ///
    /// # Panics
    /// Where there is no such pixel.
    #[must_use]
    pub fn series(&self, row: usize, column: usize) -> Vec<f64> {
        assert!(row < self.rows && column < self.columns, "no pixel {row}, {column}");
        let images = self.values.chunks_exact(self.rows * self.columns);
        images.map(|image| f64::from(image[row * self.columns + column])).collect()
    }

    /// Writes the series of `count` pixels of a row, one behind another.
    pub(super) fn gather(&self, row: usize, first: usize, count: usize, into: &mut [f64]) {
        let length = self.times.len();
        for (time, image) in self.values.chunks_exact(self.rows * self.columns).enumerate() {
            let pixels = &image[row * self.columns + first..][..count];
            for (pixel, &value) in pixels.iter().enumerate() {
                into[pixel * length + time] = f64::from(value);
            }
        }
    }

    /// Years from one time to the next.
    ///
    /// # Errors
    /// [`MonitoringError::Times`] where they are not equally spaced, to a hundredth.
    pub(super) fn step(&self, what: &str) -> Result<f64, MonitoringError> {
        let mean = self.mean_step();
        let away = |pair: &[f64]| (pair[1] - pair[0] - mean).abs() > 0.01 * mean;
        match self.times.windows(2).position(away) {
            None => Ok(mean),
            Some(at) => Err(MonitoringError::Times {
                what: format!(
                    "{what} needs equally spaced ones, found {:.4} years from time {at} to the next, \
                     {mean:.4} on average",
                    self.times[at + 1] - self.times[at]
                ),
            }),
        }
    }

    /// Years from one time to the next on average; 1 of a single one.
    pub(in super::super) fn mean_step(&self) -> f64 {
        match self.times.as_slice() {
            [first, .., last] => (last - first) / (self.times.len() - 1) as f64,
            _ => 1.0,
        }
    }
}
