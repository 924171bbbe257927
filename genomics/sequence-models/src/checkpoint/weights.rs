use super::names::{prefix, ways};
use super::tensor::numbers;
use super::{Checkpoint, CheckpointError};
use crate::models::{BertConfig, SequenceShape};
use neuron_rt::graph::{Builder, DType, GraphError, Role, TensorType};
use neuron_rt::nn::{ParameterSpec, Policy, Scope};
use neuron_rt::{Buffer, Resident};
use neuron_train::checkpoint::load_safetensors;
use std::collections::BTreeSet;

/// What belongs to an encoder and is no weight.
const NO_WEIGHTS: [&str; 2] = ["embeddings.position_ids", "embeddings.token_type_ids"];

impl Checkpoint {
    /// The weights of the encoder, by the names that models of this program have: `encoder.…`. Heads are left out.
    ///
    /// # Errors
    /// [`CheckpointError`] where the file is damaged, lacks a tensor, or has one that is of another shape or has no
    /// place.
    pub fn weights(&self) -> Result<Resident, CheckpointError> {
        let file = &self.weights;
        let stored = load_safetensors(file)?;
        let missing = |tensor: String| CheckpointError::Missing { file: file.clone(), tensor };
        let prefix = prefix(stored.tensors().keys().map(String::as_str))
            .ok_or_else(|| missing("embeddings.word_embeddings.weight".to_owned()))?;
        let mut used = BTreeSet::new();
        let mut weights = Resident::new();
        for spec in parameters(&self.config)? {
            let ways = ways(&spec.name);
            let all_there = |way: &&Vec<String>| {
                way.iter().all(|name| stored.get(&format!("{prefix}{name}")).is_some())
            };
            let Some(way) = ways.iter().find(all_there) else {
                let first = ways.first().and_then(|way| way.first()).cloned().unwrap_or_default();
                return Err(missing(format!("{prefix}{first}")));
            };
            let wanted = spec.shape.dims();
            let rows = wanted.first().copied().unwrap_or(1) / way.len().max(1);
            let expected: Vec<usize> =
                std::iter::once(rows).chain(wanted.iter().skip(1).copied()).collect();
            // Room is taken for what the file has, not for what `config.json` says.
            let mut values = Vec::new();
            for name in way {
                let name = format!("{prefix}{name}");
                let Some(tensor) = stored.get(&name) else { return Err(missing(name)) };
                if tensor.shape != expected {
                    return Err(CheckpointError::Misfit {
                        file: file.clone(),
                        tensor: name,
                        found: format!("{:?}", tensor.shape),
                        expected: format!("{expected:?}, as `config.json` says"),
                    });
                }
                values.extend(numbers(file, &name, tensor)?);
                used.insert(name);
            }
            weights.insert(spec.name.clone(), Buffer::from_slice(spec.ty(), &values));
        }
        let left_over = stored.tensors().keys().find(|name| {
            let inner = name.strip_prefix(prefix).unwrap_or_default();
            let of_encoder = ["embeddings.", "encoder."].iter().any(|part| inner.starts_with(part));
            of_encoder && !NO_WEIGHTS.contains(&inner) && !used.contains(*name)
        });
        match left_over {
            Some(name) => {
                Err(CheckpointError::Unknown { file: file.clone(), tensor: name.clone() })
            }
            None => Ok(weights),
        }
    }
}

/// What the encoder asks for.
fn parameters(config: &BertConfig) -> Result<Vec<ParameterSpec>, GraphError> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, false);
    let ids = builder.input("ids", TensorType::new(DType::I32, [1, 1]), Role::Data)?;
    let keep = builder.input("keep", TensorType::new(DType::F32, [1, 1]), Role::Data)?;
    let shape = SequenceShape { vocabulary: config.vocabulary, length: 1 };
    config.encode(&scope.child("encoder"), &ids, &keep, shape)?;
    Ok(scope.parameters())
}
