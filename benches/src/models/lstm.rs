use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Linear, RecurrentConfig, Scope};

/// A forecast of one number from a series of measurements: long short-term memory of one layer, and
/// a linear layer on its last state.
#[derive(Clone, Debug)]
pub struct Lstm {
    /// Steps of a series.
    pub length: usize,
    /// Measurements at each step.
    pub inputs: usize,
    /// Width of the state.
    pub hidden: usize,
}

impl Default for Lstm {
    /// 60 steps of 16 measurements, a state of 64.
    fn default() -> Self {
        Self { length: 60, inputs: 16, hidden: 64 }
    }
}

impl Lstm {
    /// The forecast of each series.
    ///
    /// # Shapes
    /// `series: [batch, length, inputs]` → `[batch, 1]`
    ///
    /// # Errors
    /// Where the series has another width.
    pub fn forward(&self, scope: &Scope, series: &Tensor) -> Result<Tensor> {
        let config = RecurrentConfig::new(self.inputs, self.hidden);
        let lstm = neuron_rt::nn::Lstm::new(&scope.child("lstm"), config)?;
        let last = lstm.forward(series, None)?.states[0].index(0, 0)?;
        Linear::new(&scope.child("head"), self.hidden, 1)?.forward(&last)
    }
}
