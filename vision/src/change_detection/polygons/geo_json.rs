use super::Region;
use serde_json::{Value, json};

/// Polygons as a feature collection (RFC 7946), exterior rings counter-clockwise. Coordinates are in units
/// of the map: GeoJSON readers take them for degrees of WGS 84 unless told otherwise. `properties` are added
/// to each feature's `pixels` and `area`.
#[must_use]
pub fn geo_json(regions: &[Region], properties: &serde_json::Map<String, Value>) -> Value {
    let feature = |(at, region): (usize, &Region)| {
        let mut said = properties.clone();
        said.insert("pixels".into(), region.pixels.into());
        said.insert("area".into(), json!(region.area));
        json!({
            "type": "Feature",
            "id": at + 1,
            "properties": said,
            "geometry": { "type": "Polygon", "coordinates": region.rings },
        })
    };
    let features: Vec<Value> = regions.iter().enumerate().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}
