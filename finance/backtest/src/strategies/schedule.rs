use crate::View;
use crate::calendar::day_of;
use serde::Serialize;

/// On which bars something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Schedule {
    /// Every so many bars, counted from the first on which it can be done. 0 counts as 1.
    Bars(usize),
    /// The first bar of each month (UTC).
    Month,
    /// The first bar of each quarter (UTC).
    Quarter,
    /// The first bar of each year (UTC).
    Year,
}

impl Schedule {
    /// Whether the current bar is one, where `start` is the first on which it can be done; that
    /// one always is.
    #[must_use]
    pub fn is_due(&self, view: &View<'_>, start: usize) -> bool {
        let bar = view.bar();
        if bar <= start {
            return bar == start;
        }
        let [.., before, now] = view.times() else { return false };
        let (before, now) = (day_of(*before), day_of(*now));
        let months = |months: u32| {
            (before.year, (before.month - 1) / months) != (now.year, (now.month - 1) / months)
        };
        match *self {
            Self::Bars(every) => (bar - start).is_multiple_of(every.max(1)),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => months(12),
        }
    }
}
