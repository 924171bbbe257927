//! Counts of cores under neither name, and nothing to run a model.

mod runtime;
