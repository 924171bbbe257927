//! Loops, branches, sorting.

use crate::case::{Case, refused, warned};
use crate::module::{Writer, array, f32s, s32s, tuple};
use neuron_rt::neuron::hlo::proto::{HloModule, PrimitiveType};

/// How a loop ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Counter < 8.
    Constant,
    /// Counter < a part of the state that begins at 8 and stays.
    Carried,
    /// 8 > counter, counted within a called computation.
    Called,
    /// Counter < a part of the state that turns change.
    Moving,
    /// Counter < an input.
    Input,
    /// A value is below a bound.
    Value,
    /// The counter runs away from its bound.
    Never,
}

fn repeat(end: End) -> HloModule {
    let mut w = Writer::default();
    let state = tuple(&[s32s(&[]), s32s(&[]), f32s(&[])]);
    let truth = array(PrimitiveType::Pred, &[]);
    let shapes = [s32s(&[]), s32s(&[]), f32s(&[])];
    let part = |w: &mut Writer, of: i64, at: usize| {
        w.add_with("get-tuple-element", shapes[at].clone(), &[of], |i| i.tuple_index = at as i64)
    };

    let next = (end == End::Called).then(|| {
        let x = w.parameter(s32s(&[]));
        let one = w.count(1);
        let sum = w.add("add", s32s(&[]), &[one, x]);
        w.end(sum)
    });

    let given = w.parameter(state.clone());
    let parts = [0, 1, 2].map(|at| part(&mut w, given, at));
    let step = w.count(if end == End::Never { -1 } else { 1 });
    let counted = match next {
        Some(called) => w.add_with("call", s32s(&[]), &[parts[0]], |i| {
            i.called_computation_ids = vec![called];
        }),
        None => w.add("add", s32s(&[]), &[parts[0], step]),
    };
    let bound = if end == End::Moving { w.add("negate", s32s(&[]), &[parts[1]]) } else { parts[1] };
    let value = w.add("multiply", f32s(&[]), &[parts[2], parts[2]]);
    let root = w.add("tuple", state.clone(), &[counted, bound, value]);
    let body = w.end(root);

    let given = w.parameter(state.clone());
    let sides = match end {
        End::Constant | End::Never | End::Called => [part(&mut w, given, 0), w.count(8)],
        End::Carried | End::Moving | End::Input => [part(&mut w, given, 0), part(&mut w, given, 1)],
        End::Value => [part(&mut w, given, 2), w.zero()],
    };
    let (operands, how) = match end {
        End::Called => ([sides[1], sides[0]], "GT"),
        _ => (sides, "LT"),
    };
    let root = w.add_with("compare", truth, &operands, |i| i.comparison_direction = how.to_owned());
    let condition = w.end(root);

    let (x, n) = (w.parameter(f32s(&[])), w.parameter(s32s(&[])));
    let (start, eight) = (w.count(0), w.count(8));
    let bound = if end == End::Input { n } else { eight };
    let begin = w.add("tuple", state.clone(), &[start, bound, x]);
    let root = w.add_with("while", state, &[begin], |i| {
        i.called_computation_ids = vec![body, condition];
    });
    w.finish(root)
}

fn chosen() -> HloModule {
    let mut w = Writer::default();
    let x = w.parameter(f32s(&[]));
    let once = w.end(x);
    let x = w.parameter(f32s(&[]));
    let minus = w.add("negate", f32s(&[]), &[x]);
    let other = w.end(minus);
    let when = w.parameter(array(PrimitiveType::Pred, &[]));
    let x = w.parameter(f32s(&[]));
    let root = w.add_with("conditional", f32s(&[]), &[when, x, x], |i| {
        i.called_computation_ids = vec![once, other];
    });
    w.finish(root)
}

fn selected() -> HloModule {
    let mut w = Writer::default();
    let when = w.parameter(array(PrimitiveType::Pred, &[]));
    let x = w.parameter(f32s(&[]));
    let minus = w.add("negate", f32s(&[]), &[x]);
    let root = w.add("select", f32s(&[]), &[when, x, minus]);
    w.finish(root)
}

fn sorted(how: &str, opcode: &str, absolute: bool) -> HloModule {
    let mut w = Writer::default();
    let (a, b) = (w.parameter(f32s(&[])), w.parameter(f32s(&[])));
    let (left, right) = if absolute {
        (w.add("abs", f32s(&[]), &[a]), w.add("abs", f32s(&[]), &[b]))
    } else {
        (a, b)
    };
    let truth = array(PrimitiveType::Pred, &[]);
    let root =
        w.add_with(opcode, truth, &[left, right], |i| how.clone_into(&mut i.comparison_direction));
    let called = w.end(root);
    let x = w.parameter(f32s(&[8]));
    let root = w.add_with("sort", f32s(&[8]), &[x], |i| {
        i.dimensions = vec![0];
        i.called_computation_ids = vec![called];
    });
    w.finish(root)
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        refused("trip-count", repeat(End::Value), repeat(End::Constant)),
        refused("trip-count", repeat(End::Moving), repeat(End::Carried)),
        refused("trip-count", repeat(End::Input), repeat(End::Called)),
        refused("trip-count", repeat(End::Never), repeat(End::Constant)),
        refused("conditional", chosen(), selected()),
        refused("sort-comparator", sorted("EQ", "compare", false), sorted("LT", "compare", false)),
        refused("sort-comparator", sorted("", "and", false), sorted("GE", "compare", false)),
        warned("sort-comparator", sorted("GT", "compare", true), sorted("GT", "compare", false)),
    ]
}
