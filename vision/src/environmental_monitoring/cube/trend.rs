//! Maps of trends.

use super::super::MonitoringError;
use super::super::trend::{Direction, Method, Workspace};
use super::pixels::each_pixel;
use super::{Cube, Map, Pixels};

/// How to test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendMapOptions {
    /// The test.
    pub method: Method,
    /// Level of significance of a direction.
    pub alpha: f64,
    /// Fewest values of a pixel; below 3 is 3.
    pub least: usize,
}

impl Default for TrendMapOptions {
    fn default() -> Self {
        Self { method: Method::Original, alpha: 0.05, least: 3 }
    }
}

/// Trends of all pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendMaps {
    /// 1 where values become larger, -1 where smaller, 0 where it could be chance.
    pub direction: Map,
    /// Sen's slope, a year.
    pub slope: Map,
    /// Probability of such a score where there is no trend.
    pub p: Map,
    /// What became of the pixels.
    pub pixels: Pixels,
}

impl TrendMaps {
    /// The maps by name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &Map); 3] {
        [("direction", &self.direction), ("slope", &self.slope), ("p", &self.p)]
    }
}

/// Tests each pixel for a monotonic trend ([`mann_kendall`](super::super::trend::mann_kendall)), and
/// gives Sen's slope by the times of the cube. Pixels that are constant, or have too few values, have
/// none.
///
/// # Errors
/// [`MonitoringError::Setting`] for a level, a period or lags that cannot be, and
/// [`MonitoringError::Times`] for a seasonal test of times that are not equally spaced.
pub fn trend_maps(cube: &Cube, options: &TrendMapOptions) -> Result<TrendMaps, MonitoringError> {
    let TrendMapOptions { method, alpha, least } = *options;
    if !(alpha > 0.0 && alpha < 1.0) {
        let (expected, found) = ("between 0 and 1", alpha.to_string());
        return Err(MonitoringError::Setting { name: "alpha", expected, found });
    }
    let by_year = match method {
        Method::Seasonal { period } | Method::CorrelatedSeasonal { period } => {
            if period < 2 || period > cube.times().len() {
                return Err(MonitoringError::Setting {
                    name: "period",
                    expected: "at least 2 and at most the times of the cube",
                    found: period.to_string(),
                });
            }
            1.0 / (period as f64 * cube.step("a seasonal test")?)
        }
        Method::HamedRao { lags: Some(lags) } | Method::YueWang { lags: Some(lags) }
            if !(1..cube.times().len()).contains(&lags) =>
        {
            return Err(MonitoringError::Setting {
                name: "lags",
                expected: "at least 1 and fewer than the times of the cube",
                found: lags.to_string(),
            });
        }
        _ => 1.0,
    };
    let analyse = |workspace: &mut Workspace, series: &[f64]| {
        let found = workspace.test(series, Some(cube.times()), method).ok()?;
        let direction = match found.direction(alpha) {
            Direction::Increasing => 1.0,
            Direction::Decreasing => -1.0,
            Direction::None => 0.0,
        };
        Some([direction, (found.line.slope * by_year) as f32, found.p as f32])
    };
    let (maps, pixels) = each_pixel(cube, least.max(3), Workspace::default, analyse);
    let [direction, slope, p] = maps;
    Ok(TrendMaps { direction, slope, p, pixels })
}
