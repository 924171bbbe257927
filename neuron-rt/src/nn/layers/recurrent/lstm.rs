use super::stack::{Cell, Recurred, RecurrentConfig, Stack};
use crate::graph::{Result, Tensor};
use crate::nn::Scope;
use crate::nn::functional::{lstm, lstm_cell, product};

/// Long short-term memory (Hochreiter & Schmidhuber, 1997; with forget gates, Gers et al., 2000).
///
/// Parameters as PyTorch's: `weight_ih_l0 [4 hidden, inputs]`, `weight_hh_l0 [4 hidden, hidden]`,
/// `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse`, `…_l1`, …; gates in the order input, forget,
/// cell, output.
#[derive(Clone, Debug)]
pub struct Lstm(Stack);

impl Lstm {
    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, config: RecurrentConfig) -> Result<Self> {
        Stack::new::<LstmCell>(scope, config).map(Self)
    }

    /// Reads a sequence from states of zeros. Steps where the mask is 0 leave the state as it is.
    ///
    /// # Shapes
    /// `x: [b, t, inputs]`, `mask: [b, t]` → see [`Recurred`]
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward(&self, x: &Tensor, mask: Option<&Tensor>) -> Result<Recurred> {
        self.0.forward::<LstmCell>(x, mask, None)
    }

    /// Reads a sequence from states `[h, c]`, each `[layers × directions, b, hidden]`.
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward_from(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        states: &[Tensor; 2],
    ) -> Result<Recurred> {
        self.0.forward::<LstmCell>(x, mask, Some(states))
    }
}

struct LstmCell;

impl Cell for LstmCell {
    const NAME: &'static str = "lstm";
    const GATES: usize = 4;
    const STATES: usize = 2;
    const BIASES_JOIN: bool = true;
    const NARROW_WEIGHT: bool = true;

    fn step(x: &Tensor, states: &[Tensor], weight: &Tensor, _: &Tensor) -> Result<Vec<Tensor>> {
        let (h, c) = (&states[0], &states[1]);
        let gates = x.add(&product(h, weight, true)?)?;
        // `(gates [b, 4 hidden], c) -> (h', c')`
        let body = |inputs: &[Tensor]| Ok(lstm_cell(&inputs[0], &inputs[1])?.0.to_vec());
        x.builder().composite("lstm_cell", &[], &[&gates, c], &body, None)
    }

    fn chain(
        x: &Tensor,
        states: &[Tensor],
        weight: &Tensor,
        _: &Tensor,
        reverse: bool,
    ) -> Result<Vec<Tensor>> {
        Ok(lstm(x, weight, [&states[0], &states[1]], reverse)?.to_vec())
    }
}
