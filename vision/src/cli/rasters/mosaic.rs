//! `run mosaic`: several images as one.

use super::super::args::MosaicArgs;
use super::super::error::CommandError;
use super::super::output;
use super::opened::Opened;
use super::output_file::check_output;
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::grid::{Grid, mosaic as join};
use neuron_raster::reproject::{Kernel, Warp, suggested_grid};
use neuron_raster::{Limits, Raster, RasterError, RasterSource, Window};
use serde_json::json;
use std::path::Path;

/// Joins images; where more than one has a value, the first counts.
pub(in crate::cli) fn mosaic(args: &MosaicArgs) -> Result<(), CommandError> {
    let files: Vec<&Path> = args.files.iter().map(AsRef::as_ref).collect();
    check_output(&args.output, args.force, &files)?;
    let first = Opened::new(&args.files[0])?;
    let mut rasters: Vec<Raster> = vec![first.file.read_all()?];
    for file in &args.files[1..] {
        let opened = Opened::new(file)?;
        rasters.push(match args.reproject {
            Some(kernel) => on_pixels_of(&first, &opened, kernel.into())?,
            None => opened.file.read_all()?,
        });
    }
    let each: Vec<&Raster> = rasters.iter().collect();
    let joined = join(&each, Limits::default()).map_err(|cause| named(args, cause))?;
    write(&args.output, &joined, &WriteOptions::default())?;
    let (width, height, bands) = (joined.width(), joined.height(), joined.bands());
    if args.json {
        let line = json!({
            "analysis": "mosaic",
            "files": args.files,
            "output": args.output,
            "width": width,
            "height": height,
            "bands": bands,
            "transform": joined.georeference().map(|place| place.transform),
        });
        output::line(&line.to_string())?;
    } else {
        output::line(&format!(
            "{}: {width}×{height} pixels, {bands} of bands, from {} images",
            args.output.display(),
            files.len()
        ))?;
    }
    Ok(())
}

/// An error of rasters that are numbered, with the file.
fn named(args: &MosaicArgs, cause: RasterError) -> CommandError {
    match cause {
        RasterError::Mismatch { index, what } => {
            let what = format!(
                "{what}; all images lie on one grid with the first, `{}`, or `--reproject` brings them there",
                args.files[0].display()
            );
            RasterError::Unsupported { file: args.files[index].clone(), what }.into()
        }
        other => other.into(),
    }
}

/// An image on pixels that lie on the grid of another, as many as it covers.
fn on_pixels_of(first: &Opened, opened: &Opened, kernel: Kernel) -> Result<Raster, CommandError> {
    let place_of = |opened: &Opened| {
        let file = opened.path.display().to_string();
        opened.file.georeference().cloned().ok_or(CommandError::NoPlace { file })
    };
    let (to, from) = (place_of(first)?, place_of(opened)?);
    let unsupported =
        |what: &str| RasterError::Unsupported { file: first.path.clone(), what: what.to_owned() };
    let crs = to.crs.as_ref().ok_or_else(|| unsupported("it has no reference system"))?;
    let [_, wide, skew, _, turn, high] = to.transform;
    if skew != 0.0 || turn != 0.0 || (wide + high).abs() > 1e-9 * wide.abs() {
        let what = "its pixels are not square or not north-up, so that others cannot be brought onto its grid";
        return Err(unsupported(what).into());
    }
    let (width, height, bands) = opened.file.extent();
    let covered = suggested_grid(&from, (width, height), crs, Some(wide.abs()))?;
    let corner = covered.georeference.to_map(0.0, 0.0);
    let (column, row) =
        to.to_pixel(corner.0, corner.1).ok_or_else(|| unsupported("its pixels have no extent"))?;
    let mut place = to.clone();
    // A corner between pixels costs a row and a column more.
    (place.transform[0], place.transform[3]) = to.to_map(column.floor(), row.floor());
    let grid = Grid { width: covered.width + 1, height: covered.height + 1, georeference: place };
    let whole = Window::new(0, 0, grid.width, grid.height);
    let warp = Warp::new(&opened.file, grid, kernel, Limits::default())?;
    Ok(RasterSource::read(&warp, whole, &(0..bands).collect::<Vec<_>>())?)
}
