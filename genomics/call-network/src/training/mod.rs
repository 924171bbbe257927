//! Learning from reads of which the truth is known.
//!
//! Reads with planted variants are made up by `neuron-read-simulation`, or supplied with a truth set. The caller runs
//! over them, every call that is not certain gets its true genotype, and the network learns these. What it is
//! chosen and calibrated by are calls of other places; what it is judged by in the end are simulated reads of
//! places of the reference that it has not learned from, with the calls as a whole.

mod fit;
mod gather;
mod pieces;
mod score;
mod simulated;
mod truth;

pub use score::{Scored, Scores};
pub use truth::Truth;

use crate::opinion::{changes, evaluator};
use crate::temperature::{fit_temperature, log_loss};
use crate::{CallNetwork, CallNetworkError, LabelledCall, LabelledCalls, NetworkConfig, TrainedOn};
use fit::fit;
use gather::{Gathered, gather};
use neuron_rt::Device;
use neuron_variant_calling::{AlignmentFile, CallingOptions, Reference, Regions};
use pieces::pieces;
use score::Tally;
use serde::Serialize;
use simulated::simulate;
use std::path::PathBuf;

/// Reads of a sample whose variants are known.
#[derive(Clone, Debug)]
pub struct Supplied {
    /// Aligned reads, sorted.
    pub reads: PathBuf,
    /// The variants.
    pub truth: Truth,
}

/// What a network is to learn from, and how.
#[derive(Clone, Debug)]
pub struct Training<'a> {
    /// The network.
    pub config: NetworkConfig,
    /// What the reads are aligned to.
    pub reference: &'a Reference,
    /// Where to learn.
    pub regions: &'a Regions,
    /// Reads to learn from; simulated ones where there are none.
    pub supplied: Vec<Supplied>,
    /// Depths of simulated reads.
    pub depths: Vec<f64>,
    /// Samples that are simulated at each depth, to learn from and again to judge by.
    pub samples: usize,
    /// Most bases of the reference of which reads are simulated.
    pub most_bases: usize,
    /// Passes over the calls.
    pub epochs: u32,
    /// The seed of every draw.
    pub seed: u64,
    /// What the caller takes for granted.
    pub options: CallingOptions,
}

/// The losses of a pass over the calls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Epoch {
    /// Counted from 1.
    pub epoch: u32,
    /// Mean loss of the calls that are learned from.
    pub loss: f64,
    /// Mean loss of those held out.
    pub held_out_loss: f64,
}

/// What a training came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrainingReport {
    /// Whether the reads were made up.
    pub simulated: bool,
    /// Calls that were learned from, by true number of copies.
    pub learned_from: [usize; 3],
    /// Calls that the weights were chosen and calibrated by.
    pub held_out: [usize; 3],
    /// The losses.
    pub epochs: Vec<Epoch>,
    /// Mean −ln of the probability of the true genotype of calls held out, by the model of genotypes alone.
    pub loss_without: f64,
    /// The same with the network.
    pub loss_with: f64,
    /// What ln probabilities are divided by.
    pub temperature: f64,
    /// Trained numbers.
    pub parameters: usize,
    /// Calls of simulated reads at places that were not learned from, with and without the network.
    pub scores: Vec<Scored>,
}

/// Of so many stretches one is held out.
const HELD_OUT: usize = 5;
/// Fewest calls that are learned from.
const LEAST_CALLS: usize = 20;

