//! A made-up place with a planted loss and a planted decline: found where, when and as fast as they were planted.

use crate::stack::{is_place, place};
use neuron_random::{Rng, Stream};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Limits, Raster, Values};
use neuron_vision::environmental_monitoring::cube::{Cube, write_maps};
use neuron_vision::environmental_monitoring::date::Date;
use neuron_vision::environmental_monitoring::monitor::{
    Ground, MonitorOptions, Told, monitor, patches, report,
};
use neuron_vision::environmental_monitoring::stack::{Recipe, Source, list, read_stack};
use std::path::Path;

const ROWS: usize = 30;
const COLUMNS: usize = 40;

/// The first of each month of five years from 2016 on.
pub(crate) fn dates() -> Vec<Date> {
    let months = (2016..2021).flat_map(|year| (1..=12).map(move |month| (year, month)));
    months.map(|(year, month)| Date::new(year, month, 1).unwrap()).collect()
}

/// NDVI of a month: rows 5 to 12 of columns 8 to 19 fall by 0.3 in August 2018, rows 20 to 25 of columns 25 to 34 fall
/// by 0.06 a year, all else has a season and noise.
fn value(date: Date, at: usize, rng: &mut impl Rng) -> f32 {
    let (row, column, time) = (at / COLUMNS, at % COLUMNS, date.in_years());
    let season = 0.12 * (std::f64::consts::TAU * (time - 0.5)).cos();
    let loss = (5..=12).contains(&row) && (8..=19).contains(&column);
    let decline = (20..=25).contains(&row) && (25..=34).contains(&column);
    let mut value = 0.6 + season + rng.random_range(-0.03..0.03);
    if loss && date >= Date::new(2018, 8, 1).unwrap() {
        value -= 0.3;
    }
    if decline {
        value -= 0.06 * (time - 2016.0);
    }
    value as f32
}

/// Writes the months as GeoTIFFs; one is all clouds, one pixel is never seen, a twentieth of all others is not.
pub(crate) fn write_months(folder: &Path) {
    for (number, date) in dates().into_iter().enumerate() {
        let mut rng = Stream::new(11, "monitor").sample(number as u64).rng();
        let pixel = |at: usize, rng: &mut neuron_random::ChaCha8Rng| {
            let value = value(date, at, rng);
            let cloud = rng.random_range(0.0..1.0) < 0.05;
            if cloud || at == 7 || number == 10 { -9999.0 } else { value }
        };
        let values: Vec<f32> = (0..ROWS * COLUMNS).map(|at| pixel(at, &mut rng)).collect();
        let raster = Raster::new(COLUMNS, ROWS, vec!["ndvi".into()], Values::from(values)).unwrap();
        let raster = raster.with_georeference(Some(place())).with_nodata(Some(-9999.0));
        write(&folder.join(format!("ndvi_{date}.tif")), &raster, &WriteOptions::default()).unwrap();
    }
}

