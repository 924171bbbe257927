use std::path::{Path, PathBuf};

use super::{Report, ReportError};
use crate::file_system::{FileSystem, create_folders, write_atomically};

/// The files of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The HTML page.
    pub html: PathBuf,
    /// The Markdown file.
    pub markdown: PathBuf,
    /// The plots, each a file of its own.
    pub figures: Vec<PathBuf>,
}

impl Report {
    /// The folder of the plots, beside the report.
    pub const FIGURES: &str = "plots";

    /// Writes `report.html`, `report.md` and `plots/*.svg` into `folder`, each whole or not at all.
    ///
    /// # Errors
    ///
    /// [`ReportError`] naming the file that could not be written.
    pub fn write(&self, files: &dyn FileSystem, folder: &Path) -> Result<Written, ReportError> {
        let (html, markdown) = (self.html()?, self.markdown(Some(Self::FIGURES))?);
        let plots = folder.join(Self::FIGURES);
        create_folders(files, &plots)?;
        let mut written = Written {
            html: folder.join("report.html"),
            markdown: folder.join("report.md"),
            figures: Vec::new(),
        };
        for figure in self.figures() {
            let path = plots.join(format!("{}.svg", figure.name));
            write_atomically(files, &path, |out| out.write_all(figure.svg.as_bytes()))?;
            written.figures.push(path);
        }
        write_atomically(files, &written.markdown, |out| out.write_all(markdown.as_bytes()))?;
        write_atomically(files, &written.html, |out| out.write_all(html.as_bytes()))?;
        Ok(written)
    }
}
