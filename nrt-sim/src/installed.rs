//! An installed copy of the library, from the side of a test.

use crate::runtime::Counters;
use libloading::Library;
use std::ffi::{CString, c_char, c_int};
use std::io;
use std::path::Path;

type Configure = unsafe extern "C" fn(*const c_char, *const c_char) -> c_int;
type Count = unsafe extern "C" fn(*mut Counters, usize) -> c_int;

/// A copy of the library in this process: a machine with settings and counters of its own.
#[derive(Debug)]
pub struct Installed(Library);

impl Installed {
    /// Loads the copy at this path; whoever loads the same path gets the same machine.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub fn load(path: &Path) -> io::Result<Self> {
        // SAFETY: the library is this package's own, and does nothing when it is loaded.
        let library = unsafe { Library::new(path) };
        library.map(Self).map_err(io::Error::other)
    }

    /// Gives a setting of the README's tables a value.
    ///
    /// # Errors
    /// The library does not know this function, or a text holds a zero.
    pub fn configure(&self, name: &str, value: &str) -> io::Result<()> {
        let (name, value) = (CString::new(name)?, CString::new(value)?);
        // SAFETY: the library exports the function with this signature, and both texts live.
        let status = unsafe {
            let configure =
                self.0.get::<Configure>(b"nrt_sim_configure\0").map_err(io::Error::other)?;
            configure(name.as_ptr(), value.as_ptr())
        };
        if status == 0 { Ok(()) } else { Err(io::Error::other(format!("status {status}"))) }
    }

    /// What happened on the machine so far, and what is alive.
    ///
    /// # Errors
    /// The library does not know this function.
    pub fn counters(&self) -> io::Result<Counters> {
        let mut counters = Counters::default();
        // SAFETY: the library exports the function with this signature, and writes no more than the
        // size that it is told.
        let status = unsafe {
            let count = self.0.get::<Count>(b"nrt_sim_counters\0").map_err(io::Error::other)?;
            count(&mut counters, size_of::<Counters>())
        };
        if status == 0 { Ok(counters) } else { Err(io::Error::other(format!("status {status}"))) }
    }
}
