use super::super::args::{ChangeArgs, ChangeMethod, Radiometry};
use super::super::error::CommandError;
use super::dates::of_dates;
use super::setting;
use crate::change_detection::ChangeError;
use crate::change_detection::methods::{
    IrMad, IrMadOptions, change_vectors, ir_mad, ndvi_difference,
};
use crate::change_detection::pair::{ScenePair, fit_lines};

/// Names of a red band: common ones and Sentinel-2's.
const RED: [&str; 3] = ["red", "b4", "b04"];

/// Names of a near-infrared band.
const NIR: [&str; 4] = ["nir", "b8", "b08", "near infrared"];

/// What a method made.
pub(super) struct Strengths {
    pub(super) strengths: Vec<f64>,
    pub(super) radiometry: Radiometry,
    pub(super) ir_mad: Option<IrMad>,
}

pub(super) fn strengths(
    args: &ChangeArgs,
    pair: &ScenePair,
    names: &[String],
) -> Result<Strengths, CommandError> {
    let is_ndvi = args.method == ChangeMethod::NdviDifference;
    for (key, band) in [("red", args.red), ("nir", args.nir)] {
        if let (Some(band), false) = (band, is_ndvi) {
            return Err(setting(key, band.to_string(), "nothing: it is for ndvi-difference"));
        }
    }
    let bands = is_ndvi.then(|| ndvi_bands(args, names)).transpose()?;
    let usual = match args.method {
        ChangeMethod::Cva => Radiometry::Standardised,
        _ => Radiometry::AsIs,
    };
    let radiometry = args.radiometry.unwrap_or(usual);
    if is_ndvi && radiometry == Radiometry::Standardised {
        let expected = "matched or as-is: an index needs reflectances that are not negative";
        return Err(setting("radiometry", "standardised".into(), expected));
    }
    let made = make(args.method, pair, radiometry, bands);
    let (strengths, ir_mad) = made.map_err(|cause| of_dates(args, cause))?;
    Ok(Strengths { strengths, radiometry, ir_mad })
}

fn make(
    method: ChangeMethod,
    pair: &ScenePair,
    radiometry: Radiometry,
    bands: Option<[usize; 2]>,
) -> Result<(Vec<f64>, Option<IrMad>), ChangeError> {
    let options = IrMadOptions::default();
    let lit = match radiometry {
        Radiometry::Standardised => pair.standardised()?,
        Radiometry::Matched => {
            let unchanged = ir_mad(pair, &options)?.unchanged;
            pair.with_lines(&fit_lines(pair, Some(&unchanged))?)
        }
        Radiometry::AsIs => pair.clone(),
    };
    Ok(match (method, bands) {
        (ChangeMethod::NdviDifference, Some(bands)) => (ndvi_difference(&lit, bands)?, None),
        (ChangeMethod::IrMad, _) => {
            let found = ir_mad(&lit, &options)?;
            (found.strengths(), Some(found))
        }
        _ => (change_vectors(&lit), None),
    })
}

/// The red and the near-infrared band, from 0.
fn ndvi_bands(args: &ChangeArgs, names: &[String]) -> Result<[usize; 2], CommandError> {
    let find = |key: &'static str, given: Option<usize>, known: &[&str]| {
        if let Some(band) = given {
            let expected = "a band, counted from 1";
            return band.checked_sub(1).ok_or_else(|| setting(key, "0".into(), expected));
        }
        let named = |name: &String| known.contains(&name.trim().to_lowercase().as_str());
        let found = names.iter().position(named);
        let expected = "a band, counted from 1: the file does not name one so";
        found.ok_or_else(|| setting(key, "not given".into(), expected))
    };
    Ok([find("red", args.red, &RED)?, find("nir", args.nir, &NIR)?])
}
