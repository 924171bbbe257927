use super::{colour, drawn};
use plotters::prelude::{ChartBuilder, Circle, LineSeries, WHITE};
use plotters::style::Color as _;

/// A point that would lie on the diagonal if what is found were what is expected.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Compared {
    pub(in crate::cli) expected: f64,
    pub(in crate::cli) found: f64,
    /// Low and high end of an interval around what is found.
    pub(in crate::cli) within: Option<(f64, f64)>,
}

/// Points on a plane from 0 to `width` and to `height`, and the diagonal that they are held against, with the names of
/// both axes. Points with intervals are few and large, others many and small.
pub(in crate::cli) fn against_diagonal(
    points: &[Compared],
    (width, height): (f64, f64),
    (expected, found): (&str, &str),
) -> String {
    drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(48)
            .build_cartesian_2d(0.0..width, 0.0..height)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_desc(expected)
            .y_desc(found)
            .draw()?;
        let end = width.min(height);
        chart.draw_series(LineSeries::new([(0.0, 0.0), (end, end)], colour(1).stroke_width(1)))?;
        let intervals = points.iter().filter_map(|point| Some((point.expected, point.within?)));
        for (x, (low, high)) in intervals {
            let line = [(x, low), (x, high)];
            chart.draw_series(LineSeries::new(line, colour(0).stroke_width(1)))?;
        }
        let dots = points.iter().map(|point| {
            let radius = if point.within.is_some() { 4 } else { 2 };
            Circle::new((point.expected, point.found), radius, colour(0).filled())
        });
        chart.draw_series(dots).map(|_| ())
    })
}

#[cfg(test)]
mod tests {
    use super::{Compared, against_diagonal};

    #[test]
    fn every_point_has_a_dot_and_every_interval_a_line() {
        let within = Some((0.5, 1.5));
        let points = [
            Compared { expected: 1.0, found: 1.0, within },
            Compared { expected: 2.0, found: 1.0, within: None },
        ];
        let svg = against_diagonal(&points, (3.0, 2.0), ("<x>", "y"));
        assert_eq!(svg.matches("<circle").count(), 2, "{svg}");
        // Lines of the plot itself are black or grey.
        assert_eq!(svg.matches("stroke=\"#0072B2\"").count(), 1, "{svg}");
        assert_eq!(svg.matches("stroke=\"#D55E00\"").count(), 1, "{svg}");
        assert!(svg.contains("&lt;x&gt;"), "{svg}");
        assert!(against_diagonal(&[], (1.0, 1.0), ("x", "y")).starts_with("<svg"));
    }
}
