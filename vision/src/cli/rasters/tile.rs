//! `run tile`: an image in pieces, each where it lies.

use super::super::args::TileArgs;
use super::super::error::CommandError;
use super::super::output;
use super::opened::{Opened, with_mask};
use crate::tasks::TaskError;
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::grid::Tiles;
use neuron_raster::{PixelMask, Raster, Window};
use neuron_train::file_system::FileError;
use serde_json::json;
use std::path::Path;

/// Cuts an image into tiles, and leaves out those with nothing on them.
pub(in crate::cli) fn tile(args: &TileArgs) -> Result<(), CommandError> {
    if !(0.0..=1.0).contains(&args.least_valid) {
        let (key, found) = ("least-valid", args.least_valid.to_string());
        return Err(TaskError::Setting { key, found, expected: "from 0 to 1".into() }.into());
    }
    let opened = Opened::new(&args.file)?;
    let (width, height, _) = opened.file.extent();
    let tiles = Tiles::new(width, height, args.side, args.overlap)?;
    prepare(&args.output, args.force)?;
    let stem = args.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("tile").to_owned();
    let (mut written, mut skipped) = (0_usize, 0_usize);
    with_mask(&args.masks, &opened, |mask| {
        for window in tiles.iter() {
            let (raster, valid) = cut(args, &opened, window, mask)?;
            if valid == 0.0 || valid < args.least_valid {
                skipped += 1;
                continue;
            }
            let name = format!("{stem}_y{:06}_x{:06}.tif", window.y, window.x);
            write(&args.output.join(name), &raster, &WriteOptions::default())?;
            written += 1;
        }
        Ok(())
    })?;
    if args.json {
        let line = json!({
            "analysis": "tile",
            "output": args.output,
            "tiles": tiles.len(),
            "written": written,
            "skipped": skipped,
        });
        output::line(&line.to_string())?;
    } else {
        let folder = args.output.display();
        output::line(&format!(
            "{written} tiles in {folder}; {skipped} of {} skipped",
            tiles.len()
        ))?;
    }
    Ok(())
}

/// A tile, and the share of its pixels that are there in all bands.
fn cut(
    args: &TileArgs,
    opened: &Opened,
    window: Window,
    mask: Option<&dyn PixelMask>,
) -> Result<(Raster, f64), CommandError> {
    let bands: Vec<usize> = (0..opened.file.extent().2).collect();
    let mut raster = opened.file.read(window, &bands)?;
    if raster.nodata().is_none() {
        raster = raster.with_nodata(args.nodata);
    }
    let mut there = match mask {
        Some(mask) => {
            let counts = mask.read(window)?;
            raster = raster.masked(&counts)?;
            counts
        }
        None => vec![true; window.width * window.height],
    };
    for band in bands {
        let values = raster.band_f64(band)?;
        there.iter_mut().zip(values).for_each(|(there, value)| *there &= !value.is_nan());
    }
    let count = there.iter().filter(|there| **there).count();
    Ok((raster, count as f64 / there.len() as f64))
}

/// A folder that tiles can be written to.
fn prepare(folder: &Path, force: bool) -> Result<(), CommandError> {
    let failed = |cause| FileError::new("make", folder, cause);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut entries = std::fs::read_dir(folder).map_err(failed)?;
    if !force && entries.next().is_some() {
        return Err(TaskError::Exists { file: folder.display().to_string() }.into());
    }
    Ok(())
}
