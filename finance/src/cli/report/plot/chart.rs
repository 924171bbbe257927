use super::svg::{Canvas, Drawn, Svg};
use super::{number, range, theme};
use crate::cli::report::escape::clean;
use jiff::Span;
use jiff::civil::{Date, date};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::ChartBuilder;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, ShapeStyle};

const SIZE: (u32, u32) = (720, 340);

/// Layers upon each other over one horizontal quantity.
pub(in crate::cli) struct Chart<'a> {
    /// What it shows.
    pub(in crate::cli) title: &'a str,
    /// The horizontal quantity.
    pub(in crate::cli) x: XAxis<'a>,
    /// The vertical quantity, with its unit.
    pub(in crate::cli) y: &'a str,
    /// What is drawn, the last on top; their order gives their colours.
    pub(in crate::cli) layers: Vec<Layer>,
}

/// The horizontal quantity.
#[derive(Clone, Copy)]
pub(in crate::cli) enum XAxis<'a> {
    /// Numbers of a quantity.
    Number(&'a str),
    /// Days since 1970.
    Days,
}

/// What is drawn.
pub(in crate::cli) struct Layer {
    /// Its name in the legend; empty to leave it out there.
    pub(in crate::cli) name: String,
    /// Which of the colours.
    pub(in crate::cli) colour: usize,
    /// Its points.
    pub(in crate::cli) shape: Shape,
}

/// A shape in the quantities of the axes.
pub(in crate::cli) enum Shape {
    /// A line through points.
    Line(Vec<(f64, f64)>),
    /// Points.
    Dots(Vec<(f64, f64)>),
    /// What lies between two lines: `(x, low, high)`.
    Band(Vec<(f64, f64, f64)>),
    /// Columns from 0: `(left, right, height)`.
    Columns(Vec<(f64, f64, f64)>),
    /// A vertical line at a place.
    Mark(f64),
}

impl Layer {
    /// A layer with a name in the legend.
    pub(in crate::cli) fn new(name: impl Into<String>, colour: usize, shape: Shape) -> Self {
        Self { name: name.into(), colour, shape }
    }
}

impl<'a> XAxis<'a> {
    /// Days since 1970 of a day.
    pub(in crate::cli) fn of_day(day: Date) -> f64 {
        f64::from((day - date(1970, 1, 1)).get_days())
    }

    fn label(self) -> &'a str {
        match self {
            Self::Number(label) => label,
            Self::Days => "",
        }
    }

    fn tick(self, value: f64, span: f64) -> String {
        match self {
            Self::Number(_) => number(value, span),
            Self::Days => {
                let since = Span::new().try_days(value as i64);
                let day = since.and_then(|since| date(1970, 1, 1).checked_add(since));
                let format = if span > 200.0 { "%Y-%m" } else { "%m-%d" };
                day.map_or_else(|_| String::new(), |day| day.strftime(format).to_string())
            }
        }
    }
}

impl Shape {
    fn points(&self) -> Vec<(f64, f64)> {
        match self {
            Self::Line(points) | Self::Dots(points) => points.clone(),
            Self::Band(band) => band.iter().flat_map(|&(x, l, h)| [(x, l), (x, h)]).collect(),
            Self::Columns(columns) => {
                columns.iter().flat_map(|&(l, r, h)| [(l, 0.0), (r, h)]).collect()
            }
            Self::Mark(x) => vec![(*x, f64::NAN)],
        }
    }
}

