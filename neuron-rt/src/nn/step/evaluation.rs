use super::discover::discover;
use super::inputs::{declare, declare_fields};
use super::{Fields, Outputs, SAMPLE_WEIGHT, check_names};
use crate::graph::{Builder, Graph, Result, Tensor, TensorType};
use crate::nn::{ParameterSpec, Policy, Scope, StateSpec};

/// A model's forward pass as a graph.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Inputs: parameters and states under the names they have in training, then the batch.
    /// Outputs: the model's, by name.
    pub graph: Graph,
    /// The weights, in the order in which the model asked for them.
    pub parameters: Vec<ParameterSpec>,
    /// The model's states.
    pub states: Vec<StateSpec>,
}

/// Records a model without dropout and with running statistics.
///
/// To evaluate averaged weights, give the buffers of `ema/<parameter>` as the parameters.
///
/// # Errors
/// Those of the model, and where two outputs bear one name.
pub fn evaluation(
    policy: Policy,
    fields: &[(String, TensorType)],
    model: &dyn Fn(&Scope, &Fields) -> Result<Outputs>,
) -> Result<Evaluation> {
    let asked = discover(policy, false, fields, model)?;
    let builder = Builder::new();
    let given = declare(&builder, &asked)?;
    let batch = declare_fields(&builder, fields)?;
    let scope = Scope::given(&builder, policy, false, given, None);
    if let Some(weight) = batch.get(SAMPLE_WEIGHT) {
        scope.set_sample_weight(weight);
    }
    let outputs = model(&scope, &batch)?;
    check_names(&builder, outputs.iter().map(|(name, _)| name.as_str()))?;
    let outputs: Vec<(&str, &Tensor)> =
        outputs.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let graph = builder.finish(&outputs)?;
    Ok(Evaluation { graph, parameters: asked.parameters, states: asked.states })
}
