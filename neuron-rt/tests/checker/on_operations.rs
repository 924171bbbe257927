//! Single operations.

use crate::case::{Case, refused, warned};
use crate::module::{Writer, array, f32s, joined, one, s32s, tuple, window};
use neuron_rt::neuron::Target;
use neuron_rt::neuron::hlo::proto::{HloModule, PrimitiveType, Shape};

fn dot(ty: PrimitiveType) -> HloModule {
    let square = array(ty, &[4, 4]);
    one("dot", &[square.clone(), square.clone()], square, |_| {})
}

fn power(ty: PrimitiveType) -> HloModule {
    one("power", &[array(ty, &[4]), array(ty, &[4])], array(ty, &[4]), |_| {})
}

fn scatter(ty: PrimitiveType, join: &str) -> HloModule {
    let mut w = Writer::default();
    let scalar = array(ty, &[]);
    let called = if join == "assign" {
        let _old = w.parameter(scalar.clone());
        let new = w.parameter(scalar);
        w.end(new)
    } else {
        w.join(join, ty)
    };
    let (x, ids) = (w.parameter(array(ty, &[4])), w.parameter(s32s(&[2])));
    let values = w.parameter(array(ty, &[2]));
    let root = w.add_with("scatter", array(ty, &[4]), &[x, ids, values], |i| {
        i.called_computation_ids = vec![called];
    });
    w.finish(root)
}

fn top_k(of: Shape, k: i64, opcode: &'static str) -> HloModule {
    let mut dims = of.dimensions.clone();
    *dims.last_mut().unwrap() = k;
    let parts = [array(of.element_type(), &dims), s32s(&dims)];
    one(opcode, &[of], tuple(&parts), |i| {
        if opcode == "custom-call" {
            i.custom_call_target = "AwsNeuronTopK".to_owned();
            i.backend_config = k.to_string().into_bytes();
        }
    })
}

/// The two largest along the first axis.
fn top_k_of_columns() -> HloModule {
    let parts = [f32s(&[2, 8]), s32s(&[2, 8])];
    one("topk", &[f32s(&[4, 8])], tuple(&parts), |_| {})
}

fn pooled(gaps: i64, spread: i64) -> HloModule {
    joined("reduce-window", "maximum", PrimitiveType::F32, |i| {
        i.window = Some(window(2, 1, gaps, spread));
    })
}

fn several(opcode: &'static str) -> HloModule {
    let mut module = joined(opcode, "maximum", PrimitiveType::F32, |_| {});
    let root = module.computations[1].instructions.last_mut().unwrap();
    root.operand_ids = [&root.operand_ids[..], &root.operand_ids].concat();
    module
}

fn convolution(stride: i64, gaps: i64, spread: i64) -> HloModule {
    let operands = [f32s(&[1, 3, 8, 8]), f32s(&[4, 3, 2, 2])];
    one("convolution", &operands, f32s(&[1, 4, 7, 7]), |i| {
        i.window = Some(window(2, stride, gaps, spread));
    })
}

fn shift(ty: PrimitiveType, opcode: &str) -> HloModule {
    one(opcode, &[array(ty, &[4]), array(ty, &[4])], array(ty, &[4]), |_| {})
}

fn random(algorithm: i32) -> HloModule {
    let key = array(PrimitiveType::U64, &[2]);
    let parts = [key.clone(), array(PrimitiveType::U32, &[4])];
    one("rng-bit-generator", &[key], tuple(&parts), |i| i.rng_algorithm = algorithm)
}

/// A sum whose computation takes more than one step.
fn sum_of_squares() -> HloModule {
    let mut w = Writer::default();
    let (a, b) = (w.parameter(f32s(&[])), w.parameter(f32s(&[])));
    let square = w.add("multiply", f32s(&[]), &[b, b]);
    let root = w.add("add", f32s(&[]), &[a, square]);
    let called = w.end(root);
    let x = w.parameter(f32s(&[4]));
    let start = w.zero();
    let root = w.add_with("reduce", f32s(&[]), &[x, start], |i| {
        i.dimensions = vec![0];
        i.called_computation_ids = vec![called];
    });
    w.finish(root)
}

fn sum_from_an_input() -> HloModule {
    let mut w = Writer::default();
    let called = w.join("add", PrimitiveType::F32);
    let (x, start) = (w.parameter(f32s(&[4])), w.parameter(f32s(&[])));
    let root = w.add_with("reduce", f32s(&[]), &[x, start], |i| {
        i.dimensions = vec![0];
        i.called_computation_ids = vec![called];
    });
    w.finish(root)
}

