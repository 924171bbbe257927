use super::colours::{diverging, letters};
use super::svg::Svg;
use plotters::element::{Rectangle, Text};
use plotters::style::Color;

/// Sizes in pixels.
const LEFT: i32 = 130;
const TOP: i32 = 110;
const HEIGHT: i32 = 16;

/// Rows of values, each centred and scaled to a greatest size of 1, with names of rows and columns.
pub(in crate::cli::expression) fn heat_map(
    title: &str,
    rows: &[(String, Vec<f64>)],
    columns: &[String],
) -> Option<Svg> {
    if rows.is_empty() || columns.is_empty() {
        return None;
    }
    let width = (480 / columns.len() as i32).clamp(4, 48);
    let size = (LEFT + width * columns.len() as i32 + 20, TOP + HEIGHT * rows.len() as i32 + 12);
    Svg::draw((size.0 as u32, size.1 as u32), |canvas| {
        canvas.draw(&Text::new(title.to_owned(), (12, 10), letters(14.0)))?;
        let name = letters(11.0);
        let turned = name.transform(plotters::style::FontTransform::Rotate270);
        for (column, label) in columns.iter().enumerate() {
            let short: String = label.chars().take(11).collect();
            let at = (LEFT + width * column as i32 + width / 2 - 6, TOP - 6);
            canvas.draw(&Text::new(short, at, turned.clone()))?;
        }
        for (row, (label, values)) in rows.iter().enumerate() {
            let top = TOP + HEIGHT * row as i32;
            let short: String = label.chars().take(16).collect();
            canvas.draw(&Text::new(short, (8, top + 2), letters(11.0)))?;
            let centre = values.iter().sum::<f64>() / values.len() as f64;
            let reach = values.iter().map(|value| (value - centre).abs()).fold(1e-9, f64::max);
            for (column, value) in values.iter().enumerate() {
                let left = LEFT + width * column as i32;
                let colour = diverging((value - centre) / reach);
                let corners = [(left, top), (left + width - 1, top + HEIGHT - 1)];
                canvas.draw(&Rectangle::new(corners, colour.filled()))?;
            }
        }
        Ok(())
    })
}
