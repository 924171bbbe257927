//! A window as pieces of work that touch different parts of what is read.

use super::layout::{Interleave, Layout};
use crate::Window;
use std::ops::Range;

/// Rows of chunks, and where their pixels go.
#[derive(Debug)]
pub(super) struct Piece<'a, T> {
    /// The plane of the chunks: the band where each has its own, else 0.
    pub(super) plane: usize,
    /// Which rows of chunks.
    pub(super) down: Range<usize>,
    /// Which rows of the image, all of them in the window.
    pub(super) rows: Range<usize>,
    /// The sample of a stored pixel, and the rows of the window that it fills.
    pub(super) targets: Vec<(usize, &'a mut [T])>,
}

/// Bytes of samples that a piece is worth at least, unless the window has fewer.
const PIECE: usize = 1 << 18;

/// Cuts a window of some bands; `out` is `bands × height × width` of it, and not empty.
pub(super) fn cut<'a, T>(
    layout: &Layout,
    window: Window,
    bands: &[usize],
    out: &'a mut [T],
) -> Vec<Piece<'a, T>> {
    let first = window.y / layout.chunk_height;
    let last = (window.bottom() - 1) / layout.chunk_height;
    let together = if layout.interleave == Interleave::Pixel { bands.len() } else { 1 };
    let row_bytes = window.width * size_of::<T>() * together;
    let step = (PIECE / row_bytes.max(1) / layout.chunk_height).max(1);
    let mut runs = Vec::new();
    for start in (first..=last).step_by(step) {
        let end = (start + step).min(last + 1);
        let rows = (start * layout.chunk_height).max(window.y)
            ..(end * layout.chunk_height).min(window.bottom());
        runs.push((start..end, rows));
    }
    let mut pieces: Vec<Piece<'a, T>> = Vec::new();
    let planes = out.chunks_exact_mut(window.width * window.height).zip(bands);
    for (position, (mut plane, &band)) in planes.enumerate() {
        for (place, (down, rows)) in runs.iter().enumerate() {
            let (target, rest) = plane.split_at_mut(rows.len() * window.width);
            plane = rest;
            match layout.interleave {
                Interleave::Pixel if position > 0 => pieces[place].targets.push((band, target)),
                interleave => pieces.push(Piece {
                    plane: if interleave == Interleave::Plane { band } else { 0 },
                    down: down.clone(),
                    rows: rows.clone(),
                    targets: vec![(if interleave == Interleave::Plane { 0 } else { band }, target)],
                }),
            }
        }
    }
    pieces
}
