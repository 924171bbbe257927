//! Creating runs.

use neuron_train::run_folder::{NewName, RunFolder, RunFolderError, RunManifest, Runs};

fn numbered() -> NewName {
    NewName::Numbered { task: "land_use".to_owned(), dataset: "statlog-landsat".to_owned() }
}

fn create(runs: &Runs, name: &NewName) -> Result<RunFolder, RunFolderError> {
    runs.create(name, "epochs = 10\n", &RunManifest::default())
}

fn entries(runs: &Runs) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(runs.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn numbers_follow_the_highest_there_is() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let name = |run: RunFolder| run.name().to_string();
    assert_eq!(name(create(&runs, &numbered()).unwrap()), "land_use-statlog-landsat-001");
    assert_eq!(name(create(&runs, &numbered()).unwrap()), "land_use-statlog-landsat-002");
    std::fs::create_dir(runs.folder().join("land_use-statlog-landsat-041")).unwrap();
    assert_eq!(name(create(&runs, &numbered()).unwrap()), "land_use-statlog-landsat-042");
    std::fs::remove_dir_all(runs.folder().join("land_use-statlog-landsat-001")).unwrap();
    assert_eq!(name(create(&runs, &numbered()).unwrap()), "land_use-statlog-landsat-043");
}

#[test]
fn a_new_run_holds_its_configuration_and_manifest_and_nothing_is_left_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let manifest = RunManifest { seed: 7, ..RunManifest::default() };
    let run = runs.create(&numbered(), "epochs = 3\n", &manifest).unwrap();
    assert_eq!(std::fs::read_to_string(run.paths().config()).unwrap(), "epochs = 3\n");
    assert_eq!(RunManifest::read(&run.paths().manifest()).unwrap(), manifest);
    assert_eq!(entries(&runs), ["land_use-statlog-landsat-001"]);
}

#[test]
fn an_existing_run_is_never_overwritten() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let given = NewName::Given("a".parse().unwrap());
    drop(create(&runs, &given).unwrap());
    std::fs::write(runs.folder().join("a/report.md"), "precious").unwrap();
    let error = create(&runs, &given).unwrap_err().to_string();
    assert!(error.contains("`--name a --resume`") && error.contains("another"), "{error}");
    assert_eq!(std::fs::read_to_string(runs.folder().join("a/report.md")).unwrap(), "precious");

    for (name, is_folder) in [("empty-folder", true), ("file", false)] {
        let path = runs.folder().join(name);
        if is_folder {
            std::fs::create_dir(&path).unwrap();
        } else {
            std::fs::write(&path, "precious").unwrap();
        }
        let error = create(&runs, &NewName::Given(name.parse().unwrap())).unwrap_err();
        assert!(matches!(error, RunFolderError::Exists { .. }), "{error}");
        assert_eq!(path.is_dir(), is_folder);
    }
    assert_eq!(entries(&runs), ["a", "empty-folder", "file"]);
}

#[test]
fn what_a_killed_process_left_half_made_is_cleared_but_not_what_a_living_one_makes() {
    let root = tempfile::tempdir().unwrap();
    let runs = Runs::new(root.path(), "vision").unwrap();
    let dead = runs.folder().join(".run.1.tmp");
    let living = runs.folder().join(".run.2.tmp");
    std::fs::create_dir_all(&dead).unwrap();
    std::fs::create_dir_all(&living).unwrap();
    std::fs::write(dead.join(".lock"), "1\n").unwrap();
    std::fs::write(dead.join("config.toml"), "").unwrap();
    let held = neuron_train::run_folder::RunLock::acquire(&living).unwrap();
    create(&runs, &numbered()).unwrap();
    assert_eq!(entries(&runs), [".run.2.tmp", "land_use-statlog-landsat-001"]);
    drop(held);
    create(&runs, &numbered()).unwrap();
    assert!(!living.exists());
}

#[test]
fn a_domain_cannot_lead_out_of_the_folder() {
    for domain in ["..", "a/b", ""] {
        assert!(matches!(Runs::new("runs", domain), Err(RunFolderError::Name { .. })));
    }
}

#[test]
fn a_file_where_the_runs_should_be_is_named() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("runs");
    std::fs::write(&file, "").unwrap();
    let runs = Runs::new(&file, "vision").unwrap();
    let error = create(&runs, &numbered()).unwrap_err().to_string();
    assert!(error.contains(&file.display().to_string()), "{error}");
}
