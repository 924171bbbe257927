//! The stand-in for `libnrt.so.1`.
//!
//! | module | what |
//! |-|-|
//! | [`abi`] | the exported functions, by their C names |
//! | [`layout`] | the structures that they exchange |
//! | `library` | all that the library remembers |
//! | `lifecycle` | before `nrt_init`, between it and `nrt_close`, after |
//! | `machine`, `visible_cores` | the machine that is simulated, and the cores that the process sees |
//! | `handle` | what a caller holds in place of an object |
//! | `storage`, `tensor`, `tensor_set` | memory, ranges of it, names for them |
//! | `load`, `model`, `execute` | from a file to results |
//! | `communicator` | devices that meet |
//! | `fault`, `counters`, `report`, `log` | what tests give and take |

pub mod abi;
mod communicator;
mod counters;
mod execute;
mod fault;
mod handle;
mod information;
pub mod layout;
mod library;
mod lifecycle;
mod load;
mod log;
mod machine;
mod model;
mod report;
mod settings;
mod status;
mod storage;
mod tensor;
mod tensor_set;
mod visible_cores;

pub use counters::Counters;
pub use status::Status;
