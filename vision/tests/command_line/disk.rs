//! A disk that takes no more.

use super::place::{Place, SMALL, error};
use std::fs;

/// Files of a run that are not in their place.
fn scratch(place: &Place) -> Vec<String> {
    let names = |folder: &str| -> Vec<String> {
        let Ok(entries) = fs::read_dir(place.of_run(folder)) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let all = names("").into_iter().chain(names("checkpoints"));
    all.filter(|name| name.ends_with(".tmp")).collect()
}

/// A shell's limit on the size of files, in kilobytes; writing more fails as on a full disk.
fn limited(kilobytes: u32, line: &str) -> String {
    // POSIX counts in blocks of 512 bytes.
    format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" {line}", 2 * kilobytes)
}

#[test]
fn a_checkpoint_that_does_not_fit_ends_the_run_with_its_name() {
    let place = Place::new();
    let line = format!("{SMALL} --name first --json");
    let output = place.shell(&limited(8, &line)).with_code(2);
    assert_eq!(output.stdout, "");
    let said = error(&output);
    assert!(said.starts_with("error: cannot write `runs/vision/first/checkpoints/step-"), "{said}");
    assert!(said.contains(".safetensors`: "), "{said}");
    assert_eq!(scratch(&place), Vec::<String>::new());
    // With room again, the same run goes on.
    let _done = place.run("train --name first --resume --quiet").with_code(0);
}

#[test]
fn what_was_trained_is_not_lost_with_a_report_that_does_not_fit() {
    let place = Place::new();
    let output = place.shell(&limited(64, &format!("{SMALL} --name first"))).with_code(2);
    let said = error(&output);
    assert!(said.starts_with("error: cannot write `runs/vision/first/report.html`: "), "{said}");
    assert_eq!(scratch(&place), Vec::<String>::new());
    assert!(place.of_run("model.safetensors").is_file());
    let _written = place.run("report --run first").with_code(0);
    assert!(place.of_run("report.html").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let place = Place::new();
    // Every write to /dev/full fails with ENOSPC.
    let output = place.shell("exec \"$0\" fetch --json > /dev/full").with_code(2);
    insta::assert_snapshot!(error(&output), @"error: cannot write `standard output`: No space left on device (os error 28); free some space there");
}
