//! The C interface, version 0.81: names, order and sizes of what is used of it, and nothing else.
//!
//! A function takes one pointer, to a structure that holds its arguments and its results. Each
//! structure begins with its own size, by which either side knows which fields the other has.

mod buffer;
mod client;
mod device;
mod error;
mod event;
mod executable;
mod header;
mod plugin;

pub(crate) use buffer::{
    BufferDestroy, BufferDimensions, BufferElementType, BufferToHost, MemoryLayout,
};
pub(crate) use client::{
    BufferFromHost, ClientAddressableDevices, ClientCompile, ClientCreate, ClientDestroy,
    ClientPlatformName, ClientPlatformVersion, IMMUTABLE_ONLY_DURING_CALL, Program,
};
pub(crate) use device::{DescriptionId, DescriptionKind, DescriptionText, DeviceDescription};
pub(crate) use error::{ErrorCode, ErrorDestroy, ErrorMessage};
pub(crate) use event::{EventAwait, EventDestroy};
pub(crate) use executable::{
    ExecutableDestroy, ExecutableOutputs, Execute, ExecuteOptions, LoadedDestroy, LoadedExecutable,
};
pub(crate) use header::{Header, OFFSET_OF_FUNCTIONS};
pub(crate) use plugin::PluginInitialize;

/// Types of which only the plugin knows what is inside.
macro_rules! opaque {
    ($($name:ident)*) => { $(
        #[doc = concat!("`PJRT_", stringify!($name), "`: the plugin's own.")]
        #[repr(C)]
        #[derive(Debug)]
        pub(crate) struct $name {
            _own: [u8; 0],
        }
    )* };
}

opaque! { Extension Error Event Client Device Description Executable Loaded Buffer Memory }

/// A structure that begins with its size. `bytes` is the end of its last field, which the plugin
/// compares with; Rust's size of it is that, rounded up.
macro_rules! structure {
    ($name:ident = $c_name:literal, $bytes:literal bytes, { $($field:ident: $type:ty,)* }) => {
        #[doc = concat!("`", $c_name, "`.")]
        #[repr(C)]
        #[derive(Debug)]
        pub(crate) struct $name {
            pub(crate) struct_size: usize,
            pub(crate) extension_start: *mut crate::abi::Extension,
            $(pub(crate) $field: $type,)*
        }

        impl Default for $name {
            /// All zero and null, but for the size.
            fn default() -> $name {
                $name {
                    struct_size: $bytes,
                    extension_start: std::ptr::null_mut(),
                    $($field: Default::default(),)*
                }
            }
        }

        const _: () = assert!(size_of::<$name>() == usize::next_multiple_of($bytes, 8), $c_name);
    };
}

/// A function of the table: the structure of its arguments, and its place behind the table's header.
macro_rules! request {
    ($name:ident = $c_name:literal at $slot:literal, $bytes:literal bytes, $fields:tt) => {
        crate::abi::structure!($name = $c_name, $bytes bytes, $fields);

        impl crate::abi::Request for $name {
            const FUNCTION: crate::abi::Function =
                crate::abi::Function { name: $c_name, slot: $slot };
        }
    };
}

use {request, structure};

/// A function of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Function {
    /// Its name in C.
    pub(crate) name: &'static str,
    /// How many functions come before it.
    pub(crate) slot: usize,
}

/// The arguments of a function.
pub(crate) trait Request {
    /// The function that takes them.
    const FUNCTION: Function;
}

/// Every function that is called.
pub(crate) const FUNCTIONS: &[Function] = &[
    ErrorDestroy::FUNCTION,
    ErrorMessage::FUNCTION,
    ErrorCode::FUNCTION,
    PluginInitialize::FUNCTION,
    EventDestroy::FUNCTION,
    EventAwait::FUNCTION,
    ClientCreate::FUNCTION,
    ClientDestroy::FUNCTION,
    ClientPlatformName::FUNCTION,
    ClientPlatformVersion::FUNCTION,
    ClientAddressableDevices::FUNCTION,
    ClientCompile::FUNCTION,
    BufferFromHost::FUNCTION,
    DescriptionId::FUNCTION,
    DescriptionKind::FUNCTION,
    DescriptionText::FUNCTION,
    DeviceDescription::FUNCTION,
    ExecutableDestroy::FUNCTION,
    ExecutableOutputs::FUNCTION,
    LoadedDestroy::FUNCTION,
    LoadedExecutable::FUNCTION,
    Execute::FUNCTION,
    BufferDestroy::FUNCTION,
    BufferElementType::FUNCTION,
    BufferDimensions::FUNCTION,
    BufferToHost::FUNCTION,
];
