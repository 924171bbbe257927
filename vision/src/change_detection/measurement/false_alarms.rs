use crate::change_detection::polygons::components;
use serde::Serialize;

/// Pixels of a group that nobody overlooks on a map.
const PLAIN: u64 = 10;

/// What is said of regions in which no pixel is labelled changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FalseAlarms {
    /// Such regions.
    pub regions: u64,
    /// Those with any pixel that is wrongly said to have changed.
    pub alarmed: u64,
    /// Those with such a group of 10 pixels or more.
    pub plainly_alarmed: u64,
    /// Their pixels that are labelled unchanged.
    pub pixels: u64,
    /// Those that are said to have changed.
    pub wrong: u64,
}

impl FalseAlarms {
    /// Counts a region's map `[rows, columns]`, if no pixel of it is labelled changed.
    pub fn add(&mut self, map: &[Option<bool>], labels: &[Option<bool>], extents: [usize; 2]) {
        let unchanged = labels.iter().filter(|label| **label == Some(false)).count() as u64;
        if labels.contains(&Some(true)) || unchanged == 0 {
            return;
        }
        let alarm = |(said, label): (&Option<bool>, &Option<bool>)| match label {
            Some(_) => *said,
            None => None,
        };
        let alarms: Vec<Option<bool>> = map.iter().zip(labels).map(alarm).collect();
        let groups = components(&alarms, extents);
        self.regions += 1;
        self.alarmed += u64::from(!groups.sizes.is_empty());
        self.plainly_alarmed += u64::from(groups.sizes.iter().any(|&size| size >= PLAIN));
        self.pixels += unchanged;
        self.wrong += groups.sizes.iter().sum::<u64>();
    }

    /// Share of the pixels that are wrongly said to have changed; nothing without such pixels.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.pixels > 0).then(|| self.wrong as f64 / self.pixels as f64)
    }
}
