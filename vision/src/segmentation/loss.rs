//! What a network's scores of a tile cost.

use super::{SegmentationLoss, Segmenter};
use neuron_rt::graph::{DType, Literal, Result, Tensor};
use neuron_rt::nn::losses::dice;

/// Scores of a batch of tiles beside what is known of their pixels.
pub(super) struct Scored {
    /// `ln softmax` over the classes, f32 `[batch, classes, rows, columns]`.
    pub(super) log_probabilities: Tensor,
    /// 1 at the class of each pixel, of the same shape; 0 throughout where nothing is known.
    targets: Tensor,
}

impl Scored {
    /// # Shapes
    /// `logits: [batch, classes, rows, columns]`, `labels: i32 [batch, rows, columns]`, negative where
    /// nothing is known
    pub(super) fn new(logits: &Tensor, labels: &Tensor) -> Result<Self> {
        let logits = logits.cast(DType::F32)?;
        let shape = logits.shape().clone();
        let classes = logits.builder().iota(DType::I32, shape.clone(), 1)?;
        let labels = labels.broadcast_in_dim(shape, &[0, 2, 3])?;
        let targets = labels.equal(&classes)?.cast(DType::F32)?;
        let total = logits.log_sum_exp(1)?.unsqueeze(1)?;
        Ok(Self { log_probabilities: logits.sub(&total)?, targets })
    }

    /// The loss of each tile, `[batch]`: a mean over its known pixels, 0 where there are none.
    pub(super) fn losses(&self, segmenter: &Segmenter) -> Result<Tensor> {
        match segmenter.loss {
            SegmentationLoss::CrossEntropy => self.cross_entropy(segmenter, None),
            SegmentationLoss::Focal => self.cross_entropy(segmenter, Some(segmenter.focal_gamma)),
            SegmentationLoss::Dice => self.dice(),
            SegmentationLoss::CrossEntropyDice => {
                self.cross_entropy(segmenter, None)?.add(&self.dice()?)
            }
        }
    }

    /// `Σ w (1 - p)^γ (-ln p) / Σ w` at the pixels' classes; without `gamma`, γ is 0.
    fn cross_entropy(&self, segmenter: &Segmenter, gamma: Option<f64>) -> Result<Tensor> {
        let counted = match &segmenter.class_weights {
            None => self.targets.clone(),
            Some(weights) => {
                let shape = [1, weights.len(), 1, 1];
                let weights = Literal::from_f64(DType::F32, shape, weights)?;
                self.targets.mul(&self.targets.builder().constant(weights))?
            }
        };
        let mut surprise = self.log_probabilities.neg()?;
        if let Some(gamma) = gamma {
            // 1 - p; kept from 0, where a power below 1 is infinitely steep.
            let doubt = self.log_probabilities.expm1()?.neg()?;
            let doubt = doubt.maximum(&doubt.scalar_like(1e-12))?;
            surprise = doubt.pow(&doubt.scalar_like(gamma))?.mul(&surprise)?;
        }
        let total = counted.sum(&[1, 2, 3])?;
        let total = total.maximum(&total.scalar_like(1e-6))?;
        counted.mul(&surprise)?.sum(&[1, 2, 3])?.div(&total)
    }

