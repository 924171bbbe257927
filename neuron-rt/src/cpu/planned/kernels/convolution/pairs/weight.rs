//! The gradient by the weight.
#![allow(unsafe_code)]

use super::layout::{Layout, Neighbours};
use super::tile::{CHANNELS, Field, PLACES, gradients_by_pixels};
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::convolution::blocked::LANES;
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use crate::cpu::planned::kernels::convolution::strips::Strips;

/// Gradient of a convolution by its weight, `(input, gradient)`: of bf16, to f32.
pub(in crate::cpu::planned) struct WeightGradient {
    geometry: Geometry,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    strips: Strips,
    input: Layout,
    gradient: Layout,
    /// Where each tap of each block of the input's channels lies.
    places: Vec<usize>,
}

impl WeightGradient {
    /// The kernel, for what [`super::suits`]; `scratch` gives a slot for as many words.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let pairs = g.output[1].div_ceil(2);
        let columns = super::read(g, [1, 2 * pairs])[1];
        let row = g.from.next_multiple_of(LANES) * columns * size_of::<f32>();
        let strips = Strips::new(g.batch, g.output[0], row);
        let extents = super::read(g, [strips.height, 2 * pairs]);
        let input = Layout { neighbours: Neighbours::Pixels, channels: g.from, extents };
        let extents = [strips.height, pairs];
        let gradient = Layout { neighbours: Neighbours::PixelPairs, channels: g.to, extents };
        let places = (0..input.blocks())
            .flat_map(|block| super::taps(g).map(move |tap| input.at(block, tap)))
            .collect();
        let mut kernel =
            Self { args, out, scratch: usize::MAX, strips, input, gradient, places, geometry };
        let own = kernel.partial() + input.words() + gradient.words();
        kernel.scratch = scratch(strips.parts() * own);
        kernel
    }

    /// Sums of a channel of the gradient; of all channels and groups.
    fn sums(&self) -> usize {
        self.places.len() * LANES
    }

    fn partial(&self) -> usize {
        self.geometry.spec.groups * self.gradient.blocks() * LANES * self.sums()
    }

    /// # Safety
    /// The processor has AVX512_BF16, BW and VL; the slots are those that `new` asked for; only one
    /// thread does this part.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16")]
    unsafe fn part(&self, part: usize, [input, gradient, scratch]: [Raw; 3]) {
        let g = &self.geometry;
        let own = self.input.words() + self.gradient.words();
        let start = self.strips.parts() * self.partial() + part * own;
        let before = g.zeros_before(false);
        let reach = self.input.extents[0] - self.gradient.extents[0];
        // SAFETY: the caller's promise; these are the parts of this part's scratch.
        unsafe {
            let laid = scratch.at::<f32>(start as isize);
            let seen = laid.add(self.input.words());
            let sums = scratch.at::<f32>((part * self.partial()) as isize);
            sums.write_bytes(0, self.partial());
            for strip in self.strips.of_part(part) {
                let rows = strip.rows.len();
                let top = strip.rows.start as isize;
                for group in 0..g.spec.groups {
                    let image = strip.image * g.spec.groups + group;
                    let from = image * g.from * g.input[0] * g.input[1];
                    let from = input.at::<u16>(from as isize);
                    let first = [top - before[0] as isize, -(before[1] as isize)];
                    self.input.fill(from, g.input, rows + reach, first, laid);
                    let from = image * g.to * g.output[0] * g.output[1];
                    let from = gradient.at::<u16>(from as isize);
                    self.gradient.fill(from, g.output, rows, [top, 0], seen);
                    let sums = sums.add(group * self.gradient.blocks() * LANES * self.sums());
                    self.multiply(rows, laid, seen, sums);
                }
            }
        }
    }

    /// Adds the products of a strip to the sums of a group.
    ///
    /// # Safety
    /// As [`Self::part`].
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16")]
    unsafe fn multiply(&self, rows: usize, laid: *const f32, seen: *const f32, sums: *mut f32) {
        let field = Field {
            rows,
            pairs: self.gradient.extents[1],
            gradient_row: self.gradient.at(0, [1, 0]),
            input_row: self.input.at(0, [1, 0]),
        };
        for channel in (0..self.gradient.channels).step_by(CHANNELS) {
            // SAFETY: the caller's promise; channels are padded to whole blocks.
            unsafe {
                let block = self.gradient.at(channel / LANES, [0, 0]);
                let gradient = seen.add(block + channel % LANES);
                let to = sums.add(channel * self.sums());
                let mut places = self.places.chunks_exact(PLACES);
                for (i, places) in places.by_ref().enumerate() {
                    let to = (to.add(i * PLACES * LANES), self.sums());
                    let places: [usize; PLACES] = std::array::from_fn(|j| places[j]);
                    gradients_by_pixels::<PLACES>(field, gradient, (laid, places), to);
                }
                let done = self.places.len() - places.remainder().len();
                for (i, &place) in (done..).zip(places.remainder()) {
                    let to = (to.add(i * LANES), self.sums());
                    gradients_by_pixels::<1>(field, gradient, (laid, [place]), to);
                }
            }
        }
    }

    /// The sums of all parts, of a channel of the gradient.
    fn finish(&self, channel: usize, partials: &[f32], out: &mut [f32]) {
        let g = &self.geometry;
        let (group, of_group) = (channel / g.to, channel % g.to);
        let first = (group * self.gradient.blocks() * LANES + of_group) * self.sums();
        out.fill(0.0);
        for partial in partials.chunks_exact(self.partial()) {
            let places = partial[first..first + self.sums()].chunks_exact(LANES);
            for (place, sums) in places.enumerate() {
                let (block, tap) = (place / g.taps(), place % g.taps());
                for (channel, sum) in (block * LANES..g.from).zip(sums) {
                    out[channel * g.taps() + tap] += sum;
                }
            }
        }
    }
}

impl Kernel for WeightGradient {
    fn run(&self, frame: &Frame) {
        let [input, gradient] = self.args.map(|slot| frame.slot(slot));
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        let (g, parts) = (&self.geometry, self.strips.parts());
        for_each(parts, g.batch * g.cost() / parts, |part| {
            // SAFETY: `suits` has asked for the processor; each part has scratch of its own.
            unsafe { self.part(part, [input, gradient, scratch]) };
        });
        let weights = g.from * g.taps();
        for_each(g.spec.groups * g.to, parts * weights, |channel| {
            // SAFETY: all parts are done; each writes the weights of one channel.
            let (partials, out) = unsafe {
                (
                    scratch.slice::<f32>(0, parts * self.partial()),
                    out.slice_mut::<f32>(channel * weights, weights),
                )
            };
            self.finish(channel, partials, out);
        });
    }
}
