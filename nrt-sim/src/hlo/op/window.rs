//! Windows that move over arrays.

/// A window in one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WindowDim {
    /// Elements of the window.
    pub(crate) size: usize,
    /// Steps between windows.
    pub(crate) stride: usize,
    /// Elements before the first; negative ones are taken away.
    pub(crate) low: i64,
    /// Elements behind the last.
    pub(crate) high: i64,
    /// Distance of the array's elements.
    pub(crate) base_dilation: usize,
    /// Distance of the window's elements.
    pub(crate) window_dilation: usize,
    /// Whether the window's elements run backwards.
    pub(crate) reversal: bool,
}

/// A window in each dimension.
pub(crate) type Window = Vec<WindowDim>;

impl WindowDim {
    /// Number of windows over `extent` elements, or nothing if that number overflows.
    pub(crate) fn windows(&self, extent: usize) -> Option<usize> {
        let dilated = dilate(extent, self.base_dilation)?;
        let padded = i64::try_from(dilated).ok()?.checked_add(self.low)?.checked_add(self.high)?;
        let Ok(padded) = usize::try_from(padded) else { return Some(0) };
        let window = dilate(self.size, self.window_dilation)?;
        Some(if padded < window { 0 } else { (padded - window) / self.stride + 1 })
    }

    /// The array's element under element `offset` of window `index`, unless that is padding or a gap.
    pub(crate) fn source(&self, index: usize, offset: usize, extent: usize) -> Option<usize> {
        let place = index * self.stride + offset * self.window_dilation;
        let place = i64::try_from(place).ok()? - self.low;
        let place = usize::try_from(place).ok()?;
        if !place.is_multiple_of(self.base_dilation) {
            return None;
        }
        let place = place / self.base_dilation;
        (place < extent).then_some(place)
    }
}

/// Extent after `distance - 1` gaps were put between neighbours.
fn dilate(extent: usize, distance: usize) -> Option<usize> {
    match extent {
        0 => Some(0),
        _ => (extent - 1).checked_mul(distance)?.checked_add(1),
    }
}

#[cfg(test)]
mod tests {
    use super::WindowDim;

    #[test]
    fn windows_over_padded_and_dilated_arrays() {
        let plain = WindowDim {
            size: 3,
            stride: 2,
            low: 1,
            high: 0,
            base_dilation: 1,
            window_dilation: 1,
            reversal: false,
        };
        assert_eq!(plain.windows(8), Some(4));
        assert_eq!(plain.source(0, 0, 8), None, "padding");
        assert_eq!(plain.source(3, 2, 8), Some(7));
        let dilated = WindowDim { base_dilation: 2, stride: 1, low: -1, ..plain };
        assert_eq!(dilated.windows(4), Some(4), "1 . 2 . 3 . 4 without its first");
        assert_eq!(dilated.source(0, 0, 4), None, "a gap");
        assert_eq!(dilated.source(0, 1, 4), Some(1));
        assert_eq!(plain.windows(0), Some(0));
    }
}
