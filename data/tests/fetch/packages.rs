use super::{Bench, body, manifest, options};
use neuron_data::fetch::FetchError;
use neuron_testkit::command::Command;

const APT: &str =
    "{ package = { client = \"apt\", name = \"neuron-nothing\", member = \"usr/share/a.bin\" } }";

/// Run by the test below, as a process whose `PATH` has only what the test put there.
#[test]
fn fetches_with_the_clients_of_its_path() {
    let Ok(expected) = std::env::var("NEURON_TEST_PACKAGE") else {
        // By itself: there is no such package, whether or not there is such a client.
        let error = Bench::new(options()).fetch(&manifest(APT, &body())).unwrap_err();
        assert!(matches!(error, FetchError::Package { .. }), "{error}");
        return;
    };
    let bench = Bench::new(options());
    let source = if expected.contains("pip") {
        "{ package = { client = \"pip\", name = \"nothing\", version = \"1.0\", member = \"x/a.bin\" } }"
    } else {
        APT
    };
    let result = bench.fetch(&manifest(source, &body()));
    let said = match &result {
        Ok(dataset) => {
            assert_eq!(std::fs::read(dataset.path("a.bin").unwrap()).unwrap(), body());
            "fetched with pip and apt".to_owned()
        }
        Err(error) => error.to_string(),
    };
    assert!(said.contains(&expected), "{said}");
    let left = std::fs::read_dir(bench.place("")).unwrap();
    let left: Vec<String> =
        left.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.starts_with(".package-")), "{left:?}");
}

/// Runs the test above with these scripts as clients.
fn with_clients(scripts: &[(&str, &str)], expected: &str) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mut writer = tar::Builder::new(Vec::new());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    writer.append_link(&mut link, "./usr/share/other", "/etc/passwd").unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_size(body().len() as u64);
    writer.append_data(&mut header, "./usr/share/a.bin", &body()[..]).unwrap();
    std::fs::write(folder.path().join("fs.tar"), writer.into_inner().unwrap()).unwrap();
    let wheel = std::fs::File::create(folder.path().join("wheel")).unwrap();
    let mut writer = zip::ZipWriter::new(wheel);
    writer.start_file("x/a.bin", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut writer, &body()).unwrap();
    writer.finish().unwrap();
    for (name, script) in scripts {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let _output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "packages::fetches_with_the_clients_of_its_path"])
        .env("PATH", folder.path())
        .env("HERE", folder.path())
        .env("NEURON_TEST_PACKAGE", expected)
        .run()
        .with_code(0);
}

/// Leaves a file under the package's name; the shell's own commands are enough for it.
const GET: &str = "[ \"$1 $2\" = 'download neuron-nothing' ] && : > neuron-nothing_1_all.deb";
const OPEN: &str = "[ \"$1\" = --fsys-tarfile ] && exec /bin/cat \"$HERE/fs.tar\"";

#[test]
fn a_member_comes_out_of_a_debian_package() {
    with_clients(&[("apt-get", GET), ("dpkg-deb", OPEN)], "fetched");
}

#[test]
fn a_member_comes_out_of_a_wheel() {
    let script = "case \"$*\" in *'--only-binary=:all: '*'nothing==1.0') \
                  /bin/cp \"$HERE/wheel\" nothing-1.0-py3-none-any.whl;; *) exit 9;; esac";
    with_clients(&[("python3", script)], "with pip");
}

#[test]
fn what_goes_wrong_with_a_client_is_said() {
    with_clients(&[], "`apt-get` is not installed: install it, or put the file at");
    with_clients(&[("apt-get", "echo 'E: no such package' >&2; exit 100")], "no such package");
    with_clients(&[("apt-get", "exit 0")], "left 0 files, expected one");
    with_clients(&[("apt-get", GET)], "`dpkg-deb` is not installed");
    let broken = "echo 'dpkg-deb: error: not a Debian format archive' >&2; exit 2";
    with_clients(&[("apt-get", GET), ("dpkg-deb", broken)], "not a Debian format archive");
}
