//! Modules and values of XLA against the evaluator. See `golden/make.py`.

use std::io::Read;

use flate2::read::GzDecoder;
use nrt_sim::hlo::{ElementType, Module, Tensor};
use serde_json::Value;

const GOLDEN: &[u8] = include_bytes!("golden/modules.json.gz");

/// One module with what XLA computed.
struct Case {
    name: String,
    module: Vec<u8>,
    inputs: Vec<Tensor>,
    outputs: Vec<Tensor>,
}

fn cases() -> Vec<Case> {
    let mut text = String::new();
    GzDecoder::new(GOLDEN).read_to_string(&mut text).expect("a whole archive");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let tensors = |list: &Value| list.as_array().expect("a list").iter().map(tensor).collect();
    let cases = document["cases"].as_array().expect("a list").iter().map(|case| Case {
        name: case["name"].as_str().expect("a name").to_owned(),
        module: bytes(&case["module"]),
        inputs: tensors(&case["inputs"]),
        outputs: tensors(&case["outputs"]),
    });
    cases.collect()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().expect("text");
    let pairs = (0..hex.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")).collect()
}

fn tensor(value: &Value) -> Tensor {
    let name = value["element"].as_str().expect("a name");
    let mut types = (0..20).filter_map(ElementType::from_number);
    let element = types.find(|element| element.name() == name).expect("a type");
    let dims = value["dims"].as_array().expect("a list").iter();
    let dims: Vec<usize> = dims.map(|dim| dim.as_u64().expect("an extent") as usize).collect();
    Tensor::new(element, &dims, bytes(&value["data"]))
}

/// What is wrong with `found`, if anything.
fn difference(found: &Tensor, expected: &Tensor) -> Option<String> {
    if (found.element, &found.dims) != (expected.element, &expected.dims) {
        return Some(format!(
            "{:?}{:?} instead of {:?}{:?}",
            found.element, found.dims, expected.element, expected.dims
        ));
    }
    if !found.element.is_float() {
        let at = found.bytes.iter().zip(&expected.bytes).position(|(a, b)| a != b)?;
        let at = at / found.element.bytes();
        return Some(format!(
            "element {at}: {} instead of {}",
            found.to_f64()[at],
            expected.to_f64()[at]
        ));
    }
    // Relative to the value itself and, as sums of products cancel, a little to the largest one. The sizes are of
    // the types' own precision; functions of XLA on the processor err by some units in the last place.
    let (relative, of_largest) = match found.element {
        ElementType::F64 => (1e-9, 1e-12),
        ElementType::F32 => (1e-5, 1e-6),
        ElementType::F16 => (2e-3, 1e-3),
        _ => (1.6e-2, 8e-3),
    };
    let (found, expected) = (found.to_f64(), expected.to_f64());
    let finite = expected.iter().filter(|value| value.is_finite());
    let largest = finite.fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let pairs = found.iter().zip(&expected).enumerate();
    let far = |(a, b): (f64, f64)| {
        let same = a == b || (a.is_nan() && b.is_nan());
        let near = (a - b).abs() <= relative * b.abs() + of_largest * largest.min(1e4);
        !same && !near
    };
    let (at, (a, b)) = pairs.map(|(at, (&a, &b))| (at, (a, b))).find(|&(_, pair)| far(pair))?;
    Some(format!("element {at}: {a} instead of {b}"))
}

#[test]
fn every_module_gives_what_xla_gives() {
    let cases = cases();
    assert!(cases.len() > 400, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let module = match Module::parse(&case.module) {
            Ok(module) => module,
            Err(refusal) => {
                wrong.push(format!("{}: {refusal}", case.name));
                continue;
            }
        };
        match module.evaluate(&case.inputs) {
            Ok(outputs) => {
                assert_eq!(outputs.len(), case.outputs.len(), "{}", case.name);
                for (number, pair) in outputs.iter().zip(&case.outputs).enumerate() {
                    if let Some(difference) = difference(pair.0, pair.1) {
                        wrong.push(format!("{}: output {number}: {difference}", case.name));
                    }
                }
            }
            Err(fault) => wrong.push(format!("{}: {fault}", case.name)),
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
