//! A shared object, as the system loads it.

use super::elf::truncation;
use crate::symbols::Lookup;
use std::error::Error as _;
use std::ffi::CStr;
use std::mem::ManuallyDrop;
use std::path::Path;

#[cfg(unix)]
use libloading::os::unix as system;
#[cfg(windows)]
use libloading::os::windows as system;

/// A loaded object. It is never unloaded: whatever it started may still run.
pub(super) struct Object(ManuallyDrop<system::Library>);

/// Why an object is not loaded.
pub(super) enum Refusal {
    NotFound(String),
    NotAPath,
    Unusable(String),
}

impl Object {
    /// Loads an object and binds all its references at once, so that one that cannot be bound is an
    /// error here and not the end of the process later.
    ///
    /// # Safety
    /// The object's initialisers run in this process.
    pub(super) unsafe fn open(path: &Path) -> Result<Self, Refusal> {
        if path.as_os_str().as_encoded_bytes().contains(&0) {
            return Err(Refusal::NotAPath);
        }
        // A name without a folder goes to the system's search, which alone knows where it looks.
        let bare = path.components().count() == 1 && !path.has_root();
        if !bare {
            match std::fs::metadata(path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Err(Refusal::NotFound("there is no such file".to_owned()));
                }
                Err(error) => return Err(Refusal::Unusable(error.to_string())),
                Ok(metadata) if metadata.is_dir() => {
                    return Err(Refusal::Unusable("it is a folder".to_owned()));
                }
                Ok(_) => {}
            }
            match truncation(path) {
                Ok(None) => {}
                Ok(Some(cut)) => return Err(Refusal::Unusable(cut)),
                Err(error) => return Err(Refusal::Unusable(error.to_string())),
            }
        }
        // SAFETY: the caller vouches for the initialisers.
        match unsafe { load(path) } {
            Ok(library) => Ok(Self(ManuallyDrop::new(library))),
            Err(error) => {
                let reason = error.source().map_or_else(|| error.to_string(), ToString::to_string);
                let absent = format!("{}: cannot open shared object file", path.display());
                if bare && reason.starts_with(&absent) {
                    Err(Refusal::NotFound("the system does not find it".to_owned()))
                } else {
                    Err(Refusal::Unusable(reason))
                }
            }
        }
    }
}

/// # Safety
/// As for [`Object::open`].
unsafe fn load(path: &Path) -> Result<system::Library, libloading::Error> {
    #[cfg(unix)]
    // SAFETY: the caller vouches for the initialisers.
    unsafe {
        system::Library::open(Some(path), system::RTLD_NOW | system::RTLD_LOCAL)
    }
    #[cfg(windows)]
    // SAFETY: the caller vouches for the initialisers.
    unsafe {
        system::Library::new(path)
    }
}

impl Lookup for Object {
    fn address(&self, name: &'static CStr) -> Option<*const ()> {
        // SAFETY: the address is not used as anything here; whoever reads it as a function vouches
        // for its signature.
        let symbol = unsafe { self.0.get::<*const ()>(name.to_bytes_with_nul()) }.ok()?;
        Some(*symbol).filter(|address| !address.is_null())
    }
}
