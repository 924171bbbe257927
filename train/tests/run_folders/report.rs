//! The copy that `--output` asks for.

use neuron_train::run_folder::{NewName, RunFolder, RunFolderError, RunManifest, Runs};

fn run(root: &std::path::Path) -> RunFolder {
    let runs = Runs::new(root.join("runs"), "vision").unwrap();
    let run = runs.create(&NewName::Given("a".parse().unwrap()), "", &RunManifest::default());
    let run = run.unwrap();
    std::fs::write(run.paths().report_md(), "# Report").unwrap();
    std::fs::write(run.paths().report_html(), "<h1>Report</h1>").unwrap();
    run
}

#[test]
fn the_ending_chooses_and_an_old_copy_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let run = run(root.path());
    let output = root.path().join("new/folder/cv_report.md");
    run.copy_report_to(&output).unwrap();
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "# Report");
    std::fs::write(run.paths().report_md(), "# Another").unwrap();
    run.copy_report_to(&output).unwrap();
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "# Another");
    assert_eq!(std::fs::read_dir(output.parent().unwrap()).unwrap().count(), 1);
    let output = root.path().join("cv_report.html");
    run.copy_report_to(&output).unwrap();
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "<h1>Report</h1>");
}

#[test]
fn a_path_that_no_report_can_have_is_refused_by_name() {
    let root = tempfile::tempdir().unwrap();
    let run = run(root.path());
    let folder = root.path().join("folder.md");
    std::fs::create_dir(&folder).unwrap();
    for output in [folder, root.path().join("report"), root.path().join("report.pdf")] {
        let error = run.copy_report_to(&output).unwrap_err();
        assert!(matches!(error, RunFolderError::Output { .. }), "{error}");
        assert!(error.to_string().contains(&output.display().to_string()), "{error}");
    }
    let file = root.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = run.copy_report_to(&file.join("report.md")).unwrap_err().to_string();
    assert!(error.contains(&file.display().to_string()), "{error}");
}
