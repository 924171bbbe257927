use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, TextStyle};

use super::{PlotError, Svg, axis, label, legend, theme};

/// One horizontal bar a class, from 0 to 1: its F1, its IoU.
///
/// ```
/// use neuron_train::plot::ClassBars;
/// let bars = [("cotton".to_string(), Some(0.97)), ("never seen".to_string(), None)];
/// let svg = ClassBars { title: "F1 by class", label: "F1", bars: &bars }.draw()?;
/// assert!(svg.as_str().contains("0.970"));
/// # Ok::<(), neuron_train::plot::PlotError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ClassBars<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The quantity.
    pub label: &'a str,
    /// Names and values in `[0, 1]`; `None` where a class has no value.
    pub bars: &'a [(String, Option<f64>)],
}

impl ClassBars<'_> {
    /// Draws it, 560 pixels wide, 24 a bar.
    ///
    /// # Errors
    ///
    /// [`PlotError::Empty`] where no bar has a finite value.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        if self.bars.iter().all(|bar| finite(bar.1).is_none()) {
            return Err(PlotError::Empty { title: String::from(self.title) });
        }
        let names: Vec<String> = self.bars.iter().map(|bar| label::shorten(&bar.0, 26)).collect();
        let longest = names.iter().map(|name| label::width(name, theme::TEXT)).max().unwrap_or(0);
        let (left, top, width) = (longest as i32 + 24, 44, 560);
        let (length, bottom) = (width - left - 62, top + 24 * self.bars.len() as i32);
        let size = (width as u32, bottom as u32 + 50);
        Svg::draw(self.title, &self.description(), size, |canvas| {
            legend::head(canvas, self.title, &[])?;
            let error = PlotError::drawing(self.title);
            let text = |text: String, place, style: TextStyle<'_>| {
                canvas.draw(&Text::new(text, place, style)).map_err(&error)
            };
            let letters = |side, height| theme::letters(theme::TEXT).pos(Pos::new(side, height));
            let at = |value: f64| left + (value.clamp(0.0, 1.0) * f64::from(length)).round() as i32;
            for tick in 0..=5 {
                let value = f64::from(tick) / 5.0;
                let line = [(at(value), top), (at(value), bottom)];
                canvas.draw(&PathElement::new(line, theme::grid())).map_err(&error)?;
                let style = letters(HPos::Center, VPos::Top);
                text(axis::number(value, 1.0), (at(value), bottom + 6), style)?;
            }
            for (index, (name, bar)) in names.iter().zip(self.bars).enumerate() {
                let middle = top + 24 * index as i32 + 12;
                text(name.clone(), (left - 8, middle), letters(HPos::Right, VPos::Center))?;
                let value = finite(bar.1);
                if let Some(value) = value {
                    let corners = [(left, middle - 8), (at(value), middle + 8)];
                    canvas.draw(&Rectangle::new(corners, theme::BLUE.filled())).map_err(&error)?;
                }
                let written = value.map_or_else(|| String::from("no value"), |v| format!("{v:.3}"));
                let place = (at(value.unwrap_or(0.0)) + 6, middle);
                text(written, place, letters(HPos::Left, VPos::Center))?;
            }
            let line = [(left, top), (left, bottom)];
            canvas.draw(&PathElement::new(line, theme::axis())).map_err(&error)?;
            let style = letters(HPos::Center, VPos::Top);
            text(label::clean(self.label), (left + length / 2, bottom + 26), style)
        })
    }

    fn description(&self) -> String {
        let bar = |(name, value): &(String, Option<f64>)| match value {
            Some(value) => format!("{name} {value:.3}"),
            None => format!("{name} no value"),
        };
        format!("{}: {}.", self.label, self.bars.iter().map(bar).collect::<Vec<_>>().join(", "))
    }
}
