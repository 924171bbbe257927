//! Skip-gram with negative samples and subsampling (Mikolov et al., 2013), on one thread.

use super::LshOptions;
use neuron_random::{ChaCha8Rng, Rng, Stream};

/// Vectors before training: uniform within half a step of zero.
pub(super) fn first_vectors(options: &LshOptions) -> Vec<f32> {
    let mut rng = Stream::new(options.seed, "lsh/first-vectors").rng();
    let half = 0.5 / options.dimension as f32;
    let numbers = (1usize << options.planes) * options.dimension;
    (0..numbers).map(|_| rng.random_range(-half..half)).collect()
}

/// Vectors of buckets, `[buckets, dimension]`, learnt from sequences of buckets.
pub(super) fn train(texts: &[Vec<u32>], options: &LshOptions) -> Vec<f32> {
    let mut counts = vec![0u64; 1 << options.planes];
    texts.iter().flatten().for_each(|&bucket| counts[bucket as usize] += 1);
    let total: u64 = counts.iter().sum();
    let kept: Vec<f64> = counts
        .iter()
        .map(|&count| {
            let share = count.max(1) as f64 / total as f64;
            ((options.subsample / share).sqrt() + options.subsample / share).min(1.0)
        })
        .collect();
    let negatives = Noise::new(&counts);

    let mut model = Model {
        inputs: first_vectors(options),
        outputs: vec![0.0; counts.len() * options.dimension],
        dimension: options.dimension,
        gradient: vec![0.0; options.dimension],
    };
    let steps = (f64::from(options.epochs) * texts.len() as f64).max(1.0);
    for epoch in 0..options.epochs {
        for (number, text) in texts.iter().enumerate() {
            let place = Stream::new(options.seed, "lsh/train").epoch(epoch).sample(number as u64);
            let mut rng = place.rng();
            let done = (f64::from(epoch) * texts.len() as f64 + number as f64) / steps;
            let rate = options.rate * (1.0 - done).max(1e-4) as f32;
            let words: Vec<u32> = text
                .iter()
                .copied()
                .filter(|&bucket| {
                    kept[bucket as usize] >= 1.0 || rng.random::<f64>() < kept[bucket as usize]
                })
                .collect();
            for (centre, &word) in words.iter().enumerate() {
                let reach = rng.random_range(1..=options.window);
                let around = centre.saturating_sub(reach)..(centre + reach + 1).min(words.len());
                for neighbour in around.filter(|&neighbour| neighbour != centre) {
                    let target = words[neighbour];
                    model.gradient.fill(0.0);
                    model.learn(word, target, true, rate);
                    for _ in 0..options.negatives {
                        let drawn = negatives.draw(&mut rng);
                        if drawn != target {
                            model.learn(word, drawn, false, rate);
                        }
                    }
                    model.apply(word);
                }
            }
        }
    }
    model.inputs
}

struct Model {
    inputs: Vec<f32>,
    outputs: Vec<f32>,
    dimension: usize,
    /// What a word's vector changes by, once a neighbour and its negatives are through.
    gradient: Vec<f32>,
}

impl Model {
    fn learn(&mut self, word: u32, target: u32, neighbour: bool, rate: f32) {
        let (word, target) = (word as usize * self.dimension, target as usize * self.dimension);
        let input = &self.inputs[word..word + self.dimension];
        let output = &mut self.outputs[target..target + self.dimension];
        let product: f32 = input.iter().zip(output.iter()).map(|(a, b)| a * b).sum();
        let step = rate * (f32::from(u8::from(neighbour)) - 1.0 / (1.0 + (-product).exp()));
        for ((gradient, output), input) in self.gradient.iter_mut().zip(output).zip(input) {
            *gradient += step * *output;
            *output += step * input;
        }
    }

    fn apply(&mut self, word: u32) {
        let word = word as usize * self.dimension;
        let input = &mut self.inputs[word..word + self.dimension];
        input.iter_mut().zip(&self.gradient).for_each(|(value, change)| *value += change);
    }
}

/// Buckets drawn by their counts to the power 3/4.
struct Noise {
    sums: Vec<f64>,
}

impl Noise {
    fn new(counts: &[u64]) -> Self {
        let add = |sum: &mut f64, &count: &u64| {
            *sum += (count as f64).powf(0.75);
            Some(*sum)
        };
        Self { sums: counts.iter().scan(0.0, add).collect() }
    }

    fn draw(&self, rng: &mut ChaCha8Rng) -> u32 {
        let total = self.sums.last().copied().unwrap_or(0.0);
        let point = rng.random::<f64>() * total;
        let place = self.sums.partition_point(|&sum| sum <= point);
        place.min(self.sums.len() - 1) as u32
    }
}
