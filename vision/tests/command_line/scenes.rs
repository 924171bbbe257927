//! Scenes of a catalogue on this machine.

use super::place::{Place, error};
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Limits, Raster, open};
use neuron_testkit::server::{Reply, Server};
use serde_json::{Value, json};

/// A catalogue of two scenes in two pages, one of them cloudy; its files are on the same server.
fn catalogue(place: &Place) -> Server {
    let values: Vec<u16> = (0..500 * 500).map(|at| (at * 7919 % 65_521) as u16).collect();
    let lies =
        GeoReference::north_up(Some(Crs::projected(32618)), 583_000.0, 4_513_000.0, (10.0, 10.0));
    let raster = Raster::new(500, 500, vec!["B04".into()], values).unwrap();
    let path = place.path().join("served.tif");
    let options = WriteOptions { tile: 64, level: 0, big: None };
    write(&path, &raster.with_georeference(Some(lies)), &options).unwrap();
    let image = std::fs::read(path).unwrap();
    Server::answering(move |request| {
        let host = request.header("host").unwrap_or_default().to_owned();
        let item = |id: &str, cover: f64| {
            json!({
                "id": id, "collection": "sentinel-2-l2a",
                "properties": { "datetime": "2024-05-01T15:50:01Z", "eo:cloud_cover": cover },
                "assets": { "red": { "href": format!("http://{host}/red.tif"), "type": "image/tiff" } },
            })
        };
        let page = |items: Value, links: Value| {
            let body = json!({ "features": items, "links": links }).to_string();
            Reply::file(body.as_bytes()).without_ranges()
        };
        match request.path.as_str() {
            "/v1/search" => page(
                json!([item("S2_one", 4.0)]),
                json!([{ "rel": "next", "href": "/v1/search?2" }]),
            ),
            "/v1/search?2" => page(json!([item("S2_two", 80.0)]), json!([])),
            "/red.tif" => Reply::file(&image).etag("\"a\""),
            _ => Reply::status(404),
        }
    })
}

const AT: &str = "--collection sentinel-2-l2a --bbox -74.005,40.742,-73.999,40.7455 \
    --from 2024-05-01 --to 2024-05-31 --cloud-cover 10";

#[test]
fn scenes_are_listed() {
    let place = Place::new();
    let server = catalogue(&place);
    let said = place.run(&format!("run scenes --stac {} {AT}", server.url("/v1"))).with_code(0);
    assert_eq!(said.stdout, "S2_one  2024-05-01T15:50:01Z  clouds 4.0 %  red\n1 scenes\n");
    let line = format!("run scenes --stac {} {AT} --json", server.url("/v1"));
    let said: Value = serde_json::from_str(&place.run(&line).with_code(0).stdout).unwrap();
    assert_eq!((&said["pages"], &said["too_cloudy"]), (&2.into(), &1.into()));
    assert_eq!(said["items"][0]["assets"][0]["name"], "red");
}

#[test]
fn a_place_is_brought_and_nothing_else() {
    let place = Place::new();
    let server = catalogue(&place);
    let line = format!(
        "run scenes --stac {} {AT} --asset red --clip --output here --json",
        server.url("/v1")
    );
    let said: Value = serde_json::from_str(&place.run(&line).with_code(0).stdout).unwrap();
    let saved = &said["saved"][0];
    assert_eq!(saved["file"], "here/S2_one_red.tif");
    let fetched = saved["fetched_bytes"].as_u64().unwrap();
    assert!(fetched < saved["remote_bytes"].as_u64().unwrap() / 3, "{said}");
    let found = open(&place.path().join("here/S2_one_red.tif"), Limits::default()).unwrap();
    let found = found.read_all().unwrap();
    let window: Vec<usize> =
        saved["window"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    assert_eq!([found.width(), found.height()], [window[2], window[3]]);
    let first = (window[1] * 500 + window[0]) * 7919 % 65_521;
    assert_eq!(usize::from(found.band::<u16>(0).unwrap()[0]), first);
    let origin = std::fs::read_to_string(place.path().join("here/S2_one_red.json")).unwrap();
    let origin: Value = serde_json::from_str(&origin).unwrap();
    assert_eq!((&origin["item"], &origin["etag"]), (&"S2_one".into(), &"\"a\"".into()));
    let again = place.refusal(&line);
    assert!(again.contains("`here/S2_one_red.tif` exists already"), "{again}");
}

#[test]
fn what_is_wrong_with_a_catalogue_is_one_line() {
    let place = Place::new();
    let server = catalogue(&place);
    let root = server.url("/v1");
    let wrong = [
        (format!("--stac {} {AT}", server.url("/v2")), "status 404"),
        (format!("--stac {root} {AT} --asset green --output here"), "no asset `green`"),
        (format!("--stac {root} --collection a --bbox 1,2,1,3"), "`bbox` has to be W,S,E,N"),
        (format!("--stac {root} --collection a --from yesterday"), "`from` has to be a day"),
        (
            format!("--stac {root} {AT} --asset red --output here --byte-limit 100000"),
            "more than the 100000 bytes would be brought",
        ),
    ];
    for (line, expected) in wrong {
        let output = place.run(&format!("run scenes {line}")).with_code(2);
        let said = error(&output);
        assert!(said.contains(expected), "{said} has no `{expected}`");
    }
    let left = std::fs::read_dir(place.path().join("here")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing half written");
    let _usage = place.run("run scenes --stac a --collection b --clip").with_code(2);
}
