use super::super::args::ChangeArgs;
use super::super::error::CommandError;
use crate::change_detection::ChangeError;
use crate::change_detection::files::{self, DateFile};
use crate::change_detection::pair::{Scene, ScenePair, Shift, find_shift};
use neuron_raster::georeference::GeoReference;

/// Pixels in each direction that a shift is looked for.
const REACH: usize = 3;

/// Both dates, and what their files say of them.
pub(super) struct Dates {
    pub(super) pair: ScenePair,
    /// Where the first date lies.
    pub(super) place: Option<GeoReference>,
    pub(super) band_names: Vec<String>,
}

pub(super) fn open(args: &ChangeArgs) -> Result<Dates, CommandError> {
    let before = files::open(&args.before)?;
    let after = match args.reproject {
        Some(kernel) => {
            let no_place = || CommandError::NoPlace { file: args.before.display().to_string() };
            let grid = before.grid().ok_or_else(no_place)?;
            files::open_on(&args.after, grid, kernel.into())?
        }
        None => {
            let after = files::open(&args.after)?;
            on_one_grid(args, &before, &after)?;
            after
        }
    };
    let band_names = before.image.band_names.clone();
    let pair = || ScenePair::new(Scene::try_from(before.image)?, Scene::try_from(after.image)?);
    let pair = pair().map_err(|cause| of_dates(args, cause))?;
    Ok(Dates { pair, place: before.georeference, band_names })
}

/// Refuses dates that lie elsewhere, unless it was said where they lie.
fn on_one_grid(args: &ChangeArgs, before: &DateFile, after: &DateFile) -> Result<(), CommandError> {
    let (Some(one), Some(two), None) = (before.grid(), after.grid(), args.transform) else {
        return Ok(());
    };
    if one.same_as(&two) {
        return Ok(());
    }
    let [first, second] = [&args.before, &args.after].map(|path| path.display().to_string());
    Err(CommandError::Grids {
        first,
        of_first: one.to_string(),
        second,
        of_second: two.to_string(),
    })
}

/// The dates registered, if that was asked for.
pub(super) fn registered(
    args: &ChangeArgs,
    pair: ScenePair,
) -> Result<(ScenePair, Option<Shift>), CommandError> {
    if !args.register {
        return Ok((pair, None));
    }
    let shift = find_shift(&pair, REACH).map_err(|cause| of_dates(args, cause))?;
    let pair = pair.registered(&shift).map_err(|cause| of_dates(args, cause))?;
    Ok((pair, Some(shift)))
}

/// An error, with the files that it is about.
pub(super) fn of_dates(args: &ChangeArgs, cause: ChangeError) -> CommandError {
    let [before, after] = [&args.before, &args.after].map(|path| path.display().to_string());
    CommandError::Dates { before, after, cause }
}
