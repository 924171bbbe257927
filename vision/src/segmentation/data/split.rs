//! Images held out, whole: tiles of one image are never on both sides, nor are copies of it.

use super::SegmentationSet;
use crate::datasets::{DatasetError, Pixels};
use neuron_data::sampling::stratified_split;
use neuron_random::{Permutation, Stream};
use neuron_train::checkpoint::sha256_hex;

/// Parts `scenes` by image: the rest, and a share that is held out, at least one image of each.
pub(super) fn hold_out(
    set: &SegmentationSet,
    scenes: &[usize],
    share: f64,
    seed: u64,
    what: &str,
) -> Result<(Vec<usize>, Vec<usize>), DatasetError> {
    if share == 0.0 {
        return Ok((scenes.to_vec(), Vec::new()));
    }
    let groups: Vec<u64> = scenes.iter().map(|&scene| content(set, scene)).collect();
    let share = share.max(1.0 / scenes.len().max(1) as f64);
    let split = stratified_split(&vec![0; scenes.len()], Some(&groups), share, seed);
    if split.train.is_empty() || split.held_out.is_empty() {
        return Err(DatasetError::Inconsistent {
            dataset: set.name.clone(),
            what: format!(
                "{} images that differ cannot be parted into some to learn from and some {what}: \
                 expected more, or a smaller share",
                scenes.len()
            ),
        });
    }
    let of = |part: Vec<usize>| part.into_iter().map(|at| scenes[at]).collect();
    Ok((of(split.train), of(split.held_out)))
}

/// As many of `scenes`, in their order.
pub(super) fn some_of(scenes: &[usize], count: usize, seed: u64) -> Vec<usize> {
    let order = Permutation::new(scenes.len(), Stream::new(seed, "segmentation/subset"));
    let mut chosen: Vec<usize> = order.iter().take(count).map(|at| scenes[at]).collect();
    chosen.sort_unstable();
    chosen
}

/// A number that images of the same pixels share.
pub(super) fn content(set: &SegmentationSet, scene: usize) -> u64 {
    let hash = sha256_hex(&bytes(&set.scenes[scene].pixels));
    u64::from_str_radix(hash.get(..16).unwrap_or_default(), 16).unwrap_or(scene as u64)
}

/// Values as bytes, little-endian.
pub(super) fn bytes(pixels: &Pixels) -> Vec<u8> {
    match pixels {
        Pixels::U8(values) => values.clone(),
        Pixels::U16(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Pixels::F32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
    }
}
