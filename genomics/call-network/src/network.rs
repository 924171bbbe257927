use crate::{NUMBERS, NetworkConfig};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::{
    Conv1d, Conv1dConfig, Conv2d, Conv2dConfig, Dropout, Init, Linear, LinearConfig, Scope,
    functional,
};
use neuron_train::trainer::{Batch, Forward, Objective};
use neuron_variant_calling::tensor::Channel;

/// Taps of the convolutions along a read.
const ALONG_READ: usize = 7;
/// Taps of those behind the sum over reads.
const BEHIND: usize = 5;
/// What a sum over reads is divided by, so that its size is that of a value.
const SUM_SCALE: f64 = 0.1;
/// By how much ln of a genotype's probability is changed at most.
const MOST_CHANGE: f64 = 3.0;
/// Share of numbers that training drops.
const DROPPED: f64 = 0.1;

/// A network that reads a pileup read by read, sums over the reads, and says how much likelier each genotype is than
/// the model has it. The order of the reads makes no difference.
///
/// # Outputs
/// `change` `[n, 3]`: what is added to ln of the probabilities of 0/0, 0/1 and 1/1
#[derive(Clone, Debug)]
pub struct GenotypeNetwork {
    /// Extents.
    pub config: NetworkConfig,
}

impl GenotypeNetwork {
    /// # Shapes
    /// `pileup: [n, 7, rows, columns]`, `numbers: [n, NUMBERS]` → `[n, 3]`
    fn change(&self, scope: &Scope, pileup: &Tensor, numbers: &Tensor) -> Result<Tensor> {
        let NetworkConfig { rows, columns, channels, hidden, .. } = self.config;
        let batch = pileup.dim(0)?;
        let first = Conv2d::new(
            &scope.child("read_1"),
            [Channel::ALL.len(), channels],
            [1, ALONG_READ],
            along_read(),
        )?;
        let second = Conv2d::new(
            &scope.child("read_2"),
            [channels, channels],
            [1, ALONG_READ],
            along_read(),
        )?;
        let x = first.forward(pileup)?.relu()?;
        let x = second.forward(&x)?.relu()?;
        // A read covers the middle; a row without one is not to count.
        let quality = pileup.narrow(1, MAPPING, MAPPING + 1)?;
        let there = quality.max(&[3])?.reshape([batch, 1, rows, 1])?.mul_scalar(1e3)?;
        let there = there.minimum(&there.scalar_like(1.0))?.cast(x.dtype())?;
        let reference = x.narrow(2, 0, 1)?.reshape([batch, channels, columns])?;
        let reads = x.mul(&there)?.narrow(2, 1, rows)?;
        let sum = reads.sum(&[2])?.mul_scalar(SUM_SCALE)?;
        let most = reads.max(&[2])?;
        let x = Tensor::concat(&[&sum, &most, &reference], 1)?;
        let config =
            Conv1dConfig { padding: [BEHIND / 2; 2], stride: 2, ..Conv1dConfig::default() };
        let behind = Conv1d::new(&scope.child("all_1"), [3 * channels, hidden], BEHIND, config)?;
        let x = behind.forward(&x)?.relu()?;
        let behind = Conv1d::new(&scope.child("all_2"), [hidden, hidden], BEHIND, config)?;
        let x = behind.forward(&x)?.relu()?;
        let length = x.dim(2)?;
        let middle = x.index(2, length / 2)?;
        let mean = x.sum(&[2])?.mul_scalar(1.0 / length as f64)?;
        let x = Tensor::concat(&[&middle, &mean, &numbers.cast(x.dtype())?], 1)?;
        let x = Dropout::new(&scope.child("drop"), DROPPED).forward(&x)?;
        let x = Linear::new(&scope.child("mix"), 2 * hidden + NUMBERS, hidden)?.forward(&x)?;
        // Zeros: what has learned nothing changes nothing.
        let zeros = LinearConfig {
            weight_init: Some(Init::Zeros),
            bias_init: Some(Init::Zeros),
            ..LinearConfig::default()
        };
        let change = Linear::with(&scope.child("head"), hidden, 3, zeros)?.forward(&x.relu()?)?;
        change.mul_scalar(1.0 / MOST_CHANGE)?.tanh()?.mul_scalar(MOST_CHANGE)
    }
}

/// Place of the mapping quality among the channels.
const MAPPING: usize = Channel::MappingQuality as usize;

/// Along a read and not across reads, as long as before.
fn along_read() -> Conv2dConfig {
    let mut config = Conv2dConfig::default();
    config.spec.padding = [[0; 2], [ALONG_READ / 2; 2]];
    config
}

impl Objective for GenotypeNetwork {
    fn forward(&self, scope: &Scope, batch: &Batch) -> std::result::Result<Forward, GraphError> {
        let change = self.change(scope, &batch["pileup"], &batch["numbers"])?;
        let logits = batch["ln_posterior"].add(&change.cast(batch["ln_posterior"].dtype())?)?;
        let losses = functional::cross_entropy(&logits, &batch["label"], 0.0)?;
        Ok(Forward { losses, outputs: vec![("change".into(), change)] })
    }
}
