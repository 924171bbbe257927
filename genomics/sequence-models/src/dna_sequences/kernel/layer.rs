use super::super::words::{bases, words};
use super::weighted_degree::{GAMMA, WeightedDegree};
use neuron_rt::graph::{DType, Literal, Result, Tensor};
use neuron_rt::nn::{Init, Scope};

/// Name of the kept training sequences: tokens, `[kept, length]`.
pub(in super::super) const SEQUENCES: &str = "sequences";

/// Name of what each adds to the scores: `[kept, classes]`.
pub(in super::super) const WEIGHTS: &str = "weights";

/// What the training sequences that are alike say: the similarities with all of them times their weights, neither of
/// which is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct KernelLayer {
    /// Bases of a window.
    pub(in super::super) length: usize,
    /// Training sequences.
    pub(in super::super) kept: usize,
    /// How many classes.
    pub(in super::super) classes: usize,
}

/// What is kept, in a graph.
pub(in super::super) struct Kept {
    /// `[kept, features]`, of unit length.
    features: Tensor,
    weights: Tensor,
}

impl KernelLayer {
    /// Says that there are these, which training carries along unused.
    ///
    /// # Errors
    /// What recording the graph meets.
    pub(in super::super) fn declare(&self, scope: &Scope) -> Result<[Tensor; 2]> {
        let sequences = scope.state(SEQUENCES, [self.kept, self.length], Init::Zeros)?;
        Ok([sequences, scope.state(WEIGHTS, [self.kept, self.classes], Init::Zeros)?])
    }

    /// Asks for what is kept, and works it out.
    ///
    /// # Errors
    /// What recording the graph meets.
    pub(in super::super) fn keep(&self, scope: &Scope) -> Result<Kept> {
        let [sequences, weights] = self.declare(scope)?;
        let all = sequences.mul_scalar(0.0)?.add_scalar(1.0)?;
        Ok(Kept { features: self.features(&sequences.cast(DType::I32)?, &all)?, weights })
    }

    /// Scores of the classes: `ids: i32 [n, length]`, `keep: [n, length]` → `[n, classes]`.
    ///
    /// # Errors
    /// What recording the graph meets.
    pub(in super::super) fn forward(
        &self,
        kept: &Kept,
        ids: &Tensor,
        keep: &Tensor,
    ) -> Result<Tensor> {
        let features = self.features(ids, &keep.cast(kept.features.dtype())?)?;
        let alike = features.matmul_t(&kept.features, false, true)?;
        alike.add_scalar(-1.0)?.mul_scalar(GAMMA)?.exp()?.matmul(&kept.weights)
    }

    /// Words of all lengths, each the root of what it counts, divided by the root of their sum: the product of two
    /// such rows is the kernel.
    fn features(&self, ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
        let bases = bases(ids, keep)?;
        let rows = bases.dim(0)?;
        let mut parts = Vec::new();
        for (word, counts) in (1..).zip(WeightedDegree::new(self.length).counts) {
            let there = words(&bases, word)?;
            let (places, columns) = (there.dim(1)?, there.dim(2)?);
            let roots: Vec<f64> = counts.iter().map(|count| count.sqrt()).collect();
            let roots = Literal::from_f64(keep.dtype(), [1, places, 1], &roots)?;
            let there = there.mul(&ids.builder().constant(roots))?;
            parts.push(there.reshape([rows, places * columns])?);
        }
        let features = Tensor::concat(&parts.iter().collect::<Vec<_>>(), 1)?;
        let size = features.square()?.sum_keep(&[1])?;
        // A window without a base stays 0.
        features.div(&size.maximum(&size.scalar_like(1e-12))?.sqrt()?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::weighted_degree::NO_BASE;
    use super::*;
    use neuron_random::{Rng, Stream};
    use neuron_rt::graph::{Builder, Role, TensorType};
    use neuron_rt::nn::Policy;
    use neuron_rt::{Buffer, Device, compile};
    use neuron_sequence_features::tokenizers::SpecialTokens;

    /// A token of base 4 is that of a letter that is none.
    fn tokens(windows: &[Vec<u8>]) -> Vec<f64> {
        windows
            .iter()
            .flatten()
            .map(|&base| f64::from(base) + f64::from(SpecialTokens::COUNT))
            .collect()
    }

    #[test]
    fn scores_are_the_kernel_times_the_weights() {
        let (length, kept, asked) = (12, 20, 5);
        let mut rng = Stream::new(1, "tests/layer").rng();
        let mut draw = |count: usize| -> Vec<Vec<u8>> {
            (0..count).map(|_| (0..length).map(|_| rng.random_range(0..5)).collect()).collect()
        };
        let (known, mut new) = (draw(kept), draw(asked));
        new[0].fill(NO_BASE);
        let weights: Vec<f64> = (0..2 * kept).map(|i| (i as f64 * 0.7).sin()).collect();

        let (builder, layer) = (Builder::new(), KernelLayer { length, kept, classes: 2 });
        let scope = Scope::new(&builder, Policy::F32, false);
        let input =
            |name, dtype, shape| builder.input(name, TensorType::new(dtype, shape), Role::Data);
        let ids = input("ids", DType::I32, [asked, length]).unwrap();
        let keep = input("keep", DType::F32, [asked, length]).unwrap();
        let kept_in_graph = layer.keep(&scope).unwrap();
        let scores = layer.forward(&kept_in_graph, &ids, &keep).unwrap();
        let graph = builder.finish(&[("scores", &scores)]).unwrap();
        let f32s = |shape: [usize; 2], values: &[f64]| {
            let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
            Buffer::from_slice(TensorType::new(DType::F32, shape), &values)
        };
        let ids: Vec<i32> = tokens(&new).iter().map(|&token| token as i32).collect();
        // Of the last window the last three bases are not there.
        let mut there = vec![1.0; asked * length];
        there[asked * length - 3..].fill(0.0);
        let ids = Buffer::from_slice(TensorType::new(DType::I32, [asked, length]), &ids);
        let there = f32s([asked, length], &there);
        let (sequences, by) = (f32s([kept, length], &tokens(&known)), f32s([kept, 2], &weights));
        let given: Vec<&Buffer> = graph
            .inputs()
            .iter()
            .map(|input| match input.name.as_str() {
                "ids" => &ids,
                "keep" => &there,
                SEQUENCES => &sequences,
                _ => &by,
            })
            .collect();
        let said = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&given).unwrap();
        let said = said[0].to_literal().to_f32();

        let kernel = WeightedDegree::new(length);
        new[asked - 1][length - 3..].fill(NO_BASE);
        for (window, said) in new.iter().zip(said.chunks(2)) {
            for (class, &said) in said.iter().enumerate() {
                let of = |(at, other): (usize, &Vec<u8>)| {
                    let pair = [window, other].map(|one| (one.as_slice(), kernel.scale(one)));
                    kernel.similarity(pair[0], pair[1]) * weights[2 * at + class]
                };
                let expected: f64 = known.iter().enumerate().map(of).sum();
                assert!((f64::from(said) - expected).abs() < 1e-5, "{said} and {expected}");
            }
        }
    }
}
