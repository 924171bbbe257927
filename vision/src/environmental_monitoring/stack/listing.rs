use super::StackError;
use crate::environmental_monitoring::date::Date;
use csv::{ReaderBuilder, Trim};
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The list of a folder.
const LIST: &str = "dates.csv";
/// Longest list that is read.
const MOST_BYTES: u64 = 16 << 20;

/// A file and its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedFile {
    /// The file.
    pub file: PathBuf,
    /// Its date.
    pub date: Date,
}

/// The files of a stack, the earliest first: those of a list `file,date` (a CSV file, or `dates.csv` of a folder), or
/// all GeoTIFFs of a folder by the dates in their names.
///
/// # Errors
/// [`StackError`]: nothing there, a file without a date, two files of one date, a line that cannot be read.
pub fn list(path: &Path) -> Result<Vec<DatedFile>, StackError> {
    let mut files = match path {
        folder if folder.is_dir() && folder.join(LIST).is_file() => from_list(&folder.join(LIST))?,
        folder if folder.is_dir() => from_names(folder)?,
        file => from_list(file)?,
    };
    files.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.file.cmp(&b.file)));
    let shown = |file: &DatedFile| file.file.display().to_string();
    match files.windows(2).find(|pair| pair[0].date == pair[1].date) {
        Some(pair) => Err(StackError::SameDate {
            first: shown(&pair[0]),
            second: shown(&pair[1]),
            date: pair[0].date.to_string(),
        }),
        None => Ok(files),
    }
}

fn from_names(folder: &Path) -> Result<Vec<DatedFile>, StackError> {
    let fail = |cause: std::io::Error| StackError::File {
        file: folder.display().to_string(),
        cause: cause.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let file = entry.map_err(fail)?.path();
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if !matches!(ending.as_deref(), Some("tif" | "tiff")) {
            continue;
        }
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned());
        let date = name.as_deref().and_then(Date::find);
        let Some(date) = date else {
            return Err(StackError::NoDate { file: file.display().to_string() });
        };
        files.push(DatedFile { file, date });
    }
    if files.is_empty() {
        return Err(StackError::NoFile { folder: folder.display().to_string() });
    }
    Ok(files)
}

fn from_list(list: &Path) -> Result<Vec<DatedFile>, StackError> {
    let file = || list.display().to_string();
    let fail = |cause: String| StackError::File { file: file(), cause };
    let opened = File::open(list).map_err(|error| fail(error.to_string()))?;
    let opened = opened.take(MOST_BYTES);
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(opened);
    let header = reader.headers().map_err(|error| fail(error.to_string()))?.clone();
    let column =
        |name: &str| header.iter().position(|field| field.trim_start_matches('\u{feff}') == name);
    let (Some(name), Some(date)) = (column("file"), column("date")) else {
        return Err(StackError::Line {
            file: file(),
            line: 1,
            what: "expected the columns `file,date`".into(),
        });
    };
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut files = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| fail(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let wrong = |what: String| StackError::Line { file: file(), line, what };
        let (name, text) = (record.get(name).unwrap_or_default(), record.get(date));
        let text = text.unwrap_or_default();
        let date = Date::parse(text)
            .ok_or_else(|| wrong(format!("expected a date such as 2020-01-05, found `{text}`")))?;
        let path = Path::new(name);
        let stays = |part: Component<'_>| matches!(part, Component::Normal(_));
        if name.is_empty() || !path.components().all(stays) {
            return Err(wrong(format!("`{name}` is no file of the list's folder")));
        }
        files.push(DatedFile { file: folder.join(path), date });
    }
    if files.is_empty() {
        return Err(fail("it names no file".into()));
    }
    Ok(files)
}
