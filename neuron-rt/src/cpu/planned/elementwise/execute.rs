//! Running a program.
#![allow(unsafe_code)]

use super::program::{CHUNK, Instr, Program};
use super::{lanes, memory};
use crate::cpu::planned::frame::{Frame, Kernel};
use rayon::prelude::*;
use std::cell::RefCell;
use std::ops::Range;

thread_local! {
    /// A thread's registers, kept from kernel to kernel.
    static REGISTERS: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

impl Kernel for Program {
    fn run(&self, frame: &Frame) {
        // Elements that are worth waking a thread for.
        let (block, least) = if self.heavy > 0 { (8, 8) } else { (32, 96) };
        let (block, least) = (block * CHUNK, least * CHUNK);
        if self.elements <= least {
            // SAFETY: all of them, on one thread.
            unsafe { self.run_range(frame, 0..self.elements) };
        } else {
            let blocks = self.elements.div_ceil(block);
            (0..blocks).into_par_iter().for_each(|i| {
                let range = i * block..((i + 1) * block).min(self.elements);
                // SAFETY: blocks do not overlap.
                unsafe { self.run_range(frame, range) };
            });
        }
    }
}

impl Program {
    /// Computes some elements, on the caller's thread.
    ///
    /// # Safety
    /// They are among the program's, and no other thread computes one of them meanwhile.
    pub(in crate::cpu::planned) unsafe fn run_range(&self, frame: &Frame, range: Range<usize>) {
        let Range { start, end } = range;
        REGISTERS.with_borrow_mut(|registers| {
            let needed = self.registers * CHUNK;
            if registers.len() < needed {
                registers.resize(needed, 0);
            }
            let registers = registers.as_mut_ptr();
            crate::cpu::planned::simd::vectorised(
                #[inline(always)]
                || {
                    let mut at = start;
                    while at < end {
                        let count = CHUNK.min(end - at);
                        // SAFETY: the registers have been made large enough; the plan keeps every
                        // operand within its slot, and each range of elements is one thread's.
                        unsafe { self.run_chunk(frame, registers, at, count) };
                        at += count;
                    }
                },
            );
        });
    }

    /// # Safety
    /// `registers` has room for all registers; operands lie within their slots.
    #[inline(always)]
    unsafe fn run_chunk(&self, frame: &Frame, registers: *mut u64, start: usize, n: usize) {
        // SAFETY: the caller's promise; a register is `CHUNK` elements of 8 bytes.
        unsafe {
            let reg = |number: usize| registers.add(number * CHUNK);
            for instr in &self.code {
                match *instr {
                    Instr::Load { to, from } => {
                        memory::load(frame, &self.extents, &self.loads[from], start, n, reg(to));
                    }
                    Instr::Store { into, a } => {
                        let operand = &self.stores[into];
                        memory::store(frame, &self.extents, operand, start, n, reg(a));
                    }
                    Instr::Iota { to, lane, from } => {
                        memory::iota(&self.extents, &self.loads[from], lane, start, n, reg(to));
                    }
                    Instr::Splat { to, lane, value } => lanes::splat(lane, reg(to), n, value),
                    Instr::Unary { op, lane, to, a } => lanes::unary(op, lane, reg(to), reg(a), n),
                    Instr::Binary { op, lane, to, a, b } => {
                        lanes::binary(op, lane, reg(to), reg(a), reg(b), n);
                    }
                    Instr::Compare { op, lane, to, a, b } => {
                        lanes::compare(op, lane, reg(to), reg(a), reg(b), n);
                    }
                    Instr::Select { lane, to, condition, a, b } => {
                        lanes::select(lane, reg(to), reg(condition), reg(a), reg(b), n);
                    }
                    Instr::Cast { from, to_dtype, to, a } => {
                        lanes::cast(from, to_dtype, reg(to), reg(a), n);
                    }
                    Instr::Round { dtype, reg: number } => lanes::round(dtype, reg(number), n),
                }
            }
        }
    }
}
