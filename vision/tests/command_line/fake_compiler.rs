//! A stand-in for `neuronx-cc`: a shell script that does what the file `mode` beside it says.

use super::place::{Place, error};
use neuron_testkit::command::Output;
use std::fs;
use std::path::PathBuf;

const SCRIPT: &str = r#"#!/bin/sh
here=$(dirname "$0")
if [ "$1" = --version ]; then
  echo "NeuronX Compiler version 2.26.6360.0+6f180f47"
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
case $(cat "$here/mode") in
  good) cp "$here/answer.neff" "$output" ;;
  refuse)
    echo "2026-11-21T10:00:01Z ERROR 1 [root]: [NCC_EVRF029] Operation sort is not supported on trn2." >> "$log"
    exit 70 ;;
  hang)
    : > "$here/hanging"
    sleep 300 ;;
esac
"#;

/// A folder with the program in it, and a cache beside it.
pub(crate) struct FakeCompiler<'a>(&'a Place);

impl<'a> FakeCompiler<'a> {
    pub(crate) fn new(place: &'a Place, mode: &str) -> Self {
        let folder = place.path().join("compiler");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("script"), SCRIPT).unwrap();
        fs::write(folder.join("answer.neff"), neff()).unwrap();
        // A file that this process ever wrote to may still be open in a child of another test, and
        // could then not be run.
        let script = "cp compiler/script compiler/neuronx-cc && chmod 755 compiler/neuronx-cc";
        let _copied = place.shell(script).with_code(0);
        let fake = Self(place);
        fake.mode(mode);
        fake
    }

    pub(crate) fn mode(&self, mode: &str) {
        fs::write(self.0.path().join("compiler/mode"), mode).unwrap();
    }

    /// The variables that lead to it.
    pub(crate) fn environment(&self) -> [(&'static str, String); 2] {
        let below = |name: &str| self.0.path().join(name).display().to_string();
        [("NEURON_CC", below("compiler/neuronx-cc")), ("NEURON_COMPILE_CACHE_URL", below("cache"))]
    }

    /// The program of the domain with it.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.0.run_with(line, &self.environment())
    }

    pub(crate) fn refusal(&self, line: &str) -> String {
        error(&self.run(line).with_code(2)).replace(&self.0.path().display().to_string(), "PLACE")
    }

    /// The command lines of all compilations so far.
    pub(crate) fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.0.path().join("compiler/calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The folders of all entries of the cache, in the order of their names.
    pub(crate) fn entries(&self) -> Vec<PathBuf> {
        let of_version = self.0.path().join("cache/neuronxcc-2.26.6360.0+6f180f47");
        let Ok(list) = fs::read_dir(of_version) else { return Vec::new() };
        let paths = list.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
        let mut entries: Vec<PathBuf> = paths.collect();
        entries.sort();
        entries
    }
}

/// A NEFF whose archive is empty. Layout: AWS's "Work with NEFF files".
fn neff() -> Vec<u8> {
    let mut neff = vec![0; 1024];
    neff[0] = 2;
    neff[8..16].copy_from_slice(&1024u64.to_le_bytes());
    neff[16..24].copy_from_slice(&1024u64.to_le_bytes());
    neff[24] = 2;
    neff.extend([0; 1024]);
    neff
}
