//! Plots as SVG: readable in light and dark, without a font or a script at run time.
//!
//! Every plot is a value with a `draw` method that gives an [`Svg`]. The same input gives the same
//! bytes. Colours are those of Okabe and Ito (*Color Universal Design*, 2008), which colour-blind
//! readers can tell apart; lines differ in their dashes too.
//!
//! ```
//! use neuron_train::plot::{LineChart, Series};
//! let svg = LineChart {
//!     title: "Loss",
//!     x_label: "epoch",
//!     y_label: "loss",
//!     series: &[Series::new("train", &[(1.0, 0.9), (2.0, 0.5), (3.0, 0.4)])],
//!     mark: Some((3.0, "best")),
//! }
//! .draw()?;
//! assert!(svg.as_str().starts_with("<svg "));
//! # Ok::<(), neuron_train::plot::PlotError>(())
//! ```

mod axis;
mod class_bars;
mod confusion_heat_map;
mod error;
mod example_panel;
mod label;
mod learning_curves;
mod legend;
mod line_chart;
mod map_picture;
mod rate_curves;
mod reliability_diagram;
mod svg;
mod theme;

pub use class_bars::ClassBars;
pub use confusion_heat_map::ConfusionHeatMap;
pub use error::PlotError;
pub use example_panel::{Example, ExamplePanel};
pub use learning_curves::LearningCurves;
pub use line_chart::{LineChart, Series};
pub use map_picture::MapPicture;
pub use rate_curves::{RateCurve, RateCurves, RateKind};
pub use reliability_diagram::ReliabilityDiagram;
pub use svg::Svg;
