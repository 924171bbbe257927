use super::Asset;
use crate::ScenesError;
use serde::Serialize;
use serde_json::Value;

/// A scene.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its name in the catalogue.
    pub id: String,
    /// The collection that it is of.
    pub collection: Option<String>,
    /// When it was taken.
    pub datetime: Option<String>,
    /// Clouds, in percent.
    pub cloud_cover: Option<f64>,
    /// West, south, east, north.
    pub bbox: Option<Vec<f64>>,
    /// EPSG number of its reference system.
    pub epsg: Option<u32>,
    /// The satellite.
    pub platform: Option<String>,
    /// Its files.
    pub assets: Vec<Asset>,
}

impl Item {
    /// Of a catalogue's reply; the error says what is wrong.
    pub(super) fn parse(value: &Value) -> Result<Self, String> {
        let id = value["id"].as_str().ok_or("an item has no `id`")?;
        let properties = &value["properties"];
        let assets = value["assets"]
            .as_object()
            .ok_or_else(|| format!("item `{id}` has no `assets`"))?
            .iter()
            .map(|(name, asset)| Asset::parse(name, asset, properties))
            .collect::<Result<_, _>>()
            .map_err(|what| format!("item `{id}`: {what}"))?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Ok(Self {
            id: id.to_owned(),
            collection: text(&value["collection"]),
            datetime: text(&properties["datetime"]).or_else(|| text(&properties["start_datetime"])),
            cloud_cover: properties["eo:cloud_cover"].as_f64(),
            bbox: value["bbox"]
                .as_array()
                .map(|all| all.iter().filter_map(Value::as_f64).collect()),
            epsg: super::asset::epsg(properties),
            platform: text(&properties["platform"]),
            assets,
        })
    }

    /// A file by its name, or by the common name of its only band.
    ///
    /// # Errors
    /// [`ScenesError::NoAsset`] where there is none, or more than one by a common name.
    pub fn asset(&self, name: &str) -> Result<&Asset, ScenesError> {
        if let Some(asset) = self.assets.iter().find(|asset| asset.name == name) {
            return Ok(asset);
        }
        let named: Vec<&Asset> = self
            .assets
            .iter()
            .filter(|asset| asset.bands.len() == 1 && asset.bands[0] == name && asset.may_be_tiff())
            .collect();
        let names = |assets: &[&Asset]| {
            let names: Vec<&str> = assets.iter().map(|asset| asset.name.as_str()).collect();
            names.join(", ")
        };
        match named[..] {
            [asset] => Ok(asset),
            [] => Err(ScenesError::NoAsset {
                item: self.id.clone(),
                asset: name.to_owned(),
                there: names(&self.assets.iter().collect::<Vec<_>>()),
            }),
            _ => Err(ScenesError::NoAsset {
                item: self.id.clone(),
                asset: name.to_owned(),
                there: format!("more than one of that band: {}", names(&named)),
            }),
        }
    }
}
