//! A stand-in for AWS Neuron's runtime library (`libnrt.so.1`) and compiler (`neuronx-cc`).

pub mod hlo;
