//! How the learning rate changes over a run: by what factor it is multiplied at each step.
//!
//! A schedule is a function of the step's number and the number of all steps, and has no memory: a
//! resumed run goes on where it was.

use std::f64::consts::PI;

/// A factor for each step.
///
/// ```
/// use neuron_rt::nn::Schedule;
/// let schedule = Schedule::WarmUp { steps: 10, then: Box::new(Schedule::Cosine { end: 0.0 }) };
/// assert_eq!(schedule.factor(4, 100), 0.5);
/// assert_eq!(schedule.factor(10, 100), 1.0);
/// assert!(schedule.factor(99, 100) < 0.001);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Schedule {
    /// Always 1.
    #[default]
    Constant,
    /// From 1 straight down to `end` behind the last step.
    Linear {
        /// Factor at the end.
        end: f64,
    },
    /// From 1 along half a cosine to `end` behind the last step (Loshchilov & Hutter, *SGDR*, 2017).
    Cosine {
        /// Factor at the end.
        end: f64,
    },
    /// Up along half a cosine to 1 at the share `peak` of the steps, then down (Smith & Topin,
    /// *Super-convergence*, 2018), as PyTorch's `OneCycleLR`.
    OneCycle {
        /// Share of the steps before the peak; 0.3 is usual.
        peak: f64,
        /// Factor at the first step; 1/25 is usual.
        start: f64,
        /// Factor at the last step; `start` / 10,000 is usual.
        end: f64,
    },
    /// Straight up to 1 in the first steps, `(step + 1) / steps`, then another schedule over
    /// the rest.
    WarmUp {
        /// How many steps it takes.
        steps: u64,
        /// What follows.
        then: Box<Schedule>,
    },
}

impl Schedule {
    /// PyTorch's one-cycle defaults.
    #[must_use]
    pub const fn one_cycle() -> Self {
        Self::OneCycle { peak: 0.3, start: 1.0 / 25.0, end: 1.0 / 250_000.0 }
    }

    /// The factor of step `step`, counted from 0, of `total`.
    #[must_use]
    pub fn factor(&self, step: u64, total: u64) -> f64 {
        let share = (step as f64 / total.max(1) as f64).min(1.0);
        match self {
            Self::Constant => 1.0,
            Self::Linear { end } => 1.0 + (end - 1.0) * share,
            Self::Cosine { end } => half_cosine(1.0, *end, share),
            Self::OneCycle { peak, start, end } => {
                let last = total.saturating_sub(1) as f64;
                let (step, top) = ((step as f64).min(last), peak * total as f64 - 1.0);
                if step <= top {
                    half_cosine(*start, 1.0, if top > 0.0 { step / top } else { 1.0 })
                } else {
                    half_cosine(1.0, *end, (step - top) / (last - top).max(f64::MIN_POSITIVE))
                }
            }
            Self::WarmUp { steps, .. } if step < *steps => (step + 1) as f64 / *steps as f64,
            Self::WarmUp { steps, then } => then.factor(step - steps, total.saturating_sub(*steps)),
        }
    }
}

/// From `from` at 0 to `to` at 1.
fn half_cosine(from: f64, to: f64, share: f64) -> f64 {
    to + (from - to) * 0.5 * (1.0 + (PI * share).cos())
}
