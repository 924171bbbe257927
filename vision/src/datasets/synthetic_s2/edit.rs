//! What people do to land between two dates.

use super::SIDE;
use super::cover::{CANOPY, CROP, GRASS, SOIL};
use super::field::field;
use super::paint::paint;
use neuron_random::{ChaCha8Rng, Rng};

/// The class of residential land, by its number.
const RESIDENTIAL: usize = 7;

/// Fewest pixels that an edit changes; with fewer, another place is tried.
const LEAST: usize = 40;

/// Places tried.
const TRIES: usize = 12;

/// Trees felled within an outline: canopy becomes soil. The land before, where there is next to no canopy.
pub(super) fn clear_cut(land: &[u8], rng: &mut ChaCha8Rng) -> Vec<u8> {
    attempt(land, rng, |land, inside, _| {
        for (cover, _) in land.iter_mut().zip(inside).filter(|(_, inside)| **inside) {
            if *cover == CANOPY {
                *cover = SOIL;
            }
        }
    })
}

/// Open land built over within an outline: streets, roofs and yards.
pub(super) fn built_up(land: &[u8], rng: &mut ChaCha8Rng) -> Vec<u8> {
    attempt(land, rng, |land, inside, rng| {
        let open = land.iter().zip(inside);
        let open: Vec<bool> =
            open.map(|(cover, &inside)| inside && [GRASS, CROP, SOIL].contains(cover)).collect();
        paint(RESIDENTIAL, land, &open, rng);
    })
}

/// Edits within round outlines of uneven edges until enough has changed.
fn attempt(
    land: &[u8],
    rng: &mut ChaCha8Rng,
    edit: impl Fn(&mut [u8], &[bool], &mut ChaCha8Rng),
) -> Vec<u8> {
    for _ in 0..TRIES {
        let (row0, column0) = (rng.random_range(10.0..54.0f32), rng.random_range(10.0..54.0f32));
        let radius = rng.random_range(7.0..15.0f32);
        let edge = field(9.0, rng);
        let within = |at: usize| {
            let (row, column) = ((at / SIDE) as f32, (at % SIDE) as f32);
            let far = ((row - row0).powi(2) + (column - column0).powi(2)).sqrt();
            far < radius * (0.7 + 0.6 * edge[at])
        };
        let inside: Vec<bool> = (0..SIDE * SIDE).map(within).collect();
        let mut edited = land.to_vec();
        edit(&mut edited, &inside, rng);
        if edited.iter().zip(land).filter(|(after, before)| after != before).count() >= LEAST {
            return edited;
        }
    }
    land.to_vec()
}