impl Chart<'_> {
    /// Draws it; none where no point is finite.
    pub(in crate::cli) fn draw(&self) -> Option<Svg> {
        let points: Vec<(f64, f64)> =
            self.layers.iter().flat_map(|layer| layer.shape.points()).collect();
        let x = range(points.iter().map(|point| point.0))?;
        let y = range(points.iter().map(|point| point.1))?;
        let air = 0.04 * (y.end - y.start);
        let columns = self.layers.iter().any(|layer| matches!(layer.shape, Shape::Columns(_)));
        let low = if columns && y.start >= 0.0 { 0.0 } else { y.start - air };
        let y = low..y.end + air;
        Svg::draw(self.title, &self.description(), SIZE, |canvas| {
            let canvas = self.head(canvas)?;
            let mut chart = ChartBuilder::on(&canvas)
                .margin_left(8)
                .margin_right(16)
                .margin_bottom(4)
                .x_label_area_size(40)
                .y_label_area_size(72)
                .build_cartesian_2d(x.clone(), y.clone())?;
            let (x_span, y_span) = (x.end - x.start, y.end - y.start);
            chart
                .configure_mesh()
                .x_labels(8)
                .y_labels(6)
                .max_light_lines(0)
                .bold_line_style(theme::grid())
                .axis_style(theme::axis())
                .x_label_formatter(&|value| self.x.tick(*value, x_span))
                .y_label_formatter(&|value| number(*value, y_span))
                .label_style(theme::letters(12.0))
                .axis_desc_style(theme::letters(12.0))
                .x_desc(self.x.label())
                .y_desc(self.y)
                .draw()?;
            for layer in &self.layers {
                let (line, colour) = (theme::line(layer.colour), theme::colour(layer.colour));
                match &layer.shape {
                    Shape::Line(points) => {
                        for run in points.split(|p| !(p.0.is_finite() && p.1.is_finite())) {
                            if !run.is_empty() {
                                chart.draw_series([PathElement::new(run, line)])?;
                            }
                        }
                    }
                    Shape::Dots(points) => {
                        let dots = points.iter().filter(|p| p.0.is_finite() && p.1.is_finite());
                        chart.draw_series(dots.map(|&p| Circle::new(p, 4, colour.filled())))?;
                    }
                    Shape::Band(band) => {
                        let finite: Vec<_> = band
                            .iter()
                            .filter(|(x, l, h)| x.is_finite() && l.is_finite() && h.is_finite())
                            .collect();
                        let below = finite.iter().map(|(x, low, _)| (*x, *low));
                        let above = finite.iter().rev().map(|(x, _, high)| (*x, *high));
                        let outline: Vec<(f64, f64)> = below.chain(above).collect();
                        if outline.len() > 2 {
                            let fill = colour.mix(0.22).filled();
                            chart.draw_series([Polygon::new(outline, fill)])?;
                        }
                    }
                    Shape::Columns(columns) => {
                        let fill = colour.mix(0.55).filled();
                        let columns = columns.iter().filter(|c| c.2.is_finite());
                        chart.draw_series(columns.map(|&(left, right, height)| {
                            Rectangle::new([(left, 0.0), (right, height)], fill)
                        }))?;
                    }
                    Shape::Mark(place) if (x.start..=x.end).contains(place) => {
                        let line = [(*place, y.start), (*place, y.end)];
                        let style = ShapeStyle { color: colour.to_rgba(), ..theme::reference() };
                        chart.draw_series([PathElement::new(line, style)])?;
                    }
                    Shape::Mark(_) => {}
                }
            }
            Ok(())
        })
    }

    /// Draws title and legend; gives what is left of the canvas.
    fn head<'c>(&self, canvas: &Canvas<'c>) -> Result<Canvas<'c>, Box<dyn std::error::Error>> {
        let middle = Pos::new(HPos::Left, VPos::Center);
        let title: String = clean(self.title).chars().take(76).collect();
        canvas.draw(&Text::new(title, (14, 18), theme::bold(15.0).pos(middle)))?;
        let (mut x, mut y) = (14, 42);
        for layer in self.layers.iter().filter(|layer| !layer.name.is_empty()) {
            let name: String = clean(&layer.name).chars().take(48).collect();
            let wide = 30 + theme::width(&name) + 16;
            if x > 14 && x + wide > SIZE.0 as i32 {
                (x, y) = (14, y + 18);
            }
            sample(canvas, layer, (x, y))?;
            let letters = theme::letters(12.0).pos(middle);
            canvas.draw(&Text::new(name, (x + 30, y), letters))?;
            x += wide;
        }
        Ok(canvas.split_vertically(y + 16).1)
    }

    fn description(&self) -> String {
        let ends = self.layers.iter().filter_map(|layer| match &layer.shape {
            Shape::Line(points) if !layer.name.is_empty() => {
                let last = points.last()?;
                Some(format!("{} ends at {:.4}", layer.name, last.1))
            }
            Shape::Dots(points) if !layer.name.is_empty() => {
                Some(format!("{} points: {}", points.len(), layer.name))
            }
            _ => None,
        });
        format!("{}: {}.", self.y, ends.collect::<Vec<_>>().join(", "))
    }
}

/// How a layer looks, for the legend.
fn sample(canvas: &Canvas<'_>, layer: &Layer, (x, y): (i32, i32)) -> Drawn {
    let colour = theme::colour(layer.colour);
    let filled = |share| colour.mix(share).filled();
    let corners = [(x, y - 5), (x + 24, y + 5)];
    match &layer.shape {
        Shape::Line(_) => {
            canvas.draw(&PathElement::new([(x, y), (x + 24, y)], theme::line(layer.colour)))?;
        }
        Shape::Dots(_) => canvas.draw(&Circle::new((x + 12, y), 4, colour.filled()))?,
        Shape::Band(_) => canvas.draw(&Rectangle::new(corners, filled(0.22)))?,
        Shape::Columns(_) => canvas.draw(&Rectangle::new(corners, filled(0.55)))?,
        Shape::Mark(_) => {
            let style = ShapeStyle { color: colour.to_rgba(), ..theme::reference() };
            canvas.draw(&PathElement::new([(x, y), (x + 24, y)], style))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: Vec<(f64, f64)>, name: &str) -> Option<Svg> {
        let layers = vec![Layer::new(name, 0, Shape::Line(points))];
        Chart { title: "<b>", x: XAxis::Days, y: "value", layers }.draw()
    }

    #[test]
    fn lines_have_gaps_and_names_stay_text() {
        let points = vec![(0.0, 1.0), (1.0, 2.0), (2.0, f64::NAN), (3.0, 1.0), (4.0, 1.5)];
        let svg = chart(points.clone(), "<script>\"x").unwrap();
        assert_eq!(svg.as_str().matches("<polyline").count() - 2, svg_axes(&svg));
        assert!(!svg.as_str().contains("<script") && !svg.as_str().contains("NaN"));
        assert!(svg == chart(points, "<script>\"x").unwrap());
    }

    /// Polylines that are no runs of the series: axes, grid, ticks and the legend.
    fn svg_axes(svg: &Svg) -> usize {
        let own = svg.as_str().matches("stroke=\"#0072B2\"").count();
        // Two runs and the sample of the legend.
        assert_eq!(own, 3);
        svg.as_str().matches("<polyline").count() - 2
    }

    #[test]
    fn without_a_finite_point_there_is_no_plot() {
        assert!(chart(vec![(0.0, f64::NAN)], "a").is_none());
        assert!(chart(vec![], "a").is_none());
        assert!(chart(vec![(1.0, 1.0)], "a").is_some());
    }

    #[test]
    fn days_are_written_as_months() {
        let at = XAxis::of_day(date(2024, 2, 29));
        assert_eq!(XAxis::Days.tick(at, 1000.0), "2024-02");
        assert_eq!(XAxis::Days.tick(at, 30.0), "02-29");
    }
}
