use crate::cli::report::OKABE_ITO;
use plotters::style::{FontFamily, IntoFont, RGBColor, TextStyle};

/// Text, axes and what is of no interest.
pub(super) const INK: RGBColor = RGBColor(31, 35, 40);
pub(super) const GREY: RGBColor = RGBColor(160, 165, 170);

/// The colour of a group; grey for none.
pub(super) fn group(number: Option<usize>) -> RGBColor {
    number.map_or(GREY, |number| OKABE_ITO[number % OKABE_ITO.len()])
}

/// From blue by white to orange for −1 to 1.
pub(super) fn diverging(value: f64) -> RGBColor {
    let end = if value < 0.0 { OKABE_ITO[0] } else { OKABE_ITO[1] };
    let share = value.abs().min(1.0);
    let mix = |colour: u8| (255.0 + (f64::from(colour) - 255.0) * share).round() as u8;
    RGBColor(mix(end.0), mix(end.1), mix(end.2))
}

/// Letters of a height in pixels; the SVG back end divides by 1.24.
pub(super) fn letters(pixels: f64) -> TextStyle<'static> {
    (FontFamily::SansSerif, pixels * 1.24).into_font().color(&INK)
}
