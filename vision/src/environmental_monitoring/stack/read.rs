use super::{DatedFile, Recipe, StackError};
use crate::environmental_monitoring::cube::Cube;
use crate::environmental_monitoring::date::Date;
use neuron_raster::georeference::GeoReference;
use neuron_raster::{Limits, Raster, Window};
use std::path::Path;

/// Most bytes of a cube.
pub const MOST_BYTES: u64 = 16 << 30;
/// Pixels of a strip that are read at a time.
const STRIP: usize = 1 << 18;

/// A cube from files.
#[derive(Clone, Debug)]
pub struct Stack {
    /// The values.
    pub cube: Cube,
    /// Dates of the cube's images.
    pub dates: Vec<Date>,
    /// Dates of which nothing was seen: they are not in the cube.
    pub skipped: Vec<Date>,
    /// Where the images lie, where the files say so.
    pub place: Option<GeoReference>,
}

/// The grid of the first file.
struct Grid {
    file: String,
    columns: usize,
    rows: usize,
    place: Option<GeoReference>,
}

/// Reads files of one grid into a cube, strip by strip: beside the cube, no more than a strip of a file is in memory.
///
/// # Errors
/// [`StackError`]: a file that cannot be read, of another grid or without a band, a cube that is too large, fewer than
/// two dates of which anything was seen.
pub fn read_stack(files: &[DatedFile], recipe: &Recipe) -> Result<Stack, StackError> {
    let mut grid: Option<Grid> = None;
    let (mut dates, mut skipped, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for DatedFile { file, date } in files {
        let opened = neuron_raster::open(file, Limits::default())?;
        let (columns, rows, bands) = opened.extent();
        let corner = opened.read(Window::new(0, 0, 1, 1), &(0..bands).collect::<Vec<_>>())?;
        let chosen = recipe.bands(file, corner.band_names())?;
        let grid = match &grid {
            Some(grid) => {
                grid.check(file, [columns, rows], &corner)?;
                grid
            }
            None => {
                let place = corner.georeference().cloned();
                let first = Grid { file: file.display().to_string(), columns, rows, place };
                reserve(&mut values, files.len(), &first)?;
                &*grid.insert(first)
            }
        };
        let before = values.len();
        let height = (STRIP / grid.columns).max(1);
        for row in (0..grid.rows).step_by(height) {
            let window = Window::new(0, row, grid.columns, height.min(grid.rows - row));
            values.extend(recipe.values(&opened.read(window, &chosen)?)?);
        }
        if values[before..].iter().all(|value| value.is_nan()) {
            values.truncate(before);
            skipped.push(*date);
        } else {
            dates.push(*date);
        }
    }
    let Some(grid) = grid.filter(|_| dates.len() >= 2) else {
        return Err(StackError::TooFew { found: dates.len(), dates: files.len() });
    };
    let times = dates.iter().map(|date| date.in_years()).collect();
    let cube = Cube::new(times, grid.rows, grid.columns, values)?;
    Ok(Stack { cube, dates, skipped, place: grid.place })
}

/// Room for all images at once: grown bit by bit, a cube would be moved, and for a while be there twice.
fn reserve(values: &mut Vec<f32>, dates: usize, grid: &Grid) -> Result<(), StackError> {
    let (rows, columns) = (grid.rows, grid.columns);
    let count = dates as u128 * rows as u128 * columns as u128;
    let needed = u64::try_from(4 * count).unwrap_or(u64::MAX);
    let too_large = || StackError::TooLarge { dates, columns, rows, needed, most: MOST_BYTES };
    if needed > MOST_BYTES {
        return Err(too_large());
    }
    values.try_reserve_exact(count as usize).map_err(|_| too_large())
}

impl Grid {
    fn check(
        &self,
        file: &Path,
        [columns, rows]: [usize; 2],
        corner: &Raster,
    ) -> Result<(), StackError> {
        let differs = |found: String, expected: String| {
            let (file, first) = (file.display().to_string(), self.file.clone());
            Err(StackError::Grid { file, found, first, expected })
        };
        if [columns, rows] != [self.columns, self.rows] {
            let expected = format!("{}×{} pixels", self.columns, self.rows);
            return differs(format!("{columns}×{rows} pixels"), expected);
        }
        let said = |place: Option<&GeoReference>| match place {
            None => "no place".to_owned(),
            Some(place) => {
                let epsg = place.crs.as_ref().and_then(|crs| crs.epsg);
                let system = epsg.map_or_else(String::new, |epsg| format!(" in EPSG:{epsg}"));
                format!("the transform {:?}{system}", place.transform)
            }
        };
        let found = corner.georeference();
        let is_same = match (&self.place, found) {
            (None, None) => true,
            (Some(first), Some(place)) => first.same_crs(place) && is_near(first, place),
            _ => false,
        };
        if is_same { Ok(()) } else { differs(said(found), said(self.place.as_ref())) }
    }
}

/// Whether two places are the same to a thousandth of a pixel.
fn is_near(one: &GeoReference, two: &GeoReference) -> bool {
    let [_, a, b, _, c, d] = one.transform;
    let pixel = a.abs().max(b.abs()).max(c.abs()).max(d.abs());
    one.transform.iter().zip(two.transform).all(|(a, b)| (a - b).abs() <= 1e-3 * pixel)
}
