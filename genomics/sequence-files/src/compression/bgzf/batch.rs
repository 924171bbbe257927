//! Many blocks at once, on all threads.

use super::block;
use flate2::Decompress;
use rayon::prelude::*;
use std::ops::Range;

/// A whole block among others, and how long its content is.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) compressed: Range<usize>,
    pub(crate) length: usize,
}

/// Expands blocks into `expanded`, one behind the other. Gives the bytes before the first block that is not sound, and
/// which that is.
pub(crate) fn inflate_all(
    compressed: &[u8],
    places: &[Place],
    expanded: &mut Vec<u8>,
) -> (usize, Option<(usize, &'static str)>) {
    let length = places.iter().map(|place| place.length).sum();
    expanded.resize(length, 0);
    let mut rest = &mut expanded[..];
    let mut work = Vec::with_capacity(places.len());
    for place in places {
        let (target, behind) = rest.split_at_mut(place.length);
        work.push((&compressed[place.compressed.clone()], target));
        rest = behind;
    }
    let done: Vec<Result<(), &'static str>> = work
        .into_par_iter()
        .map_init(
            || Decompress::new(false),
            |decoder, (block, target)| block::inflate(decoder, block, target),
        )
        .collect();
    let mut sound = 0;
    for (number, (place, done)) in places.iter().zip(done).enumerate() {
        if let Err(what) = done {
            return (sound, Some((number, what)));
        }
        sound += place.length;
    }
    (sound, None)
}
