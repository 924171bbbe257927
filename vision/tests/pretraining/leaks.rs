//! What is hidden stays hidden.

use super::made::{BATCH, PIXELS, at, images, kinds, orders, run};
use neuron_rt::nn::Policy;
use neuron_train::trainer::Objective;
use neuron_vision::pretraining::MaskedImageModel;

/// Tokens that enter the encoder, what is said of all pixels, and losses.
fn seen(model: &MaskedImageModel, images: &[f32]) -> [Vec<f32>; 3] {
    let mut made = run(&model.masks, images, Policy::F32, false, |scope, batch| {
        let tokens = model.encoder_tokens(scope, batch).unwrap();
        let forward = model.forward(scope, batch).unwrap();
        let mut outputs = forward.outputs;
        outputs.extend([("tokens".into(), tokens), ("losses".into(), forward.losses)]);
        outputs
    });
    ["tokens", "prediction", "losses"].map(|name| made.remove(name).unwrap())
}

#[test]
fn hidden_pixels_change_the_loss_alone() {
    for model in kinds() {
        let what = format!("{:?} with {:?}", model.method, model.encoder.pool);
        let before = images();
        let (order, _) = orders(&model.masks);
        let mut after = before.clone();
        for sample in 0..BATCH {
            let own = &order[sample * model.masks.patches()..][..model.masks.patches()];
            for &patch in &own[model.masks.seen()..] {
                for i in 0..PIXELS {
                    after[at(sample, patch as usize, i)] += (i as f32).sin();
                }
            }
        }
        let ([tokens, said, losses], [tokens_after, said_after, losses_after]) =
            (seen(&model, &before), seen(&model, &after));
        assert!(tokens.iter().any(|&v| v != 0.0), "{what}");
        assert_eq!(tokens, tokens_after, "{what}: the encoder sees hidden pixels");
        assert_eq!(said, said_after, "{what}: the decoder sees hidden pixels");
        let apart = losses.iter().zip(&losses_after).all(|(a, b)| (a - b).abs() > 1e-3);
        assert!(apart, "{what}: {losses:?} {losses_after:?}");
    }
}

#[test]
fn pixels_that_are_seen_change_what_is_said_of_others() {
    for model in kinds() {
        let before = images();
        let (order, _) = orders(&model.masks);
        let mut after = before.clone();
        for i in 0..PIXELS {
            after[at(0, order[0] as usize, i)] += (i as f32).cos();
        }
        let ([_, said, losses], [_, said_after, losses_after]) =
            (seen(&model, &before), seen(&model, &after));
        let hidden = order[model.masks.seen()] as usize * PIXELS;
        assert_ne!(said[hidden..hidden + PIXELS], said_after[hidden..hidden + PIXELS]);
        assert_ne!(losses[0], losses_after[0]);
        assert_eq!(losses[1..], losses_after[1..], "other images");
    }
}
