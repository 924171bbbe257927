//! Whatever is no libnrt gives a typed error that says what to do.

use crate::{open, variant};
use nrt_sys::{Candidate, Library, LoadError, Origin};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

#[test]
fn no_library_lists_what_was_tried_and_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("libnrt.so.1");
    let candidates = [
        Candidate { path: absent.clone(), origin: Origin::Package },
        Candidate { path: "libnrt-of-no-release.so.1".into(), origin: Origin::System },
    ];
    // SAFETY: neither is there.
    let error = unsafe { Library::open_from(&candidates) }.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "no Neuron runtime library: tried `{}` (where the package puts it: there is no such \
             file), `libnrt-of-no-release.so.1` (the system's search path: the system does not \
             find it); install AWS's package `aws-neuronx-runtime-lib`, or name the library in \
             `NEURON_RT_LIBRARY`",
            absent.display()
        )
    );
    let LoadError::NotFound { tried } = error else { panic!("{error}") };
    assert_eq!(
        tried.iter().map(|t| &t.candidate).collect::<Vec<_>>(),
        [&candidates[0], &candidates[1]]
    );
}

#[test]
fn the_first_that_is_there_is_taken() {
    let candidates = [
        Candidate::named("/no/such/folder/libnrt.so.1"),
        Candidate::named(variant::build("minimal")),
        Candidate::named(variant::build("complete")),
    ];
    // SAFETY: both libraries are variants of libnrt.
    let library = unsafe { Library::open_from(&candidates) }.unwrap();
    assert_eq!(library.source(), candidates[1].path);
}

#[test]
fn one_missing_function_is_named() {
    let path = variant::build("lacks_execute");
    let error = open(&path).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "`{}` is no whole libnrt: it lacks 1 of 18 functions, `nrt_execute`; install AWS's \
             package `aws-neuronx-runtime-lib`, or name its `libnrt.so.1` in `NEURON_RT_LIBRARY`",
            path.display()
        )
    );
}

#[test]
fn all_missing_functions_are_named_and_renamed_ones_once() {
    let error = open(&variant::build("lacks_counts")).unwrap_err();
    let LoadError::WrongLibrary { missing, .. } = error else { panic!("{error}") };
    assert_eq!(missing, ["nrt_execute", "nrt_get_total_vnc_count", "nrt_get_visible_vnc_count"]);
}

#[test]
fn a_broken_candidate_is_not_passed_over() {
    let candidates = [
        Candidate::named(variant::build("lacks_execute")),
        Candidate::named(variant::build("complete")),
    ];
    // SAFETY: both libraries are variants of libnrt.
    let error = unsafe { Library::open_from(&candidates) }.unwrap_err();
    assert!(matches!(error, LoadError::WrongLibrary { .. }), "{error}");
}

#[test]
fn another_library_is_said_to_be_another() {
    let path = variant::build("another");
    let error = open(&path).unwrap_err();
    assert!(
        error.to_string().starts_with(&format!(
            "`{}` is another library: it has none of the functions of libnrt; ",
            path.display()
        )),
        "{error}"
    );
}

#[test]
fn a_file_that_is_no_library_is_unusable() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.so");
    std::fs::write(&text, "This is a text and no library.\n".repeat(100)).unwrap();
    let empty = folder.path().join("empty.so");
    std::fs::write(&empty, "").unwrap();
    let whole = std::fs::read(variant::build("complete")).unwrap();
    let cut = folder.path().join("cut.so");
    std::fs::write(&cut, &whole[..10_000]).unwrap();
    for path in [&text, &empty, &cut, &folder.path().to_owned()] {
        let error = open(path).unwrap_err();
        assert!(matches!(error, LoadError::Unusable { .. }), "{error}");
        let message = error.to_string();
        let starts = format!("`{}` cannot be loaded: ", path.display());
        assert!(message.starts_with(&starts) && !message.contains('\n'), "{message}");
    }
}

#[test]
fn a_library_whose_own_dependency_is_gone_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let needed = variant::build_into(folder.path(), "another", &[]);
    let search = format!("-L{}", folder.path().display());
    let path = variant::build_into(folder.path(), "dependent", &[&search]);
    std::fs::remove_file(needed).unwrap();
    let error = open(&path).unwrap_err();
    assert!(matches!(error, LoadError::Unusable { .. }), "{error}");
    assert!(error.to_string().contains("libanother.so"), "{error}");
}

#[test]
fn a_path_with_a_nul_byte_is_no_path() {
    let path = Path::new(OsStr::from_bytes(b"/opt/lib\0nrt.so"));
    let error = open(path).unwrap_err();
    assert!(matches!(error, LoadError::NotAPath { .. }), "{error}");
    assert!(error.to_string().contains("NUL byte"), "{error}");
}

#[test]
fn a_path_below_a_file_is_unusable_and_not_a_panic() {
    let below = variant::build("complete").join("libnrt.so.1");
    let error = open(&below).unwrap_err();
    assert!(matches!(error, LoadError::Unusable { .. }), "{error}");
}
