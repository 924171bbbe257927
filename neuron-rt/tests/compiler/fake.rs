//! A stand-in for `neuronx-cc`: a shell script that does what the file `mode` beside it says, and
//! notes each call beside it.

use neuron_rt::neuron::compiler::{CompileOptions, Compiler, Environment, Event, Progress};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

pub(crate) const VERSION: &str = "2.26.6360.0+6f180f47";

const SCRIPT: &str = r#"#!/bin/sh
here=$(dirname "$0")
if [ "$1" = --version ]; then
  echo asked >> "$here/version_calls"
  cat "$here/version"
  exit 0
fi
echo "$*" >> "$here/calls"
while [ $# -gt 0 ]; do
  case $1 in
    --output) output=$2; shift ;;
    --logfile) log=$2; shift ;;
  esac
  shift
done
echo "2026-11-21T10:00:00Z INFO 1 [root]: reading the module" >> "$log"
case $(cat "$here/mode") in
  good) cp "$here/answer.neff" "$output" ;;
  slow)
    sleep 1.6
    cp "$here/answer.neff" "$output" ;;
  refuse)
    echo "2026-11-21T10:00:01Z ERROR 1 [root]: [NCC_EVRF029] Operation sort is not supported on trn2." >> "$log"
    echo "[F137] neuronx-cc was forcibly terminated"
    exit 70 ;;
  break)
    echo "Traceback (most recent call last):"
    echo "ValueError: no such pass" >&2
    exit 1 ;;
  silent) : > "$log"; exit 3 ;;
  garbage) echo "Compiler status PASS" > "$output" ;;
  cut) head -c 1030 "$here/answer.neff" > "$output" ;;
  nothing) : ;;
  killed) kill -KILL $$ ;;
  hang)
    sleep 300 &
    echo "$! $$" > "$here/hanging.part"
    mv "$here/hanging.part" "$here/hanging"
    wait ;;
esac
"#;

/// The script is written once, before any process of the tests starts: a file that some process
/// still has open for writing cannot be run.
fn script() -> &'static Path {
    static SCRIPT_FILE: OnceLock<PathBuf> = OnceLock::new();
    SCRIPT_FILE.get_or_init(|| {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let part = folder.join(format!("neuronx-cc-{}", std::process::id()));
        fs::write(&part, SCRIPT).unwrap();
        fs::set_permissions(&part, fs::Permissions::from_mode(0o755)).unwrap();
        let path = folder.join("neuronx-cc");
        fs::rename(part, &path).unwrap();
        path
    })
}

/// A NEFF with `content` as the one member of its archive. Layout: AWS's "Work with NEFF files".
pub(crate) fn neff(content: &[u8]) -> Vec<u8> {
    let mut archive = vec![0; 512];
    archive[..9].copy_from_slice(b"neff.json");
    archive[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    archive[156] = b'0';
    archive[148..156].copy_from_slice(b"        ");
    let sum: u32 = archive.iter().map(|byte| u32::from(*byte)).sum();
    archive[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    archive.extend(content);
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    let mut neff = vec![0; 1024];
    neff[0] = 2;
    neff[8..16].copy_from_slice(&1024u64.to_le_bytes());
    neff[16..24].copy_from_slice(&(archive.len() as u64).to_le_bytes());
    neff[24] = 2;
    neff.extend(archive);
    neff
}

/// A folder with the stand-in, what it answers, and a cache.
pub(crate) struct Fake {
    folder: PathBuf,
    flags: String,
    _owned: Option<TempDir>,
}

impl Fake {
    pub(crate) fn new(mode: &str) -> Self {
        let owned = tempfile::tempdir().unwrap();
        let folder = owned.path().to_owned();
        std::os::unix::fs::symlink(script(), folder.join("neuronx-cc")).unwrap();
        let version = format!("NeuronX Compiler version {VERSION}\n\nPython version 3.10.12\n");
        fs::write(folder.join("version"), version).unwrap();
        fs::write(folder.join("answer.neff"), neff(b"the answer")).unwrap();
        let fake = Self { folder, flags: String::new(), _owned: Some(owned) };
        fake.mode(mode);
        fake
    }

    /// One that another process made.
    pub(crate) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), flags: String::new(), _owned: None }
    }

    pub(crate) fn with_flags(mut self, flags: &str) -> Self {
        self.flags = flags.to_owned();
        self
    }

    pub(crate) fn mode(&self, mode: &str) {
        fs::write(self.folder.join("mode"), mode).unwrap();
    }

    pub(crate) fn environment(&self) -> Environment {
        Environment {
            search_path: Some(self.folder.clone().into()),
            flags: Some(self.flags.clone()),
            cache_url: Some(self.folder.join("cache").to_str().unwrap().to_owned()),
            temporary: self.folder.join("temporary"),
            ..Environment::default()
        }
    }

    pub(crate) fn compiler(&self) -> Compiler {
        Compiler::locate_in(&self.environment()).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command lines of all compilations so far.
    pub(crate) fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The folder of all entries of its version.
    pub(crate) fn entry_folder(&self) -> PathBuf {
        self.path("cache").join(format!("neuronxcc-{VERSION}"))
    }

    /// The folder of the only entry of the cache.
    pub(crate) fn entry(&self) -> PathBuf {
        let entries = self.compiler().cache().entries().unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0].path.clone()
    }

    /// Names in the only entry.
    pub(crate) fn files(&self) -> Vec<String> {
        let list = fs::read_dir(self.entry()).unwrap();
        let mut names: Vec<String> =
            list.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub(crate) fn options() -> CompileOptions {
    CompileOptions::new("trn1")
}

/// What was told, line by line.
#[derive(Default)]
pub(crate) struct Told(RefCell<Vec<String>>);

impl Progress for Told {
    fn event(&self, event: Event<'_>) {
        self.0.borrow_mut().push(event.to_string());
    }
}

impl Told {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.borrow().clone()
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.lines().iter().any(|line| line.contains(part))
    }
}
