//! Where an image lies, from its tags (OGC 19-008r4, 7.2 to 7.5).

use super::directory::Directory;
use super::tags;
use crate::RasterError;
use crate::georeference::{Affine, Crs, CrsKind, GeoKeys, GeoReference};
use crate::georeference::{CITATION, GEODETIC_CRS, MODEL_TYPE, PROJECTED_CRS};
use crate::georeference::{RASTER_TYPE, USER_DEFINED};
use std::path::Path;

/// The place that the tags give; none where they give neither a transform nor a system. A system
/// alone comes with the transform that changes nothing.
pub(super) fn read(
    directory: &Directory<'_>,
    file: &Path,
) -> Result<Option<GeoReference>, RasterError> {
    let keys = keys(directory)?;
    let mut transform = transform(directory)?;
    if let Some(transform) = &mut transform {
        if transform.iter().any(|number| !number.is_finite()) {
            let what = "its transform has a number that is not finite".to_owned();
            return Err(RasterError::Damaged { file: file.to_owned(), what });
        }
        // Where a pixel is a point, the tags place its centre.
        if keys.as_ref().and_then(|keys| keys.short(RASTER_TYPE)) == Some(2) {
            let [x, a, b, y, c, d] = *transform;
            (transform[0], transform[3]) = (x - (a + b) / 2.0, y - (c + d) / 2.0);
        }
    }
    let crs = keys.map(crs);
    if transform.is_none() && crs.is_none() {
        return Ok(None);
    }
    let transform = transform.unwrap_or([0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    Ok(Some(GeoReference { crs, transform }))
}

/// The transform of ModelTransformation, or of ModelPixelScale with the first ModelTiepoint.
fn transform(directory: &Directory<'_>) -> Result<Option<Affine>, RasterError> {
    if let Some(&[a, b, _, x, c, d, _, y, ..]) =
        directory.reals(tags::MODEL_TRANSFORMATION)?.as_deref()
    {
        return Ok(Some([x, a, b, y, c, d]));
    }
    let scale = directory.reals(tags::MODEL_PIXEL_SCALE)?;
    let tie = directory.reals(tags::MODEL_TIEPOINT)?;
    if let (Some(&[wide, high, ..]), Some(&[column, row, _, x, y, ..])) =
        (scale.as_deref(), tie.as_deref())
    {
        return Ok(Some([x - column * wide, wide, 0.0, y + row * high, 0.0, -high]));
    }
    Ok(None)
}

fn keys(directory: &Directory<'_>) -> Result<Option<GeoKeys>, RasterError> {
    let Some(numbers) = directory.unsigned(tags::GEO_KEY_DIRECTORY)? else { return Ok(None) };
    Ok(Some(GeoKeys {
        directory: numbers.into_iter().map(|number| number as u16).collect(),
        doubles: directory.reals(tags::GEO_DOUBLE_PARAMS)?.unwrap_or_default(),
        ascii: directory.text(tags::GEO_ASCII_PARAMS)?.unwrap_or_default(),
    }))
}

fn crs(keys: GeoKeys) -> Crs {
    let kind = match keys.short(MODEL_TYPE) {
        Some(1) => CrsKind::Projected,
        Some(2) => CrsKind::Geographic,
        _ => CrsKind::Other,
    };
    let key = if kind == CrsKind::Geographic { GEODETIC_CRS } else { PROJECTED_CRS };
    let epsg = keys.short(key).filter(|&code| code != 0 && code != USER_DEFINED).map(u32::from);
    let esri = keys.text(CITATION).and_then(|text| text.strip_prefix("ESRI PE String = "));
    let wkt = esri.map(str::to_owned);
    Crs { kind, epsg, wkt, keys: Some(keys) }
}

/// The keys that a system is written with: those it was read with, else new ones. The error says why
/// there are none.
pub(super) fn keys_of(crs: &Crs) -> Result<GeoKeys, String> {
    if let Some(keys) = &crs.keys {
        return Ok(as_area(keys.clone()));
    }
    let code = crs.epsg.and_then(|code| u16::try_from(code).ok());
    let (model, key) = match crs.kind {
        CrsKind::Geographic => (2, Some(GEODETIC_CRS)),
        CrsKind::Projected => (1, Some(PROJECTED_CRS)),
        CrsKind::Other => (1, None),
    };
    let shorts = vec![(MODEL_TYPE, model), (RASTER_TYPE, 1)];
    match (key.zip(code), &crs.wkt) {
        (Some(by_number), _) => Ok(GeoKeys::new([shorts, vec![by_number]].concat(), &[])),
        // GDAL takes well-known text from here.
        (None, Some(wkt)) => {
            let text = format!("ESRI PE String = {wkt}");
            Ok(GeoKeys::new(shorts, &[(CITATION, &text)]))
        }
        (None, None) => Err(match crs.epsg {
            Some(code) => format!(
                "its reference system is number {code}, expected a projected or geographic one \
                 up to 65535, or one with a text"
            ),
            None => "its reference system has neither a number nor a text".into(),
        }),
    }
}

/// The keys, with pixels as areas: so transforms are written.
fn as_area(mut keys: GeoKeys) -> GeoKeys {
    if let Some(entries) = keys.directory.get_mut(4..) {
        let (entries, _) = entries.as_chunks_mut::<4>();
        for entry in entries.iter_mut().filter(|entry| entry[0] == RASTER_TYPE) {
            *entry = [RASTER_TYPE, 0, 1, 1];
        }
    }
    keys
}
