//! Files of dates into a cube: what is taken, what is left out, what is refused.

use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Values};
use neuron_vision::environmental_monitoring::indices::Catalogue;
use neuron_vision::environmental_monitoring::stack::{
    ClearValues, Recipe, Source, Stack, StackError, list, read_stack,
};
use std::path::Path;

pub(crate) fn place() -> GeoReference {
    GeoReference::north_up(Some(Crs::projected(32632)), 500_000.0, 5_300_000.0, (20.0, 20.0))
}

/// Whether a file says that it lies there.
pub(crate) fn is_place(found: Option<&GeoReference>) -> bool {
    found.is_some_and(|found| {
        let epsg = found.crs.as_ref().and_then(|crs| crs.epsg);
        found.transform == place().transform && epsg == Some(32632)
    })
}

/// Writes a GeoTIFF of these bands, 3 columns of 2 rows, no data -9999.
fn image(file: &Path, names: &[&str], bands: &[[f32; 6]]) {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    let values: Vec<f32> = bands.iter().flatten().copied().collect();
    let raster = Raster::new(3, 2, names, Values::from(values)).unwrap();
    let raster = raster.with_georeference(Some(place())).with_nodata(Some(-9999.0));
    write(file, &raster, &WriteOptions::default()).unwrap();
}

fn band(number: usize) -> Recipe {
    Recipe { source: Source::Band(number), scale: 1.0, clear: None }
}

fn ndvi(numbers: &[(&str, usize)]) -> Recipe {
    let index = Catalogue::published().unwrap().get("NDVI").unwrap().clone();
    let numbers = numbers.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect();
    Recipe { source: Source::Index { index, numbers }, scale: 1.0, clear: None }
}

fn stack(folder: &Path, recipe: &Recipe) -> Result<Stack, StackError> {
    read_stack(&list(folder)?, recipe)
}

fn refusal(folder: &Path, recipe: &Recipe) -> String {
    let said = stack(folder, recipe).unwrap_err().to_string();
    said.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn files_become_a_cube_in_order_of_their_dates() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    // Written out of order; a gap, a 0 / 0, and a date of nothing but no data.
    image(
        &file("b_20210701.tif"),
        &["B04", "B08"],
        &[[0.1; 6], [0.3, 0.1, -9999.0, 0.4, 0.9, 0.3]],
    );
    image(
        &file("a_2020-07-01.tif"),
        &["B04", "B08"],
        &[[0.0, 0.1, 0.1, 0.1, 0.1, 0.1], [0.0, 0.3, 0.3, 0.3, 0.3, 0.3]],
    );
    image(&file("c_20210101.tif"), &["B04", "B08"], &[[-9999.0; 6], [0.5; 6]]);
    let found = stack(folder.path(), &ndvi(&[])).unwrap();
    let said = |dates: &[neuron_vision::environmental_monitoring::date::Date]| {
        dates.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(said(&found.dates), ["2020-07-01", "2021-07-01"]);
    assert_eq!(said(&found.skipped), ["2021-01-01"]);
    assert!(is_place(found.place.as_ref()));
    let cube = &found.cube;
    assert_eq!((cube.rows(), cube.columns()), (2, 3));
    assert!((cube.times()[0] - (2020.0 + 182.0 / 366.0)).abs() < 1e-9);
    let near = |series: Vec<f64>, expected: [f64; 2]| {
        series.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6 || (a.is_nan() && b.is_nan()))
    };
    assert!(near(cube.series(0, 0), [f64::NAN, 0.5]), "0 / 0 was not seen");
    assert!(near(cube.series(0, 1), [0.5, 0.0]));
    assert!(near(cube.series(0, 2), [0.5, f64::NAN]), "no data is carried");
    assert!(near(cube.series(1, 1), [0.5, 0.8]));
    assert_eq!(cube.observations().values, [1.0, 2.0, 1.0, 2.0, 2.0, 2.0]);
    // By numbers, the other way round.
    let turned = stack(folder.path(), &ndvi(&[("N", 1), ("R", 2)])).unwrap();
    assert!(near(turned.cube.series(1, 1), [-0.5, -0.8]));
}

