use super::LandUseConfig;
use crate::models::pretrained::{Pretrained, load};
use crate::models::{ImageShape, ModelConfig};
use crate::tasks::TaskError;
use neuron_rt::Resident;
use std::path::Path;

/// The weights that a run begins with in place of drawn ones; of an ensemble, every member begins with
/// the same encoder and a head of its own.
///
/// # Errors
/// Where the model is no Vision Transformer, or the file does not fit it.
pub(super) fn start(config: &LandUseConfig, shape: ImageShape) -> Result<Resident, TaskError> {
    if config.pretrained.is_empty() {
        return Ok(Resident::new());
    }
    let ModelConfig::Vit(vit) = &config.model else {
        return Err(TaskError::Setting {
            key: "pretrained",
            found: format!("given for the model `{}`", config.model.name()),
            expected: "the model `vit`".to_owned(),
        });
    };
    let bands = config.pretrained_bands;
    let Pretrained { weights, head, .. } = load(Path::new(&config.pretrained), vit, shape, bands)?;
    if config.members == 1 {
        return Ok(weights);
    }
    let of = |member: usize| {
        let shared = weights.iter().filter(move |(name, _)| !(head && name.starts_with("head.")));
        shared.map(move |(name, buffer)| (format!("member.{member}.{name}"), buffer.clone()))
    };
    Ok((0..config.members).flat_map(of).collect())
}
