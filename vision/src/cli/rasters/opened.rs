//! Files on one grid, and masks.

use super::super::args::MaskArgs;
use super::super::error::CommandError;
use crate::tasks::TaskError;
use neuron_raster::grid::Grid;
use neuron_raster::reproject::{Kernel, Warp};
use neuron_raster::{AllMasks, BandMask, Limits, PixelMask, RasterFile, RasterSource};
use neuron_scenes::quality::{Quality, QualityMask, Shown, ShownSet};
use std::path::{Path, PathBuf};

/// A file with its path.
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) file: RasterFile,
}

impl Opened {
    pub(super) fn new(path: &Path) -> Result<Self, CommandError> {
        let file = neuron_raster::open(path, Limits::default())?;
        Ok(Self { path: path.to_owned(), file })
    }
}

/// A file as it is on the grid of another.
pub(super) enum OnGrid<'a> {
    Same(&'a RasterFile),
    Warped(Box<Warp<'a>>),
}

impl OnGrid<'_> {
    pub(super) fn source(&self) -> &dyn RasterSource {
        match self {
            Self::Same(file) => *file,
            Self::Warped(warp) => warp.as_ref(),
        }
    }
}

/// A file on the grid of another: itself where the grids are one, else reprojected where a kernel says
/// how.
pub(super) fn on_grid<'a>(
    file: &'a Opened,
    of: &Opened,
    kernel: Option<Kernel>,
) -> Result<OnGrid<'a>, CommandError> {
    let grids = (Grid::of(&of.file), Grid::of(&file.file));
    let extent = |opened: &Opened| {
        let (width, height, _) = opened.file.extent();
        (width, height)
    };
    let same = match &grids {
        (Some(one), Some(two)) => one.same_as(two),
        _ => extent(file) == extent(of),
    };
    if same {
        return Ok(OnGrid::Same(&file.file));
    }
    let shown = |grid: &Option<Grid>, opened: &Opened| match grid {
        Some(grid) => grid.to_string(),
        None => {
            let (width, height) = extent(opened);
            format!("{width}×{height} pixels without a place")
        }
    };
    match (grids, kernel) {
        ((Some(grid), Some(_)), Some(kernel)) => {
            let warp = Warp::new(&file.file, grid, kernel, Limits::default())?;
            Ok(OnGrid::Warped(Box::new(warp)))
        }
        ((one, two), _) => Err(CommandError::Grids {
            first: of.path.display().to_string(),
            of_first: shown(&one, of),
            second: file.path.display().to_string(),
            of_second: shown(&two, file),
        }),
    }
}

/// Runs something with the mask that was asked for, on the grid of a file.
pub(super) fn with_mask<R>(
    args: &MaskArgs,
    of: &Opened,
    run: impl FnOnce(Option<&dyn PixelMask>) -> Result<R, CommandError>,
) -> Result<R, CommandError> {
    let plain = args.mask.as_deref().map(Opened::new).transpose()?;
    let quality = match args.cloud_mask.as_deref() {
        Some([kind, file]) => Some((quality(kind)?, Opened::new(Path::new(file))?)),
        _ => None,
    };
    // Classes and bits have no means.
    let nearest = Some(Kernel::Nearest);
    let plain = plain.as_ref().map(|file| on_grid(file, of, nearest)).transpose()?;
    let plain = plain.as_ref().map(|on| BandMask(on.source()));
    let on = quality.as_ref().map(|(_, file)| on_grid(file, of, nearest)).transpose()?;
    let left_out = args.leave_out.iter().fold(ShownSet::UNUSABLE, |all, name| {
        Shown::ALL.into_iter().find(|shown| shown.name() == name).map_or(all, |one| all.with(one))
    });
    let quality = quality
        .as_ref()
        .zip(on.as_ref())
        .map(|((kind, file), on)| QualityMask::new(on.source(), &file.path, *kind, left_out));
    let mut all = AllMasks::default();
    all.0.extend(plain.as_ref().map(|mask| mask as &dyn PixelMask));
    all.0.extend(quality.as_ref().map(|mask| mask as &dyn PixelMask));
    run(if all.0.is_empty() { None } else { Some(&all) })
}

fn quality(name: &str) -> Result<Quality, CommandError> {
    Ok(match name {
        "scl" => Quality::Scl,
        "qa-pixel" => Quality::QaPixel,
        "bqa" => Quality::Bqa,
        "bqa-first" => Quality::BqaFirst,
        other => {
            let (key, found) = ("cloud-mask", format!("`{other}`"));
            let expected = "scl, qa-pixel, bqa or bqa-first, and a file".into();
            return Err(TaskError::Setting { key, found, expected }.into());
        }
    })
}
