//! Reprojection against PROJ and GDAL: `tests/fixtures/reproject.py` wrote what is expected.

use crate::fixture::{opened, path};
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::grid::Grid;
use neuron_raster::reproject::{Kernel, Transformation, Warp, suggested_grid};
use neuron_raster::{Limits, Raster, RasterFile, RasterSource, Window};

fn crs(code: &str) -> Crs {
    Crs::from_epsg(code.parse().unwrap()).unwrap()
}

/// Within a millionth of a pixel of ten metres; of equal-area projections within millimetres.
#[test]
fn coordinates_are_those_of_pyproj() {
    let text = std::fs::read_to_string(path("reproject_points.csv")).unwrap();
    let (mut worst, mut count) = (0.0_f64, 0);
    // proj4rs has fewer terms of the authalic latitude than PROJ 9.
    let equal_area = ["3035", "6933", "5070", "3577", "8857"];
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let numbers: Vec<f64> = fields[2..].iter().map(|field| field.parse().unwrap()).collect();
        let (from, to) = (crs(fields[0]), crs(fields[1]));
        let (x, y) =
            Transformation::new(&from, &to).unwrap().apply(numbers[0], numbers[1]).unwrap();
        // A degree is about 111 km.
        let metres = if to.is_degrees() { 111e3 } else { 1.0 };
        let apart = (x - numbers[2]).hypot(y - numbers[3]) * metres;
        let close = if equal_area.contains(&fields[0]) || equal_area.contains(&fields[1]) {
            3e-3
        } else {
            1e-5
        };
        assert!(apart < close, "{line}: {x}, {y} is {apart} m away");
        let back = Transformation::new(&to, &from).unwrap().apply(numbers[2], numbers[3]).unwrap();
        let metres = if from.is_degrees() { 111e3 } else { 1.0 };
        let apart_back = (back.0 - numbers[0]).hypot(back.1 - numbers[1]) * metres;
        assert!(apart_back < close, "{line}: back {back:?} is {apart_back} m away");
        worst = worst.max(apart).max(apart_back);
        count += 1;
    }
    assert!(count > 250 && worst > 0.0, "{count} {worst}");
}

/// The same samples, as they are not rounded.
fn in_f64(file: &RasterFile) -> Raster {
    let raster = file.read_all().unwrap();
    let values = raster.band::<i16>(0).unwrap().iter().map(|&value| f64::from(value));
    let values: Vec<f64> = values.collect();
    Raster::new(raster.width(), raster.height(), vec![String::new()], values)
        .unwrap()
        .with_georeference(raster.georeference().cloned())
        .with_nodata(raster.nodata())
}

fn warped(source: &dyn RasterSource, grid: Grid, kernel: Kernel) -> Raster {
    let (width, height) = (grid.width, grid.height);
    let warp = Warp::new(source, grid, kernel, Limits::default()).unwrap();
    warp.read(Window::whole(width, height), &[0]).unwrap()
}

fn grid_of(file: &RasterFile) -> Grid {
    let (width, height, _) = file.extent();
    Grid { width, height, georeference: file.georeference().unwrap().clone() }
}

const GRIDS: [&str; 4] = ["geographic", "mercator", "neighbour", "coarse"];

#[test]
fn pixels_are_those_of_gdal() {
    let source = in_f64(&opened("reproject_source.tif"));
    for name in GRIDS {
        for (kernel, method) in
            [(Kernel::Nearest, "nearest"), (Kernel::Bilinear, "bilinear"), (Kernel::Cubic, "cubic")]
        {
            let expected = opened(&format!("reproject_{name}_{method}.tif"));
            let found = warped(&source, grid_of(&expected), kernel);
            let expected = expected.read_all().unwrap().band_f64(0).unwrap();
            let found = found.band_f64(0).unwrap();
            let (mut wrong, mut worst, mut there) = (0, 0.0_f64, 0);
            for (found, expected) in found.iter().zip(&expected) {
                if found.is_nan() != expected.is_nan() {
                    wrong += 1;
                } else if !found.is_nan() {
                    there += 1;
                    worst = worst.max((found - expected).abs());
                }
            }
            let close = if kernel == Kernel::Nearest { 0.0 } else { 1e-6 };
            assert!(
                wrong == 0 && worst <= close,
                "{name} {method}: {wrong} missing, {worst} apart"
            );
            assert!(there > found.len() / 2, "{name}: {there}");
        }
    }
}

