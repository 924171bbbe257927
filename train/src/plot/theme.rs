//! Colours and letters. Ink (text, axes, grid) follows the reader's light or dark scheme; the
//! colours of the data are the same in both.

use plotters::style::{
    Color, FontFamily, FontStyle, IntoFont, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};

/// Stands for the reader's text colour; [`super::svg`] replaces it by `currentColor`.
pub(super) const INK: RGBColor = RGBColor(1, 2, 3);

/// Text upon a dark patch of data colour.
pub(super) const ON_DARK: RGBColor = RGBColor(255, 255, 255);

pub(super) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(super) const VERMILLION: RGBColor = RGBColor(213, 94, 0);
pub(super) const GREEN: RGBColor = RGBColor(0, 158, 115);

/// Okabe and Ito's colours, without the black and the yellow that vanish on one of the papers.
const SERIES: [RGBColor; 6] = [
    BLUE,
    VERMILLION,
    GREEN,
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// How a line is broken.
#[derive(Clone, Copy)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
}

/// A line. The drawing library knows no dashes: a width in the thousands asks [`super::svg`] for
/// them.
pub(super) fn line(colour: impl Color, width: u32, dash: Dash) -> ShapeStyle {
    let thousands = match dash {
        Dash::Solid => 0,
        Dash::Dashed => 1000,
        Dash::Dotted => 2000,
    };
    ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: thousands + width }
}

/// How a series is told from the others: a colour, and dashes that change with each series too.
pub(super) fn series(index: usize) -> ShapeStyle {
    let dash = match (index + index / SERIES.len()) % 3 {
        0 => Dash::Solid,
        1 => Dash::Dashed,
        _ => Dash::Dotted,
    };
    line(SERIES[index % SERIES.len()], 2, dash)
}

/// A line to compare with: chance, perfection, the best epoch.
pub(super) fn reference() -> ShapeStyle {
    line(axis(), 1, Dash::Dashed)
}

/// Lines of the grid.
pub(super) fn grid() -> RGBAColor {
    INK.mix(0.15)
}

/// Axes and frames.
pub(super) fn axis() -> RGBAColor {
    INK.mix(0.6)
}

/// Letters of a height in pixels.
pub(super) fn letters(pixels: f64) -> TextStyle<'static> {
    // The SVG back end divides by 1.24.
    (FontFamily::SansSerif, pixels * 1.24).into_font().color(&INK)
}

/// Bold letters of a height in pixels.
pub(super) fn bold(pixels: f64) -> TextStyle<'static> {
    (FontFamily::SansSerif, pixels * 1.24, FontStyle::Bold).into_font().color(&INK)
}

pub(super) const TITLE: f64 = 15.0;
pub(super) const TEXT: f64 = 12.0;
