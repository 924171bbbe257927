use super::labelled::{Said, SeriesSet, Sites};
use super::one::{Lines, read_lines, read_series, wrong};
use crate::datasets::DatasetError;
use std::path::{Component, Path};

/// The list of the series and their classes.
pub(super) const LIST: &str = "labels.csv";

/// Reads a folder with a CSV file for each series, and `labels.csv` of `file,label` and perhaps `split`.
pub(super) fn labelled_folder(folder: &Path, seed: u64) -> Result<SeriesSet, DatasetError> {
    let list = folder.join(LIST);
    let Lines { header, lines } = read_lines(&list)?;
    let column = |name: &str| header.iter().position(|column| column == name);
    let (Some(file), Some(label)) = (column("file"), column("label")) else {
        let found = header.join(",");
        return Err(wrong(&list, format!("expected the columns `file,label`, found `{found}`")));
    };
    let split = column("split");
    let mut sites: Option<Sites> = None;
    let mut said = Vec::new();
    for (number, record) in &lines {
        let wrong = |what: String| wrong(&list, format!("line {number}: {what}"));
        let field = |at: usize| record.get(at).unwrap_or_default();
        let name = Path::new(field(file));
        let is_within = |part: Component<'_>| matches!(part, Component::Normal(_));
        if field(file).is_empty() || !name.components().all(is_within) {
            return Err(wrong(format!("`{}` is no file of this folder", field(file))));
        }
        let one = read_series(&folder.join(name))?;
        let all = sites.get_or_insert_with(|| Sites {
            bands: one.bands.clone(),
            length: 0,
            times: Vec::new(),
            values: Vec::new(),
        });
        if all.bands != one.bands {
            let (found, expected) = (one.bands.join(", "), all.bands.join(", "));
            return Err(wrong(format!("its bands are {found}, those of the first {expected}")));
        }
        let bands: Vec<Vec<f32>> =
            (0..one.bands.len()).map(|band| one.band(0, band).to_vec()).collect();
        all.push(one.times(0), &bands);
        said.push(Said::new(field(label), split.map(field)).map_err(wrong)?);
    }
    let sites = sites.ok_or_else(|| wrong(&list, "it names no series"))?;
    let name = folder.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    SeriesSet::of(&name, sites, &said, seed)
}