/// Of `rasterio.warp.calculate_default_transform`.
#[test]
fn suggested_grids_are_those_of_gdal() {
    let source = opened("reproject_source.tif");
    let (width, height, _) = source.extent();
    let place = source.georeference().unwrap();
    for (code, resolution, pixel, left, top, extent) in [
        ("4326", None, 0.0003222865040091988, -74.01680648142188, 40.76377960496199, (67, 42)),
        ("3857", None, 39.62502494049897, -8239513.207656154, 4977561.398674323, (60, 51)),
        ("32617", None, 30.12631163585153, 1089621.2216028033, 4536183.61557774, (63, 54)),
        ("3857", Some(50.0), 50.0, -8239513.207656154, 4977561.398674323, (48, 41)),
    ] {
        let grid = suggested_grid(place, (width, height), &crs(code), resolution).unwrap();
        assert_eq!((grid.width, grid.height), extent, "{code}");
        let found = grid.georeference.transform;
        let expected: [f64; 6] = [left, pixel, 0.0, top, 0.0, -pixel];
        for (found, expected) in found.iter().zip(expected) {
            let close = 1e-9 * expected.abs().max(pixel);
            assert!((found - expected).abs() <= close, "{code}: {found} is not {expected}");
        }
    }
    let error = suggested_grid(place, (width, height), &crs("4326"), Some(0.0)).unwrap_err();
    assert!(error.to_string().starts_with("`resolution` has to be positive"), "{error}");
}

#[test]
fn a_small_limit_reads_the_source_in_parts() {
    let source = opened("reproject_source.tif");
    let grid = grid_of(&opened("reproject_mercator_cubic.tif"));
    let whole = Window::whole(grid.width, grid.height);
    let once = warped(&source, grid.clone(), Kernel::Cubic);
    // The window takes 2400 bytes, what lies under it a little more than the limit.
    let window = Window::new(20, 30, 40, 30);
    let limits = Limits { pixel_bytes: 2500, ..Limits::default() };
    let parts = Warp::new(&source, grid.clone(), Kernel::Cubic, limits).unwrap();
    assert_eq!(parts.read(window, &[0]).unwrap(), once.crop(window).unwrap());
    let error = parts.read(whole, &[0]).unwrap_err().to_string();
    assert!(error.contains("at most 2500 are allowed"), "{error}");
    let all = Warp::new(&source, grid, Kernel::Cubic, Limits::default()).unwrap();
    let window = Window::new(20, 30, 17, 9);
    assert_eq!(all.read(window, &[0]).unwrap(), once.crop(window).unwrap());
}

#[test]
fn longitudes_go_around() {
    let place = |left| GeoReference::north_up(Some(crs("4326")), left, 10.0, (1.0, 1.0));
    let values: Vec<u8> = (0..20).map(|at| at as u8 + 1).collect();
    let source = Raster::new(20, 1, vec!["a".into()], values).unwrap();
    let source = source.with_georeference(Some(place(170.0)));
    let grid = Grid { width: 4, height: 1, georeference: place(-178.0) };
    let warp = Warp::new(&source, grid, Kernel::Nearest, Limits::default()).unwrap();
    let found = warp.read(Window::whole(4, 1), &[0]).unwrap();
    assert_eq!(found.band::<u8>(0).unwrap(), [13, 14, 15, 16]);
    assert_eq!(found.nodata(), Some(0.0));
}

#[test]
fn systems_that_cannot_be_computed_are_named() {
    let to = crs("4326");
    let said = |from: Crs| Transformation::new(&from, &to).unwrap_err().to_string();
    assert_eq!(
        said(crs("26718")),
        "EPSG:26718 cannot be reprojected: NAD27 needs a file of datum shifts, which is not here"
    );
    assert_eq!(
        said(Crs::projected(999)),
        "EPSG:999 cannot be reprojected: its EPSG number has no definition here"
    );
    assert_eq!(
        said(Crs::from_wkt("LOCAL_CS[\"my field\",UNIT[\"metre\",1]]")),
        "the system `my field` cannot be reprojected: it has no EPSG number, by which projections are found"
    );
    assert!(said(crs("2000")).contains("does not say how its datum lies to WGS 84"));
    assert!(Crs::from_epsg(70_000).is_none() && crs("4326").is_degrees());
    // One system needs no projection.
    let local = Crs::from_wkt("LOCAL_CS[\"my field\",UNIT[\"metre\",1]]");
    let same = Transformation::new(&local, &local).unwrap();
    assert_eq!(same.apply(3.0, 4.0), Some((3.0, 4.0)));
    let grid = grid_of(&opened("reproject_source.tif"));
    let nowhere = Raster::new(1, 1, vec![String::new()], vec![1_u8]).unwrap();
    let error = Warp::new(&nowhere, grid, Kernel::Nearest, Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "raster 0 does not fit the others: it has no place");
}