impl Training<'_> {
    /// Trains a network; `note` is told how far it is.
    ///
    /// The result depends on the reads, the settings and the seed alone.
    ///
    /// # Errors
    /// [`CallNetworkError`].
    pub fn run(
        &self,
        device: &Device,
        note: &mut dyn FnMut(&str),
    ) -> Result<(CallNetwork, TrainingReport), CallNetworkError> {
        self.check()?;
        let folder = tempfile::tempdir().map_err(CallNetworkError::Temporary)?;
        let pieces = pieces(self.reference, self.regions, self.most_bases, self.seed)?;
        let (learn, judge) = pieces.split(HELD_OUT);
        let mut gathered = Gathered::new(self.config.clone());
        if self.supplied.is_empty() {
            for sample in 0..self.samples {
                for (at, &depth) in self.depths.iter().enumerate() {
                    let number = (sample * self.depths.len() + at) as u64;
                    let made = simulate(&learn, depth, self.seed, number, folder.path())?;
                    let file = AlignmentFile::open(&made.reads, &made.reference)?;
                    let everywhere = Regions::everywhere();
                    gather(&mut gathered, file, &made.reference, &everywhere, self, &made.truth)?;
                    note(&format!(
                        "simulated sample {} at {depth}-fold: {} uncertain calls in all",
                        sample + 1,
                        gathered.count()
                    ));
                }
            }
        }
        for Supplied { reads, truth } in &self.supplied {
            let file = AlignmentFile::open_within(reads, self.reference, self.regions)?;
            gather(&mut gathered, file, self.reference, self.regions, self, truth)?;
            note(&format!("`{}`: {} uncertain calls in all", reads.display(), gathered.count()));
        }
        let (train, held) = gathered.split(HELD_OUT);
        if train.len() < LEAST_CALLS || held.is_empty() {
            return Err(CallNetworkError::TooFew {
                found: train.len(),
                held_out: held.len(),
                least: LEAST_CALLS,
            });
        }
        let (learned_from, held_out) = (by_copies(&train), by_copies(&held));
        note(&format!("learning from {} calls, choosing by {}", train.len(), held.len()));
        let calls = train.len();
        let (weights, epochs) = fit(self, train, held.clone(), folder.path(), device, note)?;
        let mut evaluator = evaluator(&self.config, device)?;
        let labelled = LabelledCalls { config: self.config.clone(), calls: held.clone() };
        let said = changes(&mut evaluator, labelled, &weights)?;
        let of = |change: &dyn Fn(usize) -> [f32; 3]| -> Vec<_> {
            let all = held.iter().enumerate();
            all.map(|(at, call)| (call.evidence.ln_posterior, change(at), call.copies)).collect()
        };
        let changed = of(&|at| said[at]);
        let temperature = fit_temperature(&changed);
        let trained_on = TrainedOn {
            simulated: self.supplied.is_empty(),
            depths: if self.supplied.is_empty() { self.depths.clone() } else { Vec::new() },
            calls,
            seed: self.seed,
        };
        let network = CallNetwork { config: self.config.clone(), temperature, trained_on, weights };
        let mut scores = Vec::new();
        for (at, &depth) in self.depths.iter().enumerate() {
            let mut tally = Tally::default();
            for sample in self.samples..2 * self.samples {
                let number = (sample * self.depths.len() + at) as u64;
                let made = simulate(&judge, depth, self.seed, number, folder.path())?;
                tally.add(&made, &network, &self.options, device)?;
            }
            scores.push(tally.scored(depth));
        }
        let report = TrainingReport {
            simulated: self.supplied.is_empty(),
            learned_from,
            held_out,
            epochs,
            loss_without: log_loss(&of(&|_| [0.0; 3]), 1.0),
            loss_with: log_loss(&changed, temperature),
            temperature,
            parameters: network.parameters(),
            scores,
        };
        Ok((network, report))
    }

    fn check(&self) -> Result<(), CallNetworkError> {
        self.config.check()?;
        let wrong = |name, found: String, expected: &str| {
            Err(CallNetworkError::Setting { name, found, expected: expected.to_owned() })
        };
        if self.depths.is_empty() || self.depths.iter().any(|depth| !(1.0..=500.0).contains(depth))
        {
            return wrong("depths", format!("{:?}", self.depths), "numbers from 1 to 500");
        }
        if !(1..=1000).contains(&self.samples) {
            return wrong("samples", self.samples.to_string(), "1 to 1000");
        }
        if !(1..=1000).contains(&self.epochs) {
            return wrong("epochs", self.epochs.to_string(), "1 to 1000");
        }
        Ok(())
    }
}

fn by_copies(calls: &[LabelledCall]) -> [usize; 3] {
    [0, 1, 2].map(|copies| calls.iter().filter(|call| call.copies == copies).count())
}
