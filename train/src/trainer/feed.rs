//! From loaded batches to the device's inputs.

use neuron_data::examples::{Examples, Field, FieldType};
use neuron_data::loading::{Batch, FieldData};
use neuron_random::{RngCore, Stream};
use neuron_rt::Buffer;
use neuron_rt::graph::{DType, TensorType};
use std::collections::BTreeMap;

/// Name of the input that says how much each example counts; padding counts nothing.
pub(super) const SAMPLE_WEIGHT: &str = "sample_weight";

/// The batch inputs of a graph over `examples`.
pub(super) fn fields(examples: &dyn Examples, batch: usize) -> Vec<(String, TensorType)> {
    let weight = (SAMPLE_WEIGHT.to_owned(), TensorType::new(DType::F32, [batch]));
    let of_examples =
        examples.fields().into_iter().map(|field| (field.name.clone(), ty(&field, batch)));
    of_examples.chain([weight]).collect()
}

fn ty(field: &Field, batch: usize) -> TensorType {
    let dtype = match field.dtype {
        FieldType::F32 => DType::F32,
        FieldType::I32 => DType::I32,
        FieldType::U8 => DType::U8,
    };
    let mut shape = vec![batch];
    shape.extend_from_slice(&field.shape);
    TensorType::new(dtype, shape)
}

/// The inputs that stay in place from step to step.
#[derive(Default)]
pub(super) struct Feed {
    pub(super) inputs: BTreeMap<String, Buffer>,
}

impl Feed {
    /// All that a training step is given.
    pub(super) fn fill(&mut self, batch: &Batch, step: u64, learning_rate: f64, seed: u64) {
        self.batch(batch);
        self.step(step, learning_rate, seed);
    }

    /// Copies a batch in.
    pub(super) fn batch(&mut self, batch: &Batch) {
        let examples = batch.weight.len();
        for (field, data) in &batch.fields {
            let buffer = self.buffer(&field.name, || ty(field, examples));
            match data {
                FieldData::F32(values) => buffer.as_mut_slice::<f32>().copy_from_slice(values),
                FieldData::I32(values) => buffer.as_mut_slice::<i32>().copy_from_slice(values),
                FieldData::U8(values) => buffer.as_mut_slice::<u8>().copy_from_slice(values),
            }
        }
        let weight = self.buffer(SAMPLE_WEIGHT, || TensorType::new(DType::F32, [examples]));
        weight.as_mut_slice::<f32>().copy_from_slice(&batch.weight);
    }

    /// Sets what changes from step to step: the learning rate, the step's number, from 1, and the key
    /// of its draws.
    pub(super) fn step(&mut self, step: u64, learning_rate: f64, seed: u64) {
        self.scalar("learning_rate", learning_rate as f32);
        self.scalar("step", step as f32);
        let mut key = Stream::new(seed, "dropout").sample(step).rng();
        self.key([key.next_u32(), key.next_u32()]);
    }

    /// Sets what this process says at a step's roll call.
    pub(super) fn roll_call(&mut self, said: &[f32]) {
        let buffer = self.buffer("roll_call", || TensorType::new(DType::F32, [said.len()]));
        buffer.as_mut_slice::<f32>().copy_from_slice(said);
    }

    fn scalar(&mut self, name: &str, value: f32) {
        let buffer = self.buffer(name, || TensorType::new(DType::F32, []));
        buffer.as_mut_slice::<f32>()[0] = value;
    }

    fn key(&mut self, words: [u32; 2]) {
        let buffer = self.buffer("key", || TensorType::new(DType::U32, [2]));
        buffer.as_mut_slice::<u32>().copy_from_slice(&words);
    }

    fn buffer(&mut self, name: &str, ty: impl Fn() -> TensorType) -> &mut Buffer {
        self.inputs.entry(name.to_owned()).or_insert_with(|| Buffer::zeros(ty()))
    }
}
