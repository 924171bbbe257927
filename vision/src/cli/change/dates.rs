use super::super::args::ChangeArgs;
use super::super::error::CommandError;
use crate::change_detection::ChangeError;
use crate::change_detection::files;
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
    let (before, after) = (files::open(&args.before)?, files::open(&args.after)?);
    let band_names = before.image.band_names.clone();
    let pair = || ScenePair::new(Scene::try_from(before.image)?, Scene::try_from(after.image)?);
    let pair = pair().map_err(|cause| of_dates(args, cause))?;
    Ok(Dates { pair, place: before.georeference, band_names })
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
