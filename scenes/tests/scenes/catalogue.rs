//! A catalogue and its files, as a server has them.

use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use neuron_raster::Raster;
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_testkit::server::{Reply, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// A client that does not wait long.
pub(crate) fn client() -> Arc<Client> {
    let options = FetchOptions {
        retries: 2,
        backoff: Duration::from_millis(1),
        longest_wait: Duration::from_secs(2),
        ..FetchOptions::default()
    };
    Arc::new(Client::new(options))
}

pub(crate) const SIDE: usize = 600;

/// Noise does not compress, so that tiles have bytes.
pub(crate) fn value(band: usize, row: usize, column: usize) -> u16 {
    let mut state = (band * SIDE * SIDE + row * SIDE + column) as u64;
    for _ in 0..3 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^= state >> 29;
    }
    (state >> 20) as u16 | 1
}

/// The bytes of a GeoTIFF of 600×600 pixels of 10 m in UTM zone 18 north, in tiles of 64.
pub(crate) fn image() -> Vec<u8> {
    let values: Vec<u16> = (0..SIDE * SIDE).map(|at| value(0, at / SIDE, at % SIDE)).collect();
    let place =
        GeoReference::north_up(Some(Crs::projected(32618)), 583_000.0, 4_513_000.0, (10.0, 10.0));
    let raster = Raster::new(SIDE, SIDE, vec![String::new()], values).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    let options = WriteOptions { tile: 64, ..WriteOptions::default() };
    write(&path, &raster.with_georeference(Some(place)), &options).unwrap();
    std::fs::read(path).unwrap()
}

/// A scene as a catalogue describes it.
pub(crate) fn item(id: &str, cover: Value, root: &str) -> Value {
    json!({
        "type": "Feature", "stac_version": "1.0.0", "id": id, "collection": "sentinel-2-l2a",
        "bbox": [-74.1, 40.6, -73.9, 40.8],
        "properties": {
            "datetime": "2024-05-01T15:50:01Z", "platform": "sentinel-2a",
            "eo:cloud_cover": cover, "proj:epsg": 32618,
        },
        "assets": {
            "red": {
                "href": format!("{root}/red.tif"), "roles": ["data"],
                "type": "image/tiff; application=geotiff; profile=cloud-optimized",
                "eo:bands": [{ "name": "B04", "common_name": "red" }],
                "raster:bands": [{ "nodata": 0, "scale": 0.0001, "offset": -0.1 }],
            },
            "B08": {
                "href": format!("{root}/nir.tif"), "type": "image/tiff",
                "eo:bands": [{ "name": "B08", "common_name": "nir" }],
            },
            "metadata": { "href": format!("{root}/a.xml"), "type": "application/xml" },
            "paid": { "href": "s3://usgs-landsat/a.tif", "type": "image/tiff" },
        },
        "links": [],
    })
}

pub(crate) fn page(items: Vec<Value>, links: Value) -> Reply {
    let body = json!({ "type": "FeatureCollection", "features": items, "links": links });
    Reply::file(body.to_string().as_bytes()).without_ranges()
}

/// A server of a file.
pub(crate) fn serving(image: Vec<u8>) -> Server {
    Server::answering(move |_| Reply::file(&image).etag("\"one\""))
}
