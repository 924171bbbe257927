//! What a person sees who types `cargo xtask`: texts, streams and exit codes.

#![forbid(unsafe_code)]

use std::process::{Command, Output};

fn xtask(line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(line.split_whitespace()).output().expect("the program starts")
}

/// Exit code, standard output and standard error, as one text.
fn seen(line: &str) -> String {
    let output = xtask(line);
    let code = output.status.code().expect("no signal");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!(
        "exit code: {code}\n----- stdout\n{}----- stderr\n{}",
        text(&output.stdout),
        text(&output.stderr)
    )
}

#[test]
fn overview() {
    insta::assert_snapshot!(seen("--help"));
    assert_eq!(seen(""), seen("--help"));
    assert_eq!(seen("help"), seen("-h"));
}

#[test]
fn help_of_each_command() {
    let names = [
        "fetch",
        "train",
        "eval",
        "predict",
        "report",
        "run",
        "graph",
        "check",
        "compile",
        "export",
        "devices",
        "bench",
        "test",
        "kill-test",
        "tidy",
    ];
    for name in names {
        let text = seen(&format!("{name} --help"));
        assert_eq!(text, seen(&format!("help {name}")));
        insta::assert_snapshot!(format!("help_{name}"), text);
    }
}

#[test]
fn lists() {
    insta::assert_snapshot!("list_of_stages", seen("test --list"));
    insta::assert_snapshot!("list_of_rules", seen("tidy --list"));
}

#[test]
fn errors_are_one_line_and_exit_with_2() {
    let lines = [
        "trian vision",
        "train",
        "train --task land_use vision",
        "train nosuchdomain",
        "tidy --fix",
        "test lint",
        "bench --rounds many",
        "kill-test --points 0",
        "kill-test nosuchdomain",
        "help me",
    ];
    for line in lines {
        let output = xtask(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        let error = String::from_utf8(output.stderr).expect("text");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.starts_with("error: "), "{error}");
    }
}
