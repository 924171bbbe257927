//! Finding runs again.

use neuron_train::run_folder::{NewName, RunFolder, RunFolderError, RunManifest, RunName, Runs};

fn name(text: &str) -> RunName {
    text.parse().unwrap()
}

fn with_run(runs: &Runs, text: &str) -> RunFolder {
    runs.create(&NewName::Given(name(text)), "epochs = 10\n", &RunManifest::default()).unwrap()
}

#[test]
fn a_run_in_use_is_refused_with_the_process_that_holds_it() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let run = with_run(&runs, "a");
    let error = runs.resume(&name("a")).unwrap_err();
    assert!(
        matches!(&error, RunFolderError::InUse { process: Some(id), .. } if *id == std::process::id()),
        "{error}"
    );
    // Reading is not refused.
    assert_eq!(runs.open(&name("a")).unwrap(), *run.paths());
    drop(run);
    assert_eq!(runs.resume(&name("a")).unwrap().name(), &name("a"));
}

#[test]
fn a_run_copied_without_its_hidden_files_can_be_resumed() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let lock = with_run(&runs, "a").paths().lock();
    std::fs::remove_file(&lock).unwrap();
    runs.resume(&name("a")).unwrap();
    assert!(lock.exists());
}

#[test]
fn scratch_files_of_a_killed_process_go() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let folder = with_run(&runs, "a").paths().root().to_path_buf();
    std::fs::write(folder.join(".report.html.99.tmp"), "<html").unwrap();
    std::fs::write(folder.join("notes.tmp"), "the user's own").unwrap();
    runs.resume(&name("a")).unwrap();
    assert!(!folder.join(".report.html.99.tmp").exists());
    assert!(folder.join("notes.tmp").exists());
}

#[test]
fn a_wrong_name_is_answered_with_the_nearest() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    assert!(matches!(runs.resume(&name("a")), Err(RunFolderError::NoSuchRun { .. })));
    with_run(&runs, "land_use-001");
    let error = runs.resume(&name("land_use-01")).unwrap_err().to_string();
    assert!(error.ends_with("; did you mean `land_use-001`?"), "{error}");
}

#[test]
fn a_folder_in_which_no_run_began_is_said_to_be_none() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    std::fs::create_dir_all(runs.folder().join("a")).unwrap();
    assert!(matches!(runs.resume(&name("a")), Err(RunFolderError::NotARun { .. })));
    assert!(runs.list().unwrap().is_empty());
    with_run(&runs, "b");
    assert_eq!(runs.list().unwrap(), [name("b")]);
}
