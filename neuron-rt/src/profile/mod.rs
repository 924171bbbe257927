//! Where the time of a compiled graph goes: each kernel's time, rate and share of what the machine
//! can do.

mod ceiling;
mod table;
mod trace;

pub use ceiling::Ceiling;

use crate::executable::{Executable, RunError, StepNote};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Times of the steps of an executable over several runs.
///
/// ```
/// use neuron_rt::graph::{Builder, DType, Role, TensorType};
/// use neuron_rt::profile::Profile;
/// use neuron_rt::{Buffer, Device, compile};
/// let b = Builder::new();
/// let x = b.input("x", TensorType::new(DType::F32, [8, 8]), Role::Data)?;
/// let mut executable = compile(&b.finish(&[("y", &x.matmul(&x)?.exp()?)])?, &Device::Cpu)?;
/// let x = Buffer::zeros(TensorType::new(DType::F32, [8, 8]));
/// let profile = Profile::take(&mut executable, 3, |e| e.run_borrowed(&[&x]).map(drop))?;
/// assert_eq!(profile.steps().len(), 2);
/// assert!(profile.steps()[0].0.op.starts_with("matmul 8x8 8x8"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Profile {
    notes: Vec<StepNote>,
    /// Seconds of each step, run by run.
    runs: Vec<Vec<f64>>,
}

/// Runs before any is counted: memory is touched, caches are warm, threads are awake.
const WARM_UP: usize = 2;

impl Profile {
    /// Runs `run` so many times on the executable and takes the time of each of its steps.
    ///
    /// # Errors
    /// Where a run fails, or where the device does not tell its steps.
    pub fn take(
        executable: &mut Executable,
        runs: usize,
        mut run: impl FnMut(&mut Executable) -> Result<(), RunError>,
    ) -> Result<Self, RunError> {
        let notes = executable.steps().to_vec();
        if notes.is_empty() {
            return Err(RunError::Unsupported {
                layer: "model".to_owned(),
                op: "profile".to_owned(),
                why: "the device does not tell its steps; `--device cpu` does".to_owned(),
            });
        }
        for _ in 0..WARM_UP {
            run(executable)?;
        }
        let mut all = Vec::with_capacity(runs);
        for _ in 0..runs.max(1) {
            let times = Arc::new(Mutex::new(vec![None; notes.len()]));
            let sink = times.clone();
            let mut last = Instant::now();
            // The first step carries what goes before it: arguments, addresses.
            executable.observe(Some(Box::new(move |number: usize| {
                let now = Instant::now();
                let seconds = now.duration_since(last).as_secs_f64();
                let mut times = sink.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(time) = times.get_mut(number) {
                    *time = Some(seconds);
                }
                last = now;
            })));
            let outcome = run(executable);
            executable.observe(None);
            outcome?;
            all.push(std::mem::take(&mut *times.lock().unwrap_or_else(PoisonError::into_inner)));
        }
        // What depends on weights alone was done while warming up, and is no part of a run.
        let ran: Vec<bool> = all[0].iter().map(Option::is_some).collect();
        let notes = notes.into_iter().zip(&ran).filter(|(_, ran)| **ran).map(|(note, _)| note);
        let of_run = |times: Vec<Option<f64>>| {
            let times = times.into_iter().zip(&ran).filter(|(_, ran)| **ran);
            times.map(|(time, _)| time.unwrap_or(0.0)).collect()
        };
        Ok(Self { notes: notes.collect(), runs: all.into_iter().map(of_run).collect() })
    }

    /// Each step with the median of its times in seconds, in the order of the run.
    #[must_use]
    pub fn steps(&self) -> Vec<(&StepNote, f64)> {
        let time = |step: usize| median(self.runs.iter().map(|run| run[step]).collect());
        self.notes.iter().enumerate().map(|(step, note)| (note, time(step))).collect()
    }

    /// Seconds of a run: the median of the sums.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        median(self.runs.iter().map(|run| run.iter().sum()).collect())
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
