//! A small convolutional network that judges the variant calls that the model of genotypes is not certain of.
//!
//! | item | what |
//! |-|-|
//! | [`NetworkConfig`], [`GenotypeNetwork`] | the network: what it reads, how it is built |
//! | [`CallNetwork`], [`NetworkOpinion`] | a trained one as a file, and as a second opinion on calls |
//! | [`training`] | learning from simulated reads with planted variants, or from reads with a truth set |
//!
//! Where a hundred reads agree the model of `neuron-variant-calling` needs no help. Where a genotype is uncertain the
//! network looks at the reads themselves, as DeepVariant does (Poplin et al., Nature Biotechnology 2018), and at the
//! numbers of the model. It says by how much the model's ln probabilities of 0/0, 0/1 and 1/1 are to be
//! changed, three at most either way; an untrained one changes nothing. A temperature, fitted on
//! calls that were not learned from, keeps probabilities what they say (Guo et al., ICML 2017).
#![forbid(unsafe_code)]

mod config;
mod error;
mod evidence;
mod examples;
mod file;
mod judged;
mod network;
mod numbers;
mod opinion;
mod parameters;
mod temperature;
pub mod training;

pub use config::NetworkConfig;
pub use error::CallNetworkError;
pub use evidence::Evidence;
pub use examples::{LabelledCall, LabelledCalls};
pub use file::{CallNetwork, TrainedOn};
pub use network::GenotypeNetwork;
pub use numbers::NUMBERS;
pub use opinion::NetworkOpinion;
