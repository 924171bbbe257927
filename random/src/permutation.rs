use crate::Stream;
use rand::Rng;

/// A random order of `0..len`, made by the Fisher–Yates shuffle (Durstenfeld, 1964).
///
/// ```
/// use neuron_random::{Permutation, Stream};
/// let order = Permutation::new(5, Stream::new(0, "shuffle"));
/// let mut seen: Vec<usize> = order.iter().collect();
/// seen.sort_unstable();
/// assert_eq!(seen, [0, 1, 2, 3, 4]);
/// ```
#[derive(Clone, Debug)]
pub struct Permutation(Vec<u32>);

impl Permutation {
    /// The order that `stream` gives to `len` items.
    ///
    /// # Panics
    /// If `len` does not fit in 32 bits.
    #[must_use]
    pub fn new(len: usize, stream: Stream) -> Self {
        let len = u32::try_from(len).expect("a permutation holds at most 2^32 - 1 items");
        let mut order: Vec<u32> = (0..len).collect();
        let mut rng = stream.rng();
        for i in (1..len).rev() {
            order.swap(i as usize, rng.random_range(0..=i) as usize);
        }
        Self(order)
    }

    /// How many items it orders.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True where there is nothing to order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The item at `position`.
    ///
    /// # Panics
    /// If `position` is not below [`len`](Self::len).
    #[must_use]
    pub fn at(&self, position: usize) -> usize {
        self.0[position] as usize
    }

    /// The items in their random order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|&i| i as usize)
    }
}
