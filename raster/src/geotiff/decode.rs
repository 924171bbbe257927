//! Windows of an image: chunks decoded side by side, each into its own part of what is read.

use super::chunk::{ChunkSource, Scratch};
use super::image::Compression;
use super::plan::{Piece, cut};
use super::scatter::{Source, scatter};
use crate::{RasterError, Sample, Window};
use rayon::prelude::*;

/// Fills `out`, `bands × height × width` of the window, which lies in the image as the bands do.
pub(super) fn window<T: Sample>(
    source: &ChunkSource<'_>,
    window: Window,
    bands: &[usize],
    out: &mut [T],
) -> Result<(), RasterError> {
    let layout = &source.image.layout;
    let pieces = cut(layout, window, bands, out);
    let chunk = (layout.chunk_width as u64)
        .saturating_mul(layout.chunk_height as u64)
        .saturating_mul((layout.samples_together() * size_of::<T>()) as u64);
    let threads = rayon::current_num_threads() as u64;
    // Chunks on all threads at once stay below the limit together.
    if chunk.saturating_mul(threads) > source.limits.pixel_bytes / 2 {
        return pieces.into_iter().try_for_each(|piece| fill(source, window, piece));
    }
    // The error of the first piece that has one, whichever thread comes first.
    let results: Vec<_> = pieces.into_par_iter().map(|piece| fill(source, window, piece)).collect();
    results.into_iter().collect()
}

fn fill<T: Sample>(
    source: &ChunkSource<'_>,
    window: Window,
    mut piece: Piece<'_, T>,
) -> Result<(), RasterError> {
    let layout = &source.image.layout;
    if source.image.compression == Compression::None && layout.across == 1 && !layout.tiled {
        return strips(source, window, piece);
    }
    let mut scratch = Scratch::default();
    let (first, last) = (window.x / layout.chunk_width, (window.right() - 1) / layout.chunk_width);
    for down in piece.down.clone() {
        let top = down * layout.chunk_height;
        let rows = piece.rows.start.max(top)..piece.rows.end.min(top + layout.chunk_height);
        for across in first..=last {
            let index = layout.index(piece.plane, down, across);
            source.read(index, down, rows.end - top, &mut scratch)?;
            let row = layout.chunk_width * layout.samples_together();
            let values = &scratch.samples[(rows.start - top) * row..];
            let (width, samples) = (layout.chunk_width, layout.samples_together());
            let from = Source { values, width, samples };
            let left = (across * width).max(window.x);
            let right = ((across + 1) * width).min(window.right());
            let columns = (left - across * width, left - window.x, right - left);
            for (sample, target) in &mut piece.targets {
                let target = &mut target[(rows.start - piece.rows.start) * window.width..];
                scatter(from, *sample, columns, target, window.width);
            }
        }
    }
    Ok(())
}

/// Strips that are not compressed: only the rows that are needed, in as few reads as they allow,
/// and straight to where they go where they are stored as they are wanted.
fn strips<T: Sample>(
    source: &ChunkSource<'_>,
    window: Window,
    mut piece: Piece<'_, T>,
) -> Result<(), RasterError> {
    let layout = &source.image.layout;
    let row = layout.width * layout.samples_together();
    let straight = layout.samples_together() == 1 && window.width == layout.width;
    let mut scratch: Vec<T> = Vec::new();
    let mut down = piece.down.start;
    while down < piece.down.end {
        let (start, count) = (down, run(source, &piece, down)?);
        down += count;
        let top = piece.rows.start.max(start * layout.chunk_height);
        let bottom = piece.rows.end.min(down * layout.chunk_height);
        let index = layout.index(piece.plane, start, 0);
        let place = layout.place(index);
        let skipped = ((top - start * layout.chunk_height) * row * size_of::<T>()) as u64;
        let first = (top - piece.rows.start) * window.width;
        let read = |values: &mut [T]| {
            match place {
                Some((offset, _)) => {
                    source.file.read_at(offset + skipped, bytemuck::cast_slice_mut(values))?;
                    source.order_bytes(values);
                }
                None => values.fill(T::from_f64(source.empty)),
            }
            Ok::<_, RasterError>(())
        };
        if straight {
            for (_, target) in &mut piece.targets {
                read(&mut target[first..first + (bottom - top) * window.width])?;
            }
            continue;
        }
        let name = || source.name(index);
        let extents = [(bottom - top) as u64, row as u64, size_of::<T>() as u64];
        let bytes = source.limits.pixels(source.file.path(), name, &extents)?;
        scratch.resize(bytes / size_of::<T>(), T::from_f64(0.0));
        read(&mut scratch)?;
        let samples = layout.samples_together();
        let from = Source { values: &scratch, width: layout.width, samples };
        for (sample, target) in &mut piece.targets {
            let columns = (window.x, 0, window.width);
            scatter(from, *sample, columns, &mut target[first..], window.width);
        }
    }
    Ok(())
}

/// How many strips from `down` on lie behind each other in the file, all checked to be whole as far
/// as they are needed.
fn run<T: Sample>(
    source: &ChunkSource<'_>,
    piece: &Piece<'_, T>,
    down: usize,
) -> Result<usize, RasterError> {
    let layout = &source.image.layout;
    let row =
        (layout.width as u64).saturating_mul((layout.samples_together() * size_of::<T>()) as u64);
    let mut count = 0;
    let mut expected = None;
    for strip in down..piece.down.end {
        let index = layout.index(piece.plane, strip, 0);
        let place = layout.place(index);
        if count > 0 && (place.is_none() || place.map(|(offset, _)| offset) != expected) {
            break;
        }
        count += 1;
        let Some((offset, stored)) = place else { break };
        let top = strip * layout.chunk_height;
        let needed =
            row.saturating_mul((piece.rows.end.min(top + layout.chunk_height) - top) as u64);
        if stored < needed {
            let what = format!("it is {stored} bytes, expected {needed}");
            return Err(source.damaged(index, what));
        }
        source.check_place(index, offset, needed)?;
        // What lies behind a strip that is longer than it has to be is not the next row.
        let whole = row.saturating_mul(layout.stored_rows(strip) as u64);
        expected = if stored == whole { offset.checked_add(stored) } else { None };
        if expected.is_none() {
            break;
        }
    }
    Ok(count)
}