fn call(target: &str) -> HloModule {
    one("custom-call", &[f32s(&[4])], f32s(&[4]), |i| i.custom_call_target = target.to_owned())
}

/// Rows of a table; the numbers are an input, held in range or not.
fn rows(held: bool) -> HloModule {
    let mut w = Writer::default();
    let (table, input) = (w.parameter(f32s(&[10, 4])), w.parameter(s32s(&[2])));
    let mut ids = input;
    if held {
        let most = w.count(9);
        let most = w.add("broadcast", s32s(&[2]), &[most]);
        ids = w.add("minimum", s32s(&[2]), &[input, most]);
    }
    let root = w.add("gather", f32s(&[2, 4]), &[table, ids]);
    w.finish(root)
}

fn unary(opcode: &str) -> HloModule {
    one(opcode, &[f32s(&[4])], f32s(&[4]), |_| {})
}

fn reduced(opcode: &'static str, join: &'static str) -> HloModule {
    joined(opcode, join, PrimitiveType::F32, |_| {})
}

fn all_reduce(ty: PrimitiveType) -> HloModule {
    let mut module = joined("all-reduce", "add", ty, |_| {});
    let root = module.computations[1].instructions.last_mut().unwrap();
    root.operand_ids.truncate(1);
    module
}

pub(crate) fn cases() -> Vec<Case> {
    use PrimitiveType::{F32, S16, S32, S64};
    let (i32_sum, f32_sum) = (|| all_reduce(S32), || all_reduce(F32));
    let f64s = |k| top_k(f32s(&[4, 20_000]), k, "topk");
    let calls = |k| top_k(f32s(&[4, 20_000]), k, "custom-call");
    vec![
        refused("integer-dot", dot(S32), dot(F32)).on(Target::Trn2),
        refused("integer-dot", dot(S32), dot(S32)).on(Target::Trn2).but_not_on(Target::Trn1),
        refused("integer-all-reduce", i32_sum(), f32_sum()).on(Target::Trn2),
        warned("integer-all-reduce", i32_sum(), f32_sum()),
        refused("integer-power", power(S64), power(S32)).on(Target::Trn2),
        warned("integer-power", power(S64), power(S32)),
        refused("scatter-reduce", scatter(S32, "add"), scatter(F32, "add")),
        refused("scatter-reduce", scatter(PrimitiveType::Pred, "or"), scatter(S32, "assign")),
        refused("top-k-type", top_k(s32s(&[4, 8]), 2, "topk"), top_k(f32s(&[4, 8]), 2, "topk")),
        refused("top-k-limit", f64s(16_385), f64s(16_384)),
        refused("top-k-limit", calls(16_385), calls(16_384)),
        refused("top-k-limit", top_k_of_columns(), top_k(f32s(&[4, 8]), 2, "topk")),
        refused("window-operands", several("reduce-window"), pooled(1, 1)),
        refused("window-dilation", pooled(2, 1), pooled(1, 1)),
        refused("window-dilation", pooled(1, 2), pooled(1, 1)),
        refused("convolution-dilation", convolution(1, 2, 2), convolution(1, 2, 1)),
        refused("convolution-stride", convolution(2, 1, 2), convolution(1, 1, 2)),
        refused("convolution-stride", convolution(2, 1, 2), convolution(2, 2, 1)),
        refused(
            "shift-width",
            shift(S16, "shift-right-arithmetic"),
            shift(S32, "shift-right-arithmetic"),
        ),
        refused("random-algorithm", random(1), random(0)),
        refused("random-algorithm", random(2), random(0)),
        refused("variadic-reduce", several("reduce"), reduced("reduce", "maximum")),
        refused("reduce-computation", sum_of_squares(), reduced("reduce", "add")),
        refused("reduce-computation", reduced("reduce", "subtract"), reduced("reduce", "or")),
        warned("reduce-start", sum_from_an_input(), reduced("reduce", "add")),
        refused("select-and-scatter", unary("select-and-scatter"), unary("negate")),
        refused("set-dimension-size", unary("set-dimension-size"), unary("copy")),
        refused("custom-call", call("lapack_sgetrf"), call("AwsNeuronGelu")),
        warned("custom-call", call("AwsNeuronNovelty"), call("ResizeBilinear")),
        warned("index-bounds", rows(false), rows(true)),
        warned("unlisted-opcode", unary("erf"), unary("tanh")),
    ]
}
