use super::copies::Copies;
use rayon::prelude::*;

/// Frequencies and shares stay this far from 0 and 1, where the likelihood has no slope.
const MARGIN: f64 = 1e-6;

/// Sites whose probabilities are multiplied before a logarithm is taken: `MARGIN²` to this power is still a number.
const TOGETHER: usize = 16;

/// Sites of one unit of work.
const CHUNK: usize = 256;

/// Shares `[k, samples]` and frequencies of the alternate allele `[sites, k]`.
#[derive(Clone)]
pub(super) struct Theta {
    pub(super) shares: Vec<f64>,
    pub(super) frequencies: Vec<f64>,
}

/// What does not change from step to step.
pub(super) struct Model<'a> {
    pub(super) copies: &'a Copies,
    pub(super) k: usize,
    /// Known copies of each sample.
    pub(super) known: Vec<f64>,
    /// Samples whose shares are given.
    pub(super) fixed: Vec<bool>,
    /// Whether the frequencies are given.
    pub(super) fixed_frequencies: bool,
}

impl Model<'_> {
    /// One step of expectation and maximisation, and the log-likelihood before it.
    pub(super) fn step(&self, theta: &Theta) -> (Theta, f64) {
        let (samples, k) = (self.copies.samples, self.k);
        let chunks: Vec<(Vec<f64>, Vec<f64>, f64)> = theta
            .frequencies
            .par_chunks(CHUNK * k)
            .enumerate()
            .map(|(chunk, frequencies)| self.chunk(chunk * CHUNK, frequencies, &theta.shares))
            .collect();
        let mut sums = vec![0.0; k * samples];
        let mut frequencies = Vec::with_capacity(theta.frequencies.len());
        let mut likelihood = 0.0;
        for (part, own, log) in chunks {
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
            frequencies.extend(own);
            likelihood += log;
        }
        let mut shares = theta.shares.clone();
        for sample in (0..samples).filter(|sample| !self.fixed[*sample]) {
            if self.known[sample] > 0.0 {
                for ancestry in 0..k {
                    let at = ancestry * samples + sample;
                    shares[at] = theta.shares[at] * sums[at] / self.known[sample];
                }
            }
        }
        let mut next = Theta { shares, frequencies };
        self.confine(&mut next);
        (next, likelihood)
    }

    /// Sums for the shares `[k, samples]`, the next frequencies of these sites, and their log-likelihood.
    fn chunk(
        &self,
        first: usize,
        frequencies: &[f64],
        shares: &[f64],
    ) -> (Vec<f64>, Vec<f64>, f64) {
        let (samples, k) = (self.copies.samples, self.k);
        let mut sums = vec![0.0; k * samples];
        let mut next = vec![0.0; frequencies.len()];
        let (mut p, mut up, mut down) =
            (vec![0.0; samples], vec![0.0; samples], vec![0.0; samples]);
        let mut product = vec![1.0_f64; samples];
        let mut likelihood = 0.0;
        for (row, f) in frequencies.chunks_exact(k).enumerate() {
            let range = (first + row) * samples..(first + row + 1) * samples;
            let alternate = &self.copies.alternate[range.clone()];
            let reference = &self.copies.reference[range];
            p.fill(0.0);
            for (q, f) in shares.chunks_exact(samples).zip(f) {
                for (p, q) in p.iter_mut().zip(q) {
                    *p += q * f;
                }
            }
            for i in 0..samples {
                let (a, b) = (f64::from(alternate[i]), f64::from(reference[i]));
                let other = 1.0 - p[i];
                up[i] = a / p[i];
                down[i] = b / other;
                // p to the power a, times 1 − p to the power b, without a power.
                let factor = |count: f64, p: f64| {
                    let once = if count > 0.5 { p } else { 1.0 };
                    if count > 1.5 { p * p } else { once }
                };
                product[i] *= factor(a, p[i]) * factor(b, other);
            }
            if row % TOGETHER == TOGETHER - 1 {
                likelihood += logarithms(&mut product);
            }
            for (ancestry, f) in f.iter().enumerate() {
                let q = &shares[ancestry * samples..(ancestry + 1) * samples];
                let sum = &mut sums[ancestry * samples..(ancestry + 1) * samples];
                // Four sums side by side: fixed in number, so the result is the same on any machine.
                let (mut ups, mut downs) = ([0.0; 4], [0.0; 4]);
                for i in 0..samples {
                    ups[i % 4] += up[i] * q[i];
                    downs[i % 4] += down[i] * q[i];
                    sum[i] += up[i] * f + down[i] * (1.0 - f);
                }
                let (ups, downs) =
                    (ups.iter().sum::<f64>() * f, downs.iter().sum::<f64>() * (1.0 - f));
                next[row * k + ancestry] = if self.fixed_frequencies || ups + downs <= 0.0 {
                    *f
                } else {
                    ups / (ups + downs)
                };
            }
        }
        likelihood += logarithms(&mut product);
        (sums, next, likelihood)
    }

    /// Puts parameters back into their range.
    pub(super) fn confine(&self, theta: &mut Theta) {
        let samples = self.copies.samples;
        if !self.fixed_frequencies {
            for frequency in &mut theta.frequencies {
                *frequency = frequency.clamp(MARGIN, 1.0 - MARGIN);
            }
        }
        let least = MARGIN / self.k as f64;
        for sample in (0..samples).filter(|sample| !self.fixed[*sample]) {
            let places = || (0..self.k).map(|ancestry| ancestry * samples + sample);
            for at in places() {
                theta.shares[at] = theta.shares[at].clamp(least, 1.0);
            }
            let total: f64 = places().map(|at| theta.shares[at]).sum();
            for at in places() {
                theta.shares[at] /= total;
            }
        }
    }
}

fn logarithms(product: &mut [f64]) -> f64 {
    let sum = product.iter().map(|product| product.ln()).sum();
    product.fill(1.0);
    sum
}
