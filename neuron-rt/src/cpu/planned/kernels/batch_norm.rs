//! Batch normalisation (Ioffe & Szegedy, 2015) of each channel, and its gradient.
//!
//! A channel is one thread's: its planes stay in the cache from the statistics to the result.
#![allow(unsafe_code)]

use super::sums::{centred_dot, squares, sum};
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::simd::vectorised;

/// Extents of the input.
#[derive(Clone, Copy, Debug)]
pub(in crate::cpu::planned) struct Planes {
    pub(in crate::cpu::planned) batch: usize,
    pub(in crate::cpu::planned) channels: usize,
    pub(in crate::cpu::planned) pixels: usize,
}

impl Planes {
    /// # Safety
    /// `tensor` holds all planes, and nothing writes this one meanwhile.
    unsafe fn of<'a>(&self, tensor: Raw, image: usize, channel: usize) -> &'a [f32] {
        // SAFETY: the caller's promise.
        unsafe { tensor.slice((image * self.channels + channel) * self.pixels, self.pixels) }
    }

    /// # Safety
    /// `tensor` holds all planes, and nothing else touches this one meanwhile.
    unsafe fn of_mut<'a>(&self, tensor: Raw, image: usize, channel: usize) -> &'a mut [f32] {
        // SAFETY: the caller's promise.
        unsafe { tensor.slice_mut((image * self.channels + channel) * self.pixels, self.pixels) }
    }

    /// What sums over weighted pixels are divided by for a mean.
    fn divisor(&self, weight: &[f32]) -> f64 {
        let count = weight.iter().map(|&w| f64::from(w)).sum::<f64>() * self.pixels as f64;
        if count == 0.0 { 1.0 } else { count }
    }
}

/// `(x, gamma, beta, weight) -> (y, mean, variance, 1 / standard deviation)`.
pub(in crate::cpu::planned) struct BatchNorm {
    pub(in crate::cpu::planned) args: [usize; 4],
    pub(in crate::cpu::planned) results: [usize; 4],
    pub(in crate::cpu::planned) planes: Planes,
    pub(in crate::cpu::planned) epsilon: f32,
}

impl Kernel for BatchNorm {
    fn run(&self, frame: &Frame) {
        let planes = self.planes;
        let [x, gamma, beta, weight] = self.args.map(|slot| frame.slot(slot));
        let [y, mean, variance, rstd] = self.results.map(|slot| frame.slot(slot));
        // SAFETY: the slots hold the whole tensors.
        let weight = unsafe { weight.slice::<f32>(0, planes.batch) };
        let divisor = planes.divisor(weight);
        for_each(planes.channels, planes.batch * planes.pixels * 4, |channel| {
            // SAFETY: a channel is one thread's; the slots hold the whole tensors.
            unsafe {
                let total = |of: &dyn Fn(&[f32]) -> f32| {
                    let each = weight.iter().enumerate().map(|(image, &weight)| {
                        f64::from(weight) * f64::from(of(planes.of(x, image, channel)))
                    });
                    each.sum::<f64>() / divisor
                };
                let m = total(&|x| {
                    vectorised(
                        #[inline(always)]
                        || sum(x),
                    )
                }) as f32;
                let v = total(&|x| {
                    vectorised(
                        #[inline(always)]
                        || squares(x, m),
                    )
                }) as f32;
                let r = 1.0 / (v + self.epsilon).sqrt();
                let at = channel as isize;
                mean.at::<f32>(at).write(m);
                variance.at::<f32>(at).write(v);
                rstd.at::<f32>(at).write(r);
                let (scale, shift) = (r * *gamma.at::<f32>(at), *beta.at::<f32>(at));
                for image in 0..planes.batch {
                    let (x, y) = (planes.of(x, image, channel), planes.of_mut(y, image, channel));
                    vectorised(
                        #[inline(always)]
                        || {
                            for (y, &x) in y.iter_mut().zip(x) {
                                *y = (x - m).mul_add(scale, shift);
                            }
                        },
                    );
                }
            }
        });
    }
}

/// `(x, gamma, weight, mean, rstd, dy) -> (dx, dgamma, dbeta)`.
pub(in crate::cpu::planned) struct BatchNormGrad {
    /// x, gamma, weight, mean, rstd, dy
    pub(in crate::cpu::planned) args: [usize; 6],
    pub(in crate::cpu::planned) results: [usize; 3],
    pub(in crate::cpu::planned) planes: Planes,
}

impl Kernel for BatchNormGrad {
    fn run(&self, frame: &Frame) {
        let planes = self.planes;
        let [x, gamma, weight, mean, rstd, dy] = self.args.map(|slot| frame.slot(slot));
        let [dx, dgamma, dbeta] = self.results.map(|slot| frame.slot(slot));
        // SAFETY: the slots hold the whole tensors.
        let weight = unsafe { weight.slice::<f32>(0, planes.batch) };
        let divisor = planes.divisor(weight);
        for_each(planes.channels, planes.batch * planes.pixels * 6, |channel| {
            let at = channel as isize;
            // SAFETY: a channel is one thread's; the slots hold the whole tensors.
            unsafe {
                let (m, r) = (*mean.at::<f32>(at), *rstd.at::<f32>(at));
                let (mut by_beta, mut by_gamma) = (0.0f64, 0.0f64);
                for image in 0..planes.batch {
                    let (x, dy) = (planes.of(x, image, channel), planes.of(dy, image, channel));
                    let (plain, product) = vectorised(
                        #[inline(always)]
                        || (sum(dy), centred_dot(dy, x, m)),
                    );
                    by_beta += f64::from(plain);
                    by_gamma += f64::from(product * r);
                }
                dgamma.at::<f32>(at).write(by_gamma as f32);
                dbeta.at::<f32>(at).write(by_beta as f32);
                let scale = *gamma.at::<f32>(at) * r;
                for (image, &weight) in weight.iter().enumerate() {
                    let share = f64::from(weight) / divisor;
                    let a = (by_beta * share) as f32;
                    let b = (by_gamma * share) as f32 * r;
                    let (x, dy) = (planes.of(x, image, channel), planes.of(dy, image, channel));
                    let dx = planes.of_mut(dx, image, channel);
                    vectorised(
                        #[inline(always)]
                        || {
                            for ((dx, &dy), &x) in dx.iter_mut().zip(dy).zip(x) {
                                *dx = ((x - m).mul_add(-b, dy) - a) * scale;
                            }
                        },
                    );
                }
            }
        });
    }
}
