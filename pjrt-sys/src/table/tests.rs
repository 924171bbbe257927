//! Tables made by hand: what a plugin may get wrong before it starts.

use std::ffi::CStr;

use super::*;

const MESSAGE: &CStr = c"no licence\nsee the manual";

/// The error that the functions below hand out: its code, and how often it was destroyed.
#[repr(C)]
struct OwnError {
    code: u32,
    destroyed: u32,
}

unsafe extern "C" fn succeed(_: *mut PluginInitialize) -> *mut abi::Error {
    std::ptr::null_mut()
}

unsafe extern "C" fn refuse(_: *mut PluginInitialize) -> *mut abi::Error {
    Box::into_raw(Box::new(OwnError { code: 7, destroyed: 0 })).cast()
}

unsafe extern "C" fn message(request: *mut ErrorMessage) {
    // SAFETY: the table hands over a request of this type.
    let request = unsafe { &mut *request };
    request.message = MESSAGE.as_ptr();
    request.message_size = MESSAGE.count_bytes();
}

unsafe extern "C" fn code(request: *mut ErrorCode) -> *mut abi::Error {
    // SAFETY: the table hands over a request of this type, with an error that `refuse` made.
    unsafe { (*request).code = (*(*request).error.cast::<OwnError>()).code };
    std::ptr::null_mut()
}

unsafe extern "C" fn destroy(request: *mut ErrorDestroy) {
    // SAFETY: the table hands over a request of this type, with an error that `refuse` made.
    drop(unsafe { Box::from_raw((*request).error.cast::<OwnError>()) });
}

/// The words of a table that has every function; only those of errors and the start may be called.
fn words(start: unsafe extern "C" fn(*mut PluginInitialize) -> *mut abi::Error) -> Vec<usize> {
    let mut words = vec![0, 0, 24, 0, 81 << 32];
    words.resize(5 + 71, start as usize);
    words[5] = destroy as *const () as usize;
    words[6] = message as *const () as usize;
    words[7] = code as *const () as usize;
    words[0] = words.len() * 8;
    words
}

fn load(words: &[usize]) -> Result<Table, PjrtError> {
    // SAFETY: the words are those of a table, and a table keeps no pointer to them.
    unsafe { Table::new(words.as_ptr().cast(), Path::new("plugin.so")) }
}

fn refusal(words: &[usize]) -> String {
    load(words).expect_err("refused").to_string()
}

#[test]
fn a_table_with_every_function_starts() {
    let table = load(&words(succeed)).expect("complete");
    assert_eq!(table.version.to_string(), "0.81");
}

#[test]
fn a_longer_table_of_a_later_version_is_as_good() {
    let mut words = words(succeed);
    words.resize(200, 0);
    words[0] = words.len() * 8;
    words[4] = 200 << 32;
    assert_eq!(load(&words).expect("longer").version.to_string(), "0.200");
}

#[test]
fn another_major_version_is_refused_before_anything_is_called() {
    let mut words = words(refuse);
    words[4] = (3 << 32) | 1;
    assert_eq!(
        refusal(&words),
        "the PJRT plugin `plugin.so` has version 1.3 of the interface: major version 0 is needed"
    );
}

#[test]
fn a_table_that_ends_too_early_is_refused_by_the_function_it_lacks() {
    let mut words = words(succeed);
    words[0] = (5 + 70) * 8;
    assert_eq!(
        refusal(&words),
        "the PJRT plugin `plugin.so`, version 0.81 of the interface, lacks \
         `PJRT_Buffer_ToHostBuffer`: use a newer one"
    );
}

#[test]
fn a_function_that_is_left_out_is_named() {
    let mut words = words(succeed);
    words[5 + 20] = 0;
    assert!(refusal(&words).contains("lacks `PJRT_Client_Compile`"));
}

#[test]
fn no_table_and_a_table_without_a_version_are_no_plugin() {
    // SAFETY: null is allowed.
    let none = unsafe { Table::new(std::ptr::null(), Path::new("plugin.so")) };
    assert_eq!(
        none.expect_err("null").to_string(),
        "`plugin.so` is no PJRT plugin: it gives no table of functions"
    );
    assert!(refusal(&[16, 0]).contains("gives a table without a version"));
}

#[test]
fn a_plugin_that_does_not_start_says_why_in_one_line_and_in_full() {
    let error = load(&words(refuse)).expect_err("does not start");
    assert_eq!(
        error.to_string(),
        "the PJRT plugin `plugin.so` does not start: PERMISSION_DENIED: no licence"
    );
    let PjrtError::Initialise { failure, .. } = error else { panic!("{error:?}") };
    assert_eq!(failure.code(), Code::PermissionDenied);
    assert_eq!(failure.message(), "no licence\nsee the manual");
}
