//! `run change`: two dates of a place → where it changed.

mod dates;
mod found;
mod labels;
mod outputs;
mod strengths;

use super::args::{ChangeArgs, ThresholdChoice};
use super::error::CommandError;
use super::output;
use crate::change_detection::polygons::{Affine, areas, components, regions};
use crate::change_detection::threshold::{change_map, otsu};
use crate::tasks::TaskError;
use found::Found;
use neuron_raster::georeference::GeoReference;

/// Compares the dates, writes what was asked for, says what was found.
pub(super) fn change(args: &ChangeArgs) -> Result<(), CommandError> {
    outputs::check(args)?;
    if !(args.least_area >= 0.0 && args.least_area.is_finite()) {
        let found = args.least_area.to_string();
        return Err(setting("least-area", found, "a number that is not negative"));
    }
    let given = args.transform.map(Affine::new).transpose()?;
    let dates = dates::open(args)?;
    let place = match args.transform {
        // Another transform, in the reference system of the file.
        Some(transform) => {
            Some(GeoReference { crs: dates.place.and_then(|place| place.crs), transform })
        }
        None => dates.place,
    };
    let on_file = place.as_ref().and_then(|place| Affine::new(place.transform).ok());
    let transform = given.or(on_file);
    let extents = dates.pair.before().extents();
    let labels = labels::open(args, extents)?;
    let (pair, shift) = dates::registered(args, dates.pair)?;
    let made = strengths::strengths(args, &pair, &dates.band_names)?;
    let threshold = match args.threshold {
        ThresholdChoice::Otsu => {
            otsu(&made.strengths).map_err(|cause| dates::of_dates(args, cause))?
        }
        ThresholdChoice::Given(threshold) => threshold,
    };
    let map = change_map(&made.strengths, threshold);
    let on_map = transform.unwrap_or(Affine::PIXELS);
    let groups = components(&map, extents);
    let is_large = |pixels: &&u64| **pixels as f64 * on_map.pixel_area() >= args.least_area;
    let count = groups.sizes.iter().filter(is_large).count();
    // Outlines of a speckled map take far more memory than the map.
    let regions = match args.polygons {
        Some(_) => regions(&groups, &on_map, args.least_area),
        None => Vec::new(),
    };
    let measures = labels
        .map(|labels| labels::measure(&labels, &made.strengths, &map, extents))
        .transpose()?;
    outputs::write(args, &map, extents, (&regions, place))?;
    let found = Found {
        args,
        threshold,
        shift,
        areas: areas(&map, &on_map),
        pixels: areas(&map, &Affine::PIXELS),
        is_on_map: transform.is_some(),
        regions: count,
        made,
        measures,
    };
    output::line(&if args.json { found.json().to_string() } else { found.table() })?;
    Ok(())
}

fn setting(key: &'static str, found: String, expected: &str) -> CommandError {
    TaskError::Setting { key, found, expected: expected.into() }.into()
}
