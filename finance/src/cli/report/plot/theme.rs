//! Colours and letters. Ink (text, axes, grid) follows the reader's light or dark scheme.

use plotters::style::{
    Color, FontFamily, FontStyle, IntoFont, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};

/// Stands for the reader's text colour; [`super::svg`] replaces it by `currentColor`.
pub(super) const INK: RGBColor = RGBColor(1, 2, 3);

const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// The colour of a series by its number.
pub(super) fn colour(index: usize) -> RGBColor {
    COLOURS[index % COLOURS.len()]
}

/// The line of a series: colours and dashes change with its number. The drawing library knows no
/// dashes: a width in the thousands asks [`super::svg`] for them.
pub(super) fn line(index: usize) -> ShapeStyle {
    let thousands = [0, 1000, 2000][(index + index / COLOURS.len()) % 3];
    let color = colour(index).to_rgba();
    ShapeStyle { color, filled: false, stroke_width: thousands + 2 }
}

/// A line to compare with.
pub(super) fn reference() -> ShapeStyle {
    ShapeStyle { color: axis(), filled: false, stroke_width: 1001 }
}

/// Lines of the grid.
pub(super) fn grid() -> RGBAColor {
    INK.mix(0.15)
}

/// Axes and frames.
pub(super) fn axis() -> RGBAColor {
    INK.mix(0.6)
}

/// Letters of a height in pixels; the SVG back end divides by 1.24.
pub(super) fn letters(pixels: f64) -> TextStyle<'static> {
    (FontFamily::SansSerif, pixels * 1.24).into_font().color(&INK)
}

/// Bold letters of a height in pixels.
pub(super) fn bold(pixels: f64) -> TextStyle<'static> {
    (FontFamily::SansSerif, pixels * 1.24, FontStyle::Bold).into_font().color(&INK)
}

/// About how wide a text of 12 pixels is.
pub(super) fn width(text: &str) -> i32 {
    (text.chars().map(|c| if (c as u32) >= 0x1100 { 12.0 } else { 7.0 }).sum::<f64>()) as i32
}
