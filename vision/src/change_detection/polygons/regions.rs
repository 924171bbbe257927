use super::outline::{Ring, outlines};
use super::{Affine, Components};
use serde::Serialize;

/// A group of changed pixels as a polygon on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its pixels.
    pub pixels: u64,
    /// Its area in squared units of the map.
    pub area: f64,
    /// Rings of `[x, y]`: the outer one, counter-clockwise, then holes, clockwise. The last corner is the
    /// first again.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// Polygons of the groups whose area is at least `least_area`, in squared units of the map.
#[must_use]
pub fn regions(components: &Components, transform: &Affine, least_area: f64) -> Vec<Region> {
    let close = |ring: &Ring| {
        let mut ring: Vec<[f64; 2]> =
            ring.iter().map(|&(row, column)| transform.at(row as f64, column as f64)).collect();
        if !transform.keeps_sense() {
            ring.reverse();
        }
        ring.extend(ring.first().copied());
        ring
    };
    let sizes = components.sizes.iter().zip(outlines(components));
    sizes
        .map(|(&pixels, rings)| (pixels, pixels as f64 * transform.pixel_area(), rings))
        .filter(|(_, area, _)| *area >= least_area)
        .map(|(pixels, area, rings)| Region {
            pixels,
            area,
            rings: rings.iter().map(close).collect(),
        })
        .collect()
}

/// Area of each class of a map, in squared units of the map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Areas {
    /// Of what changed.
    pub changed: f64,
    /// Of what did not.
    pub unchanged: f64,
    /// Of what was not seen at both dates.
    pub not_seen: f64,
}

/// Sums the areas of a map.
#[must_use]
pub fn areas(map: &[Option<bool>], transform: &Affine) -> Areas {
    let area = |class: Option<bool>| {
        map.iter().filter(|&&found| found == class).count() as f64 * transform.pixel_area()
    };
    Areas { changed: area(Some(true)), unchanged: area(Some(false)), not_seen: area(None) }
}
