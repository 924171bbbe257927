//! Measuring writes tables, and only those whose every row was measured.

#![forbid(unsafe_code)]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Stands for a criterion bench: writes its results for the names that contain the filter.
const BENCH: &str = r#"
use std::{env, fs, path::Path};
fn main() {
    let filter = env::args().skip(1).find(|a| !a.starts_with("--")).unwrap_or_default();
    for (id, median) in [("step/vit", 200.0), ("step/cnn", 100.0), ("load/idx", 50.0)] {
        if !id.contains(&filter) { continue }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/criterion");
        let folder = root.join(id).join("new");
        fs::create_dir_all(&folder).unwrap();
        let interval = format!("{{\"lower_bound\":{median},\"upper_bound\":{median}}}");
        let median = format!("{{\"point_estimate\":{median},\"confidence_interval\":{interval}}}");
        fs::write(folder.join("estimates.json"), format!("{{\"median\":{median}}}")).unwrap();
        fs::write(folder.join("benchmark.json"), format!("{{\"full_id\":\"{id}\"}}")).unwrap();
    }
}
"#;

/// Stands for the bench that drives a peer: says what it was given, and measures two turns.
const PEER: &str = r#"
use std::env::{args, var};
fn main() {
    eprintln!("given: {}", args().skip(1).take(4).collect::<Vec<_>>().join(" "));
    assert!(var("NEURON_PEER_PYTHON").unwrap().ends_with("/python"));
    assert_eq!(var("PEER_THREADS").unwrap(), var("RAYON_NUM_THREADS").unwrap());
    for (ours, peer) in [(200, 400), (300, 500)] {
        println!("{{\"name\":\"step/vit\",\"ours_ns\":{ours},\"peer_ns\":{peer},\
                   \"ours_least_ns\":{ours},\"peer_least_ns\":{peer}}}");
    }
    println!("{{\"name\":\"memory/vit\",\"ours\":1e6,\"peer\":2e6,\"unit\":\"bytes\"}}");
    println!("{{\"name\":\"forest\",\"value\":0.911,\"unit\":\"accuracy\"}}");
}
"#;

/// Stands for the bench of the other domains.
const DOMAINS: &str = r#"
fn main() {
    println!("{{\"name\":\"GARCH\",\"ours\":-6936.7,\"peer\":-6937,\"measure\":\"likelihood\"}}");
    println!("{{\"name\":\"fit\",\"ours_ns\":2e6,\"peer_ns\":4e7,\
               \"ours_least_ns\":1e6,\"peer_least_ns\":4e7}}");
}
"#;

struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Workspace {
        let workspace = Workspace(tempfile::tempdir().expect("a folder"));
        workspace.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"benches\", \"domains\"]\n",
        );
        workspace.write(
            "domains/Cargo.toml",
            "[package]\nname = \"neuron-domain-benches\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             [[bench]]\nname = \"peer\"\npath = \"peer.rs\"\nharness = false\nbench = false\n",
        );
        workspace.write("domains/peer.rs", DOMAINS);
        workspace.write(
            "benches/Cargo.toml",
            "[package]\nname = \"neuron-benches\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             [lib]\npath = \"lib.rs\"\nbench = false\n\
             [[bench]]\nname = \"all\"\npath = \"all.rs\"\nharness = false\n\
             [[bench]]\nname = \"peer\"\npath = \"peer.rs\"\nharness = false\nbench = false\n",
        );
        workspace.write("benches/lib.rs", "");
        workspace.write("benches/all.rs", BENCH);
        workspace.write("benches/peer.rs", PEER);
        workspace.write("docs/BENCHMARKS.md", "# Benchmarks\n\nprose\n");
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("created");
        fs::write(full, text).expect("written");
    }

    fn bench(&self, arguments: &[&str], python: &Path) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("bench").args(arguments).env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command.env_remove("CARGO_TARGET_DIR").env("NEURON_PEER_PYTHON", python);
        command.output().expect("the program starts")
    }

    fn page(&self) -> String {
        fs::read_to_string(self.path("docs/BENCHMARKS.md")).expect("a page")
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_table_is_written_where_its_whole_group_was_measured() {
    let workspace = Workspace::new();
    let nowhere = Path::new("/nowhere");
    let output = workspace.bench(&[], nowhere);
    assert!(output.status.success(), "{}", errors(&output));
    let whole = workspace.page();
    assert!(whole.starts_with("# Benchmarks\n\nprose\n"), "{whole}");
    for part in ["| vit | 200 ns |", "| cnn | 100 ns |", "| idx | 50.0 ns |", "cargo xtask bench\n"]
    {
        assert!(whole.contains(part), "{whole}");
    }

    let output = workspace.bench(&["step/vit"], nowhere);
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(shown.contains("`step`: 1 of 2 benchmarks ran"), "{shown}");
    assert_eq!(workspace.page(), whole, "a part of a group must not replace the whole");

    let output = workspace.bench(&["load"], nowhere);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(workspace.page().contains("cargo xtask bench 'load'"), "{}", workspace.page());
}

#[test]
fn nothing_measured_is_an_error_and_writes_nothing() {
    let workspace = Workspace::new();
    let output = workspace.bench(&["nosuchname"], Path::new("/nowhere"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(workspace.page(), "# Benchmarks\n\nprose\n");
}

#[test]
fn a_peer_takes_turns_and_the_ratio_is_written() {
    let workspace = Workspace::new();
    // Stands for an interpreter that is there: it is asked for its version.
    workspace.write("python", "#!/bin/sh\necho 3.11.2\n");
    let python = workspace.path("python");
    fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).expect("executable");
    let output = workspace.bench(&["--peer", "torch", "--rounds", "2"], &python);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(errors(&output).contains("given: --peer torch --rounds 2\n"), "{}", errors(&output));
    let page = workspace.page();
    for part in [
        "| step/vit | 250 ns | 450 ns | 0.55 | 0.50 – 0.60 | 200 ns | 400 ns | 0.50 |",
        "| memory/vit | 1.00 MB | 2.00 MB | 0.50 | – |",
        "| forest | 0.911 | accuracy |",
        "cargo xtask bench --peer torch --rounds 2\n",
    ] {
        assert!(page.contains(part), "{page}");
    }

    let output = workspace.bench(&["--peer", "torch", "step/vit"], &python);
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(workspace.page(), page, "a filtered comparison is not written");
}

#[test]
fn a_peer_of_a_domain_has_its_own_bench_and_its_version_in_the_tables() {
    let workspace = Workspace::new();
    workspace.write("python", "#!/bin/sh\necho 8.0.0\n");
    let python = workspace.path("python");
    fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).expect("executable");
    let output = workspace.bench(&["--peer", "arch", "--rounds", "1"], &python);
    assert!(output.status.success(), "{}", errors(&output));
    let page = workspace.page();
    for part in [
        "| fit | 2.00 ms | 40.0 ms | 0.050 |",
        "| GARCH | -6936.7 | -6937 | likelihood |",
        " Compared: arch 8.0.0",
        "<!-- bench:peer-arch-scores begin -->",
    ] {
        assert!(page.contains(part), "{page}");
    }
}

#[test]
fn an_unknown_peer_or_interpreter_is_named() {
    let workspace = Workspace::new();
    let output = workspace.bench(&["--peer", "tensorflow"], Path::new("/nowhere/python"));
    assert_eq!(output.status.code(), Some(2));
    let known = "error: unknown peer `tensorflow`: there are torch, torch-compile, torch-bf16, \
                 onnxruntime, jax, arch, ";
    assert!(errors(&output).starts_with(known), "{}", errors(&output));
    let output = workspace.bench(&["--peer", "torch"], Path::new("/nowhere/python"));
    assert_eq!(output.status.code(), Some(1));
    let expected = "error: `NEURON_PEER_PYTHON` names `/nowhere/python`, which does not start\n";
    assert_eq!(errors(&output), expected);
}
