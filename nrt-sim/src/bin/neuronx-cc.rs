//! The stand-in for Neuron's compiler.

fn main() {}
