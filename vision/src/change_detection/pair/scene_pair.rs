use super::{Line, Scene, Shift, standardise};
use crate::change_detection::{ChangeError, Date};
use neuron_raster::Window;

/// Two dates of the same pixels, in the same bands.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenePair {
    before: Scene,
    after: Scene,
    seen: Vec<bool>,
}

impl ScenePair {
    /// Pairs two dates.
    ///
    /// # Errors
    /// [`ChangeError::Extents`] or [`ChangeError::Bands`] where they differ,
    /// [`ChangeError::TooFewPixels`] where no pixel is seen at both dates.
    pub fn new(before: Scene, after: Scene) -> Result<Self, ChangeError> {
        if before.extents() != after.extents() {
            let (before, after) = (before.extents(), after.extents());
            return Err(ChangeError::Extents { before, after });
        }
        if before.bands() != after.bands() {
            let (before, after) = (before.bands(), after.bands());
            return Err(ChangeError::Bands { before, after });
        }
        let both = before.seen().iter().zip(after.seen());
        let seen: Vec<bool> = both.map(|(&before, &after)| before && after).collect();
        if !seen.contains(&true) {
            let (what, all) = ("change detection", seen.len());
            return Err(ChangeError::TooFewPixels { what, needed: 1, found: 0, all });
        }
        Ok(Self { before, after, seen })
    }

    /// The first date.
    #[must_use]
    pub fn before(&self) -> &Scene {
        &self.before
    }

    /// The second date.
    #[must_use]
    pub fn after(&self) -> &Scene {
        &self.after
    }

    /// One of them.
    #[must_use]
    pub fn date(&self, date: Date) -> &Scene {
        match date {
            Date::Before => &self.before,
            Date::After => &self.after,
        }
    }

    /// Which pixels are seen at both dates, `[rows, columns]`.
    #[must_use]
    pub fn seen(&self) -> &[bool] {
        &self.seen
    }

    /// How many those are.
    #[must_use]
    pub fn seen_pixels(&self) -> usize {
        self.seen.iter().filter(|seen| **seen).count()
    }

    /// Each band of each date to mean 0 and standard deviation 1 over the pixels seen at both.
    ///
    /// # Errors
    /// [`ChangeError::Constant`] where a band has one value everywhere.
    pub fn standardised(&self) -> Result<Self, ChangeError> {
        let map = |date| {
            let lines = standardise::lines(self, date)?;
            Ok(self.date(date).mapped(&lines))
        };
        Ok(Self { before: map(Date::Before)?, after: map(Date::After)?, seen: self.seen.clone() })
    }

    /// Each band of both dates on the line that brings the first date to mean 0 and standard deviation 1: of
    /// dates in one light, a difference stays a difference.
    ///
    /// # Errors
    /// [`ChangeError::Constant`] where a band of the first date has one value everywhere.
    pub fn standardised_alike(&self) -> Result<Self, ChangeError> {
        Ok(self.with_lines_of_both(&standardise::lines(self, Date::Before)?))
    }

    /// The second date moved back by a shift, between pixels by bilinear interpolation. Pixels that
    /// come from outside, or from pixels not seen, are not seen.
    ///
    /// # Errors
    /// [`ChangeError::TooFewPixels`] where nothing is left.
    pub fn registered(self, shift: &Shift) -> Result<Self, ChangeError> {
        Self::new(self.before, shift.undone(&self.after)?)
    }

    /// The second date with each band on a line of its own.
    #[must_use]
    pub fn with_lines(&self, lines: &[Line]) -> Self {
        let after = self.after.mapped(lines);
        Self { before: self.before.clone(), after, seen: self.seen.clone() }
    }

    /// Both dates with each band on a line of its own, the same at both.
    #[must_use]
    pub fn with_lines_of_both(&self, lines: &[Line]) -> Self {
        let (before, after) = (self.before.mapped(lines), self.after.mapped(lines));
        Self { before, after, seen: self.seen.clone() }
    }

    /// The part of both dates in a window of pixels.
    ///
    /// # Errors
    /// [`ChangeError::Values`] where the window is empty, [`ChangeError::TooFewPixels`] where nothing in it is
    /// seen. A window that reaches over the edge is cut there.
    pub fn window(&self, window: Window) -> Result<Self, ChangeError> {
        Self::new(self.before.window(window)?, self.after.window(window)?)
    }
}
