//! Loops: `while` over a counter with a fixed number of turns.

use super::super::element;
use super::super::emit::{Emitter, Value};
use crate::graph::{DType, Scan, Shape, TensorType};

/// The loop's state is a tuple of the turn's number, the carries, the sequences, the constants and
/// the results so far.
pub(super) fn scan(
    out: &mut Emitter,
    scan: &Scan,
    args: &[Value],
    types: &[&TensorType],
) -> Vec<Value> {
    let results = &types[scan.carries..];
    if scan.length == 0 {
        let empty: Vec<Value> = results.iter().map(|ty| out.splat(ty, 0.0)).collect();
        return [&args[..scan.carries], &empty].concat();
    }
    let number = TensorType::new(DType::I32, Shape::scalar());
    let begin = out.scalar(DType::I32, 0.0);
    let mut state = vec![begin];
    state.extend_from_slice(args);
    for ty in results {
        state.push(out.splat(ty, 0.0));
    }
    let members: Vec<TensorType> = state.iter().map(|value| value.ty.clone()).collect();
    let shape = element::tuple(members.iter().map(element::shape));

    out.begin("turns_left");
    let tuple = out.tuple_parameter("state", &shape);
    let at = out.part(tuple, 0, &number);
    let left = out.compare_with("LT", &at, scan.length as f64);
    let condition = out.end(left.id);

    out.begin("turn");
    let tuple = out.tuple_parameter("state", &shape);
    let parts: Vec<Value> =
        members.iter().enumerate().map(|(i, ty)| out.part(tuple, i, ty)).collect();
    let next = turn(out, scan, &parts, args.len());
    let root = out.tuple(&next);
    let turn = out.end(root);

    let start = out.tuple(&state);
    let end = out.repeat(start, shape, condition, turn);
    let kept = (1..=scan.carries).chain(args.len() + 1..members.len());
    kept.map(|i| out.part(end, i, &members[i])).collect()
}

/// The state after one turn.
fn turn(out: &mut Emitter, scan: &Scan, state: &[Value], arguments: usize) -> Vec<Value> {
    let (at, rest) = state.split_first().expect("a state begins with its number");
    let (args, results) = rest.split_at(arguments);
    let row = if scan.reverse {
        let last = out.scalar(DType::I32, scan.length as f64 - 1.0);
        out.binary("subtract", &last, at)
    } else {
        at.clone()
    };
    let sequences = scan.carries..scan.carries + scan.sequences;
    let mut given = Vec::with_capacity(arguments);
    for (i, arg) in args.iter().enumerate() {
        given.push(if sequences.contains(&i) {
            let slice = out.slice_at(arg, &row);
            out.reshape(&slice, &arg.ty.shape[1..])
        } else {
            arg.clone()
        });
    }
    let made = super::body(out, &scan.body, &given);
    let mut next = vec![out.with("add", at, 1.0)];
    next.extend_from_slice(&made[..scan.carries]);
    next.extend_from_slice(&args[scan.carries..]);
    for (result, slice) in results.iter().zip(&made[scan.carries..]) {
        let slice = out.reshape(slice, &result.ty.shape.with(0, 1));
        next.push(out.put_at(result, &slice, &row));
    }
    next
}
