//! Maps to look at.

use super::super::cube::Map;
use super::{Monitoring, Patch};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use neuron_train::plot::{MapPicture, PlotError, Svg};

/// Most pixels along a side of a picture: of larger maps, pixels at equal steps are shown.
const MOST: usize = 600;

const GREY: [u8; 3] = [200, 200, 200];
const WHITE: [u8; 3] = [250, 250, 250];
const BROWN: [u8; 3] = [166, 97, 26];
const GREEN: [u8; 3] = [1, 133, 113];
const EARLY: [u8; 3] = [68, 1, 84];
const MIDDLE: [u8; 3] = [33, 145, 140];
const LATE: [u8; 3] = [253, 231, 37];

/// Colours of a map and their meaning.
struct Painted {
    title: &'static str,
    pixels: Vec<[u8; 3]>,
    legend: Vec<([u8; 3], String)>,
}

/// Where it degrades, how fast, and since when; patches are marked by their rank.
pub(super) fn pictures(
    found: &Monitoring,
    patches: &[Patch],
    note: &str,
) -> Result<Vec<(&'static str, Svg)>, PlotError> {
    let marks: Vec<((f64, f64), String)> = patches
        .iter()
        .take(9)
        .enumerate()
        .map(|(rank, patch)| {
            let [top, left, bottom, right] = patch.window.map(|place| place as f64);
            let middle = ((left + right + 1.0) / 2.0, (top + bottom + 1.0) / 2.0);
            (middle, (rank + 1).to_string())
        })
        .collect();
    let columns = found.adjusted.columns;
    let rows = found.adjusted.rows();
    let drawn = [
        ("where", where_it_changes(found)),
        ("how-fast", how_fast(&found.trends.slope)),
        ("since-when", since_when(&found.breaks.largest)),
    ];
    drawn
        .into_iter()
        .map(|(name, painted)| {
            let png = encode(&painted.pixels, [rows, columns]);
            let picture = MapPicture {
                title: painted.title,
                png: &png,
                extent: (columns, rows),
                legend: &painted.legend,
                marks: if name == "where" { &marks[..] } else { &[] },
                note,
            };
            Ok((name, picture.draw()?))
        })
        .collect()
}

fn where_it_changes(found: &Monitoring) -> Painted {
    let colour = |direction: &f32| match *direction {
        d if d.is_nan() => GREY,
        d if d < 0.0 => BROWN,
        d if d > 0.0 => GREEN,
        _ => WHITE,
    };
    let legend =
        [(BROWN, "falls"), (GREEN, "rises"), (WHITE, "could be chance"), (GREY, "not seen")];
    Painted {
        title: "Where it changes",
        pixels: found.trends.direction.values.iter().map(colour).collect(),
        legend: legend.map(|(colour, text)| (colour, text.to_owned())).to_vec(),
    }
}

fn how_fast(slope: &Map) -> Painted {
    // By the slope that 98 in 100 do not reach: few extremes would leave all else white.
    let mut sizes: Vec<f32> =
        slope.values.iter().map(|slope| slope.abs()).filter(|size| !size.is_nan()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let most = sizes.get(sizes.len() * 98 / 100).copied().unwrap_or(1.0).max(f32::MIN_POSITIVE);
    let colour = |slope: &f32| match *slope {
        slope if slope.is_nan() => GREY,
        slope if slope < 0.0 => mix(WHITE, BROWN, -slope / most),
        slope => mix(WHITE, GREEN, slope / most),
    };
    Painted {
        title: "How fast",
        pixels: slope.values.iter().map(colour).collect(),
        legend: vec![
            (BROWN, format!("{:+.4} a year and less", -most)),
            (WHITE, "0".to_owned()),
            (GREEN, format!("{most:+.4} a year and more")),
            (GREY, "not seen".to_owned()),
        ],
    }
}

fn since_when(breaks: &Map) -> Painted {
    let known = || breaks.values.iter().copied().filter(|time| !time.is_nan());
    let (first, last) = (known().fold(f32::MAX, f32::min), known().fold(f32::MIN, f32::max));
    let colour = |time: &f32| {
        if time.is_nan() {
            return WHITE;
        }
        match (time - first) / (last - first).max(f32::MIN_POSITIVE) {
            share if share < 0.5 => mix(EARLY, MIDDLE, 2.0 * share),
            share => mix(MIDDLE, LATE, 2.0 * share - 1.0),
        }
    };
    let pixels = breaks.values.iter().map(colour).collect();
    let mut legend = Vec::new();
    if first <= last {
        let middle = f32::midpoint(first, last);
        legend = [(EARLY, first), (MIDDLE, middle), (LATE, last)]
            .map(|(colour, time)| (colour, format!("{time:.2}")))
            .to_vec();
    }
    legend.push((WHITE, "no break".to_owned()));
    Painted { title: "Since when: the largest break", pixels, legend }
}

fn mix(from: [u8; 3], to: [u8; 3], share: f32) -> [u8; 3] {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| {
        let (from, to) = (f32::from(from[channel]), f32::from(to[channel]));
        (from + share * (to - from)).round() as u8
    })
}

/// A PNG of at most so many pixels a side.
fn encode(pixels: &[[u8; 3]], [rows, columns]: [usize; 2]) -> Vec<u8> {
    let step = rows.max(columns).div_ceil(MOST).max(1);
    let shown =
        |row: usize| (0..columns).step_by(step).flat_map(move |x| pixels[row * columns + x]);
    let bytes: Vec<u8> = (0..rows).step_by(step).flat_map(shown).collect();
    let (width, height) = (columns.div_ceil(step) as u32, rows.div_ceil(step) as u32);
    let mut png = Vec::new();
    // Writing to memory cannot fail; what would be empty is refused when it is drawn.
    let written =
        PngEncoder::new(&mut png).write_image(&bytes, width, height, ExtendedColorType::Rgb8);
    if written.is_err() {
        png.clear();
    }
    png
}
