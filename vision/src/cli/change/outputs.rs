use super::super::args::ChangeArgs;
use super::super::error::CommandError;
use super::setting;
use crate::change_detection::files::{MaskFormat, mask_picture, mask_raster};
use crate::change_detection::polygons::{Region, geo_json};
use crate::tasks::TaskError;
use clap::ValueEnum;
use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::{self, WriteOptions};
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use serde_json::Map;
use std::path::Path;

/// Checks, before anything is read, that what is to be written can have its name.
pub(super) fn check(args: &ChangeArgs) -> Result<(), CommandError> {
    if let Some(file) = &args.output
        && MaskFormat::of(file).is_none()
    {
        let found = format!("`{}`", file.display());
        return Err(setting("output", found, "a name that ends in .tif, .tiff or .png"));
    }
    let read =
        [Some(&args.before), Some(&args.after), args.labels.as_ref(), args.unchanged.as_ref()];
    let read: Vec<_> = read.into_iter().flatten().collect();
    let write: Vec<_> =
        [args.output.as_ref(), args.polygons.as_ref()].into_iter().flatten().collect();
    for (at, file) in write.iter().enumerate() {
        if read.iter().chain(&write[..at]).any(|other| is_same(file, other)) {
            return Err(CommandError::SameFile { file: file.display().to_string() });
        }
        // Found out now, and not when another file is written already.
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let (file, folder) = (file.display().to_string(), folder.display().to_string());
            return Err(CommandError::NoFolder { file, folder });
        }
        if !args.force && file.symlink_metadata().is_ok() {
            return Err(TaskError::Exists { file: file.display().to_string() }.into());
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    whole(one) == whole(other)
}

/// Writes what was asked for. All that is written is made before the first file is.
pub(super) fn write(
    args: &ChangeArgs,
    map: &[Option<bool>],
    extents: [usize; 2],
    (regions, place): (&[Region], Option<GeoReference>),
) -> Result<(), CommandError> {
    let mut files = Vec::new();
    let mut raster = None;
    match args.output.as_ref().and_then(|file| Some((file, MaskFormat::of(file)?))) {
        Some((file, MaskFormat::Png)) => {
            let bytes = mask_picture(map, extents);
            let bytes = bytes.map_err(|cause| FileError::new("write", file, cause))?;
            files.push((file, bytes));
        }
        Some((file, MaskFormat::Tiff)) => raster = Some((file, mask_raster(map, extents, place)?)),
        None => {}
    }
    if let Some(file) = &args.polygons {
        let mut properties = Map::new();
        let method = args.method.to_possible_value();
        properties.insert("method".into(), method.map(|name| name.get_name().to_owned()).into());
        files.push((file, format!("{}\n", geo_json(regions, &properties)).into_bytes()));
    }
    for (file, bytes) in files {
        write_atomically(&RealFileSystem, file, |out| out.write_all(&bytes))?;
    }
    if let Some((file, raster)) = raster {
        geotiff::write(file, &raster, &WriteOptions::default())?;
    }
    Ok(())
}
