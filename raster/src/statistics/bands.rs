use super::Moments;
use super::ranks::Ranks;
use crate::{PixelMask, RasterError, RasterSource, Window};

/// Bytes of pixels that are read at a time.
const PIECE: usize = 16 << 20;

/// Statistics of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct BandStatistics {
    /// Its name; empty where it has none.
    pub name: String,
    /// Of the values that are there and count.
    pub moments: Moments,
    /// Values that are missing: nodata, or not finite.
    pub missing: u64,
    /// Values that are there and do not count by the mask.
    pub masked: u64,
    /// The percentiles that were asked for, in their order; empty where no value is.
    pub percentiles: Vec<f64>,
}

/// Statistics of all bands. A percentile between two values is on the line between them, as in numpy.
///
/// # Errors
/// [`RasterError::Setting`] for a percentile that is not from 0 to 100; what reading says.
pub fn band_statistics(
    source: &dyn RasterSource,
    mask: Option<&dyn PixelMask>,
    percentiles: &[f64],
) -> Result<Vec<BandStatistics>, RasterError> {
    if let Some(wrong) = percentiles.iter().find(|p| !(0.0..=100.0).contains(*p)) {
        let (expected, found) = ("from 0 to 100", wrong.to_string());
        return Err(RasterError::Setting { name: "percentile", expected, found });
    }
    let (_, _, bands) = source.extent();
    let mut all: Vec<BandStatistics> = (0..bands)
        .map(|band| BandStatistics {
            name: source.band_names().get(band).cloned().unwrap_or_default(),
            moments: Moments::default(),
            missing: 0,
            masked: 0,
            percentiles: Vec::new(),
        })
        .collect();
    each_window(source, mask, |band, values, counts| {
        let of = &mut all[band];
        let finite = |value: &f64| value.is_finite();
        of.missing += values.iter().filter(|value| !finite(value)).count() as u64;
        let there: Vec<f64> = match counts {
            None => values.iter().copied().filter(finite).collect(),
            Some(counts) => {
                let pairs = values.iter().zip(counts).filter(|(value, _)| finite(value));
                of.masked += pairs.clone().filter(|(_, counts)| !**counts).count() as u64;
                pairs.filter(|(_, counts)| **counts).map(|(value, _)| *value).collect()
            }
        };
        of.moments.add(&there);
    })?;
    if percentiles.is_empty() {
        return Ok(all);
    }
    let place =
        |of: &BandStatistics, p: f64| p / 100.0 * of.moments.count().saturating_sub(1) as f64;
    let mut ranks: Vec<Ranks> = all
        .iter()
        .map(|of| {
            let at = percentiles.iter().filter(|_| of.moments.count() > 0).map(|&p| place(of, p));
            let both = at.flat_map(|at| [at.floor() as u64, at.ceil() as u64]);
            Ranks::new(source.sample_type(), both)
        })
        .collect();
    while ranks.iter().any(|ranks| !ranks.is_done()) {
        each_window(source, mask, |band, values, counts| {
            for (at, value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
                if counts.is_none_or(|counts| counts[at]) {
                    ranks[band].count(*value);
                }
            }
        })?;
        ranks.iter_mut().filter(|ranks| !ranks.is_done()).for_each(Ranks::end_pass);
    }
    for (of, ranks) in all.iter_mut().zip(&ranks) {
        let between = |&p: &f64| {
            let at = place(of, p);
            let (low, high) = (ranks.value(at.floor() as u64)?, ranks.value(at.ceil() as u64)?);
            Some(low + (high - low) * (at - at.floor()))
        };
        of.percentiles = percentiles.iter().filter_map(between).collect();
    }
    Ok(all)
}

/// Calls `seen` with a band, its values in a window, and which of them count.
fn each_window(
    source: &dyn RasterSource,
    mask: Option<&dyn PixelMask>,
    mut seen: impl FnMut(usize, &[f64], Option<&[bool]>),
) -> Result<(), RasterError> {
    let (width, height, bands) = source.extent();
    let all: Vec<usize> = (0..bands).collect();
    let row = width.saturating_mul(bands).saturating_mul(source.sample_type().bytes()).max(1);
    // Strips and tiles are often of so many rows: none is decoded twice.
    let rows = (PIECE / row).next_multiple_of(256).max(256);
    for top in (0..height).step_by(rows) {
        let window = Window::new(0, top, width, rows.min(height - top));
        let raster = source.read(window, &all)?;
        let counts = mask.map(|mask| mask.read(window)).transpose()?;
        for band in 0..bands {
            seen(band, &raster.band_f64(band)?, counts.as_deref());
        }
    }
    Ok(())
}
