//! How the images of a batch are cut into strips, and strips shared out.

use std::ops::Range;

/// Parts of the work: more than most laptops have cores.
const PARTS: usize = 8;

/// Bytes of a strip that is read, so that it stays in a core's cache.
const CACHED: usize = 192 << 10;

/// Images in strips of rows, by the shape alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strips {
    batch: usize,
    rows: usize,
    /// Most rows of a strip.
    pub(super) height: usize,
    of_image: usize,
}

/// Rows of an image.
pub(super) struct Strip {
    pub(super) image: usize,
    pub(super) rows: Range<usize>,
}

impl Strips {
    /// Of images of so many rows, each of which reads so many bytes.
    pub(super) fn new(batch: usize, rows: usize, bytes: usize) -> Self {
        let cached = (CACHED / bytes.max(1)).clamp(1, rows.max(1));
        let enough = rows.div_ceil(cached).max(PARTS.div_ceil(batch.max(1)));
        let height = rows.div_ceil(enough).max(1);
        Self { batch, rows, height, of_image: rows.div_ceil(height) }
    }

    /// Parts of the work, each with scratch memory of its own.
    pub(super) fn parts(&self) -> usize {
        (self.batch * self.of_image).clamp(1, PARTS)
    }

    /// The strips of a part.
    pub(super) fn of_part(&self, part: usize) -> impl Iterator<Item = Strip> {
        let (parts, all, this) = (self.parts(), self.batch * self.of_image, *self);
        (part * all / parts..(part + 1) * all / parts).map(move |i| {
            let first = i % this.of_image * this.height;
            Strip { image: i / this.of_image, rows: first..(first + this.height).min(this.rows) }
        })
    }
}

/// `0..count` in the fewest parts of at most `most`, about equally large.
pub(super) fn even(count: usize, most: usize) -> impl Iterator<Item = Range<usize>> {
    let parts = count.div_ceil(most);
    (0..parts).map(move |part| part * count / parts..(part + 1) * count / parts)
}
