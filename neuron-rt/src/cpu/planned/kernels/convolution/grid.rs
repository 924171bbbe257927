//! Images laid out so that every tap is a constant distance.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::Real;

/// Numbers that a kernel writes at once at most; runs of outputs are rounded up to it.
pub(super) const TILE: usize = 48;

/// Bytes of images that are laid out at a time, so that they stay in a core's cache.
const CACHED: usize = 192 << 10;

/// How many steps away taps reach, along each axis: least and most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach([(isize, isize); 2]);

impl Reach {
    /// Takes in a tap.
    pub(super) fn add(&mut self, away: [isize; 2]) {
        for ((least, most), away) in self.0.iter_mut().zip(away) {
            (*least, *most) = ((*least).min(away), (*most).max(away));
        }
    }
}

/// A layout of some images of `channels` channels. Rows follow one another with zeros between them,
/// as many as a tap may reach beyond an edge; so do images. Each channel of each phase is a plane.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    channels: usize,
    /// Extents of an image.
    image: [usize; 2],
    /// Phases along each axis: steps of the window.
    pub(super) phases: [usize; 2],
    /// Distance between rows.
    pub(super) pitch: usize,
    /// Distance between images.
    pub(super) spacing: usize,
    /// Zeros before the first row.
    front: usize,
    /// Length of a plane.
    plane: usize,
    /// Images that fit at once.
    pub(super) images: usize,
    /// Extents of what is made of an image.
    made: [usize; 2],
}

impl Grid {
    /// For images of extents `image`, of which outputs of extents `made` are made by taps of this
    /// reach; up to `images` of them at a time.
    pub(super) fn new(
        channels: usize,
        image: [usize; 2],
        phases: [usize; 2],
        made: [usize; 2],
        reach: Reach,
        images: usize,
    ) -> Self {
        let span = |axis: usize| {
            let content = image[axis].div_ceil(phases[axis]) as isize;
            let (least, most) = reach.0[axis];
            let last = (made[axis] as isize - 1 + most).max(content - 1);
            let gap = (-least).max(last - (content - 1)).max(0);
            (content + gap).max(made[axis] as isize) as usize
        };
        let (rows, pitch) = (span(0), span(1));
        let spacing = rows * pitch;
        let before = |axis: usize| reach.0[axis].0.min(0).unsigned_abs();
        let front = before(0) * pitch + before(1);
        let after = |axis: usize| reach.0[axis].1.max(0) as usize;
        let behind = after(0) * pitch + after(1) + TILE;
        let planes = channels * phases[0] * phases[1];
        let bytes = (planes * spacing * size_of::<f32>()).max(1);
        let images = (CACHED / bytes).clamp(1, images.max(1));
        let plane = (front + images * spacing + behind).next_multiple_of(16);
        Self { channels, image, phases, pitch, spacing, front, plane, images, made }
    }

    /// Numbers of the whole layout.
    pub(super) fn elements(&self) -> usize {
        self.channels * self.phases[0] * self.phases[1] * self.plane
    }

    /// Length of the run in which the outputs of `images` images lie.
    pub(super) fn run(&self, images: usize) -> usize {
        (images - 1) * self.spacing + (self.made[0] - 1) * self.pitch + self.made[1]
    }

    /// Where in the layout a tap meets the first output: in which phase, and how far away.
    pub(super) fn tap(&self, channel: usize, phase: [usize; 2], away: [isize; 2]) -> usize {
        let plane = (phase[0] * self.phases[1] + phase[1]) * self.channels + channel;
        let within = self.front as isize + away[0] * self.pitch as isize + away[1];
        plane * self.plane + within as usize
    }

    /// Lays out images: `at(image, channel)` is a plane of `image` extents.
    pub(super) fn fill<'a, T: Real>(
        &self,
        images: usize,
        to: &mut [T],
        at: impl Fn(usize, usize) -> &'a [T],
    ) {
        to.fill(T::ZERO);
        let [height, width] = self.image;
        for fy in 0..self.phases[0] {
            for fx in 0..self.phases[1].min(width) {
                for channel in 0..self.channels {
                    for image in 0..images {
                        let from = at(image, channel);
                        let first = self.tap(channel, [fy, fx], [0, 0]) + image * self.spacing;
                        for (u, y) in (fy..height).step_by(self.phases[0]).enumerate() {
                            let from = &from[y * width + fx..(y + 1) * width];
                            let to = &mut to[first + u * self.pitch..];
                            if self.phases[1] == 1 {
                                to[..width].copy_from_slice(from);
                            } else {
                                let every = from.iter().step_by(self.phases[1]);
                                for (to, &from) in to.iter_mut().zip(every) {
                                    *to = from;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
