use plotters::element::{PathElement, Rectangle};
use plotters::style::Color;

use super::axis::{Axes, Axis};
use super::legend::{self, Entry};
use super::theme::Dash;
use super::{PlotError, Svg, theme};
use crate::metrics::ReliabilityBin;

/// A reliability diagram: the accuracy of each bin of confidence as a bar, its mean confidence as a
/// line across, the diagonal of perfect calibration, and below how the samples are spread
/// (DeGroot and Fienberg, 1983; Guo et al., ICML 2017).
#[derive(Clone, Copy, Debug)]
pub struct ReliabilityDiagram<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The bins, as [`Reliability::bins`](crate::metrics::Reliability::bins) gives them.
    pub bins: &'a [ReliabilityBin],
}

impl ReliabilityDiagram<'_> {
    /// Draws it, 460 × 470 pixels.
    ///
    /// # Errors
    ///
    /// [`PlotError::Empty`] where every bin is empty.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let total: f64 = self.bins.iter().map(|bin| bin.weight).sum();
        if total <= 0.0 {
            return Err(PlotError::Empty { title: String::from(self.title) });
        }
        Svg::draw(self.title, &self.description(), (460, 470), |canvas| {
            let confidence = theme::line(theme::VERMILLION, 3, Dash::Solid);
            let entry = |name, line| Entry { name: String::from(name), line };
            let canvas = legend::head(
                canvas,
                self.title,
                &[
                    entry("accuracy", theme::line(theme::BLUE, 2, Dash::Solid)),
                    entry("mean confidence", confidence),
                    entry("perfect", theme::reference()),
                ],
            )?;
            let (above, below) = canvas.split_vertically(300);
            let axis = |label, top, ticks| Axis { label, range: 0.0..top, ticks };
            let error = PlotError::drawing(self.title);
            let axes = Axes { title: self.title, x: axis("", 1.0, 6), y: axis("accuracy", 1.0, 6) };
            let mut chart = axes.draw(&above)?;
            for bin in self.bins {
                let (Some(accuracy), Some(mean)) = (bin.accuracy, bin.confidence) else {
                    continue;
                };
                let corners = [(bin.low, 0.0), (bin.high, accuracy)];
                let bar = Rectangle::new(corners, theme::BLUE.mix(0.55).filled());
                chart.draw_series([bar]).map_err(&error)?;
                let outline = Rectangle::new(corners, theme::BLUE);
                chart.draw_series([outline]).map_err(&error)?;
                let line = [(bin.low, mean), (bin.high, mean)];
                chart.draw_series([PathElement::new(line, confidence)]).map_err(&error)?;
            }
            let diagonal = PathElement::new([(0.0, 0.0), (1.0, 1.0)], theme::reference());
            chart.draw_series([diagonal]).map_err(&error)?;

            let highest = self.bins.iter().map(|bin| bin.weight / total).fold(0.0, f64::max);
            let axes = Axes {
                title: self.title,
                x: axis("confidence", 1.0, 6),
                y: axis("share", highest * 1.1, 3),
            };
            let mut chart = axes.draw(&below)?;
            let bars = self.bins.iter().filter(|bin| bin.weight > 0.0).map(|bin| {
                let corners = [(bin.low, 0.0), (bin.high, bin.weight / total)];
                Rectangle::new(corners, theme::INK.mix(0.35).filled())
            });
            chart.draw_series(bars).map_err(&error)?;
            Ok(())
        })
    }

    fn description(&self) -> String {
        let bins = self.bins.iter().filter_map(|bin| {
            let (accuracy, confidence) = (bin.accuracy?, bin.confidence?);
            Some(format!("confidence {confidence:.2} has accuracy {accuracy:.2}"))
        });
        format!("{}.", bins.collect::<Vec<_>>().join(", "))
    }
}
