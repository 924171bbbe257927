use plotters::element::{PathElement, Text};

use super::axis::{Axes, Axis};
use super::legend::{self, Entry};
use super::{PlotError, Svg, label, theme};
use crate::metrics::Curve;

/// Which curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateKind {
    /// True against false positive rate, with the diagonal of chance.
    Roc,
    /// Precision against recall.
    PrecisionRecall,
}

/// One curve and its name.
#[derive(Clone, Copy, Debug)]
pub struct RateCurve<'a> {
    /// The class, or the model.
    pub name: &'a str,
    /// The area under it (AUROC) or the average precision, for the legend.
    pub area: f64,
    /// The curve.
    pub curve: &'a Curve,
}

/// ROC or precision–recall curves, one a class.
///
/// At most [`RateCurves::DRAWN`] are drawn, those of the smallest area: a reader looks for the
/// classes that go wrong. The title then says so.
#[derive(Clone, Copy, Debug)]
pub struct RateCurves<'a> {
    /// What it shows.
    pub title: &'a str,
    /// Which curves they are.
    pub kind: RateKind,
    /// The curves.
    pub curves: &'a [RateCurve<'a>],
}

impl RateCurves<'_> {
    /// How many curves a reader can tell apart.
    pub const DRAWN: usize = 12;

    /// Draws it: a square of 400 pixels, the legend to its right.
    ///
    /// # Errors
    ///
    /// [`PlotError::Empty`] where no curve has a point.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let mut curves: Vec<&RateCurve<'_>> =
            self.curves.iter().filter(|curve| !curve.curve.points.is_empty()).collect();
        if curves.is_empty() {
            return Err(PlotError::Empty { title: String::from(self.title) });
        }
        let all = curves.len();
        let mut title = label::clean(self.title);
        if all > Self::DRAWN {
            curves.sort_by(|a, b| a.area.total_cmp(&b.area));
            curves.truncate(Self::DRAWN);
            title = format!("{title} ({} of {all}: the smallest areas)", Self::DRAWN);
        }
        let (x_label, y_label, measure) = match self.kind {
            RateKind::Roc => ("false positive rate", "true positive rate", "AUROC"),
            RateKind::PrecisionRecall => ("recall", "precision", "average precision"),
        };
        let entries: Vec<Entry> = curves.iter().enumerate().map(entry).collect();
        let widest = entries.iter().map(|e| label::width(&e.name, theme::TEXT)).max().unwrap_or(0);
        let size = (452 + widest.max(label::width(measure, 11.0)) + 56, 440);
        Svg::draw(&title, &description(measure, &curves), size, |canvas| {
            let canvas = legend::head(canvas, &title, &[])?;
            let (left, right) = canvas.split_horizontally(446);
            let axis = |label| Axis { label, range: 0.0..1.0, ticks: 6 };
            let mut chart =
                Axes { title: &title, x: axis(x_label), y: axis(y_label) }.draw(&left)?;
            let error = PlotError::drawing(&title);
            if self.kind == RateKind::Roc {
                let chance = PathElement::new([(0.0, 0.0), (1.0, 1.0)], theme::reference());
                chart.draw_series([chance]).map_err(&error)?;
            }
            for (index, curve) in curves.iter().enumerate() {
                let points: Vec<_> = curve.curve.points.iter().map(|p| (p.x, p.y)).collect();
                let line = PathElement::new(points, theme::series(index));
                chart.draw_series([line]).map_err(&error)?;
            }
            let style = theme::letters(11.0);
            right.draw(&Text::new(measure, (6, 4), style)).map_err(&error)?;
            for (entry, y) in entries.iter().zip((30..).step_by(22)) {
                legend::row(&right, &title, entry, (6, y))?;
            }
            Ok(())
        })
    }
}

fn entry((index, curve): (usize, &&RateCurve<'_>)) -> Entry {
    let name = format!("{} {:.3}", label::shorten(curve.name, 22), curve.area);
    Entry { name, line: theme::series(index) }
}

fn description(measure: &str, curves: &[&RateCurve<'_>]) -> String {
    let areas = curves.iter().map(|curve| format!("{} {:.3}", curve.name, curve.area));
    format!("{measure}: {}.", areas.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::roc_curve;

    #[test]
    fn many_curves_show_the_worst() {
        let curve = roc_curve(&[0.9, 0.1], &[true, false], None).unwrap();
        let names: Vec<String> = (0..40).map(|i| format!("class-{i:02}")).collect();
        let curves: Vec<_> = names
            .iter()
            .zip(0..)
            .map(|(name, i)| RateCurve { name, area: 1.0 - f64::from(i) / 100.0, curve: &curve })
            .collect();
        let svg = RateCurves { title: "ROC", kind: RateKind::Roc, curves: &curves }.draw().unwrap();
        assert!(svg.as_str().contains("class-39"));
        assert!(!svg.as_str().contains("class-00"));
        assert!(svg.as_str().contains("12 of 40"));
    }

    #[test]
    fn no_curve_is_an_error() {
        let none = RateCurves { title: "ROC", kind: RateKind::Roc, curves: &[] }.draw();
        assert!(matches!(none, Err(PlotError::Empty { .. })));
    }
}
