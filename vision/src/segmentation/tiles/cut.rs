//! Cuts a tile out of an image and its mask, also beyond the edge and along bent lines.

use super::super::data::{Scene, UNKNOWN};
use super::elastic::Displacement;

/// Writes the tile whose first pixel is at `origin` (row, column; negative beyond the edge):
/// image `[bands, tile, tile]` as it is stored, labels `[tile, tile]`, -1 where nothing is known.
///
/// Beyond the edge the image is mirrored and nothing is known. Where pixels are displaced, values are
/// interpolated between the four nearest and labels are those of the nearest.
pub(super) fn cut(
    scene: &Scene,
    origin: [isize; 2],
    tile: usize,
    displacement: Option<&Displacement>,
    image: &mut [f32],
    labels: &mut [i32],
) {
    match displacement {
        None => straight(scene, origin, tile, image, labels),
        Some(displacement) => bent(scene, origin, tile, displacement, image, labels),
    }
}

/// The label of a pixel, -1 where nothing is known or it is not there.
fn label(scene: &Scene, row: isize, column: isize) -> i32 {
    let inside =
        (0..scene.height as isize).contains(&row) && (0..scene.width as isize).contains(&column);
    if !inside {
        return -1;
    }
    match scene.labels[row as usize * scene.width + column as usize] {
        UNKNOWN => -1,
        class => i32::from(class),
    }
}

/// A place mirrored at the first and the last pixel, until it is one of `extent`.
fn mirrored(place: isize, extent: usize) -> usize {
    let last = extent as isize - 1;
    if last <= 0 {
        return 0;
    }
    let turn = place.rem_euclid(2 * last);
    (if turn > last { 2 * last - turn } else { turn }) as usize
}

fn straight(
    scene: &Scene,
    [top, left]: [isize; 2],
    tile: usize,
    image: &mut [f32],
    labels: &mut [i32],
) {
    let area = scene.height * scene.width;
    let columns: Vec<usize> =
        (0..tile as isize).map(|column| mirrored(left + column, scene.width)).collect();
    for row in 0..tile {
        let from = mirrored(top + row as isize, scene.height) * scene.width;
        for (band, plane) in image.chunks_exact_mut(tile * tile).enumerate() {
            let line = &mut plane[row * tile..(row + 1) * tile];
            for (value, column) in line.iter_mut().zip(&columns) {
                *value = scene.pixels.at(band * area + from + column);
            }
        }
        for column in 0..tile {
            labels[row * tile + column] = label(scene, top + row as isize, left + column as isize);
        }
    }
}

fn bent(
    scene: &Scene,
    [top, left]: [isize; 2],
    tile: usize,
    displacement: &Displacement,
    image: &mut [f32],
    labels: &mut [i32],
) {
    let area = scene.height * scene.width;
    for row in 0..tile {
        for column in 0..tile {
            let [down, across] = displacement.at(row, column);
            let y = (top + row as isize) as f32 + down;
            let x = (left + column as isize) as f32 + across;
            let at = row * tile + column;
            labels[at] = label(scene, y.round() as isize, x.round() as isize);
            let (first, before) = (y.floor(), x.floor());
            let (v, u) = (y - first, x - before);
            let rows = [first as isize, first as isize + 1].map(|r| mirrored(r, scene.height));
            let columns = [before as isize, before as isize + 1].map(|c| mirrored(c, scene.width));
            for (band, plane) in image.chunks_exact_mut(tile * tile).enumerate() {
                let value = |row: usize, column: usize| {
                    scene.pixels.at(band * area + row * scene.width + column)
                };
                let between = |row: usize| {
                    let (a, b) = (value(row, columns[0]), value(row, columns[1]));
                    a + u * (b - a)
                };
                let (upper, lower) = (between(rows[0]), between(rows[1]));
                plane[at] = upper + v * (lower - upper);
            }
        }
    }
}
