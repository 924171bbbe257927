//! Layers, losses, optimisers and steps, against PyTorch and against their own definitions.
#![allow(clippy::unwrap_used, clippy::excessive_precision)]

mod attention;
mod errors;
mod functions;
mod initial;
mod layers;
mod losses;
mod networks;
mod optimisers;
mod parity;
mod positions;
mod recurrent;
mod schedules;
mod snapshot;
mod steps;
mod torch_values;
mod wave;
