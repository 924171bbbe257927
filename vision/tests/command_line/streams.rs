//! What goes to which stream.

use super::place::{BINARY, Place, SMALL, error};
use std::process::{Command, Stdio};

/// Exactly one JSON object.
#[track_caller]
fn object(text: &str) -> serde_json::Value {
    assert_eq!(text.lines().count(), 1, "{text}");
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert!(value.is_object(), "{text}");
    value
}

#[test]
fn json_is_one_object_on_standard_output() {
    let place = Place::new();
    let output = place.run(&format!("{SMALL} --name first --json")).with_code(0);
    let trained = object(&output.stdout);
    assert!(output.stderr.contains("epoch 2/2"), "progress goes elsewhere: {}", output.stderr);
    assert_eq!((&trained["split"], &trained["epochs"]), (&"test".into(), &2.into()));
    assert_eq!((&trained["device"], &trained["synthetic"]), (&"cpu".into(), &false.into()));
    let measured = object(&place.run("eval --run first --json").with_code(0).stdout);
    assert_eq!(measured["metrics"], trained["metrics"], "the same weights on the same images");
    let report = object(&place.run("report --run first --json").with_code(0).stdout);
    assert_eq!(report["metrics"], trained["metrics"]);
    let listed = object(&place.run("fetch --json").with_code(0).stdout);
    assert_eq!(listed["datasets"][0], "statlog-landsat");
    let fetched =
        object(&place.run("fetch statlog-landsat synthetic-s2 --json").with_code(0).stdout);
    assert_eq!(fetched["datasets"].as_array().unwrap().len(), 2);
}

#[test]
fn a_pipe_gets_no_escape_codes() {
    let place = Place::new();
    for (name, script) in [
        ("plain", "exec \"$0\" $LINE"),
        ("no-color", "NO_COLOR=1 exec \"$0\" $LINE"),
        ("forced", "CLICOLOR_FORCE=1 exec \"$0\" $LINE"),
    ] {
        let script = script.replace("$LINE", &format!("{SMALL} --name {name}"));
        let output = place.shell(&script).with_code(0);
        for text in [&output.stdout, &output.stderr] {
            assert!(!text.contains(['\u{1b}', '\r']), "{name}: {text:?}");
        }
        assert!(output.stdout.starts_with("test accuracy "), "{}", output.stdout);
    }
}

#[test]
fn quiet_leaves_standard_error_empty() {
    let place = Place::new();
    let line = format!("{SMALL} --quiet").replace("--device cpu", "--device auto");
    let output = place.run(&line).with_code(0);
    assert_eq!(output.stderr, "");
    assert_eq!(output.stdout.lines().count(), 3, "{}", output.stdout);
    let said = error(&place.run(&line.replace("--epochs 2", "--epochs 0")));
    assert!(said.contains("epochs"), "errors are said all the same: {said}");
}

#[test]
fn a_reader_that_went_away_is_no_panic() {
    let place = Place::with_run();
    for line in ["fetch", "graph", "eval --run first", "eval --run first --json", "--help"] {
        let mut child = Command::new(BINARY)
            .args(line.split_whitespace())
            .current_dir(place.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn nobody_at_either_end_is_no_panic() {
    let place = Place::new();
    let script = format!("\"$0\" {SMALL} --name first >&- 2>&-; echo $?");
    assert_eq!(place.shell(&script).stdout, "0\n");
    let script = format!("\"$0\" {SMALL} --name first 2>&-; echo $?");
    assert_eq!(place.shell(&script).stdout, "2\n", "the name is taken, and nobody can be told");
}
