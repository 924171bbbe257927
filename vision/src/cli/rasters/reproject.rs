//! `run reproject`: an image on other pixels.

use super::super::args::ReprojectArgs;
use super::super::error::CommandError;
use super::super::output;
use super::opened::Opened;
use super::output_file::check_output;
use crate::tasks::TaskError;
use neuron_raster::RasterError;
use neuron_raster::georeference::Crs;
use neuron_raster::geotiff::{Shape, WriteOptions, write_rows};
use neuron_raster::grid::Grid;
use neuron_raster::reproject::{Warp, suggested_grid};
use neuron_raster::{Limits, RasterSource};
use serde_json::json;
use std::path::Path;

/// Brings an image onto another's pixels, or into another system.
pub(in crate::cli) fn reproject(args: &ReprojectArgs) -> Result<(), CommandError> {
    check_output(&args.output, args.force, &[&args.file, Path::new(&args.to)])?;
    let opened = Opened::new(&args.file)?;
    let grid = target(args, &opened)?;
    let warp = Warp::new(&opened.file, grid.clone(), args.method.into(), Limits::default());
    let mut warp = warp.map_err(|cause| named(&args.file, cause))?;
    if let Some(nodata) = args.nodata {
        warp = warp.with_nodata(nodata);
    }
    let bands: Vec<usize> = (0..opened.file.extent().2).collect();
    let shape = Shape {
        width: grid.width,
        height: grid.height,
        band_names: opened.file.band_names().to_vec(),
        sample_type: opened.file.sample_type(),
        georeference: Some(grid.georeference.clone()),
        nodata: warp.nodata(),
    };
    write_rows(&args.output, &shape, &WriteOptions::default(), |rows| {
        RasterSource::read(&warp, rows, &bands)
    })?;
    if args.json {
        let line = json!({
            "analysis": "reproject",
            "output": args.output,
            "width": grid.width,
            "height": grid.height,
            "bands": bands.len(),
            "transform": grid.georeference.transform,
            "crs": grid.georeference.crs.as_ref().map(ToString::to_string),
            // JSON has no NaN.
            "nodata": warp.nodata().map(|nodata| nodata.to_string()),
        });
        output::line(&line.to_string())?;
    } else {
        output::line(&format!("{}: {grid}", args.output.display()))?;
    }
    Ok(())
}

/// The pixels that are wanted.
fn target(args: &ReprojectArgs, opened: &Opened) -> Result<Grid, CommandError> {
    let no_place = |path: &Path| CommandError::NoPlace { file: path.display().to_string() };
    let place = opened.file.georeference().ok_or_else(|| no_place(&args.file))?;
    let code = args.to.get(..5).filter(|start| start.eq_ignore_ascii_case("EPSG:"));
    if code.is_some() {
        let number = args.to.get(5..).and_then(|code| code.parse().ok());
        let crs = number.and_then(Crs::from_epsg).ok_or_else(|| {
            let (key, found) = ("to", format!("`{}`", args.to));
            let expected = "an image, or a number of the EPSG register such as EPSG:32618".into();
            TaskError::Setting { key, found, expected }
        })?;
        let (width, height, _) = opened.file.extent();
        let grid = suggested_grid(place, (width, height), &crs, args.resolution);
        return grid.map_err(|cause| named(&args.file, cause));
    }
    if let Some(resolution) = args.resolution {
        let (key, found) = ("resolution", resolution.to_string());
        let expected = "nothing: the other image has pixels".into();
        return Err(TaskError::Setting { key, found, expected }.into());
    }
    let other = Opened::new(Path::new(&args.to))?;
    Grid::of(&other.file).ok_or_else(|| no_place(&other.path))
}

/// An error of rasters that are numbered, with the file.
fn named(file: &Path, cause: RasterError) -> CommandError {
    match cause {
        RasterError::Mismatch { index: 0, what } => {
            let file = file.to_owned();
            RasterError::Unsupported { file, what }.into()
        }
        other => other.into(),
    }
}
