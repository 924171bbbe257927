use neuron_raster::Window;
use serde::{Deserialize, Serialize};

/// A half of a scene.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// The upper rows.
    Upper,
    /// The lower rows.
    #[default]
    Lower,
    /// The left columns.
    Left,
    /// The right columns.
    Right,
}

impl Half {
    /// The half's pixels.
    #[must_use]
    pub fn window(self, [rows, columns]: [usize; 2]) -> Window {
        let (row, column) = (rows / 2, columns / 2);
        match self {
            Self::Upper => Window::new(0, 0, columns, row),
            Self::Lower => Window::new(0, row, columns, rows - row),
            Self::Left => Window::new(0, 0, column, rows),
            Self::Right => Window::new(column, 0, columns - column, rows),
        }
    }

    /// The other half without the `gap` pixels that are next to this one.
    #[must_use]
    pub fn rest(self, [rows, columns]: [usize; 2], gap: usize) -> Window {
        let (row, column) = (rows / 2, columns / 2);
        match self {
            Self::Lower => Window::new(0, 0, columns, row.saturating_sub(gap)),
            Self::Right => Window::new(0, 0, column.saturating_sub(gap), rows),
            Self::Upper => {
                let top = (row + gap).min(rows);
                Window::new(0, top, columns, rows - top)
            }
            Self::Left => {
                let left = (column + gap).min(columns);
                Window::new(left, 0, columns - left, rows)
            }
        }
    }

    /// Cuts a rest into what is learned from and, across it, at the far end, what is chosen by; the `gap` pixels
    /// between are neither.
    #[must_use]
    pub fn cut(self, rest: Window, share: f64, gap: usize) -> [Window; 2] {
        let part = |extent: usize| {
            let chosen = ((extent as f64 * share).round() as usize).min(extent);
            (extent.saturating_sub(chosen + gap), chosen)
        };
        match self {
            Self::Upper | Self::Lower => {
                let (learned, chosen) = part(rest.width);
                let start = rest.right() - chosen;
                [Window { width: learned, ..rest }, Window { x: start, width: chosen, ..rest }]
            }
            Self::Left | Self::Right => {
                let (learned, chosen) = part(rest.height);
                let start = rest.bottom() - chosen;
                [Window { height: learned, ..rest }, Window { y: start, height: chosen, ..rest }]
            }
        }
    }
}
