//! Reports of a run: one HTML file that needs nothing beside it, a Markdown file, and a model card.
//!
//! A [`Report`] is built once, in order, and rendered by [`Report::html`] and
//! [`Report::markdown`]. Text is text: class names, file names and everything else that came from
//! data is escaped in both.
//!
//! ```
//! use neuron_train::report::{Report, Section, Table};
//! let mut report = Report::new("Land use from 36 numbers");
//! report.label("SYNTHETIC");
//! report.figure_of("accuracy", "0.941", "measured, test split");
//! let mut table = Table::new("By class", &["class", "F1"]);
//! table.row(["<red> soil", "0.97"]);
//! report.section(Section::new("Result").text("On 2,000 samples.").table(table));
//! assert!(report.html()?.contains("&lt;red&gt; soil"));
//! assert!(report.markdown(None)?.contains(r"| \<red\> soil | 0.97 |"));
//! # Ok::<(), neuron_train::report::ReportError>(())
//! ```

mod classification;
mod error;
mod escape;
mod model;
mod model_card;
mod render;
mod write;

pub use classification::classification_sections;
pub use error::ReportError;
pub use model::{Block, Figure, KeyFigure, Report, Section, Table};
pub use model_card::{ModelCard, Result as CardResult};
pub use write::Written;
