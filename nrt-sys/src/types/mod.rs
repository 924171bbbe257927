//! Structures, opaque handles and enumerations of the C interface.
//!
//! Enumerations are newtypes of integers: a value that a newer library returns must stay a value.
//! Each structure's size and offsets are asserted at compile time, for 64-bit processors.

mod allocation;
mod batch;
mod element;
mod enumeration;
mod handle;
mod instance;
mod memory;
mod tensor_info;
mod text;
mod version;

pub use allocation::DeviceAllocation;
pub use batch::{BatchOperation, TensorBatch};
pub use element::ElementType;
pub use enumeration::{Framework, Placement, Usage};
pub use handle::{Model, Tensor, TensorSet, TraceConfig, TraceFetchOptions};
pub use instance::{Family, InstanceInfo, RawInstanceInfo};
pub use memory::{MemoryStats, ModelInfo};
pub use tensor_info::{RawTensorInfo, RawTensorInfoArray, TensorInfo};
pub use version::{RawVersion, Version};
