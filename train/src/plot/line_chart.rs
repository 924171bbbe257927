use plotters::element::{Circle, EmptyElement, PathElement, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::{Axes, Axis, airy, tight};
use super::{PlotError, Svg, label, legend, theme};

/// One line of a [`LineChart`].
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    name: &'a str,
    points: &'a [(f64, f64)],
}

impl<'a> Series<'a> {
    /// A named line through points `(x, y)`, from left to right. Points that are not finite are
    /// left out, and the line with them.
    #[must_use]
    pub const fn new(name: &'a str, points: &'a [(f64, f64)]) -> Self {
        Self { name, points }
    }

    /// The runs of finite points between gaps.
    fn runs(&self) -> impl Iterator<Item = &'a [(f64, f64)]> {
        self.points.split(|p| !p.0.is_finite() || !p.1.is_finite()).filter(|run| !run.is_empty())
    }
}

/// Lines over an axis such as the epoch.
#[derive(Clone, Copy, Debug)]
pub struct LineChart<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The horizontal quantity, with its unit.
    pub x_label: &'a str,
    /// The vertical quantity, with its unit.
    pub y_label: &'a str,
    /// The lines; their order gives their colours.
    pub series: &'a [Series<'a>],
    /// A horizontal place to mark, and its name.
    pub mark: Option<(f64, &'a str)>,
}

impl LineChart<'_> {
    /// Draws it, 560 × 330 pixels.
    ///
    /// # Errors
    ///
    /// [`PlotError::Empty`] where no point is finite.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let points = || self.series.iter().flat_map(Series::runs).flatten();
        let empty = || PlotError::Empty { title: String::from(self.title) };
        let x = tight(points().map(|p| p.0)).ok_or_else(empty)?;
        let y = airy(points().map(|p| p.1)).ok_or_else(empty)?;
        let x = if x.start == x.end { x.start - 0.5..x.end + 0.5 } else { x };
        Svg::draw(self.title, &self.description(), (560, 330), |canvas| {
            let entries = self.series.iter().enumerate().filter(|(_, s)| s.runs().next().is_some());
            let entries: Vec<_> = entries.map(entry).collect();
            let entries = if self.series.len() > 1 { entries } else { Vec::new() };
            let canvas = legend::head(canvas, self.title, &entries)?;
            let axes = Axes {
                title: self.title,
                x: Axis { label: self.x_label, range: x.clone(), ticks: 8 },
                y: Axis { label: self.y_label, range: y.clone(), ticks: 6 },
            };
            let mut chart = axes.draw(&canvas)?;
            let error = PlotError::drawing(self.title);
            if let Some((place, name)) =
                self.mark.filter(|(place, _)| x.contains(place) || *place == x.end)
            {
                let line = [(place, y.start), (place, y.end)];
                let line = PathElement::new(line, theme::reference());
                chart.draw_series([line]).map_err(&error)?;
                // Towards the middle, so that it never leaves the plot.
                let right = place > (x.start + x.end) / 2.0;
                let (side, gap) = if right { (HPos::Right, -5) } else { (HPos::Left, 5) };
                let style = theme::letters(theme::TEXT).pos(Pos::new(side, VPos::Top));
                let text = Text::new(label::clean(name), (gap, 0), style);
                let text = EmptyElement::at((place, y.end)) + text;
                chart.draw_series([text]).map_err(&error)?;
            }
            for (index, series) in self.series.iter().enumerate() {
                let line = theme::series(index);
                for run in series.runs() {
                    if let [only] = run {
                        let dot = Circle::new(*only, 3, line.color.filled());
                        chart.draw_series([dot]).map_err(&error)?;
                    } else {
                        chart.draw_series([PathElement::new(run, line)]).map_err(&error)?;
                    }
                }
            }
            Ok(())
        })
    }

    fn description(&self) -> String {
        let ends = self.series.iter().filter_map(|series| {
            let last = series.runs().last()?.last()?;
            Some(format!("{} ends at {:.4}", series.name, last.1))
        });
        format!("{} over {}: {}.", self.y_label, self.x_label, ends.collect::<Vec<_>>().join(", "))
    }
}

fn entry((index, series): (usize, &Series<'_>)) -> legend::Entry {
    legend::Entry { name: label::shorten(series.name, 30), line: theme::series(index) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(points: &[(f64, f64)]) -> Result<Svg, PlotError> {
        let series = [Series::new("train", points)];
        LineChart { title: "Loss", x_label: "epoch", y_label: "loss", series: &series, mark: None }
            .draw()
    }

    #[test]
    fn gaps_stay_gaps() {
        let svg = draw(&[(1.0, 1.0), (2.0, 0.8), (3.0, f64::NAN), (4.0, 0.5), (5.0, 0.4)]).unwrap();
        assert_eq!(svg.as_str().matches("stroke=\"#0072B2\"").count(), 2);
        assert!(svg.as_str().contains("train ends at 0.4000"));
        assert!(!svg.as_str().contains("NaN"));
    }

    #[test]
    fn nothing_to_draw_is_an_error() {
        let error = draw(&[(1.0, f64::NAN)]).unwrap_err();
        assert_eq!(error.to_string(), "plot `Loss` has no finite value to draw");
        assert!(draw(&[]).is_err());
    }

    #[test]
    fn one_point_and_a_constant_are_drawn() {
        assert!(draw(&[(1.0, 0.5)]).unwrap().as_str().contains("<circle"));
        assert!(draw(&[(1.0, 0.0), (2.0, 0.0)]).is_ok());
    }

    #[test]
    fn the_same_points_give_the_same_bytes() {
        let points = [(1.0, 0.3), (2.0, 0.1)];
        assert_eq!(draw(&points), draw(&points));
    }
}
