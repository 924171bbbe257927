//! Maps of a cube against the analyses of single series, and pixels that cannot be analysed.

use crate::series::{close, whole};
use neuron_random::{Rng, Stream};
use neuron_vision::environmental_monitoring::breaks::{BreakOptions, SeasonModel, find_breaks};
use neuron_vision::environmental_monitoring::cube::{
    BreakMapOptions, Cube, Map, Pixels, TrendMapOptions, break_maps, trend_maps, write_maps,
};
use neuron_vision::environmental_monitoring::trend::{Method, mann_kendall};
use std::fs::File;
use tiff::decoder::{Decoder, DecodingResult};

const MONTHS: usize = 72;

fn months(count: usize) -> Vec<f64> {
    (0..count).map(|month| 2000.0 + month as f64 / 12.0).collect()
}

/// A cube of one row of these series.
fn row(times: Vec<f64>, series: &[Vec<f64>]) -> Cube {
    let values = (0..times.len()).flat_map(|time| series.iter().map(move |one| one[time] as f32));
    let values = values.collect();
    Cube::new(times, 1, series.len(), values).unwrap()
}

/// Series with a season, a jump in every second, and gaps in every third.
fn varied(count: usize) -> Vec<Vec<f64>> {
    let one = |pixel: usize| {
        let mut rng = Stream::new(3, "pixels").sample(pixel as u64).rng();
        let values = (0..MONTHS).map(|month| {
            let turn = std::f64::consts::TAU * month as f64 / 12.0;
            let jump = if pixel.is_multiple_of(2) && month >= 20 + pixel % 30 { 1.0 } else { 0.0 };
            let noise = rng.random_range(-0.2..0.2);
            let gap = pixel.is_multiple_of(3) && rng.random_range(0.0..1.0) < 0.2;
            let value = 0.01 * month as f64 + 0.4 * turn.sin() + jump + noise;
            // A cube is of 32-bit numbers.
            if gap { f64::NAN } else { f64::from(value as f32) }
        });
        values.collect()
    };
    (0..count).map(one).collect()
}

#[test]
fn each_pixel_is_analysed_as_its_series() {
    let series = varied(150);
    let cube = row(months(MONTHS), &series);
    let trends = trend_maps(&cube, &TrendMapOptions::default()).unwrap();
    let breaks = break_maps(&cube, &BreakMapOptions::default()).unwrap();
    let mut broken = 0;
    for (pixel, values) in series.iter().enumerate() {
        let at = |map: &Map| map.at(0, pixel).unwrap();
        let same = |map: &Map, value: f64| (f64::from(at(map)) - value).abs() < 1e-6;
        let expected = mann_kendall(values, Method::Original).unwrap();
        assert!(same(&trends.p, expected.p), "{pixel}");
        assert!(same(&trends.slope, 12.0 * expected.line.slope), "{pixel}");
        let expected = find_breaks(values, &BreakOptions::new(12.0)).unwrap();
        let [found, jumps] = [expected.breaks().len() as f32, expected.jumps().len() as f32];
        assert_eq!([at(&breaks.count); 2], [found, jumps], "{pixel}: {:?}", expected.breaks());
        let time = |place: Option<&usize>| place.map(|&place| cube.times()[place] as f32);
        let shown = |value: f32| (!value.is_nan()).then_some(value);
        assert_eq!(shown(at(&breaks.first)), time(expected.breaks().first()), "{pixel}");
        assert_eq!(shown(at(&breaks.last)), time(expected.breaks().last()), "{pixel}");
        let jumps = expected.jumps().into_iter().zip(expected.breaks());
        let largest = jumps.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
        assert_eq!(shown(at(&breaks.largest)), time(largest.map(|(_, place)| place).as_ref()));
        match largest {
            Some((jump, _)) => assert!(same(&breaks.magnitude, jump), "{pixel}"),
            None => assert!(at(&breaks.magnitude).is_nan()),
        }
        broken += usize::from(largest.is_some());
    }
    assert!((60..90).contains(&broken), "{broken} pixels break");
    let expected = Pixels { analysed: 150, with_gaps: 50, ..Pixels::default() };
    assert_eq!([trends.pixels, breaks.pixels], [expected; 2]);
}

