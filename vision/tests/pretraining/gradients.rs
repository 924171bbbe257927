//! Every parameter learns.

use super::made::{images, kinds, run};
use neuron_rt::graph::Tensor;
use neuron_rt::nn::Policy;
use neuron_train::trainer::Objective;

#[test]
fn every_parameter_gets_a_gradient() {
    for model in kinds() {
        for policy in [Policy::F32, Policy::BF16] {
            let made = run(&model.masks, &images(), policy, true, |scope, batch| {
                let losses = model.forward(scope, batch).unwrap().losses;
                let names: Vec<String> =
                    scope.parameters().into_iter().map(|spec| spec.name).collect();
                let parameters: Vec<Tensor> =
                    names.iter().map(|name| scope.master(name).unwrap()).collect();
                let sum = losses.sum_all().unwrap();
                let made = sum.gradients(&parameters.iter().collect::<Vec<_>>()).unwrap();
                names.into_iter().zip(made.into_iter().map(|made| made.unwrap())).collect()
            });
            assert!(made.keys().any(|name| name.ends_with("mask_token")));
            for (name, gradient) in made {
                let what = format!("{:?}, {:?}: `{name}`", model.method, model.encoder.pool);
                assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                assert!(gradient.iter().any(|&v| v != 0.0), "{what} is zero");
            }
        }
    }
}
