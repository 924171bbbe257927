//! `run slices`: a scan and its labels as images to train segmentation on.

use crate::cli::args::SlicesArgs;
use crate::cli::error::CommandError;
use crate::cli::output;
use crate::medical_imaging::scan::{Scan, Slice};
use crate::medical_imaging::{ImagingError, RESEARCH_ONLY};
use crate::tasks::TaskError;
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Values};
use serde_json::json;
use std::path::Path;

/// Writes each slice of a scan as an image, and of its labels as a mask.
pub(in crate::cli) fn slices(args: &SlicesArgs) -> Result<(), CommandError> {
    let scan = Scan::open(&args.scan)?;
    let labels = args.labels.as_deref().map(Scan::open).transpose()?;
    if let (Some(labels), Some(path)) = (&labels, &args.labels)
        && labels.size() != scan.size()
    {
        let said = |size: [u64; 3]| size.map(|extent| extent.to_string()).join("×");
        return Err(TaskError::DataShape {
            file: path.display().to_string(),
            found: said(labels.size()),
            expected: format!("{} of the scan", said(scan.size())),
        }
        .into());
    }
    let name = args.name.clone().unwrap_or_else(|| stem(&args.scan));
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        let (key, found) = ("--name", format!("`{name}`"));
        let expected = "a name without `/` and not beginning with a dot".to_owned();
        return Err(TaskError::Setting { key, found, expected }.into());
    }
    let width = scan.slices().saturating_sub(1).to_string().len();
    let mut chosen = Vec::new();
    for number in 0..scan.slices() {
        let mask = labels.as_ref().map(|labels| labels.slice(number)).transpose()?;
        let mask = mask.map(|slice| ids(&slice, args, number)).transpose()?;
        if args.labelled && mask.as_ref().is_some_and(|ids| ids.iter().all(|&id| id == 0)) {
            continue;
        }
        chosen.push((number, format!("{name}-{number:0width$}.tif"), mask));
    }
    if chosen.is_empty() {
        let found = format!("given, and none of {} slices holds a label", scan.slices());
        let expected =
            "labels that the file holds; leave `--labelled` out for all slices".to_owned();
        return Err(TaskError::Setting { key: "--labelled", found, expected }.into());
    }
    let (images, masks) = (args.output.join("images"), args.output.join("masks"));
    // What is in the way is in the way before the first file is written.
    for (_, file, mask) in &chosen {
        for place in [Some(images.join(file)), mask.as_ref().map(|_| masks.join(file))] {
            if let Some(place) =
                place.filter(|place| !args.force && place.symlink_metadata().is_ok())
            {
                return Err(TaskError::Exists { file: place.display().to_string() }.into());
            }
        }
    }
    folder(&images)?;
    if labels.is_some() {
        folder(&masks)?;
    }
    for (number, file, mask) in &chosen {
        let slice = scan.slice(*number)?;
        let bands = vec![String::new(); slice.samples];
        let raster = |bands, values| Raster::new(slice.columns, slice.rows, bands, values);
        let values = by_band(&slice);
        let write = |path: &Path, raster: &Raster| write(path, raster, &WriteOptions::default());
        write(&images.join(file), &raster(bands, Values::F32(values))?)?;
        if let Some(ids) = mask {
            let mask = raster(vec![String::new()], Values::U8(ids.clone()))?;
            write(&masks.join(file), &mask)?;
        }
    }
    if args.json {
        let files: Vec<&str> = chosen.iter().map(|(_, file, _)| file.as_str()).collect();
        let line = json!({
            "analysis": "slices",
            "notice": RESEARCH_ONLY,
            "scan": args.scan,
            "slices": scan.slices(),
            "output": args.output,
            "files": files,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line(RESEARCH_ONLY)?;
    output::line(&format!(
        "{}: {} of {} slices",
        args.output.display(),
        chosen.len(),
        scan.slices()
    ))?;
    Ok(())
}

/// The name of a file without its endings.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bare = name.strip_suffix(".gz").unwrap_or(&name);
    bare.rsplit_once('.').map_or(bare, |(stem, _)| stem).to_owned()
}

fn folder(path: &Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(path)
        .map_err(|cause| neuron_train::file_system::FileError::new("make", path, cause).into())
}

/// The values of a slice, band after band.
fn by_band(slice: &Slice) -> Vec<f32> {
    let samples = slice.samples.max(1);
    (0..samples).flat_map(|band| slice.values.iter().skip(band).step_by(samples).copied()).collect()
}

/// Class ids: whole numbers from 0 to 254, since 255 is what is not known.
fn ids(slice: &Slice, args: &SlicesArgs, number: usize) -> Result<Vec<u8>, CommandError> {
    let of = |&value: &f32| {
        let id = args.label.map_or(value, |label| f32::from(u8::from(value == label)));
        ((0.0..=254.0).contains(&id) && id.fract() == 0.0).then_some(id as u8).ok_or(value)
    };
    let ids: Result<Vec<u8>, f32> = slice.values.iter().map(of).collect();
    ids.map_err(|value| {
        let file = args.labels.as_deref().map(|path| path.display().to_string());
        ImagingError::Setting {
            name: "labels",
            expected: "class ids from 0 to 254".to_owned(),
            found: format!("{value} in slice {number} of `{}`", file.unwrap_or_default()),
        }
        .into()
    })
}
