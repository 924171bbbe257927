//! `NEURON_RT_LIBRARY` names the library, and then nothing else is tried.
#![allow(unsafe_code, clippy::unwrap_used)]

#[path = "loading/variant.rs"]
mod variant;

use nrt_sys::{LIBRARY_VARIABLE, Library, LoadError};

// One test alone in its process: the environment is everybody's.
#[test]
fn the_named_library_is_the_only_one() {
    let path = variant::build("minimal");
    // SAFETY: no other thread of this process reads the environment.
    unsafe { std::env::set_var(LIBRARY_VARIABLE, &path) };
    // SAFETY: the library is a variant of libnrt.
    let library = unsafe { Library::open() }.unwrap();
    assert_eq!(library.source(), path);

    let absent = variant::build_into(tempfile::tempdir().unwrap().path(), "another", &[]);
    // SAFETY: as above.
    unsafe { std::env::set_var(LIBRARY_VARIABLE, &absent) };
    // SAFETY: there is no such library any more.
    let error = unsafe { Library::open() }.unwrap_err();
    let LoadError::NotFound { tried } = &error else { panic!("{error}") };
    assert_eq!(tried.len(), 1);
    assert_eq!(tried[0].candidate.path, absent);
    assert!(error.to_string().contains("named by the user"), "{error}");
}
