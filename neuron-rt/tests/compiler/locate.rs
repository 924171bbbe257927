//! Which program is the compiler, and what is said where there is none.

use crate::fake::{Fake, VERSION};
use neuron_rt::neuron::compiler::{Compiler, Environment, LocateError};
use std::fs;

#[test]
fn a_missing_compiler_says_what_to_install_and_where() {
    let folder = tempfile::tempdir().unwrap();
    for search_path in [None, Some(folder.path().as_os_str().to_owned())] {
        let environment = Environment { search_path, ..Environment::default() };
        let error = Compiler::locate_in(&environment).unwrap_err();
        assert!(matches!(error, LocateError::NotFound));
        let text = error.to_string();
        for part in ["install the package `neuronx-cc`", "NEURON_CC", "no Neuron device"] {
            assert!(text.contains(part), "{text}");
        }
    }
}

#[test]
fn the_variable_wins_over_the_search_path() {
    let (named, on_path) = (Fake::new("good"), Fake::new("good"));
    fs::write(named.path("version"), "NeuronX Compiler version 2.1.0").unwrap();
    let environment =
        Environment { program: Some(named.path("neuronx-cc")), ..on_path.environment() };
    assert_eq!(Compiler::locate_in(&environment).unwrap().version().unwrap(), "2.1.0");
    assert_eq!(on_path.compiler().version().unwrap(), VERSION);
    let by_name = Environment { program: Some("neuronx-cc".into()), ..on_path.environment() };
    assert_eq!(Compiler::locate_in(&by_name).unwrap().program(), on_path.path("neuronx-cc"));
}

#[test]
fn what_cannot_be_run_is_not_the_compiler() {
    let fake = Fake::new("good");
    for program in ["mode", "no such file", "."] {
        let program = Some(fake.path(program));
        let environment = Environment { program, ..fake.environment() };
        let error = Compiler::locate_in(&environment).unwrap_err();
        assert!(matches!(error, LocateError::NotAProgram { .. }), "{error}");
    }
    // A file of that name that is no program does not hide one further down the path.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("neuronx-cc"), "").unwrap();
    let path = std::env::join_paths([folder.path(), fake.folder()]).unwrap();
    let environment = Environment { search_path: Some(path), ..fake.environment() };
    let found = Compiler::locate_in(&environment).unwrap();
    assert_eq!(found.program(), fake.path("neuronx-cc"));
}

#[test]
fn a_cache_on_another_machine_is_refused() {
    let fake = Fake::new("good");
    let cache_url = Some("s3://bucket/neffs".to_owned());
    let environment = Environment { cache_url, ..fake.environment() };
    let text = Compiler::locate_in(&environment).unwrap_err().to_string();
    assert!(text.contains("`s3://bucket/neffs`") && text.contains("aws s3 sync"), "{text}");
}
