//! The help texts.

use super::place::Place;

#[test]
fn of_the_program() {
    let place = Place::new();
    let output = place.run("--help").with_code(0);
    assert_eq!(output.stderr, "");
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn of_each_command() {
    let place = Place::new();
    for name in [
        "fetch", "train", "eval", "predict", "report", "run", "graph", "check", "compile", "export",
    ] {
        let output = place.run(&format!("{name} --help")).with_code(0);
        assert_eq!(output.stderr, "");
        assert!(output.stdout.contains("Examples:"), "{name}");
        insta::assert_snapshot!(format!("help_{name}"), output.stdout);
    }
}

#[test]
fn of_change_detection() {
    let output = Place::new().run("run change --help").with_code(0);
    assert_eq!(output.stderr, "");
    insta::assert_snapshot!("help_run_change", output.stdout);
}

#[test]
fn an_unknown_flag_or_command_is_a_usage_error() {
    let place = Place::new();
    for line in ["train --epoch 3", "tarin", "", "predict --run first"] {
        let output = place.run(line).with_code(2);
        assert_eq!(output.stdout, "", "{line}");
        assert!(output.stderr.contains("Usage:"), "{line}: {}", output.stderr);
        assert!(!output.stderr.contains('\u{1b}'), "{line}: {}", output.stderr);
    }
    assert!(place.run("train --epoch 3").stderr.contains("--epochs"), "the nearest flag is named");
}
