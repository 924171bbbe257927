//! Every limit of Neuron's compiler: a module that meets it, and its neighbour that does not.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod case;
mod lowered;
mod module;
mod on_control;
mod on_modules;
mod on_operations;
mod on_types;
mod report;
mod rules;
