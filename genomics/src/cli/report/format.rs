use super::super::error::CommandError;
use super::super::whole_file::check_place;
use neuron_command_line::CommandLineError;
use std::path::Path;

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    /// Plots lie beside it.
    Markdown,
    /// Plots are in it.
    Html,
}

fn told(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" => Some(Format::Html),
        _ => None,
    }
}

/// Whether a path of `--output` names a report, and no table.
pub(in crate::cli) fn asks_for_report(path: &Path) -> bool {
    told(path).is_some()
}

/// What the report of a flag is written as, by the end of its name.
pub(in crate::cli) fn format_of(flag: &'static str, path: &Path) -> Result<Format, CommandError> {
    told(path).ok_or_else(|| {
        let found = format!("`{}`", path.display());
        let expected = "a name that ends by .md or .html".to_owned();
        CommandLineError::Flag { flag, found, expected }.into()
    })
}

/// Where reports go of analyses whose `--output` takes data or a report: by `--report`, and by `--output` where it names
/// one. That they can be written is found out before the analysis takes its time.
pub(in crate::cli) fn reports_asked<'a>(
    report: Option<&'a Path>,
    output: Option<&'a Path>,
) -> Result<Vec<(&'a Path, Format)>, CommandError> {
    let named = output.filter(|path| asks_for_report(path));
    let flags = [("--report", report), ("--output", named)];
    let asked = flags.into_iter().filter_map(|(flag, path)| Some((flag, path?)));
    let place = |(flag, path)| {
        let format = format_of(flag, path)?;
        check_place(flag, path)?;
        Ok((path, format))
    };
    asked.map(place).collect()
}
