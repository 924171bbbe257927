//! The loader delivers the same bytes for any number of threads, and fails by name.
#![allow(clippy::unwrap_used)]

use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_data::loading::{Batch, FieldData, LoadError, Loader, LoaderOptions, Share};
use neuron_random::{Rng, Stream};
use std::sync::Arc;

/// Noise by address; example `bad` cannot be read, example `worse` panics.
struct Noise {
    bad: Option<usize>,
    worse: Option<usize>,
}

impl Examples for Noise {
    fn len(&self) -> usize {
        103
    }

    fn fields(&self) -> Vec<Field> {
        vec![
            Field { name: "x".into(), dtype: FieldType::F32, shape: vec![3, 2] },
            Field { name: "label".into(), dtype: FieldType::I32, shape: vec![] },
        ]
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if self.bad == Some(index) {
            return Err("a.png is cut off".into());
        }
        assert_ne!(self.worse, Some(index), "a reader's own mistake");
        let mut rng = Stream::new(draw.seed, "noise").epoch(draw.epoch).sample(index as u64).rng();
        for slot in slots {
            match slot {
                Slot::F32(x) => x.fill_with(|| rng.random()),
                Slot::I32(label) => label.fill(index as i32),
                Slot::U8(_) => {}
            }
        }
        Ok(())
    }
}

fn batches(workers: usize, first_batch: usize) -> Vec<Batch> {
    let examples = Arc::new(Noise { bad: None, worse: None });
    let draw = Draw { seed: 5, epoch: 2, augment: true };
    let options = LoaderOptions { batch_size: 8, workers, first_batch, ..LoaderOptions::default() };
    let mut loader = Loader::new(examples, (0..103).rev().collect(), draw, options);
    let mut all = Vec::new();
    while let Some(batch) = loader.next() {
        let batch = batch.unwrap();
        all.push(batch.clone());
        loader.recycle(batch);
    }
    all
}

#[test]
fn the_number_of_threads_does_not_show() {
    let alone = batches(0, 0);
    assert_eq!(alone.len(), 13);
    for workers in [1, 2, 5] {
        assert_eq!(batches(workers, 0), alone);
    }
    assert_eq!(batches(2, 7), alone[7..]);
}

#[test]
fn the_last_batch_is_padded_with_what_weighs_nothing() {
    let last = batches(1, 12).remove(0);
    assert_eq!(last.weight.iter().sum::<f32>(), 7.0);
    assert_eq!(last.indices, [6, 5, 4, 3, 2, 1, 0, 6]);
    assert_eq!(last.fields[1].1, FieldData::I32(vec![6, 5, 4, 3, 2, 1, 0, 6]));
}

#[test]
fn parts_of_a_batch_are_the_batch() {
    let whole = batches(0, 0);
    for parts in [2, 4, 3] {
        let of = |index: usize| {
            let examples = Arc::new(Noise { bad: None, worse: None });
            let draw = Draw { seed: 5, epoch: 2, augment: true };
            let share = Share { index, of: parts };
            let options = LoaderOptions { batch_size: 8, workers: 2, share, ..Default::default() };
            let loader = Loader::new(examples, (0..103).rev().collect(), draw, options);
            loader.map(Result::unwrap).collect::<Vec<_>>()
        };
        let shares: Vec<_> = (0..parts).map(of).collect();
        for (number, whole) in whole.iter().enumerate() {
            let counted = |batch: &Batch| {
                let FieldData::F32(values) = &batch.fields[0].1 else { panic!("noise is f32") };
                let each = values.len() / batch.weight.len();
                let rows =
                    batch.indices.iter().copied().zip(values.chunks(each).map(<[_]>::to_vec));
                let weighed = rows.zip(&batch.weight).filter(|(_, weight)| **weight > 0.0);
                weighed.map(|(row, _)| row).collect::<Vec<_>>()
            };
            let joined: Vec<_> = shares.iter().flat_map(|share| counted(&share[number])).collect();
            assert_eq!(joined, counted(whole), "batch {number} in {parts} parts");
        }
    }
}

#[test]
fn a_failure_names_the_example_and_ends_the_pass() {
    for workers in [0, 2] {
        let options = LoaderOptions { batch_size: 8, workers, ..LoaderOptions::default() };
        let order: Vec<usize> = (0..103).collect();
        let bad = Arc::new(Noise { bad: Some(17), worse: None });
        let mut loader = Loader::evaluation(bad, order.clone(), options);
        assert!(loader.next().unwrap().is_ok() && loader.next().unwrap().is_ok());
        let error = loader.next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "example 17 cannot be loaded: a.png is cut off");
        assert!(loader.next().is_none());
        let worse = Arc::new(Noise { bad: None, worse: Some(3) });
        let error = Loader::evaluation(worse, order, options).next().unwrap().unwrap_err();
        assert!(matches!(error, LoadError::Panicked { index: 3 }));
    }
}

#[test]
fn a_loader_that_is_dropped_early_stops_its_threads() {
    let examples: Arc<dyn Examples> = Arc::new(Noise { bad: None, worse: None });
    let mut loader =
        Loader::evaluation(examples.clone(), (0..103).collect(), LoaderOptions::default());
    let _ = loader.next();
    drop(loader);
    assert_eq!(Arc::strong_count(&examples), 1);
}
