use super::stack::{Cell, Recurred, RecurrentConfig, Stack};
use crate::graph::{Result, Tensor};
use crate::nn::Scope;
use crate::nn::functional::{gru, gru_cell};

/// Gated recurrent unit (Cho et al., 2014), in the form in which the reset gate applies behind the
/// product, as cuDNN and PyTorch have it.
///
/// Parameters as PyTorch's: `weight_ih_l0 [3 hidden, inputs]`, `weight_hh_l0 [3 hidden, hidden]`,
/// `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse`, `…_l1`, …; gates in the order reset, update,
/// new.
#[derive(Clone, Debug)]
pub struct Gru(Stack);

impl Gru {
    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, config: RecurrentConfig) -> Result<Self> {
        Stack::new::<GruCell>(scope, config).map(Self)
    }

    /// Reads a sequence from a state of zeros. Steps where the mask is 0 leave the state as it is.
    ///
    /// # Shapes
    /// `x: [b, t, inputs]`, `mask: [b, t]` → see [`Recurred`]
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward(&self, x: &Tensor, mask: Option<&Tensor>) -> Result<Recurred> {
        self.0.forward::<GruCell>(x, mask, None)
    }

    /// Reads a sequence from a state `[layers × directions, b, hidden]`.
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward_from(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        state: &Tensor,
    ) -> Result<Recurred> {
        self.0.forward::<GruCell>(x, mask, Some(std::slice::from_ref(state)))
    }
}

struct GruCell;

impl Cell for GruCell {
    const NAME: &'static str = "gru";
    const GATES: usize = 3;
    const STATES: usize = 1;
    const BIASES_JOIN: bool = false;
    const NARROW_WEIGHT: bool = false;

    fn step(x: &Tensor, states: &[Tensor], weight: &Tensor, bias: &Tensor) -> Result<Vec<Tensor>> {
        let h = &states[0];
        let own = h.matmul_t(weight, false, true)?.add(bias)?;
        // `(gates by the input [b, 3 hidden], gates by the state [b, 3 hidden], h) -> h'`
        let body = |inputs: &[Tensor]| Ok(vec![gru_cell(&inputs[0], &inputs[1], &inputs[2])?.0]);
        x.builder().composite("gru_cell", &[], &[x, &own, h], &body, None)
    }

    fn chain(
        x: &Tensor,
        states: &[Tensor],
        weight: &Tensor,
        bias: &Tensor,
        reverse: bool,
    ) -> Result<Vec<Tensor>> {
        Ok(vec![gru(x, weight, bias, &states[0], reverse)?])
    }
}
