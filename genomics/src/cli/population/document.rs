//! One document as text, Markdown or HTML.

use super::super::error::CommandError;
use neuron_command_line::{CommandLineError, file, table};
use std::path::Path;

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Html,
}

pub(super) fn format_of(path: &Path) -> Result<Format, CommandError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => Ok(Format::Markdown),
        Some("html") => Ok(Format::Html),
        _ => {
            let found = format!("`{}`", path.display());
            let expected = "a name that ends by .md or .html".to_owned();
            Err(CommandLineError::Flag { flag: "--output", found, expected }.into())
        }
    }
}

#[derive(Default)]
pub(super) struct Section {
    pub(super) title: &'static str,
    /// What was done, with its source.
    pub(super) method: &'static str,
    pub(super) lines: Vec<String>,
    pub(super) tables: Vec<(Vec<&'static str>, Vec<Vec<String>>)>,
    pub(super) plots: Vec<Plot>,
}

pub(super) struct Plot {
    pub(super) name: &'static str,
    pub(super) caption: &'static str,
    pub(super) svg: String,
}

pub(super) struct Document {
    source: String,
    about: String,
    pub(super) sections: Vec<Section>,
}

impl Document {
    pub(super) fn new(source: &str, about: String) -> Self {
        Self { source: source.to_owned(), about, sections: Vec::new() }
    }

    /// For a terminal.
    pub(super) fn text(&self) -> String {
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

    pub(super) fn write(&self, path: &Path, format: Format) -> Result<(), CommandError> {
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

    fn markdown(&self, stem: &str) -> String {
        let mut text = format!("# Populations: {}\n\n{}\n", mark(&self.source), mark(&self.about));
        for section in &self.sections {
            text += &format!("\n## {}\n", section.title);
            for line in &section.lines {
                text += &format!("\n{}\n", mark(line));
            }
            for (header, rows) in &section.tables {
                text += &format!("\n| {} |\n|{}\n", header.join(" | "), "-|".repeat(header.len()));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| mark(cell)).collect();
                    text += &format!("| {} |\n", cells.join(" | "));
                }
            }
            for plot in &section.plots {
                let name = format!("{stem}-{}.svg", plot.name).replace(' ', "%20");
                text += &format!("\n![{}]({name})\n", plot.caption);
            }
            text += &format!("\n*Method.* {}\n", section.method);
        }
        text
    }

    fn html(&self) -> String {
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Populations</title>\n\
             <style>body{{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}\
             table{{border-collapse:collapse;margin:1em 0}}td,th{{padding:.2em .7em;text-align:right;\
             border-bottom:1px solid #ddd}}td:first-child,th:first-child{{text-align:left}}\
             svg{{max-width:100%;height:auto}}.method{{color:#555}}</style></head><body>\n\
             <h1>Populations: {}</h1>\n<p>{}</p>\n",
            escape(&self.source),
            escape(&self.about)
        );
        for section in &self.sections {
            text += &format!("<h2>{}</h2>\n", escape(section.title));
            for line in &section.lines {
                text += &format!("<p>{}</p>\n", escape(line));
            }
            for (header, rows) in &section.tables {
                let cells = |tag: &str, cells: Vec<String>| -> String {
                    cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect()
                };
                let head = header.iter().map(|cell| (*cell).to_owned()).collect();
                text += &format!("<table><tr>{}</tr>\n", cells("th", head));
                for row in rows {
                    text += &format!("<tr>{}</tr>\n", cells("td", row.clone()));
                }
                text += "</table>\n";
            }
            for plot in &section.plots {
                let caption = escape(plot.caption);
                text +=
                    &format!("<figure>{}<figcaption>{caption}</figcaption></figure>\n", plot.svg);
            }
            text += &format!("<p class=\"method\">Method. {}</p>\n", escape(section.method));
        }
        text + "</body></html>\n"
    }
}

/// Text of a page: nothing in a name becomes markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text of Markdown: neither markup, nor a cell's end.
fn mark(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace(['\n', '\r'], " ");
    text.replace('|', "\\|").replace('*', "\\*").replace('_', "\\_").replace('[', "\\[")
}

#[cfg(test)]
mod tests {
    use super::{escape, mark};

    #[test]
    fn names_stay_names() {
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
        assert_eq!(mark("a|b_<i>"), "a\\|b\\_&lt;i>");
    }
}
