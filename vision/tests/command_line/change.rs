//! Two dates of a place → where it changed.

use super::place::Place;
use serde_json::Value;
use std::path::Path;

const ROWS: usize = 24;
const COLUMNS: usize = 30;

/// Whether a pixel changed: a block, and a corner.
fn changed(row: usize, column: usize) -> bool {
    ((5..11).contains(&row) && (7..16).contains(&column)) || (row > 20 && column > 26)
}

/// Bands red, green, near infrared; `later` the second date.
fn value(band: usize, row: usize, column: usize, later: bool) -> u8 {
    let (r, c) = (row as f64, column as f64);
    let ground = (0.5 * r + band as f64).sin() + (0.35 * c * (band + 1) as f64).cos();
    let place = (band * ROWS + row) * COLUMNS + column;
    let mut state = (2 * place + usize::from(later)) as u64;
    for _ in 0..3 {
        state = (state * 1_103_515_245 + 12345) % 2_147_483_648;
        // Both dates' noise would differ by a constant.
        state ^= state >> 11;
    }
    let noise = state as f64 / 2_147_483_648.0;
    let step = if later && changed(row, column) { [70.0, 20.0, -60.0][band] } else { 0.0 };
    (110.0 + 18.0 * ground + 8.0 * noise + if later { 6.0 } else { 0.0 } + step) as u8
}

fn write(path: &Path, later: bool, rows: usize) {
    let pixel = |row, column| [0, 1, 2].map(|band| value(band, row, column, later));
    let pixels = (0..rows * COLUMNS).flat_map(|at| pixel(at / COLUMNS, at % COLUMNS)).collect();
    let (width, height) = (COLUMNS as u32, rows as u32);
    image::RgbImage::from_vec(width, height, pixels).unwrap().save(path).unwrap();
}

fn write_mask(path: &Path, is_set: impl Fn(usize, usize) -> bool) {
    let pixel = |at: usize| if is_set(at / COLUMNS, at % COLUMNS) { 255 } else { 0 };
    let pixels = (0..ROWS * COLUMNS).map(pixel).collect();
    image::GrayImage::from_vec(COLUMNS as u32, ROWS as u32, pixels).unwrap().save(path).unwrap();
}

/// A date as ENVI writes it, band by band, 30 m a pixel.
fn write_envi(place: &Path, name: &str, later: bool) {
    let at = |at: usize| value(at / COLUMNS / ROWS, at / COLUMNS % ROWS, at % COLUMNS, later);
    let bytes: Vec<u8> = (0..3 * ROWS * COLUMNS).map(at).collect();
    std::fs::write(place.join(name), bytes).unwrap();
    let header = format!(
        "ENVI\ndescription = {{\n two = lines}}\nsamples = {COLUMNS}\nlines = {ROWS}\nbands = 3\n\
         header offset = 0\ndata type = 1\ninterleave = bsq\nbyte order = 0\n\
         map info = {{UTM, 1.0, 1.0, 203325.0, 3604935.0, 30.0, 30.0, 51, North, WGS-84, units=Meters}}\n\
         band names = {{\n Red,\n Green, NIR}}\n"
    );
    std::fs::write(place.join(format!("{name}.hdr")), header).unwrap();
}

fn place() -> Place {
    let place = Place::new();
    let path = place.path();
    write(&path.join("a.png"), false, ROWS);
    write(&path.join("b.png"), true, ROWS);
    write(&path.join("short.png"), true, ROWS - 1);
    write_envi(path, "a.img", false);
    write_envi(path, "b.img", true);
    write_mask(&path.join("changed.png"), |row, column| changed(row, column) && row < 20);
    write_mask(&path.join("unchanged.png"), |row, column| !changed(row, column) && column < 25);
    place
}

#[test]
fn what_changed_is_a_table() {
    let place = place();
    let line = "run change a.img b.img --method ndvi-difference --labels changed.png \
                --unchanged unchanged.png";
    insta::assert_snapshot!(place.run(line).with_code(0).stdout);
    let line = "run change a.png b.png --method ir-mad";
    let said = place.run(line).with_code(0).stdout;
    assert!(said.contains("in common  0.9") && said.contains(" rounds)"), "{said}");
    assert!(said.contains("changed    63 of 720 pixels"), "{said}");
}

#[test]
fn what_changed_is_json_a_mask_and_polygons() {
    let place = place();
    let line = "run change a.img b.img --labels changed.png --unchanged unchanged.png \
                --output mask.tif --polygons change.geojson --least-area 9000 --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert_eq!((&said["analysis"], &said["method"]), (&"change".into(), &"cva".into()));
    let count = (0..ROWS * COLUMNS).filter(|at| changed(at / COLUMNS, at % COLUMNS)).count() as f64;
    assert_eq!(said["pixels"]["changed"].as_f64(), Some(count));
    assert_eq!(said["areas"]["changed"].as_f64(), Some(count * 900.0));
    assert_eq!(said["labels"]["f1"].as_f64(), Some(1.0));
    assert_eq!(said["labels"]["average_precision"].as_f64(), Some(1.0));

    let mask = neuron_vision::image_io::read(&place.path().join("mask.tif")).unwrap();
    assert_eq!((mask.bands, mask.height, mask.width), (1, ROWS, COLUMNS));
    for (at, value) in mask.values.iter().enumerate() {
        assert_eq!(*value == 1.0, changed(at / COLUMNS, at % COLUMNS));
    }
    // The corner is of 3 × 3 pixels, 8,100 m²: too small.
    let polygons = std::fs::read_to_string(place.path().join("change.geojson")).unwrap();
    let polygons: Value = serde_json::from_str(&polygons).unwrap();
    assert_eq!(polygons["features"].as_array().unwrap().len(), 1);
    let (left, upper) = (203_325.0 + 7.0 * 30.0, 3_604_935.0 - 5.0 * 30.0);
    let (right, lower) = (left + 9.0 * 30.0, upper - 6.0 * 30.0);
    assert_eq!(
        polygons["features"][0]["geometry"]["coordinates"],
        serde_json::json!([[
            [left, upper],
            [left, lower],
            [right, lower],
            [right, upper],
            [left, upper]
        ]]),
    );
    assert_eq!(polygons["features"][0]["properties"]["area"].as_f64(), Some(54.0 * 900.0));
}

