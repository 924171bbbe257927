use crate::GenotypeError;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that takes its place only when it is whole; until then it stands beside it, and goes away by itself.
pub(crate) struct OutputFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl OutputFile {
    pub(crate) fn new(path: &Path) -> Result<Self, GenotypeError> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        // With the rights of any new file: a temporary one would be its owner's alone.
        let file = tempfile::Builder::new().make_in(folder, |path| File::create_new(path));
        match file {
            Ok(file) => {
                Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(1 << 18, file) })
            }
            Err(cause) => Err(failed(path, cause)),
        }
    }

    /// What writing it failed with.
    pub(crate) fn failed(&self) -> impl Fn(io::Error) -> GenotypeError + use<> {
        let path = self.path.clone();
        move |cause| failed(&path, cause)
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> Result<(), GenotypeError> {
        let file =
            self.file.into_inner().map_err(|error| failed(&self.path, error.into_error()))?;
        file.as_file().sync_all().map_err(|cause| failed(&self.path, cause))?;
        file.persist(&self.path).map_err(|error| failed(&self.path, error.error))?;
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn failed(path: &Path, cause: io::Error) -> GenotypeError {
    GenotypeError::Io { action: "write", file: path.to_owned(), cause }
}
