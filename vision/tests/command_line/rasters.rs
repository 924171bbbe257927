//! Images of any size: reprojected, described, cut into tiles, made into an index.

use super::place::Place;
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Limits, Raster, Values, open};
use serde_json::Value;

const WIDTH: usize = 40;
const HEIGHT: usize = 30;

/// An image at a corner, with pixels of so many metres, in UTM zone 18 north.
fn image(
    place: &Place,
    name: &str,
    (corner, pixel): ((f64, f64), f64),
    (width, height, bands): (usize, usize, usize),
    values: impl Into<Values>,
) {
    let lies =
        GeoReference::north_up(Some(Crs::projected(32618)), corner.0, corner.1, (pixel, pixel));
    let raster = Raster::new(width, height, vec![String::new(); bands], values).unwrap();
    let raster = raster.with_georeference(Some(lies)).with_nodata(Some(0.0));
    write(&place.path().join(name), &raster, &WriteOptions::default()).unwrap();
}

fn value(band: usize, row: usize, column: usize) -> u16 {
    (1 + band * 700 + row * 13 + column * 29 + row * column % 11) as u16
}

const CORNER: (f64, f64) = (583_000.0, 4_513_000.0);

/// `scene.tif` of two bands, its first row missing; `scl.tif` of twice the pixels' extent: clouds in the
/// upper left quarter, water in the lower right one.
fn place() -> Place {
    let place = Place::new();
    let at = |at: usize| {
        let (band, row, column) = (at / WIDTH / HEIGHT, at / WIDTH % HEIGHT, at % WIDTH);
        if row == 0 { 0 } else { value(band, row, column) }
    };
    let values: Vec<u16> = (0..2 * WIDTH * HEIGHT).map(at).collect();
    image(&place, "scene.tif", (CORNER, 10.0), (WIDTH, HEIGHT, 2), values);
    let class = |at: usize| {
        let (row, column) = (at / 20, at % 20);
        match (row < 8, column < 10) {
            (true, true) => 9,
            (false, false) => 6,
            _ => 4,
        }
    };
    image(&place, "scl.tif", (CORNER, 20.0), (20, 15, 1), (0..300).map(class).collect::<Vec<u8>>());
    place
}

fn json(place: &Place, line: &str) -> Value {
    serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap()
}

fn read(place: &Place, name: &str) -> Raster {
    open(&place.path().join(name), Limits::default()).unwrap().read_all().unwrap()
}

fn close(found: &Value, expected: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-9)
}

#[test]
fn an_index_carries_what_is_missing_and_masked() {
    let place = place();
    let line = "run index NDVI scene.tif --bands N=2,R=1 --output ndvi.tif --json";
    let said = json(&place, line);
    let ndvi = |row: usize, column: usize| {
        let (n, r) = (f64::from(value(1, row, column)), f64::from(value(0, row, column)));
        (n - r) / (n + r)
    };
    let all = |keep: &dyn Fn(usize, usize) -> bool| {
        let places = (1..HEIGHT).flat_map(|row| (0..WIDTH).map(move |column| (row, column)));
        let kept: Vec<f64> =
            places.filter(|(row, column)| keep(*row, *column)).map(|(r, c)| ndvi(r, c)).collect();
        (kept.len(), kept.iter().sum::<f64>() / kept.len() as f64)
    };
    let (count, mean) = all(&|_, _| true);
    assert_eq!(said["pixels"]["valid"], count);
    assert_eq!((&said["pixels"]["missing"], &said["pixels"]["masked"]), (&40.into(), &0.into()));
    assert!(close(&said["mean"], mean), "{said} {mean}");
    let raster = read(&place, "ndvi.tif");
    assert!(raster.nodata().unwrap().is_nan());
    assert_eq!(raster.georeference(), read(&place, "scene.tif").georeference());
    for (at, found) in raster.band::<f32>(0).unwrap().iter().enumerate() {
        let (row, column) = (at / WIDTH, at % WIDTH);
        assert!(if row == 0 { found.is_nan() } else { *found == ndvi(row, column) as f32 });
    }
    // The quality band has pixels of twice the extent.
    let line = "run index NDVI --bands N=scene.tif:2,R=scene.tif --cloud-mask scl scl.tif --leave-out water --above .3 --json";
    let said = json(&place, line);
    let keep = |row: usize, column: usize| (row < 16) != (column < 20);
    let (count, mean) = all(&keep);
    assert_eq!(said["pixels"]["valid"], count);
    assert!(close(&said["mean"], mean), "{said} {mean}");
    assert_eq!(said["above"]["threshold"], 0.3);
    // A plain mask, and reflectances.
    let mask: Vec<u8> = (0..WIDTH * HEIGHT).map(|at| u8::from(at % WIDTH < 5)).collect();
    image(&place, "mask.tif", (CORNER, 10.0), (WIDTH, HEIGHT, 1), mask);
    let line =
        "run index DVI scene.tif --bands N=2,R=1 --mask mask.tif --scale .001 --offset -.1 --json";
    let said = json(&place, line);
    assert_eq!(said["pixels"]["valid"], 5 * (HEIGHT - 1));
    assert!(close(&said["mean"], 0.7), "{said}");
    let table = place.run("run index NDVI scene.tif --bands N=2,R=1").with_code(0).stdout;
    assert!(table.contains("pixels     1160 valid, 40 missing, 0 masked, 0 undefined"), "{table}");
}

