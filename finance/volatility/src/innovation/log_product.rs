/// A sum of logarithms that takes one logarithm for many factors: it multiplies them until the
/// product leaves the range in which nothing is lost.
pub(super) struct LogProduct {
    product: f64,
    sum: f64,
}

impl LogProduct {
    pub(super) fn new() -> Self {
        Self { product: 1.0, sum: 0.0 }
    }

    #[inline]
    pub(super) fn push(&mut self, factor: f64) {
        self.product *= factor;
        if !(1e-140..1e140).contains(&self.product) {
            self.sum += self.product.ln();
            self.product = 1.0;
        }
    }

    pub(super) fn sum(self) -> f64 {
        self.sum + self.product.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::LogProduct;

    #[test]
    fn equals_the_sum_of_logarithms() {
        let factors: Vec<f64> =
            (1..4000).map(|i| (f64::from(i) * 0.77).sin().abs() * 1e9).collect();
        let mut product = LogProduct::new();
        factors.iter().for_each(|factor| product.push(*factor));
        let sum: f64 = factors.iter().map(|factor| factor.ln()).sum();
        assert!((product.sum() / sum - 1.0).abs() < 1e-13);
    }
}
