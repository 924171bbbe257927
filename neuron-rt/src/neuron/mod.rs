//! AWS Trainium and Inferentia: from a graph to HLO, to neuronx-cc, to libnrt.
//!
//! | module | what |
//! |-|-|
//! | [`hlo`] | lowering of a graph to XLA's HLO, and the way back |

pub mod hlo;
