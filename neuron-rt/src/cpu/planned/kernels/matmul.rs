//! Matrix products of any strides, so that a transposition costs nothing: by kernels of our own where
//! there is AVX-512 ([`super::product`]), else by the `gemm` crate.
#![allow(unsafe_code)]

use super::Real;
use crate::cpu::planned::frame::{Finish, Frame, Kernel, Raw};
use crate::cpu::planned::view::View;
use gemm::Parallelism;
use std::marker::PhantomData;

#[cfg(not(target_arch = "x86_64"))]
pub(super) use super::no_panels::{
    Panels, multiply_packed, multiply_then, pack_right, packed_words,
};
#[cfg(target_arch = "x86_64")]
pub(super) use super::product::{Panels, multiply_packed, multiply_then, pack_right, packed_words};

/// A matrix in memory, strides in elements.
#[derive(Clone, Copy)]
pub(in crate::cpu::planned) struct Matrix {
    pub(in crate::cpu::planned) at: Raw,
    pub(in crate::cpu::planned) row: isize,
    pub(in crate::cpu::planned) column: isize,
}

impl Matrix {
    pub(in crate::cpu::planned) fn new(at: Raw, row: isize, column: isize) -> Self {
        Self { at, row, column }
    }

    pub(in crate::cpu::planned) fn t(self) -> Self {
        Self { at: self.at, row: self.column, column: self.row }
    }

    /// The matrix that begins `elements` further on.
    ///
    /// # Safety
    /// It lies within the same memory.
    pub(in crate::cpu::planned) unsafe fn offset<T>(self, elements: isize) -> Self {
        // SAFETY: the caller's promise.
        Self { at: Raw(unsafe { self.at.at::<T>(elements) }.cast()), ..self }
    }
}

/// Whether a product is larger than the cost of waking threads.
pub(super) fn is_worth_threads([m, n, k]: [usize; 3]) -> bool {
    const LEAST: usize = 1 << 18;
    m.saturating_mul(n).saturating_mul(k) >= LEAST
}

/// `out = scale × a b`, or `out += scale × a b`.
///
/// # Safety
/// `out` is `m × n`, `a` is `m × k`, `b` is `k × n`; nothing else touches `out` meanwhile.
#[allow(clippy::too_many_arguments)]
pub(in crate::cpu::planned) unsafe fn product<T: Real>(
    [m, n, k]: [usize; 3],
    out: Matrix,
    accumulate: bool,
    a: Matrix,
    b: Matrix,
    scale: T,
    threads: bool,
) {
    let parallel = threads && is_worth_threads([m, n, k]);
    // SAFETY: the caller's promise.
    if unsafe { T::packed_product([m, n, k], out, accumulate, a, b, scale, parallel) } {
        return;
    }
    // SAFETY: the caller's promise.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.at.0.cast::<T>(),
            out.column,
            out.row,
            accumulate,
            a.at.0.cast::<T>(),
            a.column,
            a.row,
            b.at.0.cast::<T>(),
            b.column,
            b.row,
            T::ONE,
            scale,
            false,
            false,
            false,
            if parallel { Parallelism::Rayon(0) } else { Parallelism::None },
        );
    }
}

/// Numbers that are multiplied.
pub(in crate::cpu::planned) trait Factor:
    Copy + Send + Sync + 'static
{
    /// What they are summed in.
    type Sum: Send + Sync + 'static;

    /// `out = a b` or `out += a b`.
    ///
    /// # Safety
    /// As [`product`]; where they are bf16, [`reads_bf16`].
    unsafe fn product(
        size: [usize; 3],
        out: Matrix,
        accumulate: bool,
        a: Matrix,
        b: Matrix,
        threads: bool,
    );

    /// How a side is packed, where there is a kernel for packed ones.
    fn panels() -> Option<Panels>;
}

impl<T: Real> Factor for T {
    type Sum = T;

    unsafe fn product(
        size: [usize; 3],
        out: Matrix,
        accumulate: bool,
        a: Matrix,
        b: Matrix,
        threads: bool,
    ) {
        // SAFETY: the caller's promise.
        unsafe { product(size, out, accumulate, a, b, T::ONE, threads) }
    }

    fn panels() -> Option<Panels> {
        #[cfg(target_arch = "x86_64")]
        if T::PACKS && Panels::Single.available() {
            return Some(Panels::Single);
        }
        None
    }
}

