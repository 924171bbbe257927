//! The stand-in's evaluator by itself on random graphs: a second judge of the lowering, beside XLA.

use crate::support::close::Tolerance;
use crate::support::close::difference;
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Graph, Literal, Tensor, TensorType};
use neuron_rt::neuron::hlo::lower;
use nrt_sim::hlo::{ElementType, Module};

fn element(dtype: DType) -> ElementType {
    match dtype {
        DType::F64 => ElementType::F64,
        DType::F32 => ElementType::F32,
        DType::BF16 => ElementType::Bf16,
        DType::F16 => ElementType::F16,
        DType::I32 => ElementType::S32,
        DType::U32 => ElementType::U32,
        DType::U8 => ElementType::U8,
        DType::Bool => ElementType::Pred,
    }
}

fn evaluate(graph: &Graph, inputs: &[Literal]) -> Vec<Literal> {
    let module = Module::parse(&lower(graph, "graph").to_bytes()).unwrap();
    let tensor = |literal: &Literal| {
        let TensorType { dtype, shape } = literal.ty();
        nrt_sim::hlo::Tensor::new(element(*dtype), shape, literal.bytes().to_vec())
    };
    let results = module.evaluate(&inputs.iter().map(tensor).collect::<Vec<_>>()).unwrap();
    graph
        .outputs()
        .iter()
        .zip(results)
        .map(|(output, result)| {
            Literal::from_bytes(graph.ty(output.value).clone(), result.bytes.to_vec()).unwrap()
        })
        .collect()
}

fn same(graph: &Graph, recipe: &Recipe) -> Result<(), String> {
    let expected = run(graph, &Device::Reference, &recipe.literals);
    for (found, expected) in evaluate(graph, &recipe.literals).iter().zip(&expected) {
        let of_largest = match expected.ty().dtype {
            DType::F64 => 1e-10,
            DType::F32 => 1e-5,
            _ => 0.0,
        };
        let tolerance = Tolerance { of_largest, of_element: 0.0, scale: 1.0 };
        if let Some(wrong) = difference(found, expected, tolerance) {
            return Err(format!("{wrong}\n{}", graph.to_text()));
        }
    }
    Ok(())
}

#[test]
fn random_graphs_in_f32() {
    check(1024, 40, |words| {
        let recipe = Recipe::cook(words, DType::F32, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

#[test]
fn random_graphs_in_f64() {
    check(512, 60, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

#[test]
fn gradients_of_random_graphs_in_f64() {
    check(512, 40, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        let gradients =
            recipe.loss().gradients(&recipe.float_inputs()).map_err(|e| e.to_string())?;
        let names: Vec<String> = (0..gradients.len()).map(|i| format!("g{i}")).collect();
        let outputs: Vec<(&str, &Tensor)> = names
            .iter()
            .zip(&gradients)
            .filter_map(|(name, gradient)| Some((name.as_str(), gradient.as_ref()?)))
            .collect();
        same(&recipe.builder.finish(&outputs).unwrap(), &recipe)
    });
}
