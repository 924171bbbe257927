use super::geometry::Geometry;
use std::ops::Range;

/// How a convolution is cut up, by its shape alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tasks {
    batch: usize,
    /// Parts of the batch.
    pub(super) parts: usize,
    channels: usize,
    /// Parts of the channels that are made.
    splits: usize,
}

/// Tasks to cut into: more than most laptops have cores.
const MOST: usize = 8;

/// Fewest channels that are worth laying out all images again for.
const LEAST_CHANNELS: usize = 16;

impl Tasks {
    /// Of the channels of a group, `channels` are made.
    pub(super) fn new(geometry: &Geometry, channels: usize) -> Self {
        let parts = geometry.batch.clamp(1, MOST);
        let splits = (MOST / parts).min(channels / LEAST_CHANNELS).max(1);
        Self { batch: geometry.batch, parts, channels, splits }
    }

    pub(super) fn count(&self) -> usize {
        self.parts * self.splits
    }

    /// Most images of a part.
    pub(super) fn images_of_a_part(&self) -> usize {
        self.batch.div_ceil(self.parts)
    }

    /// The channels that tasks make.
    pub(super) fn channels(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        (0..self.splits).map(|split| self.task(split).2)
    }

    /// The part of a task, its images and the channels that it makes.
    pub(super) fn task(&self, task: usize) -> (usize, Range<usize>, Range<usize>) {
        let (part, split) = (task / self.splits, task % self.splits);
        let range = |i: usize, of: usize, all: usize| i * all / of..(i + 1) * all / of;
        (part, range(part, self.parts, self.batch), range(split, self.splits, self.channels))
    }
}
