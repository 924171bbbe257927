use plotters::element::{PathElement, Text};
use plotters::style::ShapeStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::svg::Canvas;
use super::{PlotError, label, theme};

/// A name and the line that it stands for.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) line: ShapeStyle,
}

const SAMPLE: i32 = 26;
const GAP: i32 = 18;

/// Draws the title and, in rows below it, the legend; returns the canvas that is left.
pub(super) fn head<'a>(
    canvas: &Canvas<'a>,
    title: &str,
    entries: &[Entry],
) -> Result<Canvas<'a>, PlotError> {
    let width = canvas.dim_in_pixel().0 as i32;
    let title_style = theme::bold(theme::TITLE).pos(Pos::new(HPos::Left, VPos::Center));
    let shown = label::shorten(title, (f64::from(width - 24) / theme::TITLE / 0.58) as usize);
    canvas.draw(&Text::new(shown, (14, 18), title_style)).map_err(PlotError::drawing(title))?;
    let (mut x, mut y) = (14, 40);
    for entry in entries {
        let wide = SAMPLE + 6 + label::width(&entry.name, theme::TEXT) as i32;
        if x > 14 && x + wide > width - 8 {
            (x, y) = (14, y + 18);
        }
        row(canvas, title, entry, (x, y))?;
        x += wide + GAP;
    }
    let used = if entries.is_empty() { 40 } else { y + 18 };
    Ok(canvas.split_vertically(used).1)
}

/// Draws one entry, its line beginning at `place`.
pub(super) fn row(
    canvas: &Canvas<'_>,
    title: &str,
    entry: &Entry,
    (x, y): (i32, i32),
) -> Result<(), PlotError> {
    let line = PathElement::new([(x, y), (x + SAMPLE, y)], entry.line);
    canvas.draw(&line).map_err(PlotError::drawing(title))?;
    let letters = theme::letters(theme::TEXT).pos(Pos::new(HPos::Left, VPos::Center));
    canvas
        .draw(&Text::new(label::clean(&entry.name), (x + SAMPLE + 6, y), letters))
        .map_err(PlotError::drawing(title))
}
