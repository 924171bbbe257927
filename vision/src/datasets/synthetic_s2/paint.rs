//! How each class lays out its land.

use super::SIDE;
use super::cover::{ASPHALT, CANOPY, CROP, GRASS, ROOF, SOIL, WATER};
use super::field::{field, level};
use neuron_random::{ChaCha8Rng, Rng};

/// Coordinates turned by a random angle and moved by a random way.
struct Frame {
    cos: f32,
    sin: f32,
    shift: [f32; 2],
}

impl Frame {
    fn random(rng: &mut ChaCha8Rng) -> Self {
        let angle = rng.random_range(0.0..std::f32::consts::PI);
        Self {
            cos: angle.cos(),
            sin: angle.sin(),
            shift: [rng.random_range(0.0..64.0), rng.random_range(0.0..64.0)],
        }
    }

    fn at(&self, row: usize, column: usize) -> (f32, f32) {
        let (y, x) = (row as f32 - 31.5, column as f32 - 31.5);
        (x * self.cos + y * self.sin + self.shift[0], y * self.cos - x * self.sin + self.shift[1])
    }
}

/// Paints class `class` over the covers of a scene, where `inside` says so.
pub(super) fn paint(class: usize, land: &mut [u8], inside: &[bool], rng: &mut ChaCha8Rng) {
    let frame = Frame::random(rng);
    match class {
        0 => parcels(land, inside, &frame, rng, false),
        1 => mottled(land, inside, rng, &[(CANOPY, 0.62), (GRASS, 0.22), (SOIL, 0.16)], 3.0),
        2 => mottled(
            land,
            inside,
            rng,
            &[(GRASS, 0.42), (CROP, 0.22), (SOIL, 0.22), (CANOPY, 0.14)],
            7.0,
        ),
        3 => highway(land, inside, &frame, rng),
        4 => blocks(land, inside, &frame, rng, Block { period: 15.0, street: 2.5, house: 9.5 }),
        5 => pasture(land, inside, &frame, rng),
        6 => parcels(land, inside, &frame, rng, true),
        7 => blocks(land, inside, &frame, rng, Block { period: 7.0, street: 1.2, house: 3.0 }),
        8 => river(land, inside, &frame, rng),
        _ => lake(land, inside, rng),
    }
}

fn each(land: &mut [u8], inside: &[bool], mut cover: impl FnMut(usize, usize) -> Option<u8>) {
    for row in 0..SIDE {
        for column in 0..SIDE {
            let at = row * SIDE + column;
            if inside[at] {
                land[at] = cover(row, column).unwrap_or(land[at]);
            }
        }
    }
}

/// Rectangular fields of one cover each, or of rows of trees.
fn parcels(land: &mut [u8], inside: &[bool], frame: &Frame, rng: &mut ChaCha8Rng, rows: bool) {
    let (width, height) = (rng.random_range(11.0..20.0f32), rng.random_range(11.0..20.0f32));
    let covers: Vec<u8> =
        (0..64).map(|_| [CROP, SOIL, GRASS, CROP, SOIL][rng.random_range(0..5)]).collect();
    let period = rng.random_range(3.2..4.6f32);
    let across: Vec<bool> = (0..64).map(|_| rng.random()).collect();
    each(land, inside, |row, column| {
        let (u, v) = frame.at(row, column);
        let cell =
            ((u / width).floor() as i32 * 7 + (v / height).floor() as i32).rem_euclid(64) as usize;
        if !rows {
            return Some(covers[cell]);
        }
        let along = if across[cell] { u } else { v };
        Some(if along.rem_euclid(period) < period * 0.5 { CANOPY } else { covers[cell] })
    });
}

/// Patches of several covers, each in its share.
fn mottled(
    land: &mut [u8],
    inside: &[bool],
    rng: &mut ChaCha8Rng,
    shares: &[(u8, f32)],
    scale: f32,
) {
    let values = field(scale * rng.random_range(0.8..1.25), rng);
    let mut total = 0.0;
    let levels: Vec<(u8, f32)> = shares
        .iter()
        .map(|&(cover, share)| {
            total += share * rng.random_range(0.7..1.3);
            (cover, level(&values, total))
        })
        .collect();
    each(land, inside, |row, column| {
        let value = values[row * SIDE + column];
        let cover = levels.iter().find(|(_, level)| value <= *level);
        Some(cover.map_or(shares[0].0, |&(cover, _)| cover))
    });
}

