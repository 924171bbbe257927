use super::discover::Asked;
use super::{Fields, SAMPLE_WEIGHT};
use crate::graph::{Builder, Result, Tensor};
use crate::nn::precision::wide;
use crate::nn::registry::Given;
use crate::nn::{Loss, Policy, Scope};

/// A model: from a batch to its loss.
pub(super) type Model<'a> = &'a dyn Fn(&Scope, &Fields) -> Result<Loss>;

/// What is the same for every pass over a part of a batch.
pub(super) struct Setup<'a> {
    pub(super) policy: Policy,
    pub(super) asked: &'a Asked,
    /// Names of the parameters that are trained, in order.
    pub(super) trained: &'a [String],
    pub(super) model: Model<'a>,
}

/// Forward and backward once.
pub(super) struct Pass {
    pub(super) loss: Loss,
    /// Of what was differentiated, by each trained parameter.
    pub(super) gradients: Vec<Tensor>,
    /// The new values of the states that the model updates, in order.
    pub(super) states: Vec<Tensor>,
}

impl Setup<'_> {
    /// Records the model and its gradients; `differentiated` says of which scalar.
    pub(super) fn pass(
        &self,
        builder: &Builder,
        given: &Given,
        key: &Tensor,
        fields: &Fields,
        differentiated: impl FnOnce(&Loss) -> Result<Tensor>,
    ) -> Result<Pass> {
        let scope = Scope::given(builder, self.policy, true, given.clone(), Some(key.clone()));
        if let Some(weight) = fields.get(SAMPLE_WEIGHT) {
            scope.set_sample_weight(weight);
        }
        let mut loss = (self.model)(&scope, fields)?;
        let dtype = wide(self.policy.parameters);
        loss.sum = loss.sum.cast(dtype)?;
        loss.weight = loss.weight.cast(dtype)?;
        let weights: Vec<&Tensor> =
            self.trained.iter().filter_map(|name| given.parameters.get(name)).collect();
        let mut gradients = Vec::with_capacity(weights.len());
        let found = differentiated(&loss)?.gradients(&weights)?;
        for (name, gradient) in self.trained.iter().zip(found) {
            gradients.push(gradient.ok_or_else(|| {
                let what = format!(
                    "cannot train parameter `{name}`: the loss does not depend on it; use it, \
                     remove it or freeze it"
                );
                builder.mismatch("training_step", what)
            })?);
        }
        let updated = self.asked.states.iter().zip(&self.asked.updated);
        let states = updated
            .filter(|(_, updated)| **updated)
            .filter_map(|(spec, _)| {
                scope.updated_state(&spec.name).or_else(|| given.states.get(&spec.name).cloned())
            })
            .collect();
        Ok(Pass { loss, gradients, states })
    }
}
