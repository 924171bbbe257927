use super::super::Dropout;
use super::super::linear::project;
use crate::graph::{DType, Result, Tensor, Turn};
use crate::nn::{Init, Scope};

/// What a recurrent layer is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecurrentConfig {
    /// Features of the input.
    pub inputs: usize,
    /// Features of the state.
    pub hidden: usize,
    /// Layers, each reading the one before.
    pub layers: usize,
    /// Whether a second chain reads the sequence from its end.
    pub bidirectional: bool,
    /// Probability of dropout between layers.
    pub dropout: f64,
}

impl RecurrentConfig {
    /// One layer, one direction.
    #[must_use]
    pub const fn new(inputs: usize, hidden: usize) -> Self {
        Self { inputs, hidden, layers: 1, bidirectional: false, dropout: 0.0 }
    }
}

/// What a recurrent layer made of a sequence.
#[derive(Clone, Debug)]
pub struct Recurred {
    /// The last layer's state at each step, `[b, t, directions × hidden]`; 0 where the mask is.
    pub sequence: Tensor,
    /// The state behind the last step of each chain, `[layers × directions, b, hidden]`: of a GRU
    /// `[h]`, of an LSTM `[h, c]`.
    pub states: Vec<Tensor>,
}

/// The step of a chain: from the input's share of the gates and the states to the new states.
pub(super) trait Cell {
    /// The layer's name in errors.
    const NAME: &'static str;
    /// Rows of the weights, in multiples of the state's features.
    const GATES: usize;
    /// Tensors in a state; the first is what is handed on.
    const STATES: usize;
    /// Whether the second bias joins the gates like the first.
    const BIASES_JOIN: bool;
    /// Whether the states meet the weight in the policy's type, not in that of its sums.
    const NARROW_WEIGHT: bool;

    /// `x: [b, gates × hidden]`, states `[b, hidden]`, weight `[gates × hidden, hidden]`, bias
    /// `[gates × hidden]`.
    fn step(x: &Tensor, states: &[Tensor], weight: &Tensor, bias: &Tensor) -> Result<Vec<Tensor>>;

    /// All steps of a sequence that has no mask: of each state the sequence `[t, b, hidden]`, from the
    /// input's share of the gates, `[t, b, gates × hidden]`.
    fn chain(
        x: &Tensor,
        states: &[Tensor],
        weight: &Tensor,
        bias: &Tensor,
        reverse: bool,
    ) -> Result<Vec<Tensor>>;
}

/// Chains of cells, one a layer and direction.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    scope: Scope,
    config: RecurrentConfig,
    chains: Vec<Chain>,
}

#[derive(Clone, Debug)]
struct Chain {
    weight_ih: Tensor,
    weight_hh: Tensor,
    bias_ih: Tensor,
    bias_hh: Tensor,
}

impl Stack {
    pub(super) fn new<C: Cell>(scope: &Scope, config: RecurrentConfig) -> Result<Self> {
        let hidden = config.hidden;
        let init = Init::torch_default(hidden);
        let rows = C::GATES * hidden;
        let mut chains = Vec::new();
        for layer in 0..config.layers {
            let inputs = if layer == 0 { config.inputs } else { config.directions() * hidden };
            for suffix in ["", "_reverse"].iter().take(config.directions()) {
                let name = |what: &str| format!("{what}_l{layer}{suffix}");
                chains.push(Chain {
                    weight_ih: scope.parameter(&name("weight_ih"), [rows, inputs], init)?,
                    weight_hh: scope.parameter(&name("weight_hh"), [rows, hidden], init)?,
                    bias_ih: scope.parameter(&name("bias_ih"), [rows], init)?,
                    bias_hh: scope.parameter(&name("bias_hh"), [rows], init)?,
                });
            }
        }
        Ok(Self { scope: scope.clone(), config, chains })
    }

