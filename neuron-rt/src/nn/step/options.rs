use crate::nn::{AdamW, Group, Optimiser, Policy};
use std::sync::Arc;

/// How a model is trained: all of it is fixed in the graph, but for the learning rate.
#[derive(Clone, Debug)]
pub struct StepOptions {
    /// Element types.
    pub policy: Policy,
    /// How parameters are changed by their gradients.
    pub optimiser: Arc<dyn Optimiser>,
    /// Parameters that are trained otherwise, or not at all; the first that matches holds.
    pub groups: Vec<Group>,
    /// Largest norm of all gradients together; above it, they are scaled down.
    pub clip_norm: Option<f64>,
    /// Running averages of the weights, to evaluate with.
    pub ema: Option<Ema>,
    /// Parts that a batch is cut into; their gradients are summed before the weights change, so
    /// that activations of one part alone are in memory.
    pub accumulate: usize,
    /// Devices that train together, each with a batch of its own: gradients, losses and the model's
    /// states are summed over them within the step, so that all weights stay equal.
    pub replicas: usize,
    /// Adds an input and an output `roll_call` (f32, so many numbers): each replica gives some, all
    /// get the sums, so that processes without another line to each other can agree to stop.
    pub roll_call: usize,
}

impl Default for StepOptions {
    /// AdamW in f32, without clipping, averages or parts.
    fn default() -> Self {
        Self {
            policy: Policy::F32,
            optimiser: Arc::new(AdamW::default()),
            groups: Vec::new(),
            clip_norm: None,
            ema: None,
            accumulate: 1,
            replicas: 1,
            roll_call: 0,
        }
    }
}

/// Exponential running averages of the weights (Polyak & Juditsky, 1992), kept as the states
/// `ema/<parameter>`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ema {
    /// Share of the average that stays at each step, such as 0.999.
    pub decay: f64,
    /// Lets less stay in the first steps, `(1 + step) / (10 + step)`, so that the first weights are
    /// forgotten sooner.
    pub warm_up: bool,
}