/// One road right across, straight or slightly bent.
fn highway(land: &mut [u8], inside: &[bool], frame: &Frame, rng: &mut ChaCha8Rng) {
    let (width, bend) = (rng.random_range(2.2..3.6f32), rng.random_range(-0.006..0.006f32));
    let offset = rng.random_range(-16.0..16.0f32);
    each(land, inside, |row, column| {
        let (u, v) = frame.at(row, column);
        let (u, v) = (u - frame.shift[0], v - frame.shift[1]);
        ((v - offset - bend * u * u).abs() < width * 0.5).then_some(ASPHALT)
    });
}

/// Streets in a grid, and a roof in each block.
struct Block {
    period: f32,
    street: f32,
    house: f32,
}

fn blocks(land: &mut [u8], inside: &[bool], frame: &Frame, rng: &mut ChaCha8Rng, block: Block) {
    let period = block.period * rng.random_range(0.85..1.2f32);
    let ground: Vec<u8> =
        (0..64).map(|_| [GRASS, SOIL, ASPHALT, GRASS][rng.random_range(0..4)]).collect();
    each(land, inside, |row, column| {
        let (u, v) = frame.at(row, column);
        let (x, y) = (u.rem_euclid(period), v.rem_euclid(period));
        let cell = ((u / period).floor() as i32 * 7 + (v / period).floor() as i32).rem_euclid(64);
        let yard = block.street + 0.8;
        Some(if x < block.street || y < block.street {
            ASPHALT
        } else if (yard..yard + block.house).contains(&x) && (yard..yard + block.house).contains(&y)
        {
            ROOF
        } else {
            ground[cell as usize]
        })
    });
}

/// Grass in large plots with hedges around them.
fn pasture(land: &mut [u8], inside: &[bool], frame: &Frame, rng: &mut ChaCha8Rng) {
    let (width, height) = (rng.random_range(13.0..22.0f32), rng.random_range(13.0..22.0f32));
    let covers: Vec<u8> =
        (0..64).map(|_| [GRASS, GRASS, CROP, SOIL][rng.random_range(0..4)]).collect();
    each(land, inside, |row, column| {
        let (u, v) = frame.at(row, column);
        let hedge = u.rem_euclid(width) < 1.6 || v.rem_euclid(height) < 1.6;
        let cell = ((u / width).floor() as i32 * 7 + (v / height).floor() as i32).rem_euclid(64);
        Some(if hedge { CANOPY } else { covers[cell as usize] })
    });
}

/// A winding band of water.
fn river(land: &mut [u8], inside: &[bool], frame: &Frame, rng: &mut ChaCha8Rng) {
    let width = rng.random_range(3.0..8.0f32);
    let (sway, length) = (rng.random_range(3.0..8.0f32), rng.random_range(24.0..48.0f32));
    let offset = rng.random_range(-12.0..12.0f32);
    each(land, inside, |row, column| {
        let (u, v) = frame.at(row, column);
        let middle = offset + sway * (u * std::f32::consts::TAU / length).sin();
        ((v - frame.shift[1] - middle).abs() < width * 0.5).then_some(WATER)
    });
}

/// A body of water with an uneven shore, of about a river's area.
fn lake(land: &mut [u8], inside: &[bool], rng: &mut ChaCha8Rng) {
    let shore = field(14.0, rng);
    let (row0, column0) = (rng.random_range(14.0..50.0f32), rng.random_range(14.0..50.0f32));
    let radius = rng.random_range(8.0..15.0f32);
    each(land, inside, |row, column| {
        let far = ((row as f32 - row0).powi(2) + (column as f32 - column0).powi(2)).sqrt();
        (far < radius * (0.6 + 0.8 * shore[row * SIDE + column])).then_some(WATER)
    });
}