    pub(super) fn forward<C: Cell>(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        initial: Option<&[Tensor]>,
    ) -> Result<Recurred> {
        let _layer = self.scope.enter();
        let mismatch = |what: String| Err(self.scope.builder().mismatch(C::NAME, what));
        let (b, t) = match x.shape().dims() {
            &[b, t, inputs] if inputs == self.config.inputs => (b, t),
            _ => {
                let inputs = self.config.inputs;
                return mismatch(format!("needs [batch, time, {inputs}], found {}", x.ty()));
            }
        };
        let whole = [self.chains.len(), b, self.config.hidden];
        if let Some(states) = initial
            && (states.len() != C::STATES || states.iter().any(|s| s.shape().dims() != whole))
        {
            let found: Vec<String> = states.iter().map(|s| s.ty().to_string()).collect();
            return mismatch(format!("needs {} states {whole:?}, found {found:?}", C::STATES));
        }
        // Time first, and whether each step counts.
        let mask = match mask {
            None => None,
            Some(mask) if mask.shape().dims() == [b, t] => {
                Some(mask.cast(DType::Bool)?.swap_axes(0, 1)?.unsqueeze(2)?)
            }
            Some(mask) => return mismatch(format!("needs a mask [{b}, {t}], found {}", mask.ty())),
        };
        let directions = self.config.directions();
        let mut ends: Vec<Vec<Tensor>> = vec![Vec::new(); C::STATES];
        let mut layer_input = x.clone();
        for layer in 0..self.config.layers {
            if layer > 0 {
                let place = self.scope.child(format_args!("dropout_l{}", layer - 1));
                layer_input = Dropout::new(&place, self.config.dropout).forward(&layer_input)?;
            }
            let mut made = Vec::new();
            for direction in 0..directions {
                let number = layer * directions + direction;
                let start = match initial {
                    Some(states) => {
                        states.iter().map(|s| s.index(0, number)).collect::<Result<_>>()?
                    }
                    None => self.zeros::<C>(b)?,
                };
                let chain = &self.chains[number];
                let (sequence, last) =
                    self.run::<C>(chain, &layer_input, mask.as_ref(), start, direction == 1)?;
                made.push(sequence);
                for (all, state) in ends.iter_mut().zip(last) {
                    all.push(state.unsqueeze(0)?);
                }
            }
            layer_input = Tensor::concat(&made.iter().collect::<Vec<_>>(), -1)?;
        }
        let join = |all: &Vec<Tensor>| Tensor::concat(&all.iter().collect::<Vec<_>>(), 0);
        let states = ends.iter().map(join).collect::<Result<_>>()?;
        Ok(Recurred { sequence: layer_input, states })
    }

    fn zeros<C: Cell>(&self, batch: usize) -> Result<Vec<Tensor>> {
        let dtype = self.scope.policy().compute;
        let zero = || self.scope.builder().full(dtype, [batch, self.config.hidden], 0.0);
        (0..C::STATES).map(|_| zero()).collect()
    }

    /// The sequence `[b, t, hidden]` of one chain, and its last states. A state is a sum over time, in
    /// which 16-bit floats would lose what is small against it: the chain computes in f32, but for its
    /// products.
    fn run<C: Cell>(
        &self,
        chain: &Chain,
        x: &Tensor,
        mask: Option<&Tensor>,
        start: Vec<Tensor>,
        reverse: bool,
    ) -> Result<(Tensor, Vec<Tensor>)> {
        // The input's share of all gates of all steps at once: one large product, of the input by time,
        // which is smaller than what comes out.
        let narrow = x.dtype();
        let wide = self.scope.policy().reductions();
        let weight = chain.weight_hh.cast(if C::NARROW_WEIGHT { narrow } else { wide })?;
        let [mut bias, own_bias] = [chain.bias_ih.cast(wide)?, chain.bias_hh.cast(wide)?];
        if C::BIASES_JOIN {
            bias = bias.add(&own_bias)?;
        }
        let x = x.swap_axes(0, 1)?;
        let gates = project(&x, &chain.weight_ih.cast(narrow)?, None)?.cast(wide)?.add(&bias)?;
        let start: Vec<Tensor> =
            start.iter().map(|s| s.cast(gates.dtype())).collect::<Result<_>>()?;
        let steps = x.dim(0)?;
        if mask.is_none() && steps > 0 {
            let made = C::chain(&gates, &start, &weight, &own_bias, reverse)?;
            let last = if reverse { 0 } else { steps - 1 };
            let end = |state: &Tensor| state.index(0, last)?.cast(narrow);
            let ends = made.iter().map(end).collect::<Result<_>>()?;
            return Ok((made[0].swap_axes(0, 1)?.cast(narrow)?, ends));
        }
        let sequences: Vec<&Tensor> = [Some(&gates), mask].into_iter().flatten().collect();
        let constants = [&weight, &own_bias];
        let turn = |turn: &Turn| {
            let mut carries =
                C::step(&turn.slices[0], &turn.carries, &turn.constants[0], &turn.constants[1])?;
            let mut slice = carries[0].clone();
            if let Some(counts) = turn.slices.get(1) {
                for (new, old) in carries.iter_mut().zip(&turn.carries) {
                    *new = counts.select(new, old)?;
                }
                slice = counts.select(&slice, &slice.scalar_like(0.0))?;
            }
            Ok(Turn { carries, slices: vec![slice], constants: Vec::new() })
        };
        let carries: Vec<&Tensor> = start.iter().collect();
        let builder = self.scope.builder();
        let made = builder.scan(steps, reverse, &carries, &sequences, &constants, turn)?;
        let ends = made.carries.iter().map(|state| state.cast(narrow)).collect::<Result<_>>()?;
        Ok((made.sequences[0].swap_axes(0, 1)?.cast(narrow)?, ends))
    }
}

impl RecurrentConfig {
    fn directions(&self) -> usize {
        if self.bidirectional { 2 } else { 1 }
    }
}