/// The second date cut two rows lower and one column to the left.
#[test]
fn a_shift_is_found_and_undone() {
    let place = place();
    let date = |name: &str, down: usize, right: usize| {
        let [rows, columns] = [ROWS - 2, COLUMNS - 1];
        let pixel = |at: usize| {
            let (row, column) = (at / columns + down, at % columns + right);
            [0, 1, 2].map(|band| value(band, row, column, false))
        };
        let pixels = (0..rows * columns).flat_map(pixel).collect();
        let image = image::RgbImage::from_vec(columns as u32, rows as u32, pixels).unwrap();
        image.save(place.path().join(name)).unwrap();
    };
    date("first.png", 0, 1);
    date("second.png", 2, 0);
    let line = "run change first.png second.png --register --threshold 1 --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert_eq!(said["shift"]["rows"].as_f64().unwrap().round(), -2.0, "{said}");
    assert_eq!(said["shift"]["columns"].as_f64().unwrap().round(), 1.0, "{said}");
    let count = |said: &Value| said["pixels"]["changed"].as_f64().unwrap();
    let line = "run change first.png second.png --threshold 1 --json";
    let unregistered: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert!(count(&said) < 0.1 * count(&unregistered), "{said} {unregistered}");
}

#[test]
fn files_are_replaced_by_force_alone() {
    let place = place();
    let line = "run change a.png b.png --output mask.png";
    let _made = place.run(line).with_code(0);
    let first = std::fs::read(place.path().join("mask.png")).unwrap();
    assert_eq!(&first[1..4], b"PNG");
    let again = place.refusal(&format!("{line} --threshold 3"));
    assert!(again.contains("`mask.png` exists already"), "{again}");
    assert_eq!(std::fs::read(place.path().join("mask.png")).unwrap(), first);
    let _made = place.run(&format!("{line} --threshold 1 --force")).with_code(0);
    assert_ne!(std::fs::read(place.path().join("mask.png")).unwrap(), first);
}

#[test]
fn not_seen_is_no_data() {
    let place = place();
    // Band-ignore value 110: such pixels are not seen.
    let header = place.path().join("b.img.hdr");
    let text = std::fs::read_to_string(&header).unwrap();
    std::fs::write(&header, format!("{text}data ignore value = 110\n")).unwrap();
    let line = "run change a.img b.img --output mask.tif --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    let not_seen = said["pixels"]["not_seen"].as_f64().unwrap();
    let mask = neuron_vision::image_io::read(&place.path().join("mask.tif")).unwrap();
    let missing = mask.values.iter().filter(|value| value.is_nan()).count();
    assert!(not_seen > 0.0 && missing as f64 == not_seen, "{not_seen} {missing}");
}

#[test]
fn what_is_wrong_is_one_line() {
    let place = place();
    let path = place.path();
    std::fs::write(path.join("text.tif"), "no image").unwrap();
    std::fs::write(path.join("cut.img"), [0u8; 100]).unwrap();
    std::fs::copy(path.join("a.img.hdr"), path.join("cut.img.hdr")).unwrap();
    std::fs::write(path.join("odd.img"), [0u8; 100]).unwrap();
    std::fs::write(path.join("odd.img.hdr"), "ENVI\nsamples = 99999999\nlines = 1\nbands = 1\n")
        .unwrap();
    // All pixels are missing.
    std::fs::write(path.join("nan.img"), f32::NAN.to_le_bytes().repeat(3 * ROWS * COLUMNS))
        .unwrap();
    let header = std::fs::read_to_string(path.join("a.img.hdr")).unwrap();
    std::fs::write(path.join("nan.img.hdr"), header.replace("data type = 1", "data type = 4"))
        .unwrap();
    let said: Vec<String> = [
        "none.tif b.png",
        "a.png text.tif",
        "a.png short.png",
        "a.png changed.png",
        "a.img nan.img",
        "a.img cut.img",
        "odd.img a.img",
        "a.img.hdr a.img",
        "a.png a.png",
        "a.png b.png --method ndvi-difference --red 1",
        "a.png b.png --method ndvi-difference --red 0 --nir 3",
        "a.png b.png --method ndvi-difference --red 1 --nir 4",
        "a.img b.img --method ndvi-difference --radiometry standardised",
        "a.png b.png --red 1",
        "a.png b.png --output mask.jpg",
        "a.png b.png --output a.png --force",
        "a.png b.png --output c.png --polygons c.png",
        "a.png b.png --labels short.png",
        "a.png b.png --transform 0,1,0,0,0,0",
        "a.png b.png --polygons c.geojson --least-area -1",
        "a.png b.png --polygons none/c.geojson",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run change {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    // Nothing was written.
    let names = ["mask.jpg", "c.png", "c.geojson", "none"];
    assert!(names.iter().all(|name| !path.join(name).exists()));
    for usage in ["--threshold high", "--unchanged unchanged.png", "--least-area 3"] {
        let _usage = place.run(&format!("run change a.png b.png {usage}")).with_code(2);
    }
}
