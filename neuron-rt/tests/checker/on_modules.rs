//! The module as a whole.

use crate::case::{Case, refused};
use crate::module::{Writer, attributes, f32s, one, s32s, tuple};
use neuron_rt::neuron::hlo::proto::{
    AliasEntry, HloModule, InputOutputAlias, Instruction, PrimitiveType,
};

fn square() -> HloModule {
    one("multiply", &[f32s(&[4]), f32s(&[4])], f32s(&[4]), |_| {})
}

/// The squares, with the entry's instructions changed.
fn changed(change: impl FnOnce(&mut Vec<Instruction>)) -> HloModule {
    let mut module = square();
    change(&mut module.computations[0].instructions);
    module
}

fn named(inputs: [&str; 2], outputs: Option<&str>) -> HloModule {
    changed(|all| {
        for (parameter, name) in all.iter_mut().zip(inputs) {
            parameter.frontend_attributes = attributes("neff_input_names", name);
        }
        if let Some(names) = outputs {
            all[2].frontend_attributes = attributes("neff_output_names", names);
        }
    })
}

fn passed_on(opcode: &str) -> HloModule {
    let mut w = Writer::default();
    let x = w.parameter(f32s(&[4]));
    let part = if opcode == "parameter" { x } else { w.add(opcode, f32s(&[4]), &[x]) };
    let root = w.add("tuple", tuple(&[f32s(&[4])]), &[part]);
    w.finish(root)
}

/// Two inputs and two results, aliased as told (parameter, result), with the first input's name.
fn aliased(entries: &[(i64, i64)], name: &str) -> HloModule {
    let mut w = Writer::default();
    let a = w.parameter(f32s(&[4]));
    let n = w.parameter(s32s(&[4]));
    let (minus, other) = (w.add("negate", f32s(&[4]), &[a]), w.add("negate", s32s(&[4]), &[n]));
    let root = w.add("tuple", tuple(&[f32s(&[4]), s32s(&[4])]), &[minus, other]);
    let mut module = w.finish(root);
    if !name.is_empty() {
        let first = &mut module.computations[0].instructions[0];
        first.frontend_attributes = attributes("neff_input_names", name);
    }
    let entry = |&(parameter_number, place): &(i64, i64)| AliasEntry {
        output_shape_index: vec![place],
        parameter_number,
        parameter_shape_index: Vec::new(),
        kind: 2,
    };
    let entries = entries.iter().map(entry).collect();
    module.input_output_alias = Some(InputOutputAlias { entries });
    module
}

/// A function of one operation, and functions that call the one before them twice.
fn doubled(times: usize) -> HloModule {
    let mut w = Writer::default();
    let x = w.parameter(f32s(&[]));
    let root = w.add("negate", f32s(&[]), &[x]);
    let mut called = w.end(root);
    for last in (0..times).map(|n| n + 1 == times) {
        let x = w.parameter(f32s(&[]));
        let call = |w: &mut Writer, x| {
            w.add_with("call", f32s(&[]), &[x], |i| i.called_computation_ids = vec![called])
        };
        let once = call(&mut w, x);
        let twice = call(&mut w, once);
        if last {
            return w.finish(twice);
        }
        called = w.end(twice);
    }
    unreachable!("the last function is the entry")
}

fn calling() -> HloModule {
    let mut w = Writer::default();
    let called = w.join("add", PrimitiveType::F32);
    let (a, b) = (w.parameter(f32s(&[])), w.parameter(f32s(&[])));
    let root = w.add_with("call", f32s(&[]), &[a, b], |i| i.called_computation_ids = vec![called]);
    w.finish(root)
}

pub(crate) fn cases() -> Vec<Case> {
    let long = "x".repeat(255);
    let too_long = "x".repeat(256);
    let mut swapped = calling();
    swapped.computations.swap(0, 1);
    let mut headless = square();
    (headless.entry_computation_id, headless.entry_computation_name) = (7, String::new());
    let mut shapeless = square();
    shapeless.host_program_shape = None;
    let mut short = square();
    if let Some(shape) = &mut short.host_program_shape {
        shape.parameters.pop();
    }
    let must = "a.must_alias_input";
    vec![
        refused("raw-parameter-output", passed_on("parameter"), passed_on("copy")),
        refused(
            "id-range",
            changed(|all| all[0].id = 1 << 31),
            changed(|all| all[0].id = (1 << 31) - 1),
        ),
        refused("id-range", changed(|all| all[0].id = -1), square()),
        refused("unique-names", changed(|all| all[1].name = all[0].name.clone()), square()),
        refused("unique-names", changed(|all| all[1].id = 0), square()),
        refused("definition-order", changed(|all| all.swap(1, 2)), square()),
        refused("definition-order", changed(|all| all[2].operand_ids = vec![0, 9]), square()),
        refused("definition-order", swapped, calling()),
        refused("definition-order", headless, square()),
        refused("layout", changed(|all| all[0].shape.as_mut().unwrap().layout = None), square()),
        refused("program-shape", shapeless, square()),
        refused("program-shape", short, square()),
        refused("tensor-names", named([&too_long, "y"], None), named([&long, "y"], None)),
        refused("tensor-names", named(["x", "x"], None), named(["x", "y"], None)),
        refused("tensor-names", named(["x", "y"], Some("a,b")), named(["x", "y"], Some("a"))),
        refused("alias", aliased(&[(2, 0)], ""), aliased(&[(0, 0)], must)),
        refused("alias", aliased(&[(0, 2)], ""), aliased(&[(0, 0), (1, 1)], "")),
        refused("alias", aliased(&[(0, 1)], ""), aliased(&[(1, 1)], "a")),
        refused("alias", aliased(&[(0, 0), (0, 0)], ""), aliased(&[], "a")),
        refused("alias", aliased(&[(0, 0)], "a"), aliased(&[(0, 0)], must)),
        // 3 × 2ⁿ - 1 instructions: 6.3 million, and half as many.
        refused("instruction-count", doubled(21), doubled(20)),
    ]
}
