//! Random graphs of smooth steps: the gradient by every input against finite differences along a
//! random direction through all of them.

use crate::support::differences::{MOST, derivative, relative};
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use crate::support::run::run;
use crate::support::values::weights;
use neuron_rt::graph::{DType, Tensor};
use neuron_rt::{Buffer, Device, compile};

#[test]
fn gradient_is_finite_difference() {
    check(192, 32, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::Smooth);
        let inputs = recipe.float_inputs();
        let loss = recipe.loss();
        let value = recipe.builder.finish(&[("loss", &loss)]).unwrap();
        let gradients = loss.gradients(&inputs).map_err(|e| e.to_string())?;
        let directions: Vec<Vec<f64>> = inputs
            .iter()
            .enumerate()
            .map(|(i, x)| weights(x.shape().elements(), i as u64))
            .collect();

        let known: Vec<&Tensor> = gradients.iter().flatten().collect();
        let names: Vec<String> = (0..known.len()).map(|i| format!("g{i}")).collect();
        let outputs: Vec<(&str, &Tensor)> =
            names.iter().map(String::as_str).zip(known.iter().copied()).collect();
        let graph = recipe.builder.finish(&outputs).unwrap();
        let mut found = run(&graph, &Device::Reference, &recipe.literals).into_iter();
        let mut analytic = 0.0;
        for (gradient, direction) in gradients.iter().zip(&directions) {
            if gradient.is_some() {
                let by_input = found.next().unwrap().to_f64();
                analytic += by_input.iter().zip(direction).map(|(g, d)| g * d).sum::<f64>();
            }
        }

        let mut executable = compile(&value, &Device::Reference).unwrap();
        let numeric = derivative(|step| {
            let mut directions = directions.iter();
            let mut buffers: Vec<Buffer> =
                recipe.literals.iter().map(Buffer::from_literal).collect();
            for buffer in buffers.iter_mut().filter(|b| b.ty().dtype == DType::F64) {
                let direction = directions.next().unwrap();
                for (x, d) in buffer.as_mut_slice::<f64>().iter_mut().zip(direction) {
                    *x += step * d;
                }
            }
            executable.run_borrowed(&buffers.iter().collect::<Vec<_>>()).unwrap()[0].scalar()
        });
        let apart = relative(analytic, numeric);
        if apart <= MOST {
            Ok(())
        } else {
            Err(format!(
                "{apart:e}: gradient {analytic:e}, differences {numeric:e}\n{}",
                value.to_text()
            ))
        }
    });
}
