//! Losses against their formulas, in plain code.

use super::made::{
    BANDS, BATCH, EXTENT, GRID, PATCH, PATCHES, PIXELS, at, images, model, orders, run,
};
use neuron_rt::nn::Policy;
use neuron_train::trainer::Objective;
use neuron_vision::models::Pool;
use neuron_vision::pretraining::Method;
use neuron_vision::pretraining::patches::{image_of, with_brightness_of};

#[test]
fn losses_are_those_of_hidden_pixels_alone() {
    for (method, normalised) in
        [(Method::Mae, true), (Method::Mae, false), (Method::Simmim, true), (Method::Simmim, false)]
    {
        let model = model(method, Pool::Cls, normalised);
        let images = images();
        let made = run(&model.masks, &images, Policy::F32, false, |scope, batch| {
            let forward = model.forward(scope, batch).unwrap();
            let mut outputs = forward.outputs;
            outputs.push(("losses".into(), forward.losses));
            outputs
        });
        let (order, _) = orders(&model.masks);
        for sample in 0..BATCH {
            let own = &order[sample * PATCHES..][..PATCHES];
            let mut total = 0.0;
            for &patch in &own[model.masks.seen()..] {
                let patch = patch as usize;
                let mut truth: Vec<f64> =
                    (0..PIXELS).map(|i| f64::from(images[at(sample, patch, i)])).collect();
                if normalised {
                    let mean = truth.iter().sum::<f64>() / PIXELS as f64;
                    let squares: f64 = truth.iter().map(|v| (v - mean).powi(2)).sum();
                    let deviation = (squares / (PIXELS - 1) as f64 + 1e-6).sqrt();
                    truth.iter_mut().for_each(|v| *v = (*v - mean) / deviation);
                }
                let said = &made["prediction"][(sample * PATCHES + patch) * PIXELS..][..PIXELS];
                let errors = said.iter().zip(&truth).map(|(&a, b)| match method {
                    Method::Mae => (f64::from(a) - b).powi(2),
                    Method::Simmim => (f64::from(a) - b).abs(),
                });
                total += errors.sum::<f64>() / PIXELS as f64;
            }
            let expected = total / model.masks.hidden() as f64;
            let found = f64::from(made["losses"][sample]);
            assert!((found - expected).abs() < 1e-5, "{method:?}: {found}, {expected}");
        }
    }
}

#[test]
fn pictures_are_put_together_from_patches() {
    let images = images();
    let rows: Vec<f32> = (0..PATCHES)
        .flat_map(|patch| (0..PIXELS).map(move |i| (patch, i)))
        .map(|(patch, i)| images[at(0, patch, i)])
        .collect();
    let size = BANDS * EXTENT[0] * EXTENT[1];
    assert_eq!(image_of(&rows, BANDS, GRID, PATCH), images[..size]);
    // A patch that was normalised comes back by its own mean and deviation.
    let normalised: Vec<f32> = rows
        .chunks(PIXELS)
        .flat_map(|row| {
            let mean = row.iter().sum::<f32>() / PIXELS as f32;
            let squares: f32 = row.iter().map(|v| (v - mean).powi(2)).sum();
            let deviation = (squares / (PIXELS - 1) as f32).sqrt();
            row.iter().map(move |v| (v - mean) / deviation).collect::<Vec<_>>()
        })
        .collect();
    let back = with_brightness_of(&normalised, &rows, PIXELS);
    assert!(back.iter().zip(&rows).all(|(a, b)| (a - b).abs() < 1e-5));
}
