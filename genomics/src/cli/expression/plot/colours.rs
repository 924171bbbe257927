use plotters::style::{FontFamily, IntoFont, RGBColor, TextStyle};

/// Text, axes and what is of no interest.
pub(super) const INK: RGBColor = RGBColor(31, 35, 40);
pub(super) const GREY: RGBColor = RGBColor(160, 165, 170);

/// Colours that the colour-blind tell apart (Okabe and Ito, 2008).
const GROUPS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
];

/// The colour of a group; grey for none.
pub(super) fn group(number: Option<usize>) -> RGBColor {
    number.map_or(GREY, |number| GROUPS[number % GROUPS.len()])
}

/// From blue by white to orange for −1 to 1.
pub(super) fn diverging(value: f64) -> RGBColor {
    let end = if value < 0.0 { GROUPS[0] } else { GROUPS[1] };
    let share = value.abs().min(1.0);
    let mix = |colour: u8| (255.0 + (f64::from(colour) - 255.0) * share).round() as u8;
    RGBColor(mix(end.0), mix(end.1), mix(end.2))
}

/// Letters of a height in pixels; the SVG back end divides by 1.24.
pub(super) fn letters(pixels: f64) -> TextStyle<'static> {
    (FontFamily::SansSerif, pixels * 1.24).into_font().color(&INK)
}
