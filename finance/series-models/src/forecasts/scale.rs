use serde::{Deserialize, Serialize};

/// What the network's numbers are in units of, window by window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// The mean size of what is seen, so that all items matter by their share of error.
    #[default]
    MeanAbsolute,
    /// The mean size of the change from one season to the next, so that they matter by their MASE.
    SeasonalDifference,
}

/// The least part of a window's mean size that counts as a change: a series that never changes has a unit all the same.
const LEAST: f64 = 1e-3;

/// `y = level + unit × y'`, with `y'` what the network reads and writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) level: f64,
    /// Above 0.
    pub(super) unit: f64,
}

impl Scale {
    /// From what is seen of a window, `None` where a value is missing; nothing where nothing is seen.
    pub(super) fn of(seen: &[Option<f64>], season: usize, scaling: Scaling) -> Option<Self> {
        let present: Vec<f64> = seen.iter().flatten().copied().collect();
        if present.is_empty() {
            return None;
        }
        let count = present.len() as f64;
        let level = present.iter().sum::<f64>() / count;
        let size = present.iter().map(|value| value.abs()).sum::<f64>() / count;
        // Of zeros alone any unit is as good as another.
        let size = if size > 0.0 { size } else { 1.0 };
        let unit = match scaling {
            Scaling::MeanAbsolute => size,
            Scaling::SeasonalDifference => {
                change(seen, season).or_else(|| change(seen, 1)).unwrap_or(size).max(LEAST * size)
            }
        };
        Some(Self { level, unit })
    }

    /// Of an item of which nothing is seen, whose values are about this large.
    pub(super) fn unseen(size: f64) -> Self {
        Self { level: size, unit: size }
    }

    /// In the network's units.
    pub(super) fn forth(self, value: f64) -> f32 {
        // What is a hundred units away says no more than that it is far.
        ((value - self.level) / self.unit).clamp(-100.0, 100.0) as f32
    }

    /// In those of the data.
    pub(super) fn back(self, value: f32) -> f64 {
        self.level + self.unit * f64::from(value)
    }
}

/// The mean size of the change over so many steps, if any two values are so far apart.
fn change(seen: &[Option<f64>], lag: usize) -> Option<f64> {
    let later = seen.get(lag..)?;
    let changes: Vec<f64> = seen
        .iter()
        .zip(later)
        .filter_map(|(a, b)| Some((b.as_ref()? - a.as_ref()?).abs()))
        .collect();
    match changes.is_empty() {
        true => None,
        false => Some(changes.iter().sum::<f64>() / changes.len() as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, Scaling};

    #[test]
    fn units_are_those_that_are_said() {
        let seen = [Some(2.0), None, Some(6.0), Some(-4.0)];
        let mean = Scale::of(&seen, 2, Scaling::MeanAbsolute);
        assert_eq!(mean, Some(Scale { level: 4.0 / 3.0, unit: 4.0 }));
        // Of the pairs two apart, only the first is complete.
        let season = Scale::of(&seen, 2, Scaling::SeasonalDifference);
        assert_eq!(season.map(|scale| scale.unit), Some(4.0));
        assert_eq!(Scale::of(&[None, None], 1, Scaling::MeanAbsolute), None);
        let constant = Scale::of(&[Some(5.0); 3], 1, Scaling::SeasonalDifference);
        assert_eq!(constant.map(|scale| scale.unit), Some(0.005));
        let zeros = Scale::of(&[Some(0.0); 3], 1, Scaling::MeanAbsolute);
        assert_eq!(zeros.map(|scale| scale.unit), Some(1.0));
    }

    #[test]
    fn back_undoes_forth() {
        let scale = Scale { level: 40.0, unit: 8.0 };
        assert_eq!(scale.back(scale.forth(52.0)), 52.0);
    }
}
