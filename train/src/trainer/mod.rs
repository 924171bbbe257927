//! The trainer: from an [`Objective`] and [`Examples`](neuron_data::examples::Examples) to a run
//! folder.
//!
//! A step is one graph: forward, loss, backward, clipping, optimiser. The trainer feeds it batches,
//! measures a validation split after each epoch, and writes checkpoints from which a run goes on to
//! the same bits that it would have ended in.

mod at_work;
mod check;
mod config;
mod error;
mod evaluate;
mod example_inputs;
mod feed;
mod fit;
mod objective;
mod observer;
mod opening;
mod progress_state;
mod resident;
mod run_access;
mod step;
mod team;

pub use check::check;
pub use config::{Export, OptimiserKind, Precision, ScheduleKind, TrainerConfig};
pub use error::TrainError;
pub use evaluate::{Evaluator, evaluation_batch, evaluation_graph};
pub use example_inputs::{evaluation_inputs, step_inputs};
pub use fit::{Compiled, Outcome, StepDone, Summary, Trainer};
pub use objective::{Batch, Better, ClassificationJudge, Forward, Judge, Objective, Predictions};
pub use observer::{Observer, Silent};
pub use opening::{OpenedRun, Opening};
pub use run_access::RunAccess;
pub use step::{Sharing, shared_step, training_step};
