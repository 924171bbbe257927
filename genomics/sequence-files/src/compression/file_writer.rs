use super::bgzf;
use crate::SequenceFileError;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes a file whole or not at all: beside its place, and moves it there at the end. Where its name ends in `.gz` or
/// `.bgz` it is compressed by BGZF.
///
/// ```
/// use neuron_sequence_files::compression::{Compression, FileWriter, open};
/// use std::io::Write;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("a.vcf.gz");
/// let mut writer = FileWriter::create(&path)?;
/// writer.write_all(b"##fileformat=VCFv4.3\n")?;
/// assert!(!path.exists());
/// writer.finish()?;
/// assert_eq!(open(&path)?.kind, Compression::Bgzf);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FileWriter {
    target: Target,
    path: PathBuf,
}

#[derive(Debug)]
enum Target {
    Plain(BufWriter<NamedTempFile>),
    Blocks(Box<bgzf::Writer<BufWriter<NamedTempFile>>>),
}

impl FileWriter {
    /// Begins a file.
    ///
    /// # Errors
    /// [`SequenceFileError::Io`], as where its folder is not there.
    pub fn create(path: &Path) -> Result<Self, SequenceFileError> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = NamedTempFile::new_in(folder);
        let file = file.map_err(|error| SequenceFileError::io("write", path, error))?;
        let file = BufWriter::with_capacity(1 << 17, file);
        let name = path.to_string_lossy().to_ascii_lowercase();
        let target = if name.ends_with(".gz") || name.ends_with(".bgz") {
            Target::Blocks(Box::new(bgzf::Writer::new(file)))
        } else {
            Target::Plain(file)
        };
        Ok(Self { target, path: path.to_owned() })
    }

    /// Ends the file and moves it to its place.
    ///
    /// # Errors
    /// [`SequenceFileError::Io`]; nothing is left then.
    pub fn finish(self) -> Result<(), SequenceFileError> {
        let failed = |error| SequenceFileError::io("write", &self.path, error);
        let file = match self.target {
            Target::Plain(file) => file,
            Target::Blocks(blocks) => blocks.finish().map_err(failed)?,
        };
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&self.path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Plain(file) => file.write(bytes),
            Target::Blocks(blocks) => blocks.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Plain(file) => file.flush(),
            Target::Blocks(blocks) => blocks.flush(),
        }
    }
}
