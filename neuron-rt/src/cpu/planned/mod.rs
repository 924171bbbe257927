//! Buffers, fusion and kernels decided when the graph is compiled.
//!
//! From the graph to the kernels, in the order of the work:
//!
//! 1. [`program`] lowers the graph: composites without a kernel are inlined, and [`widen`] lets
//!    16-bit floats compute in f32;
//! 2. [`schedule`] decides which nodes become one elementwise kernel, and in which order kernels run;
//! 3. [`plan`] gives each value a [`view`] of a slot of memory, and [`select`] a kernel to each node;
//!    an elementwise program that reads a product becomes the end of the product's step;
//! 4. [`memory`] gives each slot a place in one arena: the peak is known before anything runs;
//! 5. a run sets a [`frame`] of addresses and calls one kernel after another
//!    ([`elementwise`], [`kernels`], [`scan`]).

mod elementwise;
mod frame;
mod kernels;
mod memory;
mod note;
mod plan;
mod program;
mod scan;
mod schedule;
mod select;
mod simd;
mod view;
mod widen;

use crate::executable::{Executable, RunError};
use crate::graph::Graph;
use std::sync::Arc;

/// Compiles for the processor.
///
/// # Errors
/// [`RunError::Unsupported`] where an operation has no kernel for an element type.
pub fn planned(graph: &Graph) -> Result<Executable, RunError> {
    let program = program::Planned::new(graph)?;
    Ok(Executable::new(Arc::new(graph.clone()), Box::new(program)))
}

#[cfg(test)]
mod tests {
    use crate::graph::{Builder, DType, Graph, Role, Tensor, TensorType};
    use crate::{Buffer, Device, compile};

    /// Values that are neither symmetric nor round.
    fn values(ty: &TensorType, seed: usize) -> Buffer {
        let v: Vec<f32> = (0..ty.shape.elements())
            .map(|i| ((i * 37 + seed * 11) % 101) as f32 / 50.0 - 1.0)
            .collect();
        Buffer::from_slice(ty.clone(), &v)
    }

    fn same(graph: &Graph) {
        let inputs: Vec<Buffer> = graph
            .inputs()
            .iter()
            .enumerate()
            .map(|(i, input)| values(graph.ty(input.value), i))
            .collect();
        let inputs: Vec<&Buffer> = inputs.iter().collect();
        let run = |device| compile(graph, &device).unwrap().run_borrowed(&inputs).unwrap();
        for (a, b) in run(Device::Cpu).iter().zip(&run(Device::Reference)) {
            let (a, b) = (a.to_literal().to_f64(), b.to_literal().to_f64());
            let scale = b.iter().fold(1e-6f64, |m, v| m.max(v.abs()));
            for (i, (x, y)) in a.iter().zip(&b).enumerate() {
                assert!((x - y).abs() <= 1e-5 * scale, "{i}: {x} and {y}\n{}", graph.to_text());
            }
        }
    }

    fn input(b: &Builder, name: &str, shape: &[usize]) -> Tensor {
        b.input(name, TensorType::new(DType::F32, shape), Role::Parameter).unwrap()
    }

    #[test]
    fn a_network_with_its_gradients_is_that_of_the_reference() {
        let b = Builder::new();
        let (x, w) = (input(&b, "x", &[5, 7]), input(&b, "w", &[3, 7]));
        let bias = input(&b, "b", &[3]);
        let h = x.matmul_t(&w, false, true).unwrap().add(&bias).unwrap().tanh().unwrap();
        let y = h.log_sum_exp(-1).unwrap().sub(&h.mean(&[1]).unwrap()).unwrap();
        let loss = y.square().unwrap().mean_all().unwrap();
        let grads = loss.gradients(&[&x, &w, &bias]).unwrap();
        let outputs: Vec<(&str, &Tensor)> =
            ["x", "w", "b"].into_iter().zip(grads.iter().flatten()).collect();
        same(&b.finish(&outputs).unwrap());
    }

    #[test]
    fn what_is_read_in_two_orders_is_not_overwritten() {
        let b = Builder::new();
        let x = b.input("x", TensorType::new(DType::F32, [70, 70]), Role::Data).unwrap();
        let y = x.matmul(&x).unwrap();
        let y = y.add(&y.transpose(&[1, 0]).unwrap()).unwrap();
        let z = y.sum(&[0]).unwrap();
        same(&b.finish(&[("z", &z), ("w", &y.mul(&y).unwrap())]).unwrap());
    }

    #[test]
    fn a_replaced_input_is_written_in_place_after_its_last_reader() {
        let b = Builder::new();
        let p = input(&b, "p", &[4, 4]);
        let moved = p.add(&p.matmul(&p).unwrap()).unwrap();
        let read = p.transpose(&[1, 0]).unwrap();
        let graph = b.finish_replacing(&[("p'", &moved, Some("p")), ("pᵀ", &read, None)]).unwrap();
        same(&graph);
        let ty = TensorType::new(DType::F32, [4, 4]);
        let mut resident = [("p".to_owned(), values(&ty, 0))].into();
        let address = |r: &crate::Resident| r["p"].as_slice::<f32>().as_ptr();
        let before = (address(&resident), resident["p"].clone());
        let mut executable = compile(&graph, &Device::Cpu).unwrap();
        let others = executable.step(&mut resident, &[].into()).unwrap();
        assert_eq!(address(&resident), before.0);
        let (old, transposed) = (before.1, &others["pᵀ"]);
        for i in 0..16 {
            assert_eq!(transposed.as_slice::<f32>()[i], old.as_slice::<f32>()[i % 4 * 4 + i / 4]);
        }
    }
}
