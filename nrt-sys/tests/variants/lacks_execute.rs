//! All but the function that runs a model.

mod counts;
mod runtime;
