//! From whole matrices to tiles.
#![allow(unsafe_code)]

use super::super::matmul::Matrix;
use super::micro::{self, COLUMNS, ROWS, Tile};
use super::pack::{self, SLACK, Side};
use crate::cpu::planned::frame::{Finish, Raw, for_each};
use std::cell::RefCell;
use std::ops::Range;

/// Words along `k` of a block: a panel of the right side takes 24 KB of the first-level cache.
const DEPTH: usize = 192;
/// Panels of the left side in a block, which takes 500 KB of the second-level cache.
const PANELS: usize = 47;

/// Types of the numbers that are multiplied; the result is f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cpu::planned) enum Panels {
    /// f32.
    Single,
    /// bf16, whose products are summed in f32.
    Pair,
}

impl Panels {
    /// Whether the processor has what it takes.
    pub(in crate::cpu::planned) fn available(self) -> bool {
        match self {
            Self::Single => is_x86_feature_detected!("avx512f"),
            Self::Pair => {
                Self::Single.available()
                    && is_x86_feature_detected!("avx512bf16")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
            }
        }
    }

    /// Numbers in a word.
    const fn per_word(self) -> usize {
        match self {
            Self::Single => 1,
            Self::Pair => 2,
        }
    }
}

thread_local! {
    /// A thread's packed panels, kept from product to product.
    static PACKED: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// `out = scale × a b`, or `out += scale × a b`.
///
/// # Safety
/// [`Panels::available`]; `out` is `m × n` of f32 with neighbouring columns, `a` is `m × k`, `b` is
/// `k × n`; nothing else touches `out` meanwhile.
#[allow(clippy::too_many_arguments)]
pub(in crate::cpu::planned) unsafe fn multiply(
    panels: Panels,
    [m, n, k]: [usize; 3],
    out: Matrix,
    accumulate: bool,
    a: Matrix,
    b: Matrix,
    scale: f32,
    threads: bool,
) {
    let job = Product { panels, k, out, accumulate, a, b: Right::Matrix(b), scale };
    // SAFETY: the caller's promise.
    unsafe { in_parts(&job, [m, n], threads, None) };
}

/// `out = a b`, of `n` numbers a row without a gap; `finish` is called for all elements, some at a time,
/// which are its own from then on.
///
/// # Safety
/// As [`multiply`], but for what `finish` does; of two right sides the packed one is read.
pub(in crate::cpu::planned) unsafe fn multiply_then(
    panels: Panels,
    [m, n, k]: [usize; 3],
    out: Matrix,
    a: Matrix,
    (b, packed): (Matrix, Option<Raw>),
    threads: bool,
    finish: Finish<'_>,
) {
    let b = packed.map_or(Right::Matrix(b), |packed| Right::Packed(packed, n));
    let job = Product { panels, k, out, accumulate: false, a, b, scale: 1.0 };
    // SAFETY: the caller's promise.
    unsafe { in_parts(&job, [m, n], threads, Some(finish)) };
}

/// # Safety
/// As [`multiply`].
unsafe fn in_parts(job: &Product, [m, n]: [usize; 2], threads: bool, finish: Option<Finish<'_>>) {
    debug_assert_eq!(job.out.column, 1);
    let parts = if threads { rayon::current_num_threads() } else { 1 };
    // The longer side is cut, in whole tiles.
    let (tall, tiles) = if m.div_ceil(ROWS) >= n.div_ceil(COLUMNS) {
        (true, m.div_ceil(ROWS))
    } else {
        (false, n.div_ceil(COLUMNS))
    };
    let parts = parts.clamp(1, tiles.max(1));
    let cost = m.saturating_mul(n).saturating_mul(job.k) / parts;
    for_each(parts, cost, |part| {
        let range = part * tiles / parts..(part + 1) * tiles / parts;
        let of = |tile: usize, end: usize| range.start * tile..(range.end * tile).min(end);
        let (rows, columns) = if tall { (of(ROWS, m), 0..n) } else { (0..m, of(COLUMNS, n)) };
        // Where columns are cut, other threads make the rest of each row.
        let whole = tall || parts == 1;
        // SAFETY: the caller's promise; each part writes a range of its own.
        unsafe { job.run(rows, columns, finish.filter(|_| whole)) };
    });
    if let Some(finish) = finish.filter(|_| !tall && parts > 1) {
        const BLOCK: usize = 1 << 13;
        for_each((m * n).div_ceil(BLOCK), 4 * BLOCK, |block| {
            finish(block * BLOCK..((block + 1) * BLOCK).min(m * n));
        });
    }
}

/// The right side of a product.
#[derive(Clone, Copy)]
enum Right {
    Matrix(Matrix),
    /// Packed whole, `n` columns, by [`pack_right`].
    Packed(Raw, usize),
}

/// Words that a packed right side of `k × n` takes.
pub(in crate::cpu::planned) const fn packed_words(panels: Panels, k: usize, n: usize) -> usize {
    k.div_ceil(panels.per_word()) * n.next_multiple_of(COLUMNS) + SLACK
}

/// Packs a right side once, for products to come.
///
/// # Safety
/// [`Panels::available`]; `b` is `k × n`; `to` has room for [`packed_words`].
pub(in crate::cpu::planned) unsafe fn pack_right(
    panels: Panels,
    [n, k]: [usize; 2],
    b: Matrix,
    to: Raw,
) {
    let side = Side { lane: b.column, depth: b.row };
    let step = DEPTH * panels.per_word();
    for_each(n.div_ceil(COLUMNS), k * COLUMNS, |panel| {
        let column = panel * COLUMNS;
        let lanes = (n - column).min(COLUMNS);
        for first in (0..k).step_by(step) {
            let depth = first..(first + step).min(k);
            let words = depth.len().div_ceil(panels.per_word());
            let at = Right::place(n, first / panels.per_word(), column, words);
            // SAFETY: the caller's promise; panels of this width have no slack between them.
            unsafe {
                let to = to.at::<f32>(at as isize);
                pack_panel::<COLUMNS>(panels, b, side, column, lanes, &depth, to);
            }
        }
    });
}

/// `out = a b` or `out += a b`, with a packed right side.
///
/// # Safety
/// As [`multiply`], and `b` was packed for these sizes.
#[allow(clippy::too_many_arguments)]
pub(in crate::cpu::planned) unsafe fn multiply_packed(
    panels: Panels,
    [m, n, k]: [usize; 3],
    out: Matrix,
    accumulate: bool,
    a: Matrix,
    b: Raw,
    threads: bool,
) {
    let b = Right::Packed(b, n);
    let job = Product { panels, k, out, accumulate, a, b, scale: 1.0 };
    // SAFETY: the caller's promise.
    unsafe { in_parts(&job, [m, n], threads, None) };
}

impl Right {
    /// Where the panel of a column begins within the packed blocks, in words.
    const fn place(n: usize, first: usize, column: usize, depth: usize) -> usize {
        first * n.next_multiple_of(COLUMNS) + column * depth
    }
}

struct Product {
    panels: Panels,
    k: usize,
    out: Matrix,
    accumulate: bool,
    a: Matrix,
    b: Right,
    scale: f32,
}

impl Product {
    /// One thread's range of the result.
    ///
    /// # Safety
    /// As [`multiply`].
    unsafe fn run(&self, rows: Range<usize>, columns: Range<usize>, finish: Option<Finish<'_>>) {
        let room = DEPTH * (PANELS * ROWS + COLUMNS) + 2 * SLACK;
        PACKED.with_borrow_mut(|packed| {
            if packed.len() < room {
                packed.resize(room, 0.0);
            }
            let (right, left) = packed.split_at_mut(DEPTH * COLUMNS + SLACK);
            let step = DEPTH * self.panels.per_word();
            for first in rows.clone().step_by(PANELS * ROWS) {
                let rows = first..(first + PANELS * ROWS).min(rows.end);
                for depth in (0..self.k.max(1)).step_by(step) {
                    let depth = depth..(depth + step).min(self.k);
                    // SAFETY: the caller's promise; both packs have room for a block.
                    unsafe { self.block(&rows, &columns, &depth, left, right) };
                }
                if let Some(finish) = finish {
                    finish(rows.start * columns.len()..rows.end * columns.len());
                }
            }
        });
    }

    /// # Safety
    /// As [`multiply`].
    unsafe fn block(
        &self,
        rows: &Range<usize>,
        columns: &Range<usize>,
        depth: &Range<usize>,
        left: &mut [f32],
        right: &mut [f32],
    ) {
        let words = depth.len().div_ceil(self.panels.per_word());
        let panel = words * ROWS;
        // SAFETY: the caller's promise.
        unsafe {
            for (number, row) in rows.clone().step_by(ROWS).enumerate() {
                let side = Side { lane: self.a.row, depth: self.a.column };
                let lanes = (rows.end - row).min(ROWS);
                let to = left[number * panel..].as_mut_ptr();
                pack_panel::<ROWS>(self.panels, self.a, side, row, lanes, depth, to);
            }
            for column in columns.clone().step_by(COLUMNS) {
                let width = (columns.end - column).min(COLUMNS);
                let b = match self.b {
                    Right::Matrix(b) => {
                        let side = Side { lane: b.column, depth: b.row };
                        let to = right.as_mut_ptr();
                        pack_panel::<COLUMNS>(self.panels, b, side, column, width, depth, to);
                        right.as_ptr()
                    }
                    Right::Packed(at, n) => {
                        let first = depth.start / self.panels.per_word();
                        let place = Right::place(n, first, column, words);
                        at.at::<f32>(place as isize).cast_const()
                    }
                };
                for (number, row) in rows.clone().step_by(ROWS).enumerate() {
                    let at = row as isize * self.out.row + column as isize;
                    let tile = Tile {
                        at: self.out.at.at::<f32>(at),
                        row: self.out.row,
                        rows: (rows.end - row).min(ROWS),
                        columns: width,
                        accumulate: self.accumulate || depth.start > 0,
                        scale: self.scale,
                    };
                    let a = left[number * panel..].as_ptr();
                    match self.panels {
                        Panels::Single => micro::single(words, a, b, tile),
                        Panels::Pair => micro::pair(words, a, b, tile),
                    }
                }
            }
        }
    }
}

/// # Safety
/// As [`multiply`]; `to` has room for the panel.
unsafe fn pack_panel<const N: usize>(
    panels: Panels,
    from: Matrix,
    side: Side,
    lane: usize,
    lanes: usize,
    depth: &Range<usize>,
    to: *mut f32,
) {
    let at = lane as isize * side.lane + depth.start as isize * side.depth;
    // SAFETY: the caller's promise.
    unsafe {
        match panels {
            Panels::Single => {
                pack::singles::<N>(from.at.at::<f32>(at), side, lanes, depth.len(), to);
            }
            Panels::Pair => {
                pack::pairs::<N>(from.at.at::<u16>(at), side, lanes, depth.len(), to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use half::bf16;

    /// Numbers that differ, small enough for sums in f64 to be exact references.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919 + seed * 104_729) % 2003) as f32 / 1001.0 - 1.0).collect()
    }

    const SIZES: [[usize; 3]; 9] = [
        [1, 1, 1],
        [14, 32, 5],
        [15, 33, 17],
        [29, 31, 320],
        [3, 400, 321],
        [70, 65, 64],
        [64, 64, 65],
        [5, 769, 700],
        [100, 10, 1300],
    ];

    /// Checks every way in which both sides may lie.
    fn check(panels: Panels, tolerance: f64) {
        if !panels.available() {
            return;
        }
        for [m, n, k] in SIZES {
            for (ta, tb) in [(false, false), (true, false), (false, true), (true, true)] {
                let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
                let before = numbers(m * n, 3);
                let [a16, b16] =
                    [&a, &b].map(|v| v.iter().map(|&v| bf16::from_f32(v)).collect::<Vec<_>>());
                let at = |values: &[f32]| Raw(values.as_ptr().cast_mut().cast());
                let at16 = |values: &[bf16]| Raw(values.as_ptr().cast_mut().cast());
                let [at_a, at_b] = match panels {
                    Panels::Single => [at(&a), at(&b)],
                    Panels::Pair => [at16(&a16), at16(&b16)],
                };
                let [m_, n_, k_] = [m as isize, n as isize, k as isize];
                let left = if ta { Matrix::new(at_a, 1, m_) } else { Matrix::new(at_a, k_, 1) };
                let right = if tb { Matrix::new(at_b, 1, k_) } else { Matrix::new(at_b, n_, 1) };
                for accumulate in [false, true] {
                    let mut out = before.clone();
                    let to = Matrix::new(Raw(out.as_mut_ptr().cast()), n_, 1);
                    // SAFETY: the sizes are those of the vectors.
                    unsafe {
                        multiply(panels, [m, n, k], to, accumulate, left, right, 0.5, true);
                    }
                    let value = |i: usize, wide: &[f32], narrow: &[bf16]| match panels {
                        Panels::Single => f64::from(wide[i]),
                        Panels::Pair => narrow[i].to_f64(),
                    };
                    for i in 0..m {
                        for j in 0..n {
                            let product = |p: usize| {
                                value(if ta { p * m + i } else { i * k + p }, &a, &a16)
                                    * value(if tb { j * k + p } else { p * n + j }, &b, &b16)
                            };
                            let sum = 0.5 * (0..k).map(product).sum::<f64>();
                            let start = if accumulate { before[i * n + j] } else { 0.0 };
                            let expected = f64::from(start) + sum;
                            let found = f64::from(out[i * n + j]);
                            let apart =
                                (found - expected).abs() / ((k as f64).sqrt() + expected.abs());
                            assert!(
                                apart <= tolerance,
                                "{panels:?} {m}x{n}x{k} {ta} {tb} at {i}, {j}: {found}, {expected}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn products_of_f32_are_those_of_f64() {
        check(Panels::Single, 1e-6);
    }

    #[test]
    fn products_of_bf16_are_summed_in_f32() {
        check(Panels::Pair, 1e-6);
    }

    #[test]
    fn a_packed_right_side_changes_no_bit() {
        for panels in [Panels::Single, Panels::Pair] {
            if !panels.available() {
                continue;
            }
            for [m, n, k] in SIZES {
                let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
                let [narrow_a, narrow_b] = [&a, &b].map(|all| {
                    all.iter().map(|&v| half::bf16::from_f32(v).to_bits()).collect::<Vec<u16>>()
                });
                let at = |wide: &[f32], narrow: &[u16]| match panels {
                    Panels::Single => Raw(wide.as_ptr().cast_mut().cast()),
                    Panels::Pair => Raw(narrow.as_ptr().cast_mut().cast()),
                };
                let left = Matrix::new(at(&a, &narrow_a), k as isize, 1);
                let right = at(&b, &narrow_b);
                for right in [Matrix::new(right, n as isize, 1), Matrix::new(right, 1, k as isize)]
                {
                    let mut packed = vec![f32::NAN; packed_words(panels, k, n)];
                    let mut out = [numbers(m * n, 3), numbers(m * n, 3)];
                    let of = |out: &mut Vec<f32>| {
                        Matrix::new(Raw(out.as_mut_ptr().cast()), n as isize, 1)
                    };
                    let size = [m, n, k];
                    // SAFETY: the sizes are those of the vectors.
                    unsafe {
                        let packed = Raw(packed.as_mut_ptr().cast());
                        let to = of(&mut out[0]);
                        multiply(panels, size, to, true, left, right, 1.0, false);
                        pack_right(panels, [n, k], right, packed);
                        let to = of(&mut out[1]);
                        multiply_packed(panels, size, to, true, left, packed, true);
                    }
                    assert!(out[0] == out[1], "{panels:?} {m}x{n}x{k}");
                }
            }
        }
    }

    #[test]
    fn threads_change_no_bit() {
        if !Panels::Single.available() {
            return;
        }
        let [m, n, k] = [211, 133, 700];
        let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let mut out = vec![0.0f32; m * n];
            pool.install(|| {
                let at = |values: &[f32]| Raw(values.as_ptr().cast_mut().cast());
                let to = Matrix::new(Raw(out.as_mut_ptr().cast()), n as isize, 1);
                let (a, b) =
                    (Matrix::new(at(&a), k as isize, 1), Matrix::new(at(&b), n as isize, 1));
                // SAFETY: the sizes are those of the vectors.
                unsafe { multiply(Panels::Single, [m, n, k], to, false, a, b, 1.0, true) };
            });
            out
        };
        let alone = on(1);
        for threads in [2, 3, 7] {
            assert!(on(threads) == alone, "{threads} threads");
        }
    }
}
