//! Made-up pairs of dates: the same ground, edited or not, at two visits.

use super::cover::{CANOPY, CROP, GRASS};
use super::sensor::{Ground, view};
use super::{SIDE, edit, scene};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;

/// Bands of a date.
const BANDS: usize = 6;

/// Largest shift of the second date, in pixels.
const MOST_SHIFT: f32 = 1.5;

/// Pixels at the edge that a shift may bring in from outside; nothing is said of them.
const EDGE: usize = 2;

/// Classes of scenes with open land, and with canopy, by number.
const OPEN: [usize; 4] = [0, 2, 5, 6];
const WOODED: [usize; 1] = [1];

/// What happened between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Trees were felled.
    ClearCut,
    /// Open land was built over.
    BuiltUp,
    /// Another season, and nothing else: no pixel is labelled as changed.
    SeasonOnly,
}

/// Two dates of one made-up place.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePair {
    /// What happened.
    pub kind: ChangeKind,
    /// Digital numbers of the first date, `[6, 64, 64]`, reflectance × 10,000.
    pub before: Vec<u16>,
    /// Of the second date.
    pub after: Vec<u16>,
    /// Whether what covers a pixel is another, `[64, 64]`; nothing under clouds and at the edge.
    pub labels: Vec<Option<bool>>,
    /// Rows and columns that the second date is shifted by.
    pub shift: [f32; 2],
}

/// Made-up pairs. They are **synthetic**: a figure on them says nothing about any place on Earth.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePairs {
    /// Always `synthetic-change`.
    pub name: &'static str,
    /// Always true.
    pub synthetic: bool,
    /// Names of the bands.
    pub bands: [&'static str; BANDS],
    /// Rows and columns.
    pub extents: [usize; 2],
    /// The pairs: clear-cuts, built-up land and mere seasons in turn.
    pub pairs: Vec<ChangePair>,
}

/// Makes `size` pairs. Pair `i` depends on `seed` and `i` alone.
///
/// Both dates show the same ground with their own light, haze, noise and clouds; the second is shifted by up to
/// 1.5 pixels in each direction, and vegetation has another season in one of them. None of that is labelled
/// as change.
#[must_use]
pub fn synthetic_change(size: usize, seed: u64) -> ChangePairs {
    let pairs = (0..size).into_par_iter().map(|i| pair(i, seed)).collect();
    ChangePairs {
        name: "synthetic-change",
        synthetic: true,
        bands: ["B2", "B3", "B4", "B8", "B11", "B12"],
        extents: [SIDE; 2],
        pairs,
    }
}

fn pair(index: usize, seed: u64) -> ChangePair {
    let mut rng = Stream::new(seed, "synthetic-change").sample(index as u64).rng();
    let kinds = [ChangeKind::ClearCut, ChangeKind::BuiltUp, ChangeKind::SeasonOnly];
    let kind = kinds[index % kinds.len()];
    let classes: &[usize] = match kind {
        ChangeKind::ClearCut => &WOODED,
        ChangeKind::BuiltUp => &OPEN,
        ChangeKind::SeasonOnly => &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    };
    let class = classes[rng.random_range(0..classes.len())];
    let land = scene::land(class, &mut rng);
    let edited = match kind {
        ChangeKind::ClearCut => edit::clear_cut(&land, &mut rng),
        ChangeKind::BuiltUp => edit::built_up(&land, &mut rng),
        ChangeKind::SeasonOnly => land.clone(),
    };
    let ground = Ground::draw(&mut rng);
    // How far the season went on; where nothing else happens, far.
    let least = if kind == ChangeKind::SeasonOnly { 0.5 } else { 0.0 };
    let dry = withered(&ground, rng.random_range(least..1.0));
    let (first, second) = if rng.random() { (&ground, &dry) } else { (&dry, &ground) };
    let shift: [f32; 2] = [(); 2].map(|()| rng.random_range(-MOST_SHIFT..=MOST_SHIFT));
    let before = view(&land, first, [0.0; 2], &mut rng);
    let after = view(&edited, second, shift, &mut rng);
    let label = |at: usize| {
        let inner = EDGE..SIDE - EDGE;
        let known = !before.clouded[at]
            && !after.clouded[at]
            && inner.contains(&(at / SIDE))
            && inner.contains(&(at % SIDE));
        known.then(|| land[at] != edited[at])
    };
    let labels = (0..SIDE * SIDE).map(label).collect();
    ChangePair { kind, before: before.numbers, after: after.numbers, labels, shift }
}

/// The same ground when plants are `dry`, 0 to 1: redder, less bright in the near infrared, brighter in the
/// short-wave infrared as leaves lose water.
fn withered(ground: &Ground, dry: f32) -> Ground {
    /// Of each band, the factor of a plant that is quite dry.
    const FACTORS: [f32; BANDS] = [1.15, 1.1, 1.9, 0.6, 1.35, 1.7];
    let mut shades = ground.shades.clone();
    for (cover, share) in [(CANOPY, 0.6), (GRASS, 1.0), (CROP, 1.0)] {
        let of_cover = &mut shades[usize::from(cover) * BANDS..][..BANDS];
        for (shade, factor) in of_cover.iter_mut().zip(FACTORS) {
            *shade *= 1.0 + dry * share * (factor - 1.0);
        }
    }
    Ground { shades, rough: ground.rough.clone() }
}