/// The figures are pymannkendall's, see `trend`.
#[test]
fn every_test_can_be_mapped() {
    let cube = row(months(MONTHS), &[whole()]);
    let rounded = cube.series(0, 0);
    for (method, p) in [
        (Method::HamedRao { lags: Some(3) }, 0.003234093716290909),
        (Method::PreWhitened, 0.22967423731825298),
        (Method::CorrelatedSeasonal { period: 12 }, 0.006934151821083635),
    ] {
        let found = trend_maps(&cube, &TrendMapOptions { method, ..Default::default() }).unwrap();
        let found = found.p.values[0];
        assert!((f64::from(found) - p).abs() < 1e-6, "{method:?}: {found}");
    }
    let all = [
        Method::HamedRao { lags: None },
        Method::YueWang { lags: Some(1) },
        Method::TrendFreePreWhitened,
        Method::Seasonal { period: 12 },
    ];
    for method in all {
        let found = trend_maps(&cube, &TrendMapOptions { method, ..Default::default() }).unwrap();
        let expected = mann_kendall(&rounded, method).unwrap();
        // Of a seasonal test, both slopes are by year.
        let by_year = if matches!(method, Method::Seasonal { .. }) { 1.0 } else { 12.0 };
        assert!((f64::from(found.p.values[0]) - expected.p).abs() < 1e-7, "{method:?}");
        assert!((f64::from(found.slope.values[0]) - by_year * expected.line.slope).abs() < 1e-6);
    }
}

#[test]
fn slopes_go_by_the_times() {
    let times = vec![2000.0, 2000.25, 2001.0, 2003.5, 2003.75, 2008.0];
    let values = times.iter().map(|time| 0.125 * (time - 2000.0)).collect();
    let found = trend_maps(&row(times, &[values]), &TrendMapOptions::default()).unwrap();
    assert!(close(f64::from(found.slope.values[0]), 0.125), "{:?}", found.slope);
    assert_eq!(found.direction.values, [1.0]);
}

/// Breaks of a series with values missing altogether are those of the one with gaps there.
#[test]
fn breaks_go_by_the_times() {
    let full = &varied(5)[4];
    let kept = |month: &usize| month % 9 != 4;
    let times: Vec<f64> =
        months(MONTHS).into_iter().enumerate().filter(|(at, _)| kept(at)).map(|(_, t)| t).collect();
    let fewer = full.iter().enumerate().filter(|(at, _)| kept(at)).map(|(_, &v)| v).collect();
    let mut gaps = full.clone();
    (0..MONTHS).filter(|at| !kept(at)).for_each(|at| gaps[at] = f64::NAN);
    let options = BreakMapOptions { least: Some(12), ..Default::default() };
    let fewer = break_maps(&row(times, &[fewer]), &options).unwrap();
    let gaps = break_maps(&row(months(MONTHS), &[gaps]), &options).unwrap();
    assert_eq!(fewer.count.values, [1.0]);
    assert_eq!((&fewer.first, &fewer.count), (&gaps.first, &gaps.count));
    assert!((fewer.magnitude.values[0] - gaps.magnitude.values[0]).abs() < 1e-6);
}

#[test]
fn pixels_that_cannot_be_analysed_are_counted() {
    let good = whole();
    let nan = f64::NAN;
    let mut short = vec![nan; MONTHS];
    (short[3], short[60]) = (1.0, 2.0);
    let mut infinite = good.clone();
    infinite[9] = f64::INFINITY;
    let mut gap = good.clone();
    gap[9] = nan;
    let series = [good, gap, vec![nan; MONTHS], vec![0.3; MONTHS], short, infinite];
    let cube = row(months(MONTHS), &series);
    let trends = trend_maps(&cube, &TrendMapOptions::default()).unwrap();
    let breaks = break_maps(&cube, &BreakMapOptions::default()).unwrap();
    let expected = Pixels {
        analysed: 2,
        with_gaps: 1,
        empty: 1,
        constant: 1,
        too_short: 1,
        infinite: 1,
        refused: 0,
    };
    assert_eq!([trends.pixels, breaks.pixels], [expected; 2]);
    let known = |map: &Map| map.values.iter().map(|value| !value.is_nan()).collect::<Vec<_>>();
    let expected = [true, true, false, false, false, false];
    for map in [&trends.direction, &trends.slope, &trends.p, &breaks.count] {
        assert_eq!(known(map), expected);
    }
}

