//! Loops: the body is a plan of its own, run once a turn.
#![allow(unsafe_code)]

use super::frame::{Frame, Kernel, Raw};
use super::plan::Planner;
use super::program::Compiled;
use crate::executable::RunError;
use crate::graph::{Node, Scan};

struct Loop {
    body: Compiled,
    length: usize,
    carries: usize,
    sequences: usize,
    reverse: bool,
    args: Vec<usize>,
    results: Vec<usize>,
    /// Bytes of each carry.
    carry_bytes: Vec<usize>,
    /// Bytes of one slice of each sequence, read and made.
    read_bytes: Vec<usize>,
    made_bytes: Vec<usize>,
    /// Where carries live while the other set is being written.
    spare: Vec<usize>,
    arena: usize,
}

/// Adds the step of a loop.
pub(super) fn plan_scan(
    planner: &mut Planner<'_>,
    node: &Node,
    scan: &Scan,
) -> Result<(), RunError> {
    let body = Compiled::new(&scan.body, false)?;
    let args: Vec<usize> = node.inputs.iter().map(|&v| planner.dense(v)).collect();
    let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
    let whole = |i: usize| planner.graph.ty(node.inputs[i]).bytes();
    let carry_bytes: Vec<usize> = (0..scan.carries).map(whole).collect();
    let slice = |bytes: usize| bytes / scan.length.max(1);
    let read_bytes: Vec<usize> =
        (scan.carries..scan.carries + scan.sequences).map(|i| slice(whole(i))).collect();
    let made_bytes: Vec<usize> =
        node.outputs[scan.carries..].iter().map(|&v| slice(planner.graph.ty(v).bytes())).collect();
    let spare: Vec<usize> = carry_bytes.iter().map(|&bytes| planner.scratch(bytes)).collect();
    let arena = planner.scratch(body.arena_bytes());
    let kernel = Loop {
        body,
        length: scan.length,
        carries: scan.carries,
        sequences: scan.sequences,
        reverse: scan.reverse,
        args: args.clone(),
        results: results.clone(),
        carry_bytes,
        read_bytes,
        made_bytes,
        spare,
        arena,
    };
    planner.step(&args, &results, kernel);
    Ok(())
}

impl Kernel for Loop {
    fn run(&self, frame: &Frame) {
        let at = |slot: usize, bytes: usize| {
            // SAFETY: a slice of a sequence lies within its slot.
            Raw(unsafe { frame.slot(slot).0.add(bytes) })
        };
        let last: Vec<Raw> = self.results[..self.carries].iter().map(|&s| frame.slot(s)).collect();
        let spare: Vec<Raw> = self.spare.iter().map(|&s| frame.slot(s)).collect();
        let copy = |from: Raw, to: Raw, bytes: usize| {
            // SAFETY: both hold one carry; they are different slots or the same memory.
            unsafe { std::ptr::copy(from.0, to.0, bytes) };
        };
        // The turns write the two sets in alternation, so that the last one writes the results.
        let mut carried: Vec<Raw> =
            self.args[..self.carries].iter().map(|&s| frame.slot(s)).collect();
        if self.length == 0 {
            for (i, &bytes) in self.carry_bytes.iter().enumerate() {
                copy(carried[i], last[i], bytes);
            }
        }
        for turn in 0..self.length {
            let index = if self.reverse { self.length - 1 - turn } else { turn };
            let next = if (self.length - 1 - turn).is_multiple_of(2) { &last } else { &spare };
            let mut inputs = carried.clone();
            for (i, &bytes) in self.read_bytes.iter().enumerate() {
                inputs.push(at(self.args[self.carries + i], index * bytes));
            }
            inputs
                .extend(self.args[self.carries + self.sequences..].iter().map(|&s| frame.slot(s)));
            let mut outputs = next.clone();
            for (i, &bytes) in self.made_bytes.iter().enumerate() {
                outputs.push(at(self.results[self.carries + i], index * bytes));
            }
            self.body.run(&inputs, &outputs, frame.slot(self.arena));
            carried.clone_from(next);
        }
    }
}
