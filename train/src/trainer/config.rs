//! The settings of a training run.

use neuron_rt::nn::{AdamW, Lion, Optimiser, Policy, Schedule, Sgd};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Number format of activations; weights, losses and reductions are f32 whatever it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// 32-bit throughout.
    #[default]
    F32,
    /// bfloat16 activations.
    Bf16,
}

impl Precision {
    /// Element types of the graph.
    #[must_use]
    pub const fn policy(self) -> Policy {
        match self {
            Self::F32 => Policy::F32,
            Self::Bf16 => Policy::BF16,
        }
    }
}

/// How the learning rate goes over a run, after the warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleKind {
    /// Stays at its peak.
    Constant,
    /// Falls evenly to zero.
    Linear,
    /// Falls along half a cosine to zero.
    #[default]
    Cosine,
    /// Rises to its peak over the first 30 %, then falls; it has its own warm-up.
    OneCycle,
}

/// What updates the weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptimiserKind {
    /// Adam with decoupled weight decay (Loshchilov & Hutter, 2019).
    #[default]
    AdamW,
    /// Gradient descent with Nesterov momentum of 0.9.
    Sgd,
    /// Evolved sign momentum (Chen et al., 2023).
    Lion,
}

/// Which weights a finished run exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Export {
    /// Those of the epoch that did best on the validation examples.
    #[default]
    Best,
    /// Those of the last step; validation examples are only looked at, and may be none.
    Last,
}

/// Everything that decides how a model is trained, but not which model on which data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainerConfig {
    /// Passes over the training examples.
    pub epochs: u32,
    /// Examples of a step.
    pub batch_size: usize,
    /// Micro-batches whose gradients are added up within a step; each holds `batch_size` examples.
    pub accumulate: usize,
    /// Peak learning rate.
    pub learning_rate: f64,
    /// How the learning rate goes over the run.
    pub schedule: ScheduleKind,
    /// Share of all steps over which the learning rate first rises from zero.
    pub warmup: f64,
    /// What updates the weights.
    pub optimiser: OptimiserKind,
    /// Decoupled weight decay; biases and norms have none.
    pub weight_decay: f64,
    /// Largest norm of all gradients together; 0 for no limit.
    pub clip_norm: f64,
    /// Decay of the running mean of weights that is evaluated and exported; 0 for none.
    pub ema: f64,
    /// Which weights are exported.
    pub export: Export,
    /// Number format of activations.
    pub precision: Precision,
    /// Seed of every draw.
    pub seed: u64,
    /// Threads that load and augment ahead of the step.
    pub workers: usize,
    /// Steps between two checkpoints; 0 for one at each end of an epoch.
    pub checkpoint_steps: u64,
    /// Newest checkpoints that are kept beside the best.
    pub keep_checkpoints: usize,
    /// Epochs without a better validation result after which training ends; 0 for never.
    pub patience: u32,
}

impl Default for TrainerConfig {
    fn default() -> Self {
        Self {
            epochs: 10,
            batch_size: 64,
            accumulate: 1,
            learning_rate: 1e-3,
            schedule: ScheduleKind::Cosine,
            warmup: 0.05,
            optimiser: OptimiserKind::AdamW,
            weight_decay: 0.05,
            clip_norm: 1.0,
            ema: 0.0,
            export: Export::Best,
            precision: Precision::F32,
            seed: 0,
            workers: 1,
            checkpoint_steps: 0,
            keep_checkpoints: 2,
            patience: 0,
        }
    }
}

impl TrainerConfig {
    /// The factor of the learning rate at each of `total` steps.
    #[must_use]
    pub fn schedule_over(&self, total: u64) -> Schedule {
        let after = match self.schedule {
            ScheduleKind::Constant => Schedule::Constant,
            ScheduleKind::Linear => Schedule::Linear { end: 0.0 },
            ScheduleKind::Cosine => Schedule::Cosine { end: 0.0 },
            ScheduleKind::OneCycle => return Schedule::one_cycle(),
        };
        match (total as f64 * self.warmup).round() as u64 {
            0 => after,
            steps => Schedule::WarmUp { steps, then: Box::new(after) },
        }
    }

    /// What updates the weights, with its weight decay.
    #[must_use]
    pub fn optimiser(&self) -> Arc<dyn Optimiser> {
        let decay = self.weight_decay;
        match self.optimiser {
            OptimiserKind::AdamW => Arc::new(AdamW { decay, ..AdamW::default() }),
            OptimiserKind::Sgd => Arc::new(Sgd { momentum: 0.9, nesterov: true, decay }),
            OptimiserKind::Lion => Arc::new(Lion { decay, ..Lion::default() }),
        }
    }
}
