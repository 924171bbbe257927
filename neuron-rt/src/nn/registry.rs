use super::{ParameterSpec, Policy, StateSpec};
use crate::graph::Tensor;
use std::collections::BTreeMap;

/// What the scopes of one model share.
pub(super) struct Registry {
    pub(super) policy: Policy,
    pub(super) training: bool,
    pub(super) parameters: Vec<ParameterSpec>,
    pub(super) tensors: BTreeMap<String, Weight>,
    pub(super) states: Vec<StateSpec>,
    pub(super) kept: BTreeMap<String, Kept>,
    /// What there is to be asked for; `None` where whatever is asked for is declared.
    pub(super) given: Option<Given>,
    pub(super) key: Option<Tensor>,
    pub(super) sample_weight: Option<Tensor>,
    /// Random draws so far, a layer.
    pub(super) draws: BTreeMap<String, u32>,
}

/// Parameters and states that were declared before the model is recorded.
#[derive(Clone, Default)]
pub(super) struct Given {
    pub(super) parameters: BTreeMap<String, Tensor>,
    pub(super) states: BTreeMap<String, Tensor>,
}

pub(super) struct Weight {
    /// The kept weight, to differentiate by.
    pub(super) master: Tensor,
    /// The same in the compute type.
    pub(super) compute: Tensor,
}

pub(super) struct Kept {
    /// As it entered.
    pub(super) before: Tensor,
    /// As it is to be kept, where it was updated.
    pub(super) after: Option<Tensor>,
}

impl Registry {
    pub(super) fn new(policy: Policy, training: bool) -> Self {
        Self {
            policy,
            training,
            parameters: Vec::new(),
            tensors: BTreeMap::new(),
            states: Vec::new(),
            kept: BTreeMap::new(),
            given: None,
            key: None,
            sample_weight: None,
            draws: BTreeMap::new(),
        }
    }
}
