//! A stand-in for AWS Neuron's runtime library (`libnrt.so.1`) and compiler (`neuronx-cc`), for machines without
//! a Neuron device.
//!
//! Nothing here is hardware and nothing here comes from AWS: `neuronx-cc` checks a module and packs it into a
//! [`neff`], the library evaluates it on the processor. What is documented of the real ones is kept, and what is
//! forbidden is refused, so that a program that runs here has few surprises left on a device. The README says what
//! cannot be settled here.
//!
//! | module | what |
//! |-|-|
//! | [`hlo`] | reads, checks and evaluates HLO modules, independently of any emitter |
//! | [`neff`] | the container of a compiled module |
//! | [`compiler`] | the command line of `neuronx-cc` |
//! | [`runtime`] | the C interface of libnrt |
//! | [`installed`] | settings and counters of a loaded copy |
//! | [`products`] | where a test finds the built library and compiler |

pub mod compiler;
pub mod hlo;
#[allow(unsafe_code, reason = "the functions of a loaded library")]
pub mod installed;
pub mod neff;
pub mod products;
#[allow(unsafe_code, reason = "a C interface")]
pub mod runtime;
