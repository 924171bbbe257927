use super::Fields;
use super::discover::Asked;
use crate::graph::{Builder, Result, Role, Tensor, TensorType};
use crate::nn::registry::Given;

/// Declares the parameters and states that a model asks for.
pub(super) fn declare(builder: &Builder, asked: &Asked) -> Result<Given> {
    let mut given = Given::default();
    for spec in &asked.parameters {
        let tensor = builder.input(&spec.name, spec.ty(), Role::Parameter)?;
        given.parameters.insert(spec.name.clone(), tensor);
    }
    for spec in &asked.states {
        let tensor = builder.input(&spec.name, spec.ty.clone(), Role::State)?;
        given.states.insert(spec.name.clone(), tensor);
    }
    Ok(given)
}

/// Declares the batch.
pub(super) fn declare_fields(builder: &Builder, fields: &[(String, TensorType)]) -> Result<Fields> {
    let declare = |(name, ty): &(String, TensorType)| {
        Ok((name.clone(), builder.input(name, ty.clone(), Role::Data)?))
    };
    fields.iter().map(declare).collect()
}

/// Tensors by name as a list in the order of `names`.
pub(super) fn in_order<'a>(
    tensors: &std::collections::BTreeMap<String, Tensor>,
    names: impl Iterator<Item = &'a String>,
) -> Vec<Tensor> {
    names.filter_map(|name| tensors.get(name).cloned()).collect()
}
