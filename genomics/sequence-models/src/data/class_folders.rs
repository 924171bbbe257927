//! A folder or a FASTA file for each class. In a folder of a class each file is FASTA, or, where its name ends by `.txt`,
//! one sequence, as Genomic Benchmarks are laid out.

use super::source::{Example, read_fasta};
use neuron_sequence_features::alphabet::check;
use neuron_sequence_files::SequenceFileError;
use neuron_tasks::TaskError;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Most bytes of a file with one sequence.
const LARGEST: u64 = 1 << 24;

const FASTA: [&str; 4] = ["fa", "fasta", "fna", "ffn"];

/// The class of a FASTA file by its name, `promoter.fa.gz`; nothing of other files.
fn class_of_file(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let (class, ending) = name.strip_suffix(".gz").unwrap_or(name).rsplit_once('.')?;
    FASTA.contains(&ending).then_some(class)
}

/// What a folder holds, in the order of names, without what is hidden.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        entries.push(entry?.path());
    }
    entries.retain(|path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| !name.starts_with('.'))
    });
    entries.sort();
    Ok(entries)
}

/// Whether a folder has two classes or more.
pub(super) fn has_classes(folder: &Path) -> bool {
    let classes = |paths: Vec<PathBuf>| {
        paths.iter().filter(|path| path.is_dir() || class_of_file(path).is_some()).count()
    };
    entries(folder).is_ok_and(|paths| classes(paths) > 1)
}

/// All sequences of all classes, by the names of classes and files.
pub(super) fn class_folders(folder: &Path) -> Result<Vec<Example>, TaskError> {
    let mut examples = Vec::new();
    for path in entries(folder).map_err(|source| failed(folder, source))? {
        let named = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (class, files) = match class_of_file(&path) {
            Some(class) if path.is_file() => (class.to_owned(), vec![path.clone()]),
            _ if path.is_dir() => {
                let files = entries(&path).map_err(|source| failed(&path, source))?;
                (named.unwrap_or_default(), files)
            }
            _ => continue,
        };
        let before = examples.len();
        for file in files {
            if file.extension().is_some_and(|ending| ending == "txt") {
                examples.push((class.clone(), one_sequence(&file)?));
            } else if class_of_file(&file).is_some() {
                let records = read_fasta(&file)?.into_iter();
                examples.extend(records.map(|record| (class.clone(), record.sequence)));
            }
        }
        if examples.len() == before {
            let what = "holds no sequence of its class, expected FASTA or `.txt` files".to_owned();
            let file = path.display().to_string();
            return Err(TaskError::domain(SequenceFileError::File { file, what }));
        }
    }
    Ok(examples)
}

fn failed(path: &Path, source: io::Error) -> TaskError {
    let file = path.display().to_string();
    TaskError::domain(SequenceFileError::Io { what: "read", file, source })
}

fn one_sequence(path: &Path) -> Result<Vec<u8>, TaskError> {
    let mut bases = Vec::new();
    let file = File::open(path).map_err(|source| failed(path, source))?;
    file.take(LARGEST + 1).read_to_end(&mut bases).map_err(|source| failed(path, source))?;
    bases.retain(|letter| !letter.is_ascii_whitespace());
    let what = if bases.len() as u64 > LARGEST {
        format!("is longer than {LARGEST} bases")
    } else if bases.is_empty() {
        "holds no sequence".to_owned()
    } else {
        match check(&bases) {
            Ok(()) => return Ok(bases),
            Err(error) => format!("is no sequence: {error}"),
        }
    };
    let file = path.display().to_string();
    Err(TaskError::domain(SequenceFileError::File { file, what }))
}
