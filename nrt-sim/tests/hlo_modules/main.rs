//! Modules made by hand: what is refused, what faults, what neuronx-cc would say, what damaged bytes do.

mod collectives;
mod draft;
mod evaluation;
mod faults;
mod hostile;
mod policy;
mod refusals;