#[test]
fn statistics_of_bands() {
    let place = place();
    let said = json(&place, "run statistics scene.tif --percentiles 50 --json");
    let band = &said["bands"][1];
    let mut values: Vec<f64> = (1..HEIGHT)
        .flat_map(|row| (0..WIDTH).map(move |column| f64::from(value(1, row, column))))
        .collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.sort_by(f64::total_cmp);
    assert!(close(&band["mean"], mean));
    assert!(close(&band["percentiles"][0]["value"], (values[579] + values[580]) / 2.0));
    assert!(close(&band["valid_share"], 29.0 / 30.0));
    assert_eq!((&band["missing"], &band["masked"]), (&40.into(), &0.into()));
    let table = place.run("run statistics scene.tif --cloud-mask scl scl.tif").with_code(0).stdout;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("band  valid %"), "{table}");
    // 320 of 1200 pixels are cloudy, 20 of them missing as well.
    assert!(lines[1].contains("71.67"), "{table}");
}

#[test]
fn tiles_lie_where_they_were_cut() {
    let place = place();
    let said = json(&place, "run tile scene.tif --side 16 --overlap 4 --output tiles --json");
    // Lefts 0, 12, 24; tops 0, 12, 14.
    assert_eq!(
        (&said["tiles"], &said["written"], &said["skipped"]),
        (&9.into(), &9.into(), &0.into())
    );
    let tile = read(&place, "tiles/scene_y000012_x000024.tif");
    assert_eq!((tile.width(), tile.height(), tile.bands()), (16, 16, 2));
    let corner = tile.georeference().unwrap().transform;
    assert_eq!((corner[0], corner[3]), (583_240.0, 4_512_880.0));
    assert_eq!(tile.band::<u16>(1).unwrap()[17], value(1, 13, 25));
    let again = place.refusal("run tile scene.tif --side 16 --overlap 4 --output tiles");
    assert!(again.contains("`tiles` exists already"), "{again}");
    // Clouds cover the tiles of the upper left corner.
    let line = "run tile scene.tif --side 10 --cloud-mask scl scl.tif --output clear --json";
    let said = json(&place, line);
    assert_eq!(
        (&said["tiles"], &said["written"], &said["skipped"]),
        (&12.into(), &10.into(), &2.into())
    );
    let half = read(&place, "clear/scene_y000010_x000000.tif");
    let band = half.band::<u16>(0).unwrap();
    assert_eq!((band[0], band[60]), (0, value(0, 16, 0)));
    let line = "run tile scene.tif --side 10 --least-valid 1 --output whole --json";
    assert_eq!(json(&place, line)["skipped"], 4);
}

#[test]
fn an_image_is_brought_onto_other_pixels() {
    let place = place();
    let at = |at: usize| value(0, at / 30, at % 30);
    let corner = (583_100.0, 4_512_960.0);
    image(&place, "other.tif", (corner, 10.0), (30, 20, 1), (0..600).map(at).collect::<Vec<_>>());
    let line = "run reproject scene.tif --to other.tif --output out.tif --json";
    let said = json(&place, line);
    assert_eq!((&said["width"], &said["crs"]), (&30.into(), &"EPSG:32618".into()));
    let out = read(&place, "out.tif");
    assert_eq!(out.band::<u16>(1).unwrap()[31], value(1, 5, 11));
    assert_eq!(out.georeference(), read(&place, "other.tif").georeference());
    let line = "run reproject scene.tif --to EPSG:4326 --method cubic --output degrees.tif";
    let said = place.run(line).with_code(0).stdout;
    assert!(said.contains("in EPSG:4326"), "{said}");
    let degrees = read(&place, "degrees.tif");
    assert!(degrees.georeference().unwrap().crs.as_ref().unwrap().is_degrees());
    let line = "run reproject scene.tif --to EPSG:3857 --resolution 40 --output coarse.tif --json";
    assert_eq!(json(&place, line)["transform"][1], 40.0);
}

/// The second date is in the neighbouring zone.
#[test]
fn dates_on_other_pixels_are_compared_when_asked() {
    let place = place();
    let _made = place.run("run reproject scene.tif --to EPSG:32617 --output next.tif").with_code(0);
    let error = place.refusal("run change scene.tif next.tif");
    assert!(error.contains("`scene.tif` and `next.tif` are not on one grid"), "{error}");
    assert!(error.contains("EPSG:32618") && error.contains("EPSG:32617"), "{error}");
    assert!(error.contains("--reproject"), "{error}");
    let line = "run change scene.tif next.tif --reproject=nearest --radiometry as-is --threshold 120 --output change.tif --json";
    let said = json(&place, line);
    let count = |of: &str| said["pixels"][of].as_f64().unwrap();
    assert_eq!(count("changed") + count("unchanged") + count("not_seen"), 1200.0);
    // Neighbours differ by some 30 a band; what is there twice is seen.
    assert!(count("changed") < 20.0 && count("unchanged") > 900.0, "{said}");
    let change = read(&place, "change.tif");
    assert_eq!(change.georeference(), read(&place, "scene.tif").georeference());
    let _bilinear = place.run("run change scene.tif next.tif --reproject --json").with_code(0);
}

