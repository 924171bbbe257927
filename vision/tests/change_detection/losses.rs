//! Losses: formulas, and that pixels without a label weigh nothing.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, TensorType};
use neuron_rt::{Buffer, Device, compile};
use neuron_vision::change_detection::training::{ChangeLoss, LossKind};

const BATCH: usize = 3;
const SIDE: usize = 6;
const PIXELS: usize = SIDE * SIDE;

const KINDS: [LossKind; 4] = [LossKind::Bce, LossKind::Focal, LossKind::Dice, LossKind::DiceBce];

fn loss(kind: LossKind) -> ChangeLoss {
    ChangeLoss { kind, changed_weight: 3.0, gamma: 2.0 }
}

/// The last example has no labels.
fn mask() -> Vec<i32> {
    (0..BATCH * PIXELS)
        .map(|at| if at < 2 * PIXELS { at as i32 * 5 % 7 % 3 - 1 } else { -1 })
        .collect()
}

fn logits() -> Vec<f32> {
    let mut rng = Stream::new(8, "logits").rng();
    (0..BATCH * PIXELS).map(|_| rng.random_range(-4.0..4.0)).collect()
}

/// Losses of each example, and their gradient by the logits.
fn run(loss: ChangeLoss, logits: &[f32], mask: &[i32]) -> (Vec<f32>, Vec<f32>) {
    let builder = Builder::new();
    let logits_ty = TensorType::new(DType::F32, [BATCH, 1, SIDE, SIDE]);
    let mask_ty = TensorType::new(DType::I32, [BATCH, SIDE, SIDE]);
    let x = builder.input("logits", logits_ty.clone(), Role::Data).unwrap();
    let m = builder.input("mask", mask_ty.clone(), Role::Data).unwrap();
    let losses = loss.forward(&x, &m).unwrap();
    assert_eq!(losses.shape().dims(), [BATCH]);
    let gradient = losses.sum(&[0]).unwrap().gradients(&[&x]).unwrap().remove(0).unwrap();
    let graph = builder.finish(&[("losses", &losses), ("gradient", &gradient)]).unwrap();
    let buffers = [Buffer::from_slice(logits_ty, logits), Buffer::from_slice(mask_ty, mask)];
    let inputs: Vec<&Buffer> = graph
        .inputs()
        .iter()
        .map(|input| if input.name == "mask" { &buffers[1] } else { &buffers[0] })
        .collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    let values = |at: usize| results[at].to_literal().to_f32();
    (values(0), values(1))
}

#[test]
fn pixels_without_a_label_weigh_nothing() {
    let (plain, mask) = (logits(), mask());
    for kind in KINDS {
        let (expected, gradient) = run(loss(kind), &plain, &mask);
        let other: Vec<f32> = plain
            .iter()
            .zip(&mask)
            .map(|(&logit, &label)| if label < 0 { 60.0 - 17.0 * logit } else { logit })
            .collect();
        let (found, _) = run(loss(kind), &other, &mask);
        assert_eq!(found, expected, "{kind:?}");
        for (at, (slope, label)) in gradient.iter().zip(&mask).enumerate() {
            assert_eq!(*slope != 0.0, *label >= 0, "{kind:?} at {at}: {slope}");
        }
        assert_eq!(expected[2], 0.0, "{kind:?}: nothing is known of the last");
    }
}

#[test]
fn losses_are_those_of_the_formulas() {
    let (logits, mask) = (logits(), mask());
    for kind in KINDS {
        let (found, _) = run(loss(kind), &logits, &mask);
        for (example, found) in found.iter().enumerate().take(2) {
            let (mut count, mut bce, mut focal, mut both, mut each) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for at in example * PIXELS..(example + 1) * PIXELS {
                if mask[at] < 0 {
                    continue;
                }
                let p = 1.0 / (1.0 + (-f64::from(logits[at])).exp());
                let (truth, weight) = if mask[at] == 1 { (p, 3.0) } else { (1.0 - p, 1.0) };
                count += 1.0;
                bce -= weight * truth.ln();
                focal -= weight * (1.0 - truth).powi(2) * truth.ln();
                both += p * f64::from(mask[at]);
                each += p + f64::from(mask[at]);
            }
            let dice = 1.0 - (2.0 * both + 1.0) / (each + 1.0);
            let expected = match kind {
                LossKind::Bce => bce / count,
                LossKind::Focal => focal / count,
                LossKind::Dice => dice,
                LossKind::DiceBce => dice + bce / count,
            };
            assert!((f64::from(*found) - expected).abs() < 1e-5, "{kind:?}: {found}, {expected}");
        }
    }
}

#[test]
fn a_weight_may_be_left_to_the_labels() {
    let left = ChangeLoss { changed_weight: 0.0, ..ChangeLoss::default() };
    assert_eq!(left.weighted([900, 100]).changed_weight, 9.0);
    assert_eq!(loss(LossKind::Bce).weighted([900, 100]).changed_weight, 3.0);
}