impl Factor for half::bf16 {
    type Sum = f32;

    unsafe fn product(
        size: [usize; 3],
        out: Matrix,
        accumulate: bool,
        a: Matrix,
        b: Matrix,
        threads: bool,
    ) {
        // SAFETY: the caller's promise; [`super::widen`] leaves bf16 where there is a kernel for it.
        unsafe { product_of_bf16(size, out, accumulate, a, b, threads) }
    }

    fn panels() -> Option<Panels> {
        #[cfg(target_arch = "x86_64")]
        if Panels::Pair.available() {
            return Some(Panels::Pair);
        }
        None
    }
}

/// Whether products of bf16 have a kernel on this processor.
pub(in crate::cpu::planned) fn reads_bf16() -> bool {
    half::bf16::panels().is_some()
}

/// `out = a b` or `out += a b` of bf16, summed in f32.
///
/// # Safety
/// As [`product`], and [`reads_bf16`].
#[cfg(target_arch = "x86_64")]
unsafe fn product_of_bf16(
    [m, n, k]: [usize; 3],
    out: Matrix,
    accumulate: bool,
    a: Matrix,
    b: Matrix,
    threads: bool,
) {
    use super::product::multiply;
    let threads = threads && is_worth_threads([m, n, k]);
    // SAFETY: the caller's promise; results of a product are dense.
    unsafe { multiply(Panels::Pair, [m, n, k], out, accumulate, a, b, 1.0, threads) }
}

/// There is no such kernel, and nothing is left in bf16.
///
/// # Safety
/// Never called.
#[cfg(not(target_arch = "x86_64"))]
unsafe fn product_of_bf16(_: [usize; 3], _: Matrix, _: bool, _: Matrix, _: Matrix, _: bool) {
    unreachable!("products of bf16 are widened on this processor")
}

/// A product of matrices, or of a batch of them.
pub(in crate::cpu::planned) struct MatMul<T> {
    a: View,
    b: View,
    out: View,
    /// Leading axes with their strides in `a`, `b` and `out`.
    batch: Vec<[isize; 3]>,
    extents: Vec<usize>,
    size: [usize; 3],
    /// How the right side is packed, and where, if a step before has done so.
    packed: Option<(Panels, usize)>,
    factor: PhantomData<T>,
}

impl<T: Factor> MatMul<T> {
    pub(in crate::cpu::planned) fn new(a: &View, b: &View, out: &View, ta: bool, tb: bool) -> Self {
        let swap = |view: &View, transposed: bool| {
            let rank = view.shape.len();
            let mut perm: Vec<usize> = (0..rank).collect();
            if transposed {
                perm.swap(rank - 1, rank - 2);
            }
            view.transposed(&perm)
        };
        let (a, mut b) = (swap(a, ta), swap(b, tb));
        let lead = a.shape.len() - 2;
        if b.shape.len() == 2 && lead > 0 {
            let mut shape = a.shape[..lead].to_vec();
            shape.extend_from_slice(&b.shape);
            b = b.broadcast(&shape, &[lead, lead + 1]);
        }
        let mut out = out.clone();
        let shared = b.strides[..lead].iter().all(|&stride| stride == 0);
        let (a, b) = match (shared, Self::rows(&a, lead), Self::rows(&out, lead)) {
            // One right side for the whole batch: the rows of the batch are one tall matrix.
            (true, Some(rows), Some(out_rows)) if lead > 0 => {
                out = out_rows;
                let b = View {
                    shape: b.shape[lead..].to_vec(),
                    strides: b.strides[lead..].to_vec(),
                    ..b
                };
                (rows, b)
            }
            _ => (a, b),
        };
        let lead = a.shape.len() - 2;
        let size = [a.shape[lead], b.shape[lead + 1], a.shape[lead + 1]];
        let mut extents = a.shape[..lead].to_vec();
        let mut batch: Vec<[isize; 3]> =
            (0..lead).map(|axis| [a.strides[axis], b.strides[axis], out.strides[axis]]).collect();
        if extents.is_empty() {
            extents.push(1);
            batch.push([0; 3]);
        }
        Self { a, b, out, batch, extents, size, packed: None, factor: PhantomData }
    }

