//! Loops compiled for the vector registers of the processor at hand.
#![allow(unsafe_code)]

/// Runs `work`, compiled for the widest vectors that the processor has.
///
/// The closure must be `#[inline(always)]`, as must all that it calls: only what is inlined is
/// compiled anew. Code that is not would call a function for every fused multiply-add.
#[inline(always)]
pub(super) fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        // The answers are cached by the standard library.
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
        {
            // SAFETY: the features have just been found.
            return unsafe { avx512(work) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the features have just been found.
            return unsafe { avx2(work) };
        }
    }
    work()
}

/// # Safety
/// The processor has these features.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")]
unsafe fn avx512<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// # Safety
/// The processor has these features.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}
