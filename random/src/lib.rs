//! Counter-based random streams: every draw has an address, and nothing has a state.
//!
//! A [`Stream`] names a place, `(seed, purpose, epoch, step, sample)`, and [`Stream::rng`] gives
//! the generator of that place. Two places never share a generator, the order in which places are
//! visited does not matter, and a resumed run draws what an uninterrupted one would have drawn.
//!
//! The generator is ChaCha with 8 rounds (D. J. Bernstein, *ChaCha, a variant of Salsa20*, 2008);
//! the address fills its 256-bit key.
//!
//! ```
//! use neuron_random::{Rng, Stream};
//! let place = Stream::new(7, "shuffle").epoch(3).sample(41);
//! let a: f32 = place.rng().random();
//! let b: f32 = place.rng().random();
//! assert_eq!(a, b);
//! assert_ne!(a, place.epoch(4).rng().random::<f32>());
//! ```
#![forbid(unsafe_code)]

mod permutation;
mod stream;

pub use permutation::Permutation;
pub use rand::{Rng, RngCore, SeedableRng};
pub use rand_chacha::ChaCha8Rng;
pub use rand_distr as distributions;
pub use stream::Stream;
