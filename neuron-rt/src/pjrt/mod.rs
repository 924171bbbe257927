//! Devices behind PJRT plugins: XLA's own for the processor, those of GPU makers, Neuron's.
//!
//! A graph is lowered to the very module that neuronx-cc gets, so that a plugin for the processor is
//! an independent judge of it.

mod device;
mod element;
mod program;

pub use device::PjrtDevice;
