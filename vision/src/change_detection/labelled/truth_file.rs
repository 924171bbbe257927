use super::ChangeSetError;
use crate::change_detection::files;
use std::path::Path;

/// What the grey of a map in a picture means: nothing is known.
const UNKNOWN: f32 = 128.0;

/// Labels of a file, `[rows, columns]`, as they are; NaN is not known. Of a picture of black, grey and white, white is
/// 1 and grey is not known, as this program writes maps.
pub(super) fn read(
    path: &Path,
    [rows, columns]: [usize; 2],
) -> Result<Vec<Option<u8>>, ChangeSetError> {
    let image = files::grey(files::open(path)?.image);
    if (image.bands, image.height, image.width) != (1, rows, columns) {
        return Err(ChangeSetError::Labels {
            file: path.to_owned(),
            found: format!("{} bands of {}×{} pixels", image.bands, image.width, image.height),
            expected: format!("{columns}×{rows}"),
        });
    }
    let shades = [0.0, UNKNOWN, 255.0];
    let is_map = image.values.iter().all(|value| value.is_nan() || shades.contains(value));
    let class = |(at, &value): (usize, &f32)| {
        if value.is_nan() || (is_map && value == UNKNOWN) {
            return Ok(None);
        }
        if is_map {
            return Ok(Some(u8::from(value > 0.0)));
        }
        if value.fract() == 0.0 && (0.0..=255.0).contains(&value) {
            return Ok(Some(value as u8));
        }
        let (row, column) = (at / columns, at % columns);
        Err(ChangeSetError::Class { file: path.to_owned(), found: value, row, column })
    };
    image.values.iter().enumerate().map(class).collect()
}
