use serde::Serialize;

/// A class of change: how much there is of it, and how much was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClassFound {
    /// Its name.
    pub name: String,
    /// Labelled pixels.
    pub pixels: u64,
    /// Those that were said to have changed.
    pub found: u64,
}

impl ClassFound {
    /// Counts each class over maps of regions.
    #[must_use]
    pub fn count(
        classes: &[String],
        maps: &[Vec<Option<bool>>],
        truths: &[Vec<Option<u8>>],
    ) -> Vec<Self> {
        let none = |name: &String| Self { name: name.clone(), pixels: 0, found: 0 };
        let mut counts: Vec<Self> = classes.iter().map(none).collect();
        let pixels = maps.iter().flatten().zip(truths.iter().flatten());
        for (said, truth) in pixels {
            let class = truth.and_then(|truth| usize::from(truth).checked_sub(1));
            if let Some(count) = class.and_then(|class| counts.get_mut(class)) {
                count.pixels += 1;
                count.found += u64::from(*said == Some(true));
            }
        }
        counts
    }
}
