use super::super::args::ChangeArgs;
use super::super::error::CommandError;
use crate::change_detection::ChangeError;
use crate::change_detection::files;
use crate::change_detection::metrics::{
    Calibration, Confusion, calibrate, join_labels, precision_recall, roc_area,
};
use std::path::Path;

/// A map against labels. What labels of one kind do not say is nothing.
pub(super) struct Measures {
    pub(super) confusion: Confusion,
    pub(super) average_precision: Option<f64>,
    pub(super) roc_area: Option<f64>,
    /// The best threshold of the upper half, on the lower half.
    pub(super) calibration: Option<Calibration>,
}

/// The labels, if there are any.
pub(super) fn open(
    args: &ChangeArgs,
    extents: [usize; 2],
) -> Result<Option<Vec<Option<bool>>>, CommandError> {
    let Some(changed) = &args.labels else { return Ok(None) };
    let changed = read(changed, extents)?;
    let unchanged = args.unchanged.as_ref().map(|path| read(path, extents)).transpose()?;
    Ok(Some(join_labels(&changed, unchanged.as_deref())?))
}

/// Where an image is not 0. Missing pixels are 0.
fn read(path: &Path, [rows, columns]: [usize; 2]) -> Result<Vec<bool>, CommandError> {
    let image = files::grey(files::open(path)?.image);
    if (image.bands, image.height, image.width) != (1, rows, columns) {
        let file = path.display().to_string();
        let found = format!("{} bands of {}×{} pixels", image.bands, image.width, image.height);
        return Err(CommandError::Labels { file, found, expected: format!("{columns}×{rows}") });
    }
    Ok(image.values.iter().map(|value| value.is_finite() && *value != 0.0).collect())
}

pub(super) fn measure(
    labels: &[Option<bool>],
    strengths: &[f64],
    map: &[Option<bool>],
    [rows, columns]: [usize; 2],
) -> Result<Measures, ChangeError> {
    let confusion = Confusion::new(map, labels)?;
    let average_precision = precision_recall(strengths, labels).ok();
    let calibration = calibrate(strengths, labels, |at| at / columns < rows / 2).ok();
    Ok(Measures {
        confusion,
        average_precision: average_precision.map(|curve| curve.average_precision()),
        roc_area: roc_area(strengths, labels).ok(),
        calibration,
    })
}
