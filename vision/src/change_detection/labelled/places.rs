use super::{ChangeSetError, acquired};
use neuron_raster::georeference::GeoReference;
use std::path::Path;

/// How far pixels of one pair may lie apart, in parts of a pixel.
const TOLERANCE: f64 = 0.05;

/// Checks that two files of one grid lie at one place, as far as both say where they lie.
pub(crate) fn check_places(
    [before, after]: [&Path; 2],
    [first, second]: [Option<&GeoReference>; 2],
    [rows, columns]: [usize; 2],
) -> Result<(), ChangeSetError> {
    let (Some(first), Some(second)) = (first, second) else { return Ok(()) };
    let wrong = |what: String| {
        let (before, after) = (before.to_owned(), after.to_owned());
        Err(ChangeSetError::Place { before, after, what })
    };
    if let (Some(one), Some(two)) = (&first.crs, &second.crs)
        && !one.same_as(two)
    {
        let name = |epsg: Option<u32>| epsg.map_or("another one".into(), |n| format!("EPSG:{n}"));
        let (one, two) = (name(one.epsg), name(two.epsg));
        return wrong(format!("reference system {one} and {two}"));
    }
    for (column, row) in [(0, 0), (columns, 0), (0, rows)] {
        let (x, y) = second.to_map(column as f64, row as f64);
        let Some((left, top)) = first.to_pixel(x, y) else { continue };
        // Nought has no sign.
        let off =
            |found: f64, expected: usize| ((found - expected as f64) * 100.0).round() / 100.0 + 0.0;
        let (right, down) = (off(left, column), off(top, row));
        if right.abs() > TOLERANCE || down.abs() > TOLERANCE {
            return wrong(format!(
                "the corner at column {column}, row {row} is {right:.2} columns and {down:.2} rows off"
            ));
        }
    }
    Ok(())
}

/// Checks that the second file was not taken on an earlier day, as far as both say when.
pub(crate) fn check_order(before: &Path, after: &Path) -> Result<(), ChangeSetError> {
    match (acquired(before), acquired(after)) {
        (Some(first), Some(second)) if second < first => Err(ChangeSetError::Swapped {
            before: before.to_owned(),
            first,
            after: after.to_owned(),
            second,
        }),
        _ => Ok(()),
    }
}
