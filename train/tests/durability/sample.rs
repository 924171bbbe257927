//! Small checkpoints whose every part tells which save it came from.

use neuron_random::{RngCore, Stream};
use neuron_train::checkpoint::{
    Checkpoint, CheckpointError, CheckpointStore, TensorGroup, TensorSlice,
};
use safetensors::Dtype;
use serde_json::json;

/// Bytes of the `version`-th save of a step.
fn bytes(len: usize, step: u64, version: u32) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let stream = Stream::new(step, "checkpoint sample").epoch(version);
    stream.rng().fill_bytes(&mut bytes);
    bytes
}

/// Saves a checkpoint with tensors of about `len` bytes.
pub(crate) fn save(
    store: &mut CheckpointStore,
    step: u64,
    version: u32,
    len: usize,
) -> Result<(), CheckpointError> {
    let (model, state) = (bytes(len, step, version), bytes(len / 4 * 4, step + 1, version));
    let weight = TensorSlice { name: "weight", dtype: Dtype::U8, shape: &[len], bytes: &model };
    let moment =
        TensorSlice { name: "moment", dtype: Dtype::F32, shape: &[len / 4], bytes: &state };
    let groups = [
        TensorGroup::new("model.safetensors", vec![weight]),
        TensorGroup::new("state.safetensors", vec![moment]),
    ];
    store.save(step, &groups, &json!({ "version": version, "loss": 0.1 })).map(|_| ())
}

/// Asserts that a checkpoint holds what was saved, and says which version that was.
pub(crate) fn version_of(checkpoint: &Checkpoint, len: usize) -> u32 {
    let version = u32::try_from(checkpoint.progress["version"].as_u64().unwrap()).unwrap();
    assert_eq!(checkpoint.progress, json!({ "version": version, "loss": 0.1 }));
    let model = &checkpoint.files["model.safetensors"];
    assert_eq!(model.get("weight").unwrap().bytes, bytes(len, checkpoint.step, version));
    let state = &checkpoint.files["state.safetensors"];
    let moment = bytes(len / 4 * 4, checkpoint.step + 1, version);
    assert_eq!(state.get("moment").unwrap().bytes, moment);
    version
}
