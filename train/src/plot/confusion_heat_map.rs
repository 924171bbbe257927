use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, TextStyle};

use super::{PlotError, Svg, label, legend, theme};
use crate::metrics::ConfusionMatrix;

/// A confusion matrix as a heat map: rows are the truth, columns the prediction. A cell's colour is
/// its share of its row; its number is its count.
///
/// ```
/// use neuron_train::{metrics::ConfusionMatrix, plot::ConfusionHeatMap};
/// let mut matrix = ConfusionMatrix::new(2);
/// matrix.add(&[0, 0, 1], &[0, 1, 1], None)?;
/// let classes = ["cotton".to_string(), "red soil".to_string()];
/// let svg = ConfusionHeatMap { title: "Test", matrix: &matrix, classes: &classes }.draw()?;
/// assert!(svg.as_str().contains("red soil"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ConfusionHeatMap<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The counts.
    pub matrix: &'a ConfusionMatrix,
    /// The classes' names, one each.
    pub classes: &'a [String],
}

/// Above this share of its row a cell is dark on either paper.
const DARK: f64 = 0.85;
/// Counts are written in cells at least this wide.
const READABLE: i32 = 26;

impl ConfusionHeatMap<'_> {
    /// Draws it; its size follows from the classes and their names.
    ///
    /// # Errors
    ///
    /// [`PlotError::Labels`] where there is not one name a class, [`PlotError::Empty`] without a
    /// class.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let count = self.matrix.classes();
        let title = String::from(self.title);
        if self.classes.len() != count {
            return Err(PlotError::Labels { title, labels: self.classes.len(), values: count });
        }
        if count == 0 {
            return Err(PlotError::Empty { title });
        }
        let names: Vec<String> = self.classes.iter().map(|name| label::shorten(name, 24)).collect();
        let cell = (460 / count as i32).clamp(6, 64);
        // Names of cells too small for a letter would lie upon one another: every n-th is written.
        let every = (14 / cell + i32::from(14 % cell != 0)).max(1) as usize;
        let longest =
            names.iter().map(|name| label::width(name, theme::TEXT)).max().unwrap_or(0) as i32;
        let side = cell * count as i32;
        let (left, top) = (longest + 44, 64);
        let size = ((left + side + 24) as u32, (top + side + longest + 52) as u32);
        let size =
            (size.0.max(28 + label::width(self.title, theme::TITLE * 1.1).clamp(240, 560)), size.1);
        Svg::draw(self.title, &self.description(), size, |canvas| {
            legend::head(canvas, self.title, &[])?;
            let error = PlotError::drawing(self.title);
            let text = |text: String, place, style: TextStyle<'_>| {
                canvas.draw(&Text::new(text, place, style)).map_err(&error)
            };
            let right = theme::letters(theme::TEXT).pos(Pos::new(HPos::Right, VPos::Center));
            let middle = theme::letters(theme::TEXT).pos(Pos::new(HPos::Center, VPos::Center));
            let upright = right.transform(FontTransform::Rotate270);
            let place = |index: usize| index as i32 * cell;
            for (row, counts) in self.matrix.rows().enumerate() {
                let support = self.matrix.support(row);
                for (column, value) in counts.iter().enumerate() {
                    if *value <= 0.0 {
                        continue;
                    }
                    let (x, y) = (left + place(column), top + place(row));
                    let share = (value / support * 1000.0).round() / 1000.0;
                    let corners = [(x, y), (x + cell, y + cell)];
                    let fill = theme::BLUE.mix(share).filled();
                    canvas.draw(&Rectangle::new(corners, fill)).map_err(&error)?;
                    let written = count_text(*value);
                    let fits = label::width(&written, theme::TEXT) as i32 <= cell - 2;
                    if cell >= READABLE && fits {
                        let ink = if share > DARK { theme::ON_DARK } else { theme::INK };
                        text(written, (x + cell / 2, y + cell / 2), middle.clone().color(&ink))?;
                    }
                }
            }
            for index in 0..=count {
                let (along, across) = (left + place(index), top + place(index));
                for line in
                    [[(along, top), (along, top + side)], [(left, across), (left + side, across)]]
                {
                    canvas.draw(&PathElement::new(line, theme::grid())).map_err(&error)?;
                }
            }
            for (index, name) in names.iter().enumerate().step_by(every) {
                let centre = place(index) + cell / 2;
                text(name.clone(), (left - 8, top + centre), right.clone())?;
                text(name.clone(), (left + centre, top + side + 8), upright.clone())?;
            }
            let sideways = middle.clone().transform(FontTransform::Rotate270);
            text(String::from("truth"), (16, top + side / 2), sideways)?;
            text(String::from("prediction"), (left + side / 2, size.1 as i32 - 14), middle)?;
            let note = theme::letters(11.0).pos(Pos::new(HPos::Left, VPos::Center));
            text(String::from("colour: share of the row"), (14, 42), note)
        })
    }

    fn description(&self) -> String {
        format!(
            "Rows are the truth, columns the prediction, of {} classes: {} of {} correct.",
            self.matrix.classes(),
            count_text(self.matrix.correct()),
            count_text(self.matrix.total())
        )
    }
}

/// A count, which weights may have made fractional.
fn count_text(count: f64) -> String {
    if count.fract() == 0.0 { format!("{count:.0}") } else { format!("{count:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_a_class() {
        let matrix = ConfusionMatrix::new(2);
        let error = ConfusionHeatMap { title: "T", matrix: &matrix, classes: &[] }.draw();
        assert_eq!(
            error.unwrap_err().to_string(),
            "plot `T` has 0 labels for 2 values, expected one each"
        );
    }

    #[test]
    fn hostile_names_stay_text() {
        let mut matrix = ConfusionMatrix::new(2);
        matrix.add(&[0, 1], &[0, 1], None).unwrap();
        let classes = ["<script>alert(1)</script>", "\"/><image href='x'/>\u{1}"].map(String::from);
        let svg =
            ConfusionHeatMap { title: "<b>", matrix: &matrix, classes: &classes }.draw().unwrap();
        assert!(!svg.as_str().contains("<script"));
        assert!(!svg.as_str().contains("<image"));
        assert!(!svg.as_str().contains('\u{1}'));
    }

    #[test]
    fn many_classes_are_drawn() {
        let classes: Vec<String> = (0..100).map(|i| format!("class {i}")).collect();
        let matrix = ConfusionMatrix::new(100);
        let svg =
            ConfusionHeatMap { title: "T", matrix: &matrix, classes: &classes }.draw().unwrap();
        assert!(svg.as_str().len() < 60_000);
    }
}
