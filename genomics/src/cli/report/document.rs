use super::super::error::CommandError;
use super::{Cost, File, Format};
use neuron_command_line::{file, table};
use std::path::Path;

/// A part of a report.
#[derive(Default)]
pub(in crate::cli) struct Section {
    pub(in crate::cli) title: &'static str,
    /// What was done, with its source; may be empty.
    pub(in crate::cli) method: &'static str,
    pub(in crate::cli) lines: Vec<String>,
    pub(in crate::cli) tables: Vec<(Vec<&'static str>, Vec<Vec<String>>)>,
    pub(in crate::cli) plots: Vec<Plot>,
}

/// A plot, the name of its file, and what it shows.
pub(in crate::cli) struct Plot {
    pub(in crate::cli) name: &'static str,
    pub(in crate::cli) caption: &'static str,
    pub(in crate::cli) svg: String,
}

/// One document, as text, Markdown or HTML.
pub(in crate::cli) struct Document {
    pub(super) title: &'static str,
    pub(super) source: String,
    pub(super) about: String,
    pub(in crate::cli) sections: Vec<Section>,
    /// What was read.
    pub(in crate::cli) files: Vec<File>,
    /// What it took.
    pub(in crate::cli) costs: Vec<Cost>,
}

impl Document {
    pub(in crate::cli) fn new(title: &'static str, source: &str, about: String) -> Self {
        let (sections, files, costs) = (Vec::new(), Vec::new(), Vec::new());
        Self { title, source: source.to_owned(), about, sections, files, costs }
    }

    /// For a terminal: without what was read and what it took.
    pub(in crate::cli) fn text(&self) -> String {
        let mut text = self.about.clone();
        for section in &self.sections {
            text += &format!("\n\n{}\n", section.title.to_uppercase());
            text += &section.lines.join("\n");
            for (header, rows) in &section.tables {
                if !rows.is_empty() {
                    text += &format!("\n\n{}", table(header, rows));
                }
            }
        }
        text
    }

    /// Writes the document, and the plots of Markdown beside it before it.
    pub(in crate::cli) fn write(&self, path: &Path, format: Format) -> Result<(), CommandError> {
        match format {
            Format::Html => Ok(file::write(path, &self.html())?),
            Format::Markdown => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                for plot in self.sections.iter().flat_map(|section| &section.plots) {
                    let beside = path.with_file_name(format!("{stem}-{}.svg", plot.name));
                    file::write(&beside, &plot.svg)?;
                }
                Ok(file::write(path, &self.markdown(&stem))?)
            }
        }
    }
}
