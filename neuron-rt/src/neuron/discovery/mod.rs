//! What Neuron hardware a machine has, and which part of it this process may use.
//!
//! Everything is read from the device nodes and from the kernel's `sysfs`, so it works without the
//! runtime library, without root, and while other processes use the cores. What a driver does not
//! tell, or tells root only, is left open and noted. Memory sizes, which no driver tells, are those
//! that are documented for the chip.
//!
//! | type | what |
//! |-|-|
//! | [`Inventory`] | the machine's devices, as a table, as a [`Record`] for JSON, and as data |
//! | [`Device`], [`Core`], [`Counter`] | one device, one of its cores, one count |
//! | [`Environment`], [`CoreSelection`] | what the environment asks for, checked |
//! | [`Roots`] | where to look; tests look into a folder of their own |
//!
//! ```no_run
//! use neuron_rt::neuron::discovery::{Environment, Inventory, Roots};
//!
//! let environment = Environment::of_process();
//! let logical = environment.logical_cores()?;
//! let inventory = Inventory::read(&Roots::default(), environment.target()?, logical);
//! println!("{inventory}");
//! if inventory.logical_core_count() > 0 {
//!     let cores = environment.core_selection()?.resolve(inventory.logical_core_count())?;
//!     println!("this process uses cores {cores:?}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod attribute;
mod counter;
mod device;
mod environment;
mod hardware;
mod instance;
mod inventory;
mod neuron_core;
mod note;
mod record;
mod roots;
mod selection;
mod sysfs;
mod table;

#[cfg(test)]
mod fake_tree;
#[cfg(test)]
mod tests;

pub use counter::Counter;
pub use device::Device;
pub use environment::{Environment, LogicalCoreError};
pub use instance::InstanceType;
pub use inventory::Inventory;
pub use neuron_core::Core;
pub use note::Note;
pub use record::Record;
pub use roots::Roots;
pub use selection::{CoreSelection, CoreSelectionError};
