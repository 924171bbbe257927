use super::{Fields, SAMPLE_WEIGHT};
use crate::graph::{Builder, Result, Role, TensorType};
use crate::nn::{ParameterSpec, Policy, Scope, StateSpec};

/// What a model asks for, in its order.
pub(super) struct Asked {
    pub(super) parameters: Vec<ParameterSpec>,
    pub(super) states: Vec<StateSpec>,
    /// Which states it updates.
    pub(super) updated: Vec<bool>,
}

/// Records the model once, only to see what it asks for: inputs can then be declared in an order
/// that does not depend on where in the model they are used.
pub(super) fn discover<T>(
    policy: Policy,
    training: bool,
    fields: &[(String, TensorType)],
    model: impl FnOnce(&Scope, &Fields) -> Result<T>,
) -> Result<Asked> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, policy, training);
    let mut batch = Fields::new();
    for (name, ty) in fields {
        batch.insert(name.clone(), builder.input(name, ty.clone(), Role::Data)?);
    }
    if let Some(weight) = batch.get(SAMPLE_WEIGHT) {
        scope.set_sample_weight(weight);
    }
    model(&scope, &batch)?;
    let states = scope.states();
    let updated = states.iter().map(|s| scope.updated_state(&s.name).is_some()).collect();
    Ok(Asked { parameters: scope.parameters(), states, updated })
}
