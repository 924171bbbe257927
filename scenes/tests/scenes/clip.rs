//! Places cut out of scenes.

use crate::catalogue::{SIDE, client, image, item, page, serving, value};
use neuron_raster::{Limits, open};
use neuron_scenes::clip::{SaveOptions, save};
use neuron_scenes::remote::RemoteLimits;
use neuron_scenes::stac::{Item, Place, Search, search};
use neuron_testkit::server::Server;
use serde_json::{Value, json};
use std::path::Path;

/// The one scene of a catalogue whose files are at `root`.
fn scene(root: &str, id: &str) -> Item {
    let described = item(id, json!(1), root);
    let server = Server::answering(move |_| page(vec![described.clone()], json!([])));
    let any = Search {
        collections: vec!["a".into()],
        place: None,
        from: None,
        to: None,
        cloud_cover: None,
        most: 1,
    };
    search(&client(), &server.url(""), &any).unwrap().items.remove(0)
}

fn options(folder: &Path, degrees: Option<[f64; 4]>) -> SaveOptions<'_> {
    SaveOptions {
        place: degrees.map(|degrees| Place::new(degrees).unwrap()),
        folder,
        replace: false,
        limits: RemoteLimits::default(),
        catalogue: "https://stac.example/v1",
    }
}

/// What columns 100 to 150 and rows 200 to 240 span, by pyproj 3.7.2. As UTM is a little turned, the
/// rectangle spans columns 99.55 to 150.46 and rows 199.43 to 240.57.
const PLACE: [f64; 4] =
    [-74.0050832952146, 40.74200941234538, -73.99910801497026, 40.74566352115471];

#[test]
fn a_place_is_cut_out_with_its_origin() {
    let image = image();
    let total = image.len() as u64;
    let server = serving(image);
    let folder = tempfile::tempdir().unwrap();
    let item = scene(&server.url(""), "S2A/../../x");
    let saved =
        save(&client(), &item, "red", &options(folder.path(), Some(PLACE))).unwrap().unwrap();
    assert_eq!(saved.file, folder.path().join("S2A_.._.._x_red.tif"));
    assert_eq!(saved.remote_bytes, total);
    assert!(saved.fetched_bytes < total / 4, "{saved:?}");
    let [x, y, width, height] = saved.window;
    assert_eq!(saved.window, [99, 199, 52, 42]);
    let raster = open(&saved.file, Limits::default()).unwrap().read_all().unwrap();
    assert_eq!((raster.width(), raster.height()), (width, height));
    for (at, found) in raster.band::<u16>(0).unwrap().iter().enumerate() {
        assert_eq!(*found, value(0, y + at / width, x + at % width));
    }
    let place = raster.georeference().unwrap();
    let corner = (583_000.0 + 10.0 * x as f64, 4_513_000.0 - 10.0 * y as f64);
    assert_eq!((place.transform[0], place.transform[3]), corner);
    assert_eq!(place.crs.as_ref().unwrap().epsg, Some(32618));
    assert_eq!((raster.nodata(), raster.band_names()), (Some(0.0), &["red".to_owned()][..]));
    let origin = std::fs::read_to_string(folder.path().join("S2A_.._.._x_red.json")).unwrap();
    let origin: Value = serde_json::from_str(&origin).unwrap();
    assert_eq!(origin["item"], "S2A/../../x");
    assert_eq!(origin["asset"]["href"], format!("{}/red.tif", server.url("")));
    assert_eq!(origin["asset"]["scale"], 0.0001);
    assert_eq!((&origin["etag"], &origin["window"]), (&json!("\"one\""), &json!(saved.window)));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    let again = save(&client(), &item, "red", &options(folder.path(), Some(PLACE))).unwrap_err();
    assert!(again.to_string().contains("exists already"), "{again}");
    let replace = SaveOptions { replace: true, ..options(folder.path(), None) };
    let whole = save(&client(), &item, "red", &replace).unwrap().unwrap();
    assert_eq!(whole.window, [0, 0, SIDE, SIDE]);
}

#[test]
fn what_cannot_be_cut_out_leaves_nothing() {
    let server = serving(image());
    let folder = tempfile::tempdir().unwrap();
    let item = scene(&server.url(""), "a");
    let save =
        |asset: &str, degrees| save(&client(), &item, asset, &options(folder.path(), degrees));
    // A place that the image does not show.
    assert_eq!(save("red", Some([10.0, 10.0, 11.0, 11.0])).unwrap(), None);
    let said = |asset: &str| save(asset, Some(PLACE)).unwrap_err().to_string();
    assert!(said("metadata").contains("is application/xml: only a GeoTIFF is read in parts"));
    assert!(
        said("paid").contains("s3://usgs-landsat/a.tif") && said("paid").contains("reader pay")
    );
    assert!(said("green").starts_with("scene `a` has no asset `green`"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
