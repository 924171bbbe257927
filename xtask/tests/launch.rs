//! A domain's binary is built, quietly where it is fresh, and takes the process over.

#![forbid(unsafe_code)]
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A workspace with one domain, whose binary says who it is and what it was given.
fn workspace() -> tempfile::TempDir {
    let tree = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let full = tree.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("created");
        fs::write(full, text).expect("written");
    };
    write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"vision\", \"devices\"]\n");
    write(
        "vision/Cargo.toml",
        "[package]\nname = \"neuron-vision\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    write(
        "vision/src/main.rs",
        r#"fn main() {
            let arguments: Vec<String> = std::env::args().skip(1).collect();
            let here = std::env::current_dir().unwrap();
            println!("{} {} {}", std::process::id(), here.display(), arguments.join("|"));
            std::process::exit(if arguments.len() > 1 { 75 } else { 0 });
        }"#,
    );
    write(
        "devices/Cargo.toml",
        "[package]\nname = \"neuron-devices\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    write(
        "devices/src/main.rs",
        r#"fn main() {
            let arguments: Vec<String> = std::env::args().skip(1).collect();
            println!("{} devices {}", std::process::id(), arguments.join("|"));
        }"#,
    );
    write("elsewhere/note.txt", "");
    tree
}

fn xtask(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .current_dir(root.join("elsewhere"))
        // Where cargo would say that this program's package is.
        .env("CARGO_MANIFEST_DIR", root.join("xtask"))
        .env_remove("CARGO_TARGET_DIR")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn the_binary_takes_the_process_over_with_its_arguments_folder_and_exit_code() {
    let tree = workspace();
    let run = |arguments: &[&str]| {
        let child = xtask(tree.path(), arguments).spawn().expect("the program starts");
        let process = child.id();
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (process, output.status.code(), text(output.stdout), text(output.stderr))
    };
    let here = fs::canonicalize(tree.path().join("elsewhere")).expect("a folder");

    let (process, code, said, building) = run(&["train", "vision", "--epochs", "2", "--", "-x"]);
    assert_eq!(
        said,
        format!("{process} {} train|--epochs|2|--|-x\n", here.display()),
        "{building}"
    );
    assert_eq!(code, Some(75));
    assert!(building.contains("Compiling neuron-vision"), "{building}");

    let (process, code, said, building) = run(&["eval", "vision"]);
    assert_eq!(said, format!("{process} {} eval\n", here.display()));
    assert_eq!(code, Some(0));
    assert_eq!(building, "", "a fresh build says nothing");
}

#[test]
fn the_binary_that_lists_devices_takes_the_process_over_and_is_no_domain() {
    let tree = workspace();
    let child = xtask(tree.path(), &["devices", "--json", "-x"]).spawn().expect("it starts");
    let process = child.id();
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stdout).expect("text");
    assert_eq!((said, output.status.code()), (format!("{process} devices --json|-x\n"), Some(0)));

    let output = xtask(tree.path(), &["train", "devices"]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).expect("text");
    assert_eq!(errors, "error: unknown domain `devices`: this workspace has vision\n");
}

#[test]
fn a_build_that_fails_ends_with_cargos_exit_code() {
    let tree = workspace();
    fs::write(tree.path().join("vision/src/main.rs"), "fn main() { let x: u8 = 1.5; }")
        .expect("ok");
    let output = xtask(tree.path(), &["train", "vision"]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(101));
    assert!(output.stdout.is_empty(), "standard output belongs to the trainer");
    let errors = String::from_utf8(output.stderr).expect("text");
    assert!(errors.contains("mismatched types"), "{errors}");
    let last = errors.lines().last().expect("a line");
    assert_eq!(
        last,
        "error: `cargo build --release -p neuron-vision --bin neuron-vision` ended with exit status: 101"
    );
}

#[test]
fn an_unknown_domain_is_answered_with_those_that_exist() {
    let tree = workspace();
    let output = xtask(tree.path(), &["train", "visoin"]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).expect("text");
    assert_eq!(errors, "error: unknown domain `visoin`: this workspace has vision\n");
}
