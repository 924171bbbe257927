//! A plugin's table of functions, checked to have all that is needed.

use std::ffi::c_char;
use std::path::{Path, PathBuf};

use crate::abi::{
    self, ErrorCode, ErrorDestroy, ErrorMessage, FUNCTIONS, Header, OFFSET_OF_FUNCTIONS,
    PluginInitialize, Request,
};
use crate::{Code, Failure, PjrtError, Version};

/// A function of the table, of a type that has to be found out by its place.
type AnyFunction = unsafe extern "C" fn();
/// Most functions: null for success.
type Fallible<R> = unsafe extern "C" fn(*mut R) -> *mut abi::Error;
/// The functions that deal with errors themselves.
type Infallible<R> = unsafe extern "C" fn(*mut R);

/// The functions of a plugin that was loaded for good.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) path: PathBuf,
    pub(crate) version: Version,
    /// By place; those of [`FUNCTIONS`] are there.
    functions: Vec<Option<AnyFunction>>,
}

impl Table {
    /// Checks the table at `header` and starts the plugin.
    ///
    /// # Safety
    ///
    /// `header` is null or points to a `PJRT_Api` that stays as it is until the process ends.
    pub(crate) unsafe fn new(header: *const Header, path: &Path) -> Result<Table, PjrtError> {
        let path = path.to_owned();
        if header.is_null() {
            return Err(PjrtError::NotAPlugin { path, lack: "gives no table of functions" });
        }
        // SAFETY: the caller vouches for the pointer; every version of the table begins with its size.
        let size = unsafe { (&raw const (*header).struct_size).read() };
        if size < OFFSET_OF_FUNCTIONS {
            return Err(PjrtError::NotAPlugin { path, lack: "gives a table without a version" });
        }
        // SAFETY: by its size, the table has the version.
        let version = unsafe { (&raw const (*header).version).read() };
        let (major, minor) = (version.major, version.minor);
        if major != 0 {
            return Err(PjrtError::Version { path, major, minor });
        }
        let last = FUNCTIONS.iter().map(|function| function.slot).max().unwrap_or_default();
        let count = ((size - OFFSET_OF_FUNCTIONS) / size_of::<AnyFunction>()).min(last + 1);
        let functions = (0..count).map(|slot| {
            // SAFETY: by its size, the table has `count` pointers to functions, null where one is left
            // out, behind its head.
            unsafe { header.add(1).cast::<Option<AnyFunction>>().add(slot).read() }
        });
        let functions: Vec<_> = functions.collect();
        let there = |slot: usize| functions.get(slot).copied().flatten().is_some();
        if let Some(function) = FUNCTIONS.iter().find(|function| !there(function.slot)) {
            return Err(PjrtError::Lacks { path, minor, function: function.name });
        }
        let table = Table { path, version: Version { major, minor }, functions };
        // SAFETY: the request points nowhere.
        let started = unsafe { table.ask(&mut PluginInitialize::default()) };
        started.map_err(|failure| PjrtError::Initialise { path: table.path.clone(), failure })?;
        Ok(table)
    }

    /// Calls the function that `request` is for; its results are in `request` afterwards.
    ///
    /// # Safety
    ///
    /// Every pointer in `request` is what the function demands of it: null where it may be, or valid
    /// and of this plugin.
    pub(crate) unsafe fn call<R: Request>(&self, request: &mut R) -> Result<(), PjrtError> {
        // SAFETY: the caller vouches for the request.
        unsafe { self.ask(request) }
            .map_err(|failure| PjrtError::Call { function: R::FUNCTION.name, failure })
    }

    /// [`Table::call`], with what the plugin says of a failure as it is.
    ///
    /// # Safety
    ///
    /// As for [`Table::call`].
    pub(crate) unsafe fn ask<R: Request>(&self, request: &mut R) -> Result<(), Failure> {
        let Some(function) = self.function::<R>() else {
            return Err(Failure::new(Code::Unimplemented, "not in the table".to_owned()));
        };
        // SAFETY: the place of a function in the table gives its type, for all versions 0.x, and this
        // is none of the two places whose functions return nothing.
        let function = unsafe { std::mem::transmute::<AnyFunction, Fallible<R>>(function) };
        // SAFETY: the caller vouches for the request.
        let error = unsafe { function(request) };
        if error.is_null() {
            return Ok(());
        }
        // SAFETY: the plugin has just returned it, and nothing else holds it.
        Err(unsafe { self.take(error) })
    }

    fn function<R: Request>(&self) -> Option<AnyFunction> {
        self.functions.get(R::FUNCTION.slot).copied().flatten()
    }

    /// Reads an error and destroys it.
    ///
    /// # Safety
    ///
    /// `error` is one of this plugin's, and is not used afterwards.
    unsafe fn take(&self, error: *mut abi::Error) -> Failure {
        let mut said = ErrorMessage { error, ..Default::default() };
        // SAFETY: `error` is valid.
        unsafe { self.tell(&mut said) };
        // SAFETY: the message lives as long as the error.
        let message = unsafe { text(said.message, said.message_size) };
        let mut kind = ErrorCode { error, ..Default::default() };
        let known = self.function::<ErrorCode>().is_some_and(|function| {
            // SAFETY: the type is that of the function at this place.
            let function =
                unsafe { std::mem::transmute::<AnyFunction, Fallible<ErrorCode>>(function) };
            // SAFETY: `error` is valid.
            let again = unsafe { function(&mut kind) };
            if !again.is_null() {
                // SAFETY: the plugin has just returned it, and it is not used afterwards.
                unsafe { self.tell(&mut ErrorDestroy { error: again, ..Default::default() }) };
            }
            again.is_null()
        });
        // SAFETY: the caller gives it away, and its message has been copied.
        unsafe { self.tell(&mut ErrorDestroy { error, ..Default::default() }) };
        Failure::new(if known { Code::from_raw(kind.code) } else { Code::Unknown }, message)
    }

    /// Calls one of the functions that return nothing.
    ///
    /// # Safety
    ///
    /// As for [`Table::call`], and `R` is [`ErrorMessage`] or [`ErrorDestroy`].
    unsafe fn tell<R: Request>(&self, request: &mut R) {
        if let Some(function) = self.function::<R>() {
            // SAFETY: the two functions return nothing.
            let function = unsafe { std::mem::transmute::<AnyFunction, Infallible<R>>(function) };
            // SAFETY: the caller vouches for the request.
            unsafe { function(request) };
        }
    }
}

/// Copies a text of the plugin; what is no UTF-8 in it is replaced.
///
/// # Safety
///
/// `start` is null or points to `size` bytes.
pub(crate) unsafe fn text(start: *const c_char, size: usize) -> String {
    if start.is_null() || size == 0 {
        return String::new();
    }
    // SAFETY: the caller vouches for the bytes.
    let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), size) };
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests;