    /// A step that packs the right side once for many runs, where that is possible; `slot` gives a
    /// slot of so many bytes. From then on the product reads that slot.
    pub(in crate::cpu::planned) fn pack_ahead(
        &mut self,
        slot: impl FnOnce(usize) -> usize,
    ) -> Option<PackRight> {
        let panels = T::panels()?;
        let [_, n, k] = self.size;
        if !self.is_single() || self.out.strides.last() != Some(&1) {
            return None;
        }
        let to = slot(packed_words(panels, k, n) * size_of::<f32>());
        self.packed = Some((panels, to));
        let (view, width) = (self.b.clone(), size_of::<T>());
        Some(PackRight { panels, view, width, size: [n, k], to })
    }

    fn is_single(&self) -> bool {
        self.extents.iter().product::<usize>() == 1
    }

    /// Both sides and the result.
    fn matrices(&self, frame: &Frame) -> [Matrix; 3] {
        let last = |view: &View, size: usize| {
            let rank = view.shape.len();
            Matrix::new(frame.view(view, size), view.strides[rank - 2], view.strides[rank - 1])
        };
        let sum = size_of::<T::Sum>();
        [last(&self.a, size_of::<T>()), last(&self.b, size_of::<T>()), last(&self.out, sum)]
    }

    /// The view with all but the last axis joined, where that needs no copy.
    fn rows(view: &View, lead: usize) -> Option<View> {
        let columns = view.shape[lead + 1];
        view.reshaped(&[view.shape[..=lead].iter().product(), columns])
    }
}

impl<T: Factor> Kernel for MatMul<T> {
    fn run(&self, frame: &Frame) {
        let [a, b, out] = self.matrices(frame);
        if let Some((panels, slot)) = self.packed {
            let threads = is_worth_threads(self.size);
            let packed = frame.slot(slot);
            // SAFETY: the plan keeps the views within their slots, and packed this side before.
            unsafe { multiply_packed(panels, self.size, out, false, a, packed, threads) };
            return;
        }
        let count: usize = self.extents.iter().product();
        let [m, n, k] = self.size;
        let many = count > 1;
        super::super::frame::for_each(count, m * n * k.max(1), |i| {
            let mut rest = i;
            let mut at = [0isize; 3];
            for (&extent, strides) in self.extents.iter().zip(&self.batch).rev() {
                let index = (rest % extent) as isize;
                rest /= extent;
                for (at, stride) in at.iter_mut().zip(strides) {
                    *at += index * stride;
                }
            }
            // SAFETY: the plan keeps the views within their slots, and each product writes a matrix
            // of its own.
            unsafe {
                let (a, b, out) =
                    (a.offset::<T>(at[0]), b.offset::<T>(at[1]), out.offset::<T::Sum>(at[2]));
                T::product(self.size, out, false, a, b, !many);
            }
        });
    }

    fn finishes(&self) -> Option<(usize, usize)> {
        let dense = self.out.is_whole() && self.out.strides.last() == Some(&1);
        let finishes = dense && self.is_single() && T::panels().is_some();
        finishes.then_some((self.out.slot, self.size[0] * self.size[1]))
    }

    fn run_finishing(&self, frame: &Frame, finish: Finish<'_>) {
        let Some(panels) = T::panels() else {
            self.run(frame);
            finish(0..self.size[0] * self.size[1]);
            return;
        };
        let [a, b, out] = self.matrices(frame);
        let packed = self.packed.map(|(_, slot)| frame.slot(slot));
        let threads = is_worth_threads(self.size);
        // SAFETY: the plan keeps the views within their slots, and packed the side before.
        unsafe { multiply_then(panels, self.size, out, a, (b, packed), threads, finish) };
    }
}

/// Packs the right side of products to come.
pub(in crate::cpu::planned) struct PackRight {
    panels: Panels,
    view: View,
    /// Bytes of an element.
    width: usize,
    size: [usize; 2],
    pub(in crate::cpu::planned) to: usize,
}

impl Kernel for PackRight {
    fn run(&self, frame: &Frame) {
        let rank = self.view.shape.len();
        let strides = &self.view.strides;
        let at = frame.view(&self.view, self.width);
        let matrix = Matrix::new(at, strides[rank - 2], strides[rank - 1]);
        // SAFETY: the plan keeps the view within its slot; the other has room for what is packed.
        unsafe { pack_right(self.panels, self.size, matrix, frame.slot(self.to)) };
    }
}
