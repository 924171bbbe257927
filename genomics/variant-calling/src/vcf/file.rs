use super::{header, line};
use crate::{CallRecord, CallingError, Ploidy};
use noodles::bgzf;
use std::io::{BufWriter, Error, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

enum Output {
    Text(BufWriter<NamedTempFile>),
    Compressed(bgzf::io::Writer<BufWriter<NamedTempFile>>),
}

/// A file of calls that appears when it is finished, or not at all. A name that ends by `.gz` or `.bgz` is
/// compressed by blocks, as tabix and bcftools want it.
pub struct VcfFile {
    path: PathBuf,
    ploidy: Ploidy,
    output: Output,
}

impl VcfFile {
    /// Begins a file beside its place; what its header says is that of [`header`].
    ///
    /// # Errors
    /// [`CallingError::Write`].
    pub fn create<'c>(
        path: &Path,
        contigs: impl Iterator<Item = (&'c str, usize)>,
        sample: &str,
        ploidy: Ploidy,
        reference_blocks: bool,
        opinion: Option<&str>,
    ) -> Result<Self, CallingError> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = NamedTempFile::new_in(folder).map_err(|cause| wrong(path, cause))?;
        let file = BufWriter::new(file);
        let compressed =
            path.extension().is_some_and(|extension| extension == "gz" || extension == "bgz");
        let output = if compressed {
            Output::Compressed(bgzf::io::Writer::new(file))
        } else {
            Output::Text(file)
        };
        let mut made = Self { path: path.to_owned(), ploidy, output };
        made.text(&header(contigs, sample, reference_blocks, opinion))?;
        Ok(made)
    }

    fn text(&mut self, text: &str) -> Result<(), CallingError> {
        let writer: &mut dyn Write = match &mut self.output {
            Output::Text(writer) => writer,
            Output::Compressed(writer) => writer,
        };
        writer.write_all(text.as_bytes()).map_err(|cause| wrong(&self.path, cause))
    }

    /// Adds a record.
    ///
    /// # Errors
    /// [`CallingError::Write`].
    pub fn write(&mut self, record: &CallRecord) -> Result<(), CallingError> {
        let mut text = line(record, self.ploidy);
        text.push('\n');
        self.text(&text)
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// [`CallingError::Write`].
    pub fn finish(self) -> Result<(), CallingError> {
        let Self { path, output, .. } = self;
        finish(output, &path).map_err(|cause| wrong(&path, cause))
    }
}

fn finish(output: Output, path: &Path) -> Result<(), Error> {
    let buffered = match output {
        Output::Text(writer) => writer,
        Output::Compressed(writer) => writer.finish()?,
    };
    let file = buffered.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn wrong(path: &Path, cause: Error) -> CallingError {
    CallingError::Write { file: path.display().to_string(), cause }
}
