//! Samples of a chunk into planes of bands.

/// Samples of chunk rows, and how they lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a, T> {
    /// Rows of pixels of `samples` each.
    pub(super) values: &'a [T],
    /// Pixels of a row.
    pub(super) width: usize,
    /// Samples of a pixel.
    pub(super) samples: usize,
}

/// Copies sample `sample` of `count` pixels from column `from` of each source row into the target's
/// rows of `stride` values, from column `to` on. Both have as many rows as the shorter.
pub(super) fn scatter<T: Copy>(
    source: Source<'_, T>,
    sample: usize,
    (from, to, count): (usize, usize, usize),
    target: &mut [T],
    stride: usize,
) {
    let rows = source.values.chunks_exact(source.width * source.samples);
    for (row, target) in rows.zip(target.chunks_exact_mut(stride)) {
        let row = &row[from * source.samples..(from + count) * source.samples];
        let target = &mut target[to..to + count];
        match source.samples {
            1 => target.copy_from_slice(row),
            3 => pick::<T, 3>(row, sample, target),
            4 => pick::<T, 4>(row, sample, target),
            samples => {
                let values = row.iter().skip(sample).step_by(samples);
                target.iter_mut().zip(values).for_each(|(target, value)| *target = *value);
            }
        }
    }
}

/// One sample of each pixel; a number of samples known when compiling is twice as fast.
fn pick<T: Copy, const SAMPLES: usize>(row: &[T], sample: usize, target: &mut [T]) {
    let (pixels, _) = row.as_chunks::<SAMPLES>();
    for (target, pixel) in target.iter_mut().zip(pixels) {
        *target = pixel[sample];
    }
}
