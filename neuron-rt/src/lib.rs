//! The runtime: a model is a static-shape graph, and a device makes an executable of it.
//!
//! | module | what |
//! |-|-|
//! | [`graph`] | operations, shape inference, differentiation, passes |
//! | [`nn`] | layers, losses, optimisers: they only record graphs |
//! | [`compile`], [`Executable`] | from graph to results |
//!
//! ```
//! use neuron_rt::graph::{Builder, DType, Role, TensorType};
//! use neuron_rt::{Buffer, Device, compile};
//!
//! let b = Builder::new();
//! let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Data)?;
//! let graph = b.finish(&[("sum of squares", &x.square()?.sum_all()?)])?;
//!
//! let mut executable = compile(&graph, &Device::Cpu)?;
//! let x = Buffer::from_slice(TensorType::new(DType::F32, [3]), &[1.0f32, 2.0, 3.0]);
//! assert_eq!(executable.run_borrowed(&[&x])?[0].scalar(), 14.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod buffer;
pub mod cpu;
mod device;
mod executable;
pub mod graph;
pub mod neuron;
pub mod nn;
mod pjrt;
pub mod profile;
mod replicated;

pub use buffer::{ALIGNMENT, Buffer};
pub use device::{Device, DeviceError, DeviceRequest, compile};
pub use executable::{Argument, Executable, Resident, RunError, StepNote, StepObserver};
pub use pjrt::PjrtDevice;
pub use replicated::compile_replicated;