#[test]
fn a_list_gives_dates_and_a_mask_takes_pixels_away() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    image(&file("one.tif"), &["v", "scl"], &[[10.0; 6], [4.0, 5.0, 9.0, 4.0, 4.0, 4.0]]);
    image(&file("two.tif"), &["v", "scl"], &[[20.0; 6], [4.0; 6]]);
    std::fs::write(file("dates.csv"), "date,file\n2021-05-01,two.tif\n2020-05-01,one.tif\n")
        .unwrap();
    let clear = Some(ClearValues { band: 2, values: vec![4.0, 5.0] });
    let recipe = Recipe { scale: 0.1, clear, ..band(1) };
    for listed in [folder.path().to_owned(), file("dates.csv")] {
        let found = stack(&listed, &recipe).unwrap();
        assert_eq!(found.cube.series(0, 1), [1.0, 2.0]);
        let masked = found.cube.series(0, 2);
        assert!(masked[0].is_nan() && masked[1] == 2.0);
    }
}

#[test]
fn what_is_no_stack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert!(refusal(path, &band(1)).contains("has no GeoTIFF"));
    image(&path.join("20200101.tif"), &["v"], &[[1.0; 6]]);
    insta::assert_snapshot!(refusal(path, &band(1)), @"1 of 1 dates show anything, expected 2 or more: the others are all clouds or no data");
    image(&path.join("20200201.tif"), &["v"], &[[-9999.0; 6]]);
    insta::assert_snapshot!(refusal(path, &band(1)), @"1 of 2 dates show anything, expected 2 or more: the others are all clouds or no data");
    insta::assert_snapshot!(refusal(path, &band(2)), @"`20200101.tif`: band 2 was asked for, expected one of 1 to 1");
    insta::assert_snapshot!(refusal(path, &ndvi(&[])), @"`20200101.tif`: none of its bands is called R, which NDVI needs; say which by `--band R=NUMBER`");
    let clear = Some(ClearValues { band: 7, values: vec![4.0] });
    insta::assert_snapshot!(refusal(path, &Recipe { clear, ..band(1) }), @"`20200101.tif`: band 7 was asked for, expected one of 1 to 1");

    let moved = |transform: f64, crs: u32| {
        let mut other = place();
        other.transform[0] += transform;
        other.crs = Some(Crs::projected(crs));
        let raster = Raster::new(3, 2, vec![String::new()], Values::from(vec![1.0f32; 6])).unwrap();
        let raster = raster.with_georeference(Some(other));
        write(&path.join("20200201.tif"), &raster, &WriteOptions::default()).unwrap();
        refusal(path, &band(1))
    };
    insta::assert_snapshot!(moved(20.0, 32632), @"`20200201.tif`: the transform [500020.0, 20.0, 0.0, 5300000.0, 0.0, -20.0] in EPSG:32632, but the first, `20200101.tif`, has the transform [500000.0, 20.0, 0.0, 5300000.0, 0.0, -20.0] in EPSG:32632: all have to lie on one grid");
    assert!(moved(0.0, 32633).contains("EPSG:32633"));
    let small = Raster::new(2, 2, vec![String::new()], Values::from(vec![1.0f32; 4])).unwrap();
    write(&path.join("20200201.tif"), &small, &WriteOptions::default()).unwrap();
    insta::assert_snapshot!(refusal(path, &band(1)), @"`20200201.tif`: 2×2 pixels, but the first, `20200101.tif`, has 3×2 pixels: all have to lie on one grid");

    std::fs::write(path.join("20200201.tif"), "not a raster").unwrap();
    assert!(refusal(path, &band(1)).contains("20200201"));
    std::fs::rename(path.join("20200201.tif"), path.join("again_20200101.tif")).unwrap();
    insta::assert_snapshot!(refusal(path, &band(1)), @"`20200101.tif` and `again_20200101.tif` are both of 2020-01-01; join them before, or leave one out");
    std::fs::rename(path.join("again_20200101.tif"), path.join("scene.tif")).unwrap();
    insta::assert_snapshot!(refusal(path, &band(1)), @"`scene.tif` has no date in its name, such as 20200105 or 2020-01-05; rename it, or list `file,date` in a `dates.csv` beside it");

    let listed = |text: &str| {
        std::fs::write(path.join("dates.csv"), text).unwrap();
        refusal(path, &band(1))
    };
    insta::assert_snapshot!(listed("file,date\n20200101.tif,01.02.2020\n"), @"`dates.csv`, line 2: expected a date such as 2020-01-05, found `01.02.2020`");
    insta::assert_snapshot!(listed("file,date\n../x.tif,2020-01-01\n"), @"`dates.csv`, line 2: `../x.tif` is no file of the list's folder");
    insta::assert_snapshot!(listed("name,day\nx,y\n"), @"`dates.csv`, line 1: expected the columns `file,date`");
    assert!(listed("file,date\n").contains("it names no file"));
}