#[test]
fn threads_change_nothing() {
    let series = varied(60);
    let values: Vec<f32> =
        (0..MONTHS).flat_map(|time| series.iter().map(move |one| one[time] as f32)).collect();
    let cube = Cube::new(months(MONTHS), 20, 3, values).unwrap();
    let maps = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let trends = trend_maps(&cube, &TrendMapOptions::default()).unwrap();
            let breaks = break_maps(&cube, &BreakMapOptions::default()).unwrap();
            let bits = |map: &Map| map.values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            let all = trends.named().into_iter().chain(breaks.named());
            all.map(|(_, map)| bits(map)).collect::<Vec<_>>()
        })
    };
    assert_eq!(maps(1), maps(5));
}

#[test]
fn maps_are_files() {
    let folder = tempfile::tempdir().unwrap();
    let maps = trend_maps(
        &row(months(MONTHS), &[whole(), vec![f64::NAN; MONTHS]]),
        &TrendMapOptions::default(),
    );
    let maps = maps.unwrap();
    let into = folder.path().join("maps");
    write_maps(&into, &maps.named(), None).unwrap();
    for (name, map) in maps.named() {
        let file = File::open(into.join(format!("{name}.tif"))).unwrap();
        let mut decoder = Decoder::new(file).unwrap();
        assert_eq!(decoder.dimensions().unwrap(), (2, 1));
        let DecodingResult::F32(values) = decoder.read_image().unwrap() else { panic!("floats") };
        assert_eq!(values[0].to_bits(), map.values[0].to_bits());
        assert!(values[1].is_nan());
    }
}

#[test]
fn what_is_no_cube_is_refused() {
    let said = |times: &[f64], rows, columns, values: usize| {
        Cube::new(times.to_vec(), rows, columns, vec![0.0; values]).unwrap_err().to_string()
    };
    insta::assert_snapshot!(said(&[], 1, 1, 0), @"the times cannot be taken: expected 1 to 10000 of them, found 0");
    insta::assert_snapshot!(said(&[2000.0, 2001.0], 2, 2, 7), @"expected 2 times of 2 rows of 2 columns, found 7 values");
    insta::assert_snapshot!(said(&[2000.0], usize::MAX, 2, 7), @"expected 1 times of 18446744073709551615 rows of 2 columns, found 7 values");
    insta::assert_snapshot!(said(&[2000.0], 0, 0, 0), @"expected at least one pixel, found 0 rows of 0 columns");
    insta::assert_snapshot!(said(&[2000.0, 1999.0], 1, 1, 2), @"the times cannot be taken: time 1 is 1999, expected later than the one before, 2000");
    insta::assert_snapshot!(said(&[2000.0, f64::NAN], 1, 1, 2), @"the times cannot be taken: time 1 is NaN, expected a year such as 2004.87");
    let mut cube = row(vec![2000.0, 2001.0, 2004.0], &[vec![1.0, -9999.0, 2.0]]);
    assert_eq!(cube.mark_gaps(-9999.0), 1);
    assert!(cube.values()[1].is_nan());
    let trend = |method, alpha| {
        let options = TrendMapOptions { method, alpha, least: 3 };
        trend_maps(&cube, &options).unwrap_err().to_string()
    };
    insta::assert_snapshot!(trend(Method::Original, 2.0), @"`alpha` has to be between 0 and 1, found 2");
    insta::assert_snapshot!(trend(Method::Seasonal { period: 2 }, 0.05), @"the times cannot be taken: a seasonal test needs equally spaced ones, found 1.0000 years from time 0 to the next, 2.0000 on average");
    insta::assert_snapshot!(trend(Method::Seasonal { period: 1 }, 0.05), @"`period` has to be at least 2 and at most the times of the cube, found 1");
    insta::assert_snapshot!(trend(Method::YueWang { lags: Some(3) }, 0.05), @"`lags` has to be at least 1 and fewer than the times of the cube, found 3");
    let monthly = row(months(MONTHS), &[whole()]);
    let breaks = |period, harmonics, least| {
        let season = SeasonModel { period, harmonics };
        let options = BreakMapOptions { season, least, most: 5 };
        break_maps(&monthly, &options).unwrap_err().to_string()
    };
    insta::assert_snapshot!(breaks(0.1, 1, None), @"`period` has to be of 2 to a million values, found 0.1 years, 1.20 values");
    insta::assert_snapshot!(breaks(f64::NAN, 1, None), @"`period` has to be of 2 to a million values, found NaN years, NaN values");
    insta::assert_snapshot!(breaks(1.0, 7, None), @"`harmonics` has to be at most half the values of a period, found 7 of 12.00 values a period");
    insta::assert_snapshot!(breaks(1.0, 3, Some(2)), @"`least` has to be at least 3, found 2");
}