#[test]
fn what_is_wrong_with_images_is_one_line() {
    let place = place();
    let path = place.path();
    std::fs::write(path.join("text.tif"), "no image").unwrap();
    let bare = Raster::new(2, 2, vec![String::new()], vec![1_u8; 4]).unwrap();
    write(&path.join("bare.tif"), &bare, &WriteOptions::default()).unwrap();
    let said: Vec<String> = [
        "index NDVI scene.tif",
        "index NDVI scene.tif --bands N=2",
        "index NDVI scene.tif --bands N=2,R=3",
        "index NDVI --bands N=2,R=1",
        "index NDVI --bands N=scene.tif:2,R=scl.tif",
        "index NDVI scene.tif --bands N=2,R=1,N=1",
        "index NDVI scene.tif --bands N=2,R=1 --cloud-mask sentinel scl.tif",
        "index NDVI scene.tif --bands N=2,R=1 --cloud-mask scl scene.tif",
        "index NDVI scene.tif --bands N=2,R=1 --mask bare.tif",
        "index NDVI scene.tif --bands N=2,R=1 --output scene.tif --force",
        "index NDVI scene.tif --bands N=2,R=1 --output ndvi.png",
        "statistics none.tif",
        "statistics scene.tif --percentiles 101",
        "tile scene.tif --side 0 --output t",
        "tile scene.tif --side 8 --overlap 8 --output t",
        "tile scene.tif --least-valid 2 --output t",
        "tile bare.tif --mask bare.tif --output t",
        "reproject text.tif --to EPSG:4326 --output o.tif",
        "reproject bare.tif --to EPSG:4326 --output o.tif",
        "reproject scene.tif --to bare.tif --output o.tif",
        "reproject scene.tif --to EPSG:1 --output o.tif",
        "reproject scene.tif --to EPSG:26718 --output o.tif",
        "reproject scene.tif --to EPSG:4326 --resolution 0 --output o.tif",
        "reproject scene.tif --to scl.tif --resolution 5 --output o.tif",
        "reproject scene.tif --to scl.tif --output none/o.tif",
        "change bare.tif scene.tif --reproject",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    assert!(!path.join("o.tif").exists() && !path.join("ndvi.png").exists());
}

/// The scene in two halves of 24 and 20 columns, four of which both have.
fn halves(place: &Place, pixel: f64, shift: f64) {
    let part = |from: usize, to: usize| -> Vec<u16> {
        let places = (0..HEIGHT).flat_map(move |row| (from..to).map(move |column| (row, column)));
        places.map(|(row, column)| value(0, row, column)).collect()
    };
    image(place, "west.tif", (CORNER, 10.0), (24, HEIGHT, 1), part(0, 24));
    let corner = (CORNER.0 + 200.0 + shift, CORNER.1);
    image(place, "east.tif", (corner, pixel), (20, HEIGHT, 1), part(20, 40));
}

#[test]
fn halves_are_joined_in_their_place() {
    let place = Place::new();
    halves(&place, 10.0, 0.0);
    let said = json(&place, "run mosaic west.tif east.tif --output both.tif --json");
    assert_eq!((said["width"].as_u64(), said["height"].as_u64()), (Some(40), Some(30)));
    let both = read(&place, "both.tif");
    let Values::U16(values) = both.values() else { panic!("whole numbers") };
    let expected: Vec<u16> =
        (0..WIDTH * HEIGHT).map(|at| value(0, at / WIDTH, at % WIDTH)).collect();
    assert_eq!(values, &expected);
    assert_eq!(both.georeference().unwrap().transform[0], CORNER.0);
    let again = place.run("run mosaic west.tif east.tif --output both.tif").with_code(2).stderr;
    assert!(again.contains("exists already"), "{again}");
}

#[test]
fn images_of_another_grid_are_joined_where_that_is_asked_for() {
    let place = Place::new();
    halves(&place, 10.0, 4.0);
    let line = "run mosaic west.tif east.tif --output both.tif";
    let refused = place.run(line).with_code(2).stderr;
    assert!(refused.contains("east.tif") && refused.contains("--reproject"), "{refused}");
    assert!(!place.path().join("both.tif").exists());
    // Four metres off: the nearest pixel is the one it would be without.
    let said = json(&place, &format!("{line} --reproject --json"));
    assert_eq!(said["height"], 31);
    let both = read(&place, "both.tif");
    let Values::U16(values) = both.values() else { panic!("whole numbers") };
    let wide = both.width();
    for row in 0..HEIGHT {
        for column in 0..39 {
            assert_eq!(values[row * wide + column], value(0, row, column), "{row}, {column}");
        }
    }
}