    /// Dice loss of the known pixels alone.
    fn dice(&self) -> Result<Tensor> {
        let known = self.targets.sum_keep(&[1])?;
        dice(&self.log_probabilities.exp()?.mul(&known)?, &self.targets, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::unet::UNet;
    use neuron_rt::graph::{Builder, Role, TensorType};
    use neuron_rt::{Buffer, Device, compile};

    const CLASSES: usize = 3;
    const SIDE: usize = 6;

    fn segmenter(loss: SegmentationLoss, weights: Option<Vec<f64>>) -> Segmenter {
        let model = UNet::default();
        Segmenter { model, classes: CLASSES, loss, focal_gamma: 2.0, class_weights: weights }
    }

    /// Losses of two tiles, and their gradients by the scores.
    fn run(segmenter: &Segmenter, logits: &[f32], labels: &[i32]) -> [Vec<f32>; 2] {
        let builder = Builder::new();
        let scores = TensorType::new(DType::F32, [2, CLASSES, SIDE, SIDE]);
        let classes = TensorType::new(DType::I32, [2, SIDE, SIDE]);
        let x = builder.input("x", scores.clone(), Role::Data).expect("an input");
        let y = builder.input("y", classes.clone(), Role::Data).expect("an input");
        let losses = Scored::new(&x, &y).and_then(|scored| scored.losses(segmenter));
        let losses = losses.expect("a loss");
        let gradients = losses.sum_all().and_then(|sum| sum.gradients(&[&x]));
        let gradient = gradients.expect("gradients").remove(0).expect("one");
        let graph =
            builder.finish(&[("losses", &losses), ("gradient", &gradient)]).expect("a graph");
        let (x, y) = (Buffer::from_slice(scores, logits), Buffer::from_slice(classes, labels));
        let mut program = compile(&graph, &Device::Cpu).expect("a program");
        let made = program.run_borrowed(&[&x, &y]).expect("results");
        [0, 1].map(|at| made[at].to_literal().to_f32())
    }

    /// The formulas of `reference_values.py`.
    fn given() -> (Vec<f32>, Vec<i32>) {
        let logits = (0..2 * CLASSES * SIDE * SIDE).map(|n| (2.0 * (n as f64 * 0.7).sin()) as f32);
        let labels = (0..2 * SIDE * SIDE).map(|m| if m % 5 == 0 { -1 } else { (m * 7 % 3) as i32 });
        (logits.collect(), labels.collect())
    }

    #[test]
    fn equals_torch() {
        let (logits, labels) = given();
        let weights = Some(vec![0.5, 1.0, 2.5]);
        let plain = [1.10173155650962, 1.0938404982888126];
        let overlap = [0.6329853372243006, 0.6315669614749726];
        for (loss, weights, expected) in [
            (SegmentationLoss::CrossEntropy, None, plain),
            (SegmentationLoss::CrossEntropy, weights, [1.1014519345531086, 1.0920672301504628]),
            (SegmentationLoss::Focal, None, [0.49304814620407417, 0.4858964553293716]),
            (SegmentationLoss::Dice, None, overlap),
            (
                SegmentationLoss::CrossEntropyDice,
                None,
                [plain[0] + overlap[0], plain[1] + overlap[1]],
            ),
        ] {
            let [found, _] = run(&segmenter(loss, weights), &logits, &labels);
            for (found, expected) in found.iter().zip(expected) {
                assert!(
                    (f64::from(*found) - expected).abs() < 2e-6,
                    "{loss:?}: {found}, {expected}"
                );
            }
        }
    }

    #[test]
    fn pixels_of_which_nothing_is_known_weigh_nothing() {
        let (logits, labels) = given();
        let mut other = logits.clone();
        let area = SIDE * SIDE;
        let ignored: Vec<usize> = (0..2 * area).filter(|&m| labels[m] < 0).collect();
        let places =
            |m: usize| (0..CLASSES).map(move |c| (m / area * CLASSES + c) * area + m % area);
        for place in ignored.iter().flat_map(|&m| places(m)) {
            other[place] = 9.0 - other[place];
        }
        for loss in [
            SegmentationLoss::CrossEntropy,
            SegmentationLoss::Dice,
            SegmentationLoss::Focal,
            SegmentationLoss::CrossEntropyDice,
        ] {
            let segmenter = segmenter(loss, Some(vec![0.5, 1.0, 2.5]));
            let [before, gradient] = run(&segmenter, &logits, &labels);
            let [after, _] = run(&segmenter, &other, &labels);
            assert_eq!(before, after, "{loss:?}");
            for (place, slope) in gradient.iter().enumerate() {
                let unknown = ignored.iter().any(|&m| places(m).any(|p| p == place));
                assert_eq!(*slope == 0.0, unknown, "{loss:?}: {slope} at {place}");
            }
        }
    }

    /// A tile of nothing but unknown pixels neither costs anything nor divides by nothing.
    #[test]
    fn a_tile_without_labels_costs_nothing() {
        let (logits, _) = given();
        let labels = vec![-1; 2 * SIDE * SIDE];
        for loss in
            [SegmentationLoss::CrossEntropy, SegmentationLoss::Dice, SegmentationLoss::Focal]
        {
            let [losses, gradient] = run(&segmenter(loss, None), &logits, &labels);
            assert_eq!(losses, [0.0, 0.0], "{loss:?}");
            assert!(gradient.iter().all(|&slope| slope == 0.0), "{loss:?}");
        }
    }
}
