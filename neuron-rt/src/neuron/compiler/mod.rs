//! The driver of Neuron's compiler, `neuronx-cc`, and the cache of what it made.
//!
//! `neuronx-cc` takes a serialised HLO module and gives a NEFF, the program that a NeuronCore
//! runs. It needs minutes, sometimes an hour, but no Neuron device: any x86-64 Linux will do. So
//! the driver runs it as a program of its own, shows that it is alive, keeps what it said where it
//! failed, and keeps its result where every process on the machine finds it again.
//!
//! | file | what |
//! |-|-|
//! | `environment`, `locate`, `version` | which compiler |
//! | `options`, `flags`, `words`, `arguments` | what it is asked for, by the program and by `NEURON_CC_FLAGS` |
//! | `driver`, `attempt` | from module to NEFF, through the cache |
//! | `invoke`, `watchdog`, `log` | one run of the program, its end, what it said |
//! | `progress`, `counts`, `compiled`, `refusal`, `error` | what the caller learns |
//! | `precompiled` | results without a compiler |
//! | `cache/` | where results stay |
//!
//! ```no_run
//! use neuron_rt::neuron::compiler::{CompileOptions, Compiler, Event};
//!
//! let module: Vec<u8> = std::fs::read("train-step.hlo_module.pb")?;
//! let compiler = Compiler::locate()?;
//! let show = |event: Event<'_>| eprintln!("{event}");
//! let compiled = compiler.compile(&module, "train step", &CompileOptions::new("trn1"), &show)?;
//! println!("{} bytes, from the cache: {}", compiled.neff.len(), compiled.from_cache);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arguments;
mod attempt;
mod cache;
mod compiled;
mod counts;
mod driver;
mod environment;
mod error;
mod flags;
mod invoke;
mod locate;
mod log;
mod options;
mod precompiled;
mod progress;
mod refusal;
mod version;
mod watchdog;
mod words;

pub use arguments::Arguments;
pub use cache::{Cache, CacheEntry, Cleared, EntryState, Key};
pub use compiled::Compiled;
pub use counts::Counts;
pub use driver::Compiler;
pub use environment::Environment;
pub use error::{CacheError, CompileError, FlagError, LocateError};
pub use flags::{LogLevel, UserFlags};
pub use log::Diagnostic;
pub use options::{AutoCast, CastType, CompileOptions, ModelType, OptLevel};
pub use precompiled::precompiled;
pub use progress::{Event, Progress, Silent};
pub use refusal::Refusal;
