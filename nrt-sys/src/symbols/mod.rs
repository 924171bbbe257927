//! The functions of the library, by name.

mod counts;
mod optional;
mod required;

pub(crate) use counts::{CoreCounts, Renamed};
pub(crate) use optional::Optional;
pub(crate) use required::Required;

use std::ffi::CStr;

/// A loaded object that can be asked for a function's address.
pub(crate) trait Lookup {
    /// The address, or none where the object does not have the symbol.
    fn address(&self, name: &'static CStr) -> Option<*const ()>;
}

/// A symbol's name as text.
pub(crate) fn said(name: &'static CStr) -> &'static str {
    name.to_str().unwrap_or_default()
}

/// Reads an address as a function.
///
/// # Safety
/// `F` is a function pointer whose signature is that of the function at the address.
pub(crate) unsafe fn function<F: Copy>(address: *const ()) -> F {
    const { assert!(size_of::<F>() == size_of::<*const ()>()) };
    // SAFETY: the sizes agree, and the caller vouches for the signature.
    unsafe { std::mem::transmute_copy(&address) }
}

/// All functions of a library that has what is required.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbols {
    pub(crate) required: Required,
    pub(crate) counts: CoreCounts,
    pub(crate) optional: Optional,
}

impl Symbols {
    /// How many functions a library must have, under one name or another.
    pub(crate) const REQUIRED: usize = Required::NAMES.len() + CoreCounts::NAMES.len();

    /// Resolves all names, or gives those that are missing though required.
    ///
    /// # Safety
    /// Functions of these names have the signatures of libnrt's.
    pub(crate) unsafe fn resolve(object: &dyn Lookup) -> Result<Self, Vec<&'static str>> {
        // SAFETY: the caller vouches for the signatures, for all three.
        let (required, counts, optional) = unsafe {
            (Required::resolve(object), CoreCounts::resolve(object), Optional::resolve(object))
        };
        match (required, counts) {
            (Ok(required), Ok(counts)) => Ok(Self { required, counts, optional }),
            (required, counts) => {
                let mut missing = required.err().unwrap_or_default();
                missing.extend(counts.err().unwrap_or_default());
                Err(missing)
            }
        }
    }
}
