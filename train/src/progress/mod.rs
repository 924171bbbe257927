//! What a person sees while a run goes on: a bar on a terminal, lines elsewhere, nothing with
//! `--quiet`.
//!
//! Everything goes to standard error: standard output is the results' alone. Time is read for the
//! display and reaches no result.
//!
//! ```
//! use neuron_train::metrics::Metrics;
//! use neuron_train::progress::{Progress, ProgressStyle, StepUpdate};
//! let mut progress = Progress::to(Box::new(std::io::sink()), ProgressStyle::Lines);
//! for epoch in 1..=2 {
//!     progress.begin_epoch(epoch, 2, 10);
//!     for step in 1..=10 {
//!         progress.step(&StepUpdate { step, samples: 64, loss: 0.5, metric: None });
//!     }
//!     let measured: Metrics = [("val/accuracy", 0.93)].into_iter().collect();
//!     progress.end_epoch(&measured);
//! }
//! progress.note("saved runs/vision/a/report.html");
//! ```

mod bar;
mod clock;
mod lines;
mod pace;
mod plain;
mod style;
mod tracker;

pub use style::ProgressStyle;
pub use tracker::{Progress, StepUpdate};
