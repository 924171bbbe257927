//! Plots as SVG, without a font or a script. Colours are those of Okabe and Ito (*Color Universal Design*, 2008).

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, RGBColor, SVGBackend};
use std::fmt::Display;

/// Colours that the colour-blind tell apart.
pub(in crate::cli) const OKABE_ITO: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
];

/// In place of their yellow, which is too pale on white.
const OLIVE: RGBColor = RGBColor(150, 140, 20);

const SIZE: (u32, u32) = (760, 440);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The colour of a group, counted from 0.
pub(in crate::cli) fn colour(at: usize) -> RGBColor {
    OKABE_ITO.get(at % (OKABE_ITO.len() + 1)).copied().unwrap_or(OLIVE)
}

/// Draws into a text, to which nothing can fail to be written but what plotters itself refuses.
pub(in crate::cli) fn drawn<E: Display>(draw: impl FnOnce(&Area<'_>) -> Result<(), E>) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        if let Err(error) = draw(&area) {
            let what = error.to_string().replace('&', "&amp;").replace('<', "&lt;");
            return format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"40\">\
                 <text x=\"8\" y=\"24\">not drawn: {what}</text></svg>\n"
            );
        }
    }
    svg
}

/// A range with some air, which is never empty.
pub(in crate::cli) fn range(values: impl Iterator<Item = f64>) -> std::ops::Range<f64> {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return 0.0..1.0;
    }
    let air = ((high - low) * 0.05).max(1e-9);
    low - air..high + air
}
