//! The search for parameters, in parallel and with everything that was tried kept.

mod objective;
mod parameter_space;
mod trials;
mod walk_forward;

pub use objective::Objective;
pub use parameter_space::ParameterSpace;
pub use trials::{SearchOutcome, SkippedPoint, Trial, search};
pub use walk_forward::{
    WalkForward, WalkForwardOutcome, WalkForwardWindow, WindowSplit, walk_forward,
};
