//! `synthetic-series`: made-up NDVI-like series of five years, a value each 16 days.
//!
//! What tells the classes apart is the course, not the level: every class but fields has the same covers, years
//! differ, weather lasts for weeks, a third of the values is hidden by clouds and some clouds were overlooked. A
//! change may be no larger than the years differ. **Synthetic**: a figure on it says how well a method reads the
//! course of a series, and nothing about any place on Earth.

use super::cover::{Cover, normal};
use super::event::Event;
use super::{SeriesSet, Sites};
use neuron_random::{ChaCha8Rng, Rng, Stream};
use rayon::prelude::*;

/// What may have happened at a place.
pub const CLASSES: [&str; 8] = [
    "stable",
    "gradual_decline",
    "gradual_greening",
    "abrupt_loss",
    "loss_and_recovery",
    "temporary_stress",
    "seasonal_crop",
    "season_shift",
];

/// Years of a series, and values of a year.
const YEARS: usize = 5;
const A_YEAR: usize = 23;
/// Time of the first value.
const START: f64 = 2015.0;
/// Share of the training labels that are wrong, as in sets that people have labelled. Test labels are right.
const LABEL_NOISE: f64 = 0.03;

/// Makes `size` series of one or two bands (an index of greenness, and one of moisture that follows it), a fifth
/// of them for testing. Series `i` depends on `seed` and `i` alone, and all classes are equally many.
#[must_use]
pub fn synthetic_series(size: usize, bands: usize, seed: u64) -> SeriesSet {
    let bands = bands.clamp(1, 2);
    let truth: Vec<u32> = (0..size).map(|i| (i % CLASSES.len()) as u32).collect();
    let made: Vec<(Vec<f64>, Vec<Vec<f32>>)> = (0..size)
        .into_par_iter()
        .map(|i| {
            let stream = Stream::new(seed, "synthetic-series").sample(i as u64);
            one(truth[i] as usize, bands, &mut stream.rng())
        })
        .collect();
    let names = ["NDVI", "NDMI"][..bands].iter().map(|name| (*name).to_owned()).collect();
    let length = YEARS * A_YEAR;
    let mut sites = Sites { bands: names, length, times: Vec::new(), values: Vec::new() };
    made.iter().for_each(|(times, values)| sites.push(times, values));
    // One in five, of each class in its turn.
    let held_out = |&i: &usize| (i / CLASSES.len() + i) % 5 == 4;
    let (test, train): (Vec<usize>, Vec<usize>) = (0..size).partition(held_out);
    let mut labels = truth;
    for &i in &train {
        let mut rng = Stream::new(seed, "synthetic-series/label").sample(i as u64).rng();
        if rng.random_range(0.0..1.0) < LABEL_NOISE {
            let other = rng.random_range(1..CLASSES.len() as u64) as u32;
            labels[i] = (labels[i] + other) % CLASSES.len() as u32;
        }
    }
    let classes = CLASSES.map(str::to_owned).to_vec();
    let name = "synthetic-series".to_owned();
    SeriesSet { name, synthetic: true, sites, classes, labels, train, test }
}

/// Weather that lasts: each value keeps a share of the one before.
struct Weather {
    keeps: f64,
    deviation: f64,
    now: f64,
}

impl Weather {
    fn next(&mut self, rng: &mut ChaCha8Rng) -> f64 {
        let fresh = self.deviation * (1.0 - self.keeps * self.keeps).sqrt();
        self.now = self.keeps * self.now + normal(rng, fresh);
        self.now
    }
}

/// Times and values of a series, `[band][time]`.
fn one(class: usize, bands: usize, rng: &mut ChaCha8Rng) -> (Vec<f64>, Vec<Vec<f32>>) {
    let span = YEARS as f64;
    let cover = Cover::draw(rng, YEARS);
    let event = Event::draw(class, rng, span);
    let mut weather = Weather {
        keeps: rng.random_range(0.4..0.85),
        deviation: rng.random_range(0.012..0.035),
        now: 0.0,
    };
    let noise = rng.random_range(0.01..0.03);
    let clouds = rng.random_range(0.15..0.45);
    // When in the year skies are grey.
    let grey = rng.random_range(0.0..1.0);
    let (gain, offset) = (rng.random_range(0.6..0.9), rng.random_range(-0.3..-0.1));
    let (mut times, mut values) = (Vec::new(), vec![Vec::new(); bands]);
    for step in 0..YEARS * A_YEAR {
        // A satellite passes when it passes.
        let time = (step as f64 + rng.random_range(0.1..0.9)) / A_YEAR as f64;
        let green = event.signal(&cover, time) + weather.next(rng);
        let cloudy = clouds * (1.0 + 0.6 * (std::f64::consts::TAU * (time - grey)).cos());
        let hidden = rng.random_range(0.0..1.0) < cloudy;
        let overlooked = rng.random_range(0.0..1.0) < 0.05;
        let haze = if overlooked { rng.random_range(0.05..0.35) } else { 0.0 };
        let moist = offset + gain * event.signal(&cover, time - 0.04) + 0.7 * weather.now;
        let seen = [green, moist].map(|value| value + normal(rng, noise) - haze);
        times.push(START + time);
        for (band, value) in values.iter_mut().zip(seen) {
            let value = value.clamp(-0.9, 0.98);
            band.push(if hidden { f32::NAN } else { value as f32 });
        }
    }
    (times, values)
}