#[test]
fn what_was_planted_is_found_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    write_months(folder.path());
    let recipe = Recipe { source: Source::Band(1), scale: 1.0, clear: None };
    let stack = read_stack(&list(folder.path()).unwrap(), &recipe).unwrap();
    assert_eq!((stack.dates.len(), stack.skipped.len()), (59, 1));
    let options = MonitorOptions::default();
    let found = monitor(&stack.cube, &options).unwrap();
    let shares = found.shares;
    assert_eq!((shares.all, shares.tested, shares.empty), (1200, 1199, 1));
    // 96 and 60 pixels were planted; of some 1040 others, one in twenty would seem to change without correction.
    assert!((150..=165).contains(&shares.degrading), "{shares:?}");
    assert!(shares.without_correction >= shares.degrading + shares.improving);

    let ground = Ground::new(stack.place.clone());
    let (largest, count) = patches(&found, &ground, 10, 5);
    assert_eq!((count, largest.len()), (2, 2));
    let [loss, decline] = [&largest[0], &largest[1]];
    assert!((90..=100).contains(&loss.pixels), "{loss:?}");
    // Pixels of 20 m; the corner is at 500000, 5300000.
    assert!((loss.hectares.unwrap() - 0.04 * loss.pixels as f64).abs() < 1e-9);
    let near = |found: [f64; 2], x: f64, y: f64| (found[0] - x).hypot(found[1] - y) < 15.0;
    assert!(near(loss.centre, 500_000.0 + 20.0 * 14.0, 5_300_000.0 - 20.0 * 9.0), "{loss:?}");
    assert_eq!(loss.since.as_deref(), Some("2018-08-01"));
    assert!((loss.jump.unwrap() + 0.3).abs() < 0.03 && loss.broken > 0.95, "{loss:?}");
    assert!(loss.p_adjusted <= 0.05 && loss.p < 1e-3 && loss.observations > 50.0);
    assert!((55..=65).contains(&decline.pixels), "{decline:?}");
    assert!(near(decline.centre, 500_000.0 + 20.0 * 30.0, 5_300_000.0 - 20.0 * 23.0));
    assert!((decline.slope + 0.06).abs() < 0.006, "{decline:?}");

    // Maps lie where the images do, and are read back as they are.
    let into = folder.path().join("maps");
    write_maps(&into, &found.named(), stack.place.as_ref()).unwrap();
    for (name, map) in found.named() {
        let file = into.join(format!("{name}.tif"));
        let read = neuron_raster::open(&file, Limits::default()).unwrap().read_all().unwrap();
        assert!(is_place(read.georeference()), "{name}");
        assert_eq!((read.width(), read.height()), (COLUMNS, ROWS));
        let values = read.band_f32(0).unwrap();
        let same = values
            .iter()
            .zip(&map.values)
            .all(|(a, b)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()));
        assert!(same, "{name}");
    }

    let told = Told {
        index: "NDVI",
        synthetic: false,
        from: "<made up>",
        cube: &stack.cube,
        skipped: &stack.skipped,
        ground: &ground,
        options: &options,
        found: &found,
        patches: &largest,
        counts: [count, 10],
    };
    let report = report(&told).unwrap();
    let text = report.markdown(Some("plots")).unwrap();
    for part in ["2018-08-01", "EPSG:32632", "2016-11-01", "Benjamini", "How fast"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let page = report.html().unwrap();
    assert!(page.contains("&lt;made up&gt;") && page.contains("Where it changes"));
}

#[test]
fn noise_alone_is_nothing() {
    let mut rng = Stream::new(4, "monitor/noise").rng();
    let times: Vec<f64> = dates().into_iter().map(Date::in_years).collect();
    let values = (0..times.len() * 900).map(|_| rng.random_range(-1.0..1.0)).collect();
    let cube = Cube::new(times, 30, 30, values).unwrap();
    let found = monitor(&cube, &MonitorOptions::default()).unwrap();
    // Each by itself, one in twenty of 900 would.
    assert!((25..70).contains(&found.shares.without_correction), "{:?}", found.shares);
    assert!(found.shares.degrading + found.shares.improving <= 2, "{:?}", found.shares);
    assert_eq!(patches(&found, &Ground::new(None), 3, 5), (Vec::new(), 0));
}

#[test]
fn less_than_two_seasons_is_said() {
    let cube = |months: usize| {
        let times: Vec<f64> = dates()[..months].iter().map(|date| date.in_years()).collect();
        let values = (0..months * 4).map(|at| (at * 7919 % 101) as f32).collect();
        Cube::new(times, 2, 2, values).unwrap()
    };
    let said = monitor(&cube(14), &MonitorOptions::default()).unwrap_err().to_string();
    insta::assert_snapshot!(said, @"the times cannot be taken: 14 of them span 1.08 years, expected two seasons (2.00 years) or more: with less, a season cannot be told from a trend");
    assert!(monitor(&cube(24), &MonitorOptions::default()).is_ok());
}

#[test]
fn hectares_are_those_of_the_map() {
    use neuron_raster::georeference::{Crs, GeoReference};
    let degrees = GeoReference::north_up(Some(Crs::geographic(4326)), 10.0, 60.0, (0.001, 0.001));
    let found = Ground::new(Some(degrees)).hectares(0.0, 0.0).unwrap();
    // On a sphere of 6371 km a thousandth of a degree is 111.19 m, half of it along a parallel at 60°.
    assert!((found - 0.111_194_93 * 0.111_194_93 * 100.0 / 2.0).abs() < 1e-6, "{found}");
    assert_eq!(Ground::new(Some(place())).hectares(3.0, 3.0), Some(0.04));
    assert_eq!(Ground::new(None).hectares(0.0, 0.0), None);
    assert_eq!(Ground::new(Some(place())).at(1.0, 2.0), [500_040.0, 5_299_980.0]);
}
