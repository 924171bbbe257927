use std::ops::Range;

use plotters::chart::ChartContext;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{ChartBuilder, SVGBackend};

use super::svg::Canvas;
use super::{PlotError, theme};

pub(super) type Chart<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The two axes of a chart.
pub(super) struct Axes<'a> {
    pub(super) title: &'a str,
    pub(super) x: Axis<'a>,
    pub(super) y: Axis<'a>,
}

pub(super) struct Axis<'a> {
    pub(super) label: &'a str,
    pub(super) range: Range<f64>,
    pub(super) ticks: usize,
}

impl Axes<'_> {
    /// Draws grid, axes, numbers and labels.
    pub(super) fn draw<'a, 'b>(&self, canvas: &'a Canvas<'b>) -> Result<Chart<'a, 'b>, PlotError> {
        let error = PlotError::drawing(self.title);
        let mut chart = ChartBuilder::on(canvas)
            .margin_left(8)
            .margin_right(14)
            .margin_bottom(4)
            .x_label_area_size(44)
            .y_label_area_size(68)
            .build_cartesian_2d(self.x.range.clone(), self.y.range.clone())
            .map_err(error)?;
        let (x_span, y_span) = (span(&self.x.range), span(&self.y.range));
        chart
            .configure_mesh()
            .x_labels(self.x.ticks)
            .y_labels(self.y.ticks)
            .max_light_lines(0)
            .bold_line_style(theme::grid())
            .axis_style(theme::axis())
            .x_label_formatter(&|value| number(*value, x_span))
            .y_label_formatter(&|value| number(*value, y_span))
            .label_style(theme::letters(theme::TEXT))
            .axis_desc_style(theme::letters(theme::TEXT))
            .x_desc(self.x.label)
            .y_desc(self.y.label)
            .draw()
            .map_err(PlotError::drawing(self.title))?;
        Ok(chart)
    }
}

/// The range of finite values with a little air; a constant gets air too.
pub(super) fn airy(values: impl Iterator<Item = f64>) -> Option<Range<f64>> {
    let range = tight(values)?;
    let air = if range.start == range.end {
        (range.start.abs() * 0.1).max(1e-6)
    } else {
        span(&range) * 0.05
    };
    Some(range.start - air..range.end + air)
}

/// The range of finite values; a constant is given a width.
pub(super) fn tight(values: impl Iterator<Item = f64>) -> Option<Range<f64>> {
    let range = values
        .filter(|value| value.is_finite())
        .fold(f64::INFINITY..f64::NEG_INFINITY, |r, v| r.start.min(v)..r.end.max(v));
    (range.start <= range.end).then_some(range)
}

fn span(range: &Range<f64>) -> f64 {
    range.end - range.start
}

/// A tick's number, with the digits that its neighbours ask for.
pub(super) fn number(value: f64, span: f64) -> String {
    let value = if value.abs() < span * 1e-9 { 0.0 } else { value };
    if value != 0.0 && span < 1e-3 || value.abs() >= 1e6 {
        return format!("{value:.1e}");
    }
    let digits = (2.0 - span.log10().floor()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        String::from(text.trim_end_matches('0').trim_end_matches('.'))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(0.1 + 0.2, 1.0), "0.3");
        assert_eq!(number(0.25, 1.0), "0.25");
        assert_eq!(number(20.0, 100.0), "20");
        assert_eq!(number(1e-17, 1.0), "0");
        assert_eq!(number(5e-4, 9e-4), "5.0e-4");
        assert_eq!(number(0.0, 9e-4), "0");
        assert_eq!(number(2.5e7, 1e8), "2.5e7");
    }

    #[test]
    fn ranges_leave_out_what_is_not_finite() {
        assert_eq!(airy([f64::NAN, f64::INFINITY].into_iter()), None);
        let range = airy([2.0, f64::NAN].into_iter()).unwrap();
        assert!(range.start < 2.0 && 2.0 < range.end);
        assert_eq!(tight([3.0, 1.0].into_iter()), Some(1.0..3.0));
    }
}
