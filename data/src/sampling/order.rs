use neuron_random::{Permutation, Stream};

/// The order in which `epoch` visits `len` examples.
///
/// ```
/// use neuron_data::sampling::epoch_order;
/// let first = epoch_order(50, 7, 0);
/// assert_eq!(first, epoch_order(50, 7, 0));
/// assert_ne!(first, epoch_order(50, 7, 1));
/// ```
///
/// # Panics
/// If `len` does not fit in 32 bits.
#[must_use]
pub fn epoch_order(len: usize, seed: u64, epoch: u32) -> Vec<usize> {
    Permutation::new(len, Stream::new(seed, "shuffle").epoch(epoch)).iter().collect()
}

/// The part of an order that worker `rank` of `world` takes: every `world`-th example. All parts are
/// of one length; the last ones begin again at the front, so that no worker waits for another.
///
/// # Panics
/// If `rank` is not below `world`.
#[must_use]
pub fn shard(order: &[usize], rank: usize, world: usize) -> Vec<usize> {
    assert!(rank < world, "rank {rank} of {world} workers");
    let length = order.len().div_ceil(world);
    (0..length)
        .filter_map(|i| order.get((i * world + rank) % order.len().max(1)).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn shards_cover_everything_and_are_of_one_length() {
        let order = epoch_order(10, 1, 0);
        let parts: Vec<Vec<usize>> = (0..3).map(|rank| shard(&order, rank, 3)).collect();
        assert!(parts.iter().all(|part| part.len() == 4));
        let all: BTreeSet<usize> = parts.into_iter().flatten().collect();
        assert_eq!(all.len(), 10);
    }
}
