//! Layer normalisation (Ba et al., 2016) over the last axis, and its gradient.
#![allow(unsafe_code)]

use super::sums::{dot, squares, sum};
use crate::cpu::planned::frame::{Frame, Kernel, for_each};

/// `(x, gamma, beta) -> (y, mean, 1 / standard deviation)`.
pub(in crate::cpu::planned) struct LayerNorm {
    pub(in crate::cpu::planned) args: [usize; 3],
    pub(in crate::cpu::planned) results: [usize; 3],
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) width: usize,
    pub(in crate::cpu::planned) epsilon: f32,
}

impl Kernel for LayerNorm {
    fn run(&self, frame: &Frame) {
        let width = self.width;
        let [x, gamma, beta] = self.args.map(|slot| frame.slot(slot));
        let [y, mean, rstd] = self.results.map(|slot| frame.slot(slot));
        // SAFETY: the slots hold the whole tensors.
        let (gamma, beta) = unsafe { (gamma.slice::<f32>(0, width), beta.slice::<f32>(0, width)) };
        for_each(self.rows, width * 4, |row| {
            // SAFETY: each row is one thread's.
            let (x, y, mean, rstd) = unsafe {
                (
                    x.slice::<f32>(row * width, width),
                    y.slice_mut::<f32>(row * width, width),
                    mean.at::<f32>(row as isize),
                    rstd.at::<f32>(row as isize),
                )
            };
            crate::cpu::planned::simd::vectorised(
                #[inline(always)]
                || {
                    let m = sum(x) / width as f32;
                    let r = 1.0 / (squares(x, m) / width as f32 + self.epsilon).sqrt();
                    for (((y, &x), &g), &b) in y.iter_mut().zip(x).zip(gamma).zip(beta) {
                        *y = ((x - m) * r).mul_add(g, b);
                    }
                    // SAFETY: as above.
                    unsafe {
                        mean.write(m);
                        rstd.write(r);
                    }
                },
            );
        });
    }
}

/// `(x, gamma, mean, rstd, dy) -> (dx, dgamma, dbeta)`.
///
/// Rows are cut into parts whose number depends on the shape alone; their sums are added in order.
pub(in crate::cpu::planned) struct LayerNormGrad {
    /// x, gamma, mean, rstd, dy
    pub(in crate::cpu::planned) args: [usize; 5],
    pub(in crate::cpu::planned) results: [usize; 3],
    pub(in crate::cpu::planned) scratch: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) width: usize,
}

impl LayerNormGrad {
    /// Parts that rows are cut into.
    pub(in crate::cpu::planned) fn parts(rows: usize) -> usize {
        (rows / 64).clamp(1, 16)
    }
}

impl Kernel for LayerNormGrad {
    fn run(&self, frame: &Frame) {
        let (width, rows) = (self.width, self.rows);
        let [x, gamma, mean, rstd, dy] = self.args.map(|slot| frame.slot(slot));
        let [dx, dgamma, dbeta] = self.results.map(|slot| frame.slot(slot));
        let scratch = frame.slot(self.scratch);
        // SAFETY: the slots hold the whole tensors.
        let (gamma, mean, rstd) = unsafe {
            (gamma.slice::<f32>(0, width), mean.slice::<f32>(0, rows), rstd.slice::<f32>(0, rows))
        };
        let parts = Self::parts(rows);
        for_each(parts, rows / parts * width * 8, |part| {
            // SAFETY: each part has sums and rows of its own.
            let (by_gamma, by_beta) = unsafe {
                (
                    scratch.slice_mut::<f32>(2 * part * width, width),
                    scratch.slice_mut::<f32>((2 * part + 1) * width, width),
                )
            };
            by_gamma.fill(0.0);
            by_beta.fill(0.0);
            for row in part * rows / parts..(part + 1) * rows / parts {
                // SAFETY: as above.
                let (x, dy, dx) = unsafe {
                    (
                        x.slice::<f32>(row * width, width),
                        dy.slice::<f32>(row * width, width),
                        dx.slice_mut::<f32>(row * width, width),
                    )
                };
                let (m, r) = (mean[row], rstd[row]);
                crate::cpu::planned::simd::vectorised(
                    #[inline(always)]
                    || {
                        for i in 0..width {
                            let normal = (x[i] - m) * r;
                            by_gamma[i] = dy[i].mul_add(normal, by_gamma[i]);
                            by_beta[i] += dy[i];
                            dx[i] = dy[i] * gamma[i];
                        }
                        let scale = 1.0 / width as f32;
                        let a = sum(dx) * scale;
                        let b = (dot(dx, x) - m * a * width as f32) * r * scale;
                        for (d, &x) in dx.iter_mut().zip(x) {
                            *d = (*d - a - (x - m) * r * b) * r;
                        }
                    },
                );
            }
        });
        // SAFETY: all parts are done.
        unsafe {
            let sums = scratch.slice::<f32>(0, 2 * parts * width);
            for (result, first) in [(dgamma, 0), (dbeta, width)] {
                let to = result.slice_mut::<f32>(0, width);
                to.copy_from_slice(&sums[first..first + width]);
                for part in 1..parts {
                    let from = &sums[2 * part * width + first..][..width];
                    for (to, &v) in to.iter_mut().zip(from) {
                        *to += v;
                    }
                }
            }
        }
    }
}
