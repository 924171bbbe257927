use serde::Serialize;
use serde_json::Value;

/// A file of a scene.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asset {
    /// Its name in the scene, such as `red` or `B04`.
    pub name: String,
    /// Where it is.
    pub href: String,
    /// Its media type, where that is said.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// What it is for, such as `data`.
    pub roles: Vec<String>,
    /// Common names of its bands, such as `nir`; the name where a band has none.
    pub bands: Vec<String>,
    /// EPSG number of its reference system.
    pub epsg: Option<u32>,
    /// From pixels to coordinates, in the order of the `proj` extension.
    pub transform: Option<Vec<f64>>,
    /// Rows and columns.
    pub shape: Option<Vec<u64>>,
    /// The number for a missing value.
    pub nodata: Option<f64>,
    /// What a number is to be multiplied by.
    pub scale: Option<f64>,
    /// What is to be added then.
    pub offset: Option<f64>,
}

impl Asset {
    /// Of a catalogue's reply; the error says what is wrong.
    pub(super) fn parse(name: &str, value: &Value, of_item: &Value) -> Result<Self, String> {
        let href = value["href"].as_str();
        let href = href.ok_or_else(|| format!("asset `{name}` has no `href`"))?;
        let texts = |value: &Value| -> Vec<String> {
            let all = value.as_array().into_iter().flatten();
            all.filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let bands = value["eo:bands"].as_array().or(value["bands"].as_array());
        let band_name = |band: &Value| {
            let keys = ["common_name", "eo:common_name", "name"];
            keys.iter().find_map(|key| band[*key].as_str()).map(str::to_owned)
        };
        let first = [&value["raster:bands"][0], &value["bands"][0], value];
        let number = |keys: [&str; 2]| {
            first.iter().find_map(|of| keys.iter().find_map(|key| of[*key].as_f64()))
        };
        Ok(Self {
            name: name.to_owned(),
            href: href.to_owned(),
            media_type: value["type"].as_str().map(str::to_owned),
            roles: texts(&value["roles"]),
            bands: bands.into_iter().flatten().filter_map(band_name).collect(),
            epsg: epsg(value).or_else(|| epsg(of_item)),
            transform: value["proj:transform"]
                .as_array()
                .map(|all| all.iter().filter_map(Value::as_f64).collect()),
            shape: value["proj:shape"]
                .as_array()
                .map(|all| all.iter().filter_map(Value::as_u64).collect()),
            nodata: number(["nodata", "raster:nodata"]),
            scale: number(["raster:scale", "scale"]),
            offset: number(["raster:offset", "offset"]),
        })
    }

    /// Whether it may be a GeoTIFF, by its media type.
    #[must_use]
    pub fn may_be_tiff(&self) -> bool {
        self.media_type.as_ref().is_none_or(|kind| kind.to_ascii_lowercase().contains("tiff"))
    }
}

/// The number of `proj:epsg`, or of a `proj:code` such as `EPSG:32618`.
pub(super) fn epsg(value: &Value) -> Option<u32> {
    let by_code = || value["proj:code"].as_str()?.strip_prefix("EPSG:")?.parse().ok();
    value["proj:epsg"].as_u64().and_then(|code| u32::try_from(code).ok()).or_else(by_code)
}
