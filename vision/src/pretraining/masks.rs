use neuron_random::{Permutation, Stream};
use serde::{Deserialize, Serialize};

/// Which share of an image is hidden, and in what pieces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MaskConfig {
    /// Share of the patches that are hidden.
    pub ratio: f64,
    /// Patches along the side of a piece that is hidden as a whole.
    pub block: usize,
}

impl Default for MaskConfig {
    fn default() -> Self {
        Self { ratio: 0.75, block: 1 }
    }
}

/// A setting of masks that does not fit the images.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{key}` is {found}, expected {expected}")]
pub struct MaskError {
    /// The setting.
    pub key: &'static str,
    /// Its value.
    pub found: String,
    /// What it may be.
    pub expected: String,
}

/// Draws masks: the same number of patches of every image, since shapes are static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masks {
    grid: [usize; 2],
    block: usize,
    hidden: usize,
}

impl Masks {
    /// For images of `grid` patches.
    ///
    /// # Errors
    /// [`MaskError`].
    pub fn new(config: &MaskConfig, grid: [usize; 2]) -> Result<Self, MaskError> {
        let ([rows, columns], block) = (grid, config.block);
        if block == 0 || !rows.is_multiple_of(block) || !columns.is_multiple_of(block) {
            return Err(MaskError {
                key: "mask.block",
                found: block.to_string(),
                expected: format!("a divisor of the {rows} × {columns} patches of an image"),
            });
        }
        let pieces = rows * columns / (block * block);
        // What is not a number hides nothing.
        let hidden = (pieces as f64 * config.ratio).round().max(0.0) as usize;
        if hidden == 0 || hidden >= pieces {
            return Err(MaskError {
                key: "mask.ratio",
                found: config.ratio.to_string(),
                expected: format!("a share that hides and leaves some of the {pieces} pieces"),
            });
        }
        Ok(Self { grid, block, hidden })
    }

    /// Rows and columns of patches.
    #[must_use]
    pub const fn grid(&self) -> [usize; 2] {
        self.grid
    }

    /// Patches of an image.
    #[must_use]
    pub const fn patches(&self) -> usize {
        self.grid[0] * self.grid[1]
    }

    /// Patches that are hidden.
    #[must_use]
    pub const fn hidden(&self) -> usize {
        self.hidden * self.block * self.block
    }

    /// Patches that are seen.
    #[must_use]
    pub const fn seen(&self) -> usize {
        self.patches() - self.hidden()
    }

    /// All patches by number, those that are seen first: a permutation that depends on the address
    /// alone.
    #[must_use]
    pub fn order(&self, seed: u64, epoch: u32, sample: u64) -> Vec<usize> {
        let [_, columns] = self.grid;
        let pieces_a_row = columns / self.block;
        let pieces = self.patches() / (self.block * self.block);
        let stream = Stream::new(seed, "mask").epoch(epoch).sample(sample);
        let mut order = Vec::with_capacity(self.patches());
        for piece in Permutation::new(pieces, stream).iter() {
            let corner =
                piece / pieces_a_row * self.block * columns + piece % pieces_a_row * self.block;
            for row in 0..self.block {
                order.extend((0..self.block).map(|column| corner + row * columns + column));
            }
        }
        order
    }
}
