//! Where an image lies, from `map info` and `coordinate system string`.

use super::text::{braced, list};
use crate::georeference::{Crs, GeoReference};

/// The place that the fields give; none without `map info`. The error says what is wrong.
pub(super) fn georeference(
    map_info: Option<&str>,
    wkt: Option<&str>,
) -> Result<Option<GeoReference>, String> {
    let Some(map_info) = map_info else { return Ok(None) };
    let items = list(map_info);
    let number = |place: usize, what: &str| {
        let item = items.get(place).copied().unwrap_or_default();
        item.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| {
            format!("`map info` has no number as its {what}, expected it as item {}", place + 1)
        })
    };
    let (column, row) = (number(1, "reference column")?, number(2, "reference row")?);
    let (x, y) = (number(3, "easting")?, number(4, "northing")?);
    let (wide, high) = (number(5, "width of a pixel")?, number(6, "height of a pixel")?);
    let turn = items.iter().skip(7).find_map(|item| {
        let (name, value) = item.split_once('=')?;
        (name.trim() == "rotation").then(|| value.trim().parse::<f64>().ok())?
    });
    // Degrees, against the clock, as GDAL takes them.
    let (sine, cosine) =
        turn.filter(|turn| *turn != 0.0).map_or((0.0, 1.0), |turn| (-turn).to_radians().sin_cos());
    let (a, b) = (wide * cosine, high * -sine);
    let (c, d) = (wide * -sine, high * -cosine);
    // Pixels are counted from 1, whose upper left corner it is.
    let (column, row) = (column - 1.0, row - 1.0);
    let transform = [x - a * column - b * row, a, b, y - c * column - d * row, c, d];
    let named = named(&items);
    let crs = match (wkt.map(|wkt| Crs::from_wkt(braced(wkt))), named) {
        // Esri's text has no numbers; `map info` may.
        (Some(mut crs), Some(named)) if crs.epsg.is_none() && crs.kind == named.kind => {
            crs.epsg = named.epsg;
            Some(crs)
        }
        (crs, named) => crs.or(named),
    };
    Ok(Some(GeoReference { crs, transform }))
}

/// The system of the projections that have an EPSG number by their name and datum alone.
fn named(items: &[&str]) -> Option<Crs> {
    let name = items.first()?.to_ascii_lowercase();
    let datum =
        |item: &&str| matches!(item.to_ascii_lowercase().replace(['-', ' '], "").as_str(), "wgs84");
    if !items.iter().any(datum) {
        return None;
    }
    match name.as_str() {
        "utm" => {
            let zone = items.get(7)?.parse::<u32>().ok().filter(|zone| (1..=60).contains(zone))?;
            let south = items.get(8)?.eq_ignore_ascii_case("south");
            Some(Crs::projected(if south { 32700 } else { 32600 } + zone))
        }
        "geographic lat/lon" => Some(Crs::geographic(4326)),
        _ => None,
    }
}
