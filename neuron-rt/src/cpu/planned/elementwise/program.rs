//! A fused kernel as a small program over chunks: each instruction works on a register that holds a
//! few hundred elements, so that everything between loads and stores stays in the first-level cache.

use crate::cpu::planned::view::View;
use crate::graph::{BinaryOp, CompareOp, DType, UnaryOp};

/// Elements of a register.
pub(super) const CHUNK: usize = 512;

/// How elements are held in a register: f32, bf16 and f16 as f32; u32, u8 and bool as u32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    F32,
    F64,
    I32,
    U32,
}

impl Lane {
    pub(super) const fn of(dtype: DType) -> Self {
        match dtype {
            DType::F64 => Self::F64,
            DType::F32 | DType::BF16 | DType::F16 => Self::F32,
            DType::I32 => Self::I32,
            DType::U32 | DType::U8 | DType::Bool => Self::U32,
        }
    }
}

/// Number of a register.
pub(super) type Reg = usize;

/// One instruction; `n` elements at a time.
#[derive(Clone, Debug)]
pub(super) enum Instr {
    /// Reads elements of operand `from`.
    Load {
        to: Reg,
        from: usize,
    },
    /// The same value in every element.
    Splat {
        to: Reg,
        lane: Lane,
        value: f64,
    },
    Unary {
        op: UnaryOp,
        lane: Lane,
        to: Reg,
        a: Reg,
    },
    Binary {
        op: BinaryOp,
        lane: Lane,
        to: Reg,
        a: Reg,
        b: Reg,
    },
    Compare {
        op: CompareOp,
        lane: Lane,
        to: Reg,
        a: Reg,
        b: Reg,
    },
    /// `condition` holds 0 or 1 as u32.
    Select {
        lane: Lane,
        to: Reg,
        condition: Reg,
        a: Reg,
        b: Reg,
    },
    /// Between lanes, and to the values that `dtype` has.
    Cast {
        from: Lane,
        to_dtype: DType,
        to: Reg,
        a: Reg,
    },
    /// Counts along an axis of the iteration space.
    Iota {
        to: Reg,
        lane: Lane,
        from: usize,
    },
    /// To the values that a 16-bit float or u8 has, after arithmetic in a wider lane.
    Round {
        dtype: DType,
        reg: Reg,
    },
    /// Writes elements of result `into`.
    Store {
        into: usize,
        a: Reg,
    },
}

/// Memory that a program reads or writes: strides over the collapsed iteration space.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) slot: usize,
    /// In elements.
    pub(super) offset: isize,
    pub(super) strides: Vec<isize>,
    pub(super) dtype: DType,
    /// True where element `i` of the iteration is element `i` of the memory.
    pub(super) linear: bool,
}

/// A fused kernel.
#[derive(Clone, Debug)]
pub(in crate::cpu::planned) struct Program {
    pub(super) extents: Vec<usize>,
    pub(super) elements: usize,
    pub(super) loads: Vec<Operand>,
    pub(super) stores: Vec<Operand>,
    pub(super) code: Vec<Instr>,
    pub(super) registers: usize,
    /// Instructions that cost much more than an addition.
    pub(super) heavy: usize,
}

impl Program {
    /// Reads `from` and writes it to `to`, which have one shape: every copy that a plan makes.
    pub(in crate::cpu::planned) fn copy(from: &View, to: &View, dtype: DType) -> Self {
        let code = vec![Instr::Load { to: 0, from: 0 }, Instr::Store { into: 0, a: 0 }];
        Self::new(&from.shape, vec![(from.clone(), dtype)], vec![(to.clone(), dtype)], code, 1)
    }

    /// Writes one value to all elements of `to`.
    pub(in crate::cpu::planned) fn fill(to: &View, dtype: DType, value: f64) -> Self {
        let lane = Lane::of(dtype);
        let code = vec![Instr::Splat { to: 0, lane, value }, Instr::Store { into: 0, a: 0 }];
        Self::new(&to.shape, vec![], vec![(to.clone(), dtype)], code, 1)
    }

    pub(super) fn new(
        shape: &[usize],
        loads: Vec<(View, DType)>,
        stores: Vec<(View, DType)>,
        code: Vec<Instr>,
        registers: usize,
    ) -> Self {
        let all: Vec<&[isize]> =
            loads.iter().chain(&stores).map(|(view, _)| view.strides.as_slice()).collect();
        let (extents, strides) = super::super::view::collapse(shape, &all);
        let natural = super::super::view::row_major(&extents);
        let mut strides = strides.into_iter();
        let mut operand = |(view, dtype): (View, DType)| {
            let strides = strides.next().unwrap_or_default();
            let linear = strides == natural;
            Operand { slot: view.slot, offset: view.offset, strides, dtype, linear }
        };
        let loads = loads.into_iter().map(&mut operand).collect();
        let stores = stores.into_iter().map(&mut operand).collect();
        let heavy = code.iter().filter(|i| matches!(i, Instr::Unary { .. })).count();
        let elements = shape.iter().product();
        Self { extents, elements, loads, stores, code, registers, heavy }
    }

    /// Elements that it computes.
    pub(in crate::cpu::planned) fn elements(&self) -> usize {
        self.elements
    }

    /// True where element `i` of the iteration is element `i` of each operand that lies in `slot`, of
    /// which there is one at least.
    pub(in crate::cpu::planned) fn reads_in_order(&self, slot: usize) -> bool {
        let mut reads = self.loads.iter().filter(|load| load.slot == slot).peekable();
        reads.peek().is_some() && reads.all(|load| load.linear && load.offset == 0)
    }
}
