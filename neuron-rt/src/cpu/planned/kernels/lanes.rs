//! Vector registers, for kernels that say themselves what is held in them.
//!
//! A [`Job`] is written once over [`Lanes`] and compiled for each kind of register; the processor at
//! hand decides which of them runs.
#![allow(unsafe_code)]

/// A register of several numbers.
pub(in crate::cpu::planned) trait Lanes<T>: Copy {
    /// Numbers in a register.
    const LENGTH: usize;
    /// Whether there are 32 registers, not 16.
    const MANY: bool;

    fn splat(value: T) -> Self;
    /// # Safety
    /// `LENGTH` numbers are there to be read.
    unsafe fn load(from: *const T) -> Self;
    /// # Safety
    /// `LENGTH` numbers are there to be written.
    unsafe fn store(self, to: *mut T);
    /// `self × factor + sum`.
    fn multiply_add(self, factor: Self, sum: Self) -> Self;
    /// Of all lanes.
    fn total(self) -> T;
}

/// Work on registers. All of it must be `#[inline(always)]`, see [`Job::run`].
pub(in crate::cpu::planned) trait Job<T> {
    /// Does it; inlined into a function that is compiled for the registers `L`.
    ///
    /// # Safety
    /// The processor has these registers.
    unsafe fn run<L: Lanes<T>>(self);
}

/// Numbers that there are registers for.
pub(in crate::cpu::planned) trait Vectored: super::Real {
    #[doc(hidden)]
    fn on_registers(job: impl Job<Self>);
}

impl Vectored for f64 {
    fn on_registers(job: impl Job<Self>) {
        // SAFETY: arrays are everywhere.
        unsafe { job.run::<Array<Self>>() }
    }
}

impl Vectored for f32 {
    fn on_registers(job: impl Job<Self>) {
        #[cfg(target_arch = "x86_64")]
        {
            // The answers are cached by the standard library.
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the feature has just been found.
                return unsafe { x86::avx512(job) };
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                // SAFETY: the features have just been found.
                return unsafe { x86::avx2(job) };
            }
        }
        // SAFETY: arrays are everywhere.
        unsafe { job.run::<Array<Self>>() }
    }
}

/// Four numbers; the compiler finds registers for them where there are any.
#[derive(Clone, Copy)]
struct Array<T>([T; 4]);

impl<T: super::Real> Lanes<T> for Array<T> {
    const LENGTH: usize = 4;
    const MANY: bool = cfg!(target_arch = "aarch64");

    #[inline(always)]
    fn splat(value: T) -> Self {
        Self([value; 4])
    }

    #[inline(always)]
    unsafe fn load(from: *const T) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { from.cast::<[T; 4]>().read_unaligned() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut T) {
        // SAFETY: the caller's promise.
        unsafe { to.cast::<[T; 4]>().write_unaligned(self.0) }
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, sum: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] * factor.0[i] + sum.0[i]))
    }

    #[inline(always)]
    fn total(self) -> T {
        let [a, b, c, d] = self.0;
        (a + c) + (b + d)
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Job, Lanes};
    use std::arch::x86_64::*;

    /// # Safety
    /// The processor has AVX-512.
    #[target_feature(enable = "avx512f,avx2,fma")]
    pub(super) unsafe fn avx512(job: impl Job<f32>) {
        // SAFETY: the caller's promise.
        unsafe { job.run::<Sixteen>() }
    }

    /// # Safety
    /// The processor has AVX2 and FMA.
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn avx2(job: impl Job<f32>) {
        // SAFETY: the caller's promise.
        unsafe { job.run::<Eight>() }
    }

    #[derive(Clone, Copy)]
    pub(super) struct Sixteen(__m512);

    // SAFETY of all below: a `Job` is only run on registers that the processor has.
    impl Lanes<f32> for Sixteen {
        const LENGTH: usize = 16;
        const MANY: bool = true;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            // SAFETY: see above.
            Self(unsafe { _mm512_set1_ps(value) })
        }

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller's promise.
            Self(unsafe { _mm512_loadu_ps(from) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller's promise.
            unsafe { _mm512_storeu_ps(to, self.0) }
        }

        #[inline(always)]
        fn multiply_add(self, factor: Self, sum: Self) -> Self {
            // SAFETY: see above.
            Self(unsafe { _mm512_fmadd_ps(self.0, factor.0, sum.0) })
        }

        #[inline(always)]
        fn total(self) -> f32 {
            // SAFETY: see above.
            unsafe { _mm512_reduce_add_ps(self.0) }
        }
    }

    #[derive(Clone, Copy)]
    pub(super) struct Eight(__m256);

    impl Lanes<f32> for Eight {
        const LENGTH: usize = 8;
        const MANY: bool = false;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            // SAFETY: see above.
            Self(unsafe { _mm256_set1_ps(value) })
        }

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller's promise.
            Self(unsafe { _mm256_loadu_ps(from) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller's promise.
            unsafe { _mm256_storeu_ps(to, self.0) }
        }

        #[inline(always)]
        fn multiply_add(self, factor: Self, sum: Self) -> Self {
            // SAFETY: see above.
            Self(unsafe { _mm256_fmadd_ps(self.0, factor.0, sum.0) })
        }

        #[inline(always)]
        fn total(self) -> f32 {
            let mut lanes = [0.0f32; 8];
            // SAFETY: eight numbers.
            unsafe { _mm256_storeu_ps(lanes.as_mut_ptr(), self.0) };
            let [a, b, c, d, e, f, g, h] = lanes;
            ((a + e) + (c + g)) + ((b + f) + (d + h))
        }
    }
}
