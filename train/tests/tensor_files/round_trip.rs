//! Any tensors come back as they were, whatever order they were handed over in.

use std::collections::BTreeMap;

use neuron_train::checkpoint::{TensorFile, TensorSlice, read_safetensors, write_safetensors};
use proptest::prelude::*;
use safetensors::{Dtype, SafeTensors};

type Sample = BTreeMap<String, (usize, Vec<usize>, u8)>;

const TYPES: [(Dtype, usize); 5] =
    [(Dtype::U8, 1), (Dtype::BF16, 2), (Dtype::F32, 4), (Dtype::F64, 8), (Dtype::I64, 8)];

fn write(tensors: &[TensorSlice<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    write_safetensors(&mut file, "memory", tensors, &BTreeMap::new()).unwrap();
    file
}

fn read(mut file: &[u8]) -> TensorFile {
    let len = file.len() as u64;
    read_safetensors(&mut file, len, "memory".as_ref()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn tensors_come_back(
        sample in prop::collection::btree_map(
            ".{1,8}",
            (0..TYPES.len(), prop::collection::vec(0_usize..4, 0..4), any::<u8>()),
            0..6,
        ),
    ) {
        let sample: Sample = sample;
        let bytes: Vec<Vec<u8>> = sample
            .values()
            .map(|(kind, shape, fill)| vec![*fill; shape.iter().product::<usize>() * TYPES[*kind].1])
            .collect();
        let mut tensors: Vec<_> = sample
            .iter()
            .zip(&bytes)
            .map(|((name, (kind, shape, _)), bytes)| {
                TensorSlice { name, dtype: TYPES[*kind].0, shape, bytes }
            })
            .collect();
        let file = write(&tensors);
        tensors.reverse();
        prop_assert_eq!(&write(&tensors), &file);
        let mut ours = read(&file);
        let theirs = SafeTensors::deserialize(&file).unwrap();
        prop_assert_eq!(theirs.len(), tensors.len());
        for tensor in tensors {
            prop_assert_eq!(theirs.tensor(tensor.name).unwrap().data(), tensor.bytes);
            let taken = ours.take(tensor.name, tensor.dtype, tensor.shape).unwrap();
            prop_assert_eq!(taken, tensor.bytes);
        }
        prop_assert!(ours.tensors().is_empty());
    }

    #[test]
    fn any_bytes_are_answered_without_a_panic(
        header in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..80),
            "[{}\\[\\]:,\"a-z0-9_ ]{0,80}".prop_map(String::into_bytes),
        ],
        length in prop_oneof![Just(None), any::<u64>().prop_map(Some)],
    ) {
        let length = length.unwrap_or(header.len() as u64);
        let file = [&length.to_le_bytes()[..], &header].concat();
        let ours = read_safetensors(&mut file.as_slice(), file.len() as u64, "memory".as_ref());
        // What we accept the reference accepts too.
        if ours.is_ok() {
            prop_assert!(SafeTensors::deserialize(&file).is_ok());
        }
    }
}
