use crate::change_detection::labelled::Region;
use neuron_raster::{RasterError, Window};

/// A square of a pair that a network sees at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it is a part of.
    pub region: Region,
    /// Its pixels; of a region smaller than a tile, those that there are.
    pub window: Window,
    /// Those of its pixels that no other tile answers for: each pixel is that of the tile in whose middle it is most.
    pub own: Window,
}

/// Tiles of `size` pixels a side that cover some regions, neighbours sharing at least `overlap`.
///
/// # Errors
/// [`RasterError::Setting`] unless the overlap is less than the size.
pub fn tiles(regions: &[Region], size: usize, overlap: usize) -> Result<Vec<Tile>, RasterError> {
    let mut all = Vec::new();
    for &region in regions {
        let whole = region.window;
        let cut = neuron_raster::grid::Tiles::new(whole.width, whole.height, size, overlap)?;
        let windows: Vec<Window> = cut.iter().collect();
        let mut lefts: Vec<usize> = windows.iter().map(|window| window.x).collect();
        let mut tops: Vec<usize> = windows.iter().map(|window| window.y).collect();
        for starts in [&mut lefts, &mut tops] {
            starts.sort_unstable();
            starts.dedup();
        }
        for window in windows {
            let (x, width) = own(&lefts, window.x, window.width);
            let (y, height) = own(&tops, window.y, window.height);
            let own = Window::new(whole.x + x, whole.y + y, width, height);
            let window = Window { x: whole.x + window.x, y: whole.y + window.y, ..window };
            all.push(Tile { region, window, own });
        }
    }
    Ok(all)
}

/// First pixel and number of those that are a tile's own, along one axis: up to the middle of what it shares with
/// its neighbours.
fn own(starts: &[usize], start: usize, size: usize) -> (usize, usize) {
    let at = starts.iter().position(|&other| other == start).unwrap_or(0);
    let middle = |one: usize, next: usize| (next + one + size).div_ceil(2);
    let first = at.checked_sub(1).map_or(start, |before| middle(starts[before], start));
    let end = starts.get(at + 1).map_or(start + size, |&next| middle(start, next));
    (first, end - first)
}
