use super::{Quality, Shown, ShownSet};
use neuron_raster::{PixelMask, RasterError, RasterSource, Window};
use std::path::PathBuf;

/// Rows that are read at a time.
const ROWS: usize = 512;

/// Pixels that count by a quality band: those that show nothing of what is left out.
pub struct QualityMask<'a> {
    source: &'a dyn RasterSource,
    /// What errors call it.
    file: PathBuf,
    quality: Quality,
    left_out: ShownSet,
}

impl std::fmt::Debug for QualityMask<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, quality, left_out, .. } = self;
        f.debug_struct("QualityMask")
            .field("file", file)
            .field("quality", quality)
            .field("left_out", left_out)
            .finish_non_exhaustive()
    }
}

impl<'a> QualityMask<'a> {
    /// A mask by the first band of a raster; `file` is what errors call it.
    pub fn new(
        source: &'a dyn RasterSource,
        file: impl Into<PathBuf>,
        quality: Quality,
        left_out: ShownSet,
    ) -> Self {
        Self { source, file: file.into(), quality, left_out }
    }

    /// What the pixels of a window show.
    fn shown(&self, window: Window) -> Result<Vec<ShownSet>, RasterError> {
        let missing = ShownSet::default().with(Shown::Missing);
        let one = |value: f64| {
            if value.is_nan() {
                return Ok(missing);
            }
            let whole = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
            let found = if whole {
                self.quality.shown(value as u32)
            } else {
                Err("expected whole numbers")
            };
            found.map_err(|what| RasterError::Unsupported {
                file: self.file.clone(),
                what: format!("a pixel of the quality band is {value}: {what}"),
            })
        };
        let values = self.source.read(window, &[0])?.band_f64(0)?;
        values.into_iter().map(one).collect()
    }
}

impl PixelMask for QualityMask<'_> {
    fn read(&self, window: Window) -> Result<Vec<bool>, RasterError> {
        let shown = self.shown(window)?;
        Ok(shown.into_iter().map(|shown| !shown.meets(self.left_out)).collect())
    }
}

/// How many pixels show what; a pixel may show more than one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub pixels: u64,
    /// Those that count.
    pub counting: u64,
    /// By [`Shown::ALL`].
    pub shown: [u64; 5],
}

/// Counts what the pixels of a mask's band show.
///
/// # Errors
/// [`RasterError`] where it cannot be read.
pub fn tally(mask: &QualityMask<'_>) -> Result<Tally, RasterError> {
    let (width, height, _) = mask.source.extent();
    let mut tally = Tally::default();
    for top in (0..height).step_by(ROWS) {
        let window = Window::new(0, top, width, ROWS.min(height - top));
        for shown in mask.shown(window)? {
            tally.pixels += 1;
            tally.counting += u64::from(!shown.meets(mask.left_out));
            for (count, what) in tally.shown.iter_mut().zip(Shown::ALL) {
                *count += u64::from(shown.has(what));
            }
        }
    }
    Ok(tally)
}
