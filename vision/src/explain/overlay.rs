use super::HeatMap;
use crate::datasets::ImageSet;
use crate::image_io::{colours, encode_png};

/// An image of a set in grey under its heat map, as a PNG: from blue, where nothing spoke for the
/// class, to red.
#[must_use]
pub fn overlay(set: &ImageSet, index: usize, heat: &HeatMap) -> Vec<u8> {
    let mut pixels = colours(set, index);
    for (i, pixel) in pixels.chunks_exact_mut(3).enumerate() {
        let at = [i / set.width.max(1), i % set.width.max(1)];
        let heat = heat.at(at, [set.height, set.width]);
        let grey = pixel.iter().map(|&v| f32::from(v)).sum::<f32>() / 3.0;
        for (value, colour) in pixel.iter_mut().zip(colour(heat)) {
            *value = (0.5 * grey + 0.5 * colour).round() as u8;
        }
    }
    encode_png(&pixels, [set.height, set.width])
}

/// From blue over white to red, 0 to 255: it can be told apart by those who do not see all colours.
fn colour(heat: f32) -> [f32; 3] {
    const COLD: [f32; 3] = [33.0, 102.0, 172.0];
    const MIDDLE: [f32; 3] = [247.0, 247.0, 247.0];
    const HOT: [f32; 3] = [178.0, 24.0, 43.0];
    let heat = heat.clamp(0.0, 1.0);
    let (from, to, share) =
        if heat < 0.5 { (COLD, MIDDLE, 2.0 * heat) } else { (MIDDLE, HOT, 2.0 * heat - 1.0) };
    std::array::from_fn(|channel| from[channel] + share * (to[channel] - from[channel]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_from_blue_to_red() {
        assert_eq!(colour(0.0), [33.0, 102.0, 172.0]);
        assert_eq!(colour(0.5), [247.0; 3]);
        assert_eq!(colour(1.0), [178.0, 24.0, 43.0]);
        assert_eq!(colour(7.0), colour(1.0));
    }

    #[test]
    fn heat_between_cells_is_on_straight_lines() {
        let heat = HeatMap { grid: [1, 2], values: vec![0.0, 1.0] };
        let row: Vec<f32> = (0..8).map(|column| heat.at([0, column], [4, 8])).collect();
        assert_eq!(row, [0.0, 0.0, 0.125, 0.375, 0.625, 0.875, 1.0, 1.0]);
    }
}
