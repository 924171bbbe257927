use super::colours::{group, letters};
use super::svg::Svg;
use plotters::element::{Circle, PathElement, Text};
use plotters::prelude::ChartBuilder;
use plotters::style::Color;

const SIZE: (u32, u32) = (640, 440);

/// Points over two quantities.
pub(in crate::cli::expression) struct Scatter {
    pub(in crate::cli::expression) title: String,
    pub(in crate::cli::expression) x: String,
    pub(in crate::cli::expression) y: String,
    /// What is drawn, the last on top.
    pub(in crate::cli::expression) groups: Vec<Group>,
    /// Horizontal lines.
    pub(in crate::cli::expression) lines: Vec<f64>,
}

/// Points of one colour.
pub(in crate::cli::expression) struct Group {
    pub(in crate::cli::expression) name: String,
    /// The number of its colour; grey for none.
    pub(in crate::cli::expression) colour: Option<usize>,
    pub(in crate::cli::expression) points: Vec<(f64, f64)>,
    /// Names written beside the points, as many as there are.
    pub(in crate::cli::expression) names: Vec<String>,
    pub(in crate::cli::expression) radius: i32,
}

impl Scatter {
    /// None where there is nothing to draw.
    pub(in crate::cli::expression) fn draw(&self) -> Option<Svg> {
        let all = || self.groups.iter().flat_map(|group| &group.points);
        let (x, y) = (range(all().map(|p| p.0))?, range(all().map(|p| p.1))?);
        Svg::draw(SIZE, |canvas| {
            canvas.draw(&Text::new(self.title.clone(), (12, 10), letters(15.0)))?;
            let mut at = 12;
            for one in self.groups.iter().filter(|group| !group.name.is_empty()) {
                canvas.draw(&Circle::new((at + 4, 38), 4, group(one.colour).filled()))?;
                let label = format!("{} ({})", one.name, one.points.len());
                let wide = 7 * label.chars().count() as i32;
                canvas.draw(&Text::new(label, (at + 14, 31), letters(12.0)))?;
                at += 30 + wide;
            }
            let area = canvas.split_vertically(54).1;
            let mut chart = ChartBuilder::on(&area)
                .margin(8)
                .x_label_area_size(40)
                .y_label_area_size(56)
                .build_cartesian_2d(x.0..x.1, y.0..y.1)?;
            chart
                .configure_mesh()
                .max_light_lines(0)
                .label_style(letters(12.0))
                .axis_desc_style(letters(12.0))
                .x_desc(&self.x)
                .y_desc(&self.y)
                .draw()?;
            for line in self.lines.iter().filter(|line| (y.0..y.1).contains(line)) {
                let ends = [(x.0, *line), (x.1, *line)];
                chart.draw_series([PathElement::new(ends, group(None).stroke_width(1))])?;
            }
            for one in &self.groups {
                let colour = group(one.colour).mix(0.7);
                let dots = one.points.iter().map(|&p| Circle::new(p, one.radius, colour.filled()));
                chart.draw_series(dots)?;
                let names = one.points.iter().zip(&one.names);
                chart.draw_series(
                    names.map(|(p, name)| Text::new(name.clone(), *p, letters(11.0))),
                )?;
            }
            Ok(())
        })
    }
}

/// The least and the greatest finite value with some air; none without a value.
fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    if low > high {
        return None;
    }
    let air = if high > low { 0.06 * (high - low) } else { 1.0 };
    Some((low - air, high + air))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_text_and_nothing_is_no_plot() {
        let group = Group {
            name: "<b>".into(),
            colour: Some(0),
            points: vec![(0.0, 1.0), (2.0, 3.0)],
            names: vec!["<script>".into()],
            radius: 3,
        };
        let mut scatter = Scatter {
            title: "t".into(),
            x: "x".into(),
            y: "y".into(),
            groups: vec![group],
            lines: vec![2.0],
        };
        let svg = scatter.draw().expect("two points");
        assert!(!svg.as_str().contains("<script") && !svg.as_str().contains("NaN"));
        // Two points and the legend's.
        assert_eq!(svg.as_str().matches("<circle").count(), 3);
        scatter.groups.clear();
        assert!(scatter.draw().is_none());
    }
}
