//! What makes vectors.

use super::super::args::{EmbedArgs, EmbeddingName, NetworkArgs};
use super::super::error::CommandError;
use neuron_command_line::output;
use neuron_rt::{Device, DeviceRequest};
use neuron_sequence_features::embeddings::{
    KmerProfile, LshEmbedding, LshOptions, RandomProjection, Scale, SequenceEmbedding,
};
use neuron_sequence_models::checkpoint::Checkpoint;
use neuron_sequence_models::embedding::NetworkEmbedding;
use neuron_tasks::TaskError;

pub(super) fn embedding(args: &EmbedArgs) -> Result<Box<dyn SequenceEmbedding>, CommandError> {
    if args.network.is_some() {
        return network(&args.network);
    }
    Ok(match args.method {
        EmbeddingName::Kmer => Box::new(KmerProfile::plain(args.k.unwrap_or(6), Scale::Share)?),
        EmbeddingName::Tnf => Box::new(KmerProfile::canonical(args.k.unwrap_or(4), Scale::Share)?),
        EmbeddingName::Projection => {
            let (k, dimension) = (args.k.unwrap_or(15), args.dimension.unwrap_or(256));
            Box::new(RandomProjection::new(k, dimension, args.seed)?)
        }
        EmbeddingName::Lsh => {
            let by_default = LshOptions::default();
            Box::new(LshEmbedding::new(LshOptions {
                k: args.k.unwrap_or(by_default.k),
                dimension: args.dimension.unwrap_or(by_default.dimension),
                seed: args.seed,
                ..by_default
            })?)
        }
    })
}

/// A run by its name, or a model by its place.
fn network(args: &NetworkArgs) -> Result<Box<dyn SequenceEmbedding>, CommandError> {
    let request: DeviceRequest = args.device.parse().map_err(TaskError::from)?;
    let (device, why) = Device::open(&request).map_err(TaskError::from)?;
    if let Some(why) = why {
        output::notice(&format!("device: {why}"));
    }
    let network = match (&args.run, &args.model) {
        (Some(run), _) => NetworkEmbedding::of_run_named(&args.runs_dir, run, device)?,
        (None, Some(place)) if Checkpoint::is_named_by(place) => {
            NetworkEmbedding::of_checkpoint(place, device)?
        }
        (None, model) => {
            NetworkEmbedding::of_run(model.as_deref().unwrap_or_else(|| "".as_ref()), device)?
        }
    };
    Ok(match args.both_strands {
        true => Box::new(network.of_both_strands()),
        false => Box::new(network),
    })
}
