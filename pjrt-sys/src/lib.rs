//! PJRT plugins by their C interface: load one, compile an HLO module, execute it.
//!
//! PJRT is the interface through which XLA's compilers are reached: a shared library exports
//! `GetPjrtApi`, which returns a table of functions. This crate declares the few of them that a program
//! with static shapes on one device needs, checks at load that the table has them, and wraps them in
//! safe types:
//!
//! [`Plugin`] → [`Client`] → [`Executable`] and [`DeviceBuffer`].
//!
//! What is declared is written after version 0.81 of the interface. Major version 0 is required; an
//! older or newer minor version serves if its table reaches far enough, since fields are only ever
//! added at the end.
//!
//! Every type is `Send` and `Sync`. Buffers and executables keep their client alive, and a plugin stays
//! loaded until the process ends, so things may be dropped in any order.
//!
//! ```no_run
//! use pjrt_sys::{Argument, Client, ElementType, Plugin};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(&Plugin::load("xla_cpu_pjrt.so".as_ref())?)?;
//! let square = client.compile(&std::fs::read("square.hlo.pb")?)?;
//! let x = client.upload(ElementType::F32, &[2], &[0, 0, 64, 64, 0, 0, 128, 63])?; // 3, 1
//! let outputs = square.execute(vec![Argument::Kept(&x)])?;
//! let mut squares = vec![0; outputs[0].byte_len()?];
//! outputs[0].download(&mut squares)?;
//! assert_eq!(squares, [0, 0, 16, 65, 0, 0, 128, 63]); // 9, 1
//! # Ok(())
//! # }
//! ```
#![expect(unsafe_code, reason = "the boundary to a C interface")]

#[cfg(not(target_pointer_width = "64"))]
compile_error!("the structures of the interface are declared for machines of 64 bits");

mod abi;
mod argument;
mod buffer;
mod client;
mod code;
mod device;
mod element_type;
mod error;
mod event;
mod executable;
mod plugin;
mod table;

pub use argument::Argument;
pub use buffer::DeviceBuffer;
pub use client::Client;
pub use code::Code;
pub use device::Device;
pub use element_type::ElementType;
pub use error::{Failure, PjrtError};
pub use executable::Executable;
pub use plugin::{Plugin, Version};
