use super::name::harmless;
use super::window_of;
use crate::ScenesError;
use crate::remote::{RemoteFile, RemoteLimits};
use crate::stac::{Asset, Item, Place};
use neuron_data::http::Client;
use neuron_raster::geotiff::{GeoTiff, Shape, WriteOptions, write_rows};
use neuron_raster::{Limits, Window};
use serde::Serialize;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What is brought of a file, and where it goes.
#[derive(Clone, Debug)]
pub struct SaveOptions<'a> {
    /// The place; all of the image where there is none.
    pub place: Option<Place>,
    /// The folder, which is there.
    pub folder: &'a Path,
    /// Whether files may be replaced.
    pub replace: bool,
    /// How much may be brought of a file.
    pub limits: RemoteLimits,
    /// The catalogue that the scene was found in.
    pub catalogue: &'a str,
}

/// A file that was brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Saved {
    /// The scene.
    pub item: String,
    /// The asset.
    pub asset: String,
    /// The GeoTIFF. Beside it lies `.json` with what it came from.
    pub file: PathBuf,
    /// Column, row, width and height of what was read.
    pub window: [usize; 4],
    /// Width and height of the image.
    pub image: [usize; 2],
    /// Bytes that were brought.
    pub fetched_bytes: u64,
    /// Bytes that the file has on the server.
    pub remote_bytes: u64,
}

/// Brings a scene's file, or the part of it at a place, as a GeoTIFF with the pixels as they are.
/// None where the place lies outside the image.
///
/// # Errors
/// [`ScenesError`]: the asset is not there or no GeoTIFF, cannot be read in parts, or cannot be
/// written.
pub fn save(
    client: &Arc<Client>,
    item: &Item,
    asset: &str,
    options: &SaveOptions<'_>,
) -> Result<Option<Saved>, ScenesError> {
    let asset = item.asset(asset)?;
    let refused = |what: String| {
        let (item, asset) = (item.id.clone(), asset.name.clone());
        ScenesError::Asset { item, asset, what }
    };
    if !asset.may_be_tiff() {
        let kind = asset.media_type.clone().unwrap_or_default();
        return Err(refused(format!("is {kind}: only a GeoTIFF is read in parts")));
    }
    let stem = harmless(&format!("{}_{}", item.id, asset.name));
    let path = options.folder.join(format!("{stem}.tif"));
    let beside = options.folder.join(format!("{stem}.json"));
    for file in [&path, &beside] {
        if !options.replace && file.symlink_metadata().is_ok() {
            return Err(ScenesError::Exists { file: file.clone() });
        }
    }
    let remote = RemoteFile::open(client.clone(), &asset.href, options.limits)?;
    let (fetched, version) = (remote.fetched(), remote.version().clone());
    let remote_bytes = neuron_raster::ByteSource::bytes(&remote);
    let name = PathBuf::from(asset.href.split('?').next().unwrap_or_default());
    let image = GeoTiff::from_source(Box::new(remote), &name, Limits::default())?;
    let extent = (image.width(), image.height());
    let window = match options.place {
        Some(place) => window_of(image.georeference(), extent, place)?,
        None => Some(Window::whole(extent.0, extent.1)),
    };
    let Some(window) = window else { return Ok(None) };
    let bands: Vec<usize> = (0..image.bands()).collect();
    let shape = Shape {
        width: window.width,
        height: window.height,
        band_names: names(image.band_names(), asset),
        sample_type: image.sample_type(),
        georeference: image.georeference().map(|place| place.window(window)),
        nodata: image.nodata().or(asset.nodata),
    };
    write_rows(&path, &shape, &WriteOptions::default(), |rows| {
        let part = Window::new(window.x, window.y + rows.y, rows.width, rows.height);
        image.read(part, &bands)
    })?;
    let saved = Saved {
        item: item.id.clone(),
        asset: asset.name.clone(),
        file: path,
        window: [window.x, window.y, window.width, window.height],
        image: [extent.0, extent.1],
        fetched_bytes: fetched.load(Ordering::Relaxed),
        remote_bytes,
    };
    let origin = json!({
        "catalogue": options.catalogue,
        "collection": item.collection,
        "item": item.id,
        "datetime": item.datetime,
        "platform": item.platform,
        "cloud_cover": item.cloud_cover,
        "asset": asset,
        "etag": version.etag,
        "last_modified": version.modified,
        "bbox": options.place.map(|place| place.degrees),
        "window": saved.window,
        "image": saved.image,
        "fetched_bytes": saved.fetched_bytes,
        "remote_bytes": saved.remote_bytes,
    });
    write_text(&beside, &format!("{origin:#}\n"))
        .map_err(|source| ScenesError::Write { file: beside, source })?;
    Ok(Some(saved))
}

/// Names of the file's bands; those of the catalogue where it has none.
fn names(of_file: &[String], asset: &Asset) -> Vec<String> {
    if of_file.iter().all(String::is_empty) && of_file.len() == asset.bands.len() {
        return asset.bands.clone();
    }
    of_file.to_vec()
}

fn write_text(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut scratch = tempfile::Builder::new().prefix(".writing-").tempfile_in(folder)?;
    scratch.write_all(text.as_bytes())?;
    scratch.as_file().sync_all()?;
    scratch.persist(path).map_err(|error| error.error)?;
    Ok(())
}
