//! One process at a time writes to a run.

use super::run::{Runs, assert_undisturbed, wait_until};

#[test]
fn a_run_in_use_is_refused_and_not_disturbed() {
    let runs = Runs::new();
    let lock = runs.folder("held").join(".lock");
    let child = runs.start("held", &["--quiet"]);
    wait_until("the run", || lock.exists());
    // Held still, so that it is surely in use.
    let process = child.id().to_string();
    let tell = |signal: &str| {
        std::process::Command::new("kill").args([signal, &process]).status().unwrap()
    };
    assert!(tell("-STOP").success());
    let refused = runs.run("held", &["--json"]);
    assert!(tell("-CONT").success());
    let refused = refused.with_code(2);
    assert_eq!(refused.stdout, "");
    let last = refused.stderr.lines().last().unwrap();
    let expected = format!(
        "error: the run `{}` is in use by process {process}; wait for it, stop it, or choose another `--name`",
        runs.folder("held").display()
    );
    assert_eq!(last, expected);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert_undisturbed(&runs, "held");
}
