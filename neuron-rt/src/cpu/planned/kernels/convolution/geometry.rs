use crate::graph::{ConvSpec, Shape};

/// Extents of a convolution.
#[derive(Clone, Copy, Debug)]
pub(in crate::cpu::planned) struct Geometry {
    pub(super) spec: ConvSpec,
    pub(super) batch: usize,
    /// Channels of a group, before and after.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) input: [usize; 2],
    pub(super) output: [usize; 2],
    pub(super) kernel: [usize; 2],
}

impl Geometry {
    /// From the shapes of input, weight and output.
    pub(in crate::cpu::planned) fn new(
        spec: ConvSpec,
        input: &Shape,
        weight: &Shape,
        output: &Shape,
    ) -> Self {
        Self {
            spec,
            batch: input[0],
            from: weight[1],
            to: weight[0] / spec.groups,
            input: [input[2], input[3]],
            output: [output[2], output[3]],
            kernel: [weight[2], weight[3]],
        }
    }

    /// Weights of a group.
    pub(super) fn weights(&self) -> usize {
        self.to * self.from * self.taps()
    }

    /// Taps of the kernel.
    pub(super) fn taps(&self) -> usize {
        self.kernel[0] * self.kernel[1]
    }

    /// Where tap `k` of an axis meets the input of output 0: the phase of the input (its place
    /// within a step of the window) and the distance in whole steps.
    pub(super) fn forward(&self, axis: usize, k: usize) -> (usize, isize) {
        let at = (k * self.spec.dilation[axis]) as isize - self.before(axis);
        let stride = self.spec.stride[axis] as isize;
        (at.rem_euclid(stride) as usize, at.div_euclid(stride))
    }

    /// Which outputs saw the input of a phase through tap `k`: their distance, where there are any.
    pub(super) fn backward(&self, axis: usize, phase: usize, k: usize) -> Option<isize> {
        let at = phase as isize + self.before(axis) - (k * self.spec.dilation[axis]) as isize;
        let stride = self.spec.stride[axis] as isize;
        (at.rem_euclid(stride) == 0).then(|| at.div_euclid(stride))
    }

    fn before(&self, axis: usize) -> isize {
        self.spec.padding[axis][0] as isize
    }

    /// Channels of a group that are read, and that are made: by the convolution, or by its gradient by
    /// the input.
    pub(super) fn channels(&self, backward: bool) -> [usize; 2] {
        if backward { [self.to, self.from] } else { [self.from, self.to] }
    }

    /// Extents of an image that is read, and of one that is made.
    pub(super) fn extents(&self, backward: bool) -> [[usize; 2]; 2] {
        if backward { [self.output, self.input] } else { [self.input, self.output] }
    }

    /// Elements of all that is made.
    pub(super) fn elements(&self, backward: bool) -> usize {
        let ([_, made], [_, [height, width]]) = (self.channels(backward), self.extents(backward));
        self.batch * self.spec.groups * made * height * width
    }

    /// How far the taps of a window reach along an axis.
    pub(super) fn reach(&self, axis: usize) -> usize {
        (self.kernel[axis] - 1) * self.spec.dilation[axis]
    }

    /// Zeros before an image that is read, of a window in steps of one; its padding is no more than
    /// its reach.
    pub(super) fn zeros_before(&self, backward: bool) -> [usize; 2] {
        [0, 1].map(|axis| {
            let padding = self.spec.padding[axis][0];
            if backward { self.reach(axis) - padding } else { padding }
        })
    }

    /// Multiplications of an image and a group.
    pub(super) fn cost(&self) -> usize {
        self.weights() * self.output[0] * self.output[1]
    }
}
