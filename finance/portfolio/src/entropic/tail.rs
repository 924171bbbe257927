use super::Entropic;

/// Steps of a search in a bracket that ends long before; each at least halves it.
const STEPS: usize = 200;
/// Below this share of the losses' spread the temperature is zero.
const COLD: f64 = 1e-11;

/// The worst probabilities of the scenarios, of those whose divergence from equal ones is at most what
/// the level allows, and the mean loss under them.
///
/// It is the least `t + z ln_κ(1/((1−level)T)) + z Σ h((loss − t)/z)` over `t` and `z > 0`, `h` being
/// the convex conjugate of `q ln_κ q`. Ahmadi-Javid, *Entropic value-at-risk: a new coherent risk
/// measure* (2012); Cajas, *Portfolio optimization of relativistic value at risk* (2023).
#[derive(Clone, Debug)]
pub(crate) struct Tail {
    /// The figure, in the losses' unit.
    pub(crate) value: f64,
    /// `q`, one for each loss, of sum 1.
    pub(crate) probabilities: Vec<f64>,
    /// `dq/dy`.
    pub(crate) slopes: Vec<f64>,
    /// `y = (loss − t) / z`.
    pub(crate) heights: Vec<f64>,
    /// `z`; 0 where the worst losses alone have all the probability.
    pub(crate) temperature: f64,
}

impl Tail {
    /// For losses, one for each scenario, in a unit in which they are near 1.
    pub(crate) fn new(risk: Entropic, losses: &[f64]) -> Self {
        let count = losses.len() as f64;
        let mean = losses.iter().sum::<f64>() / count;
        let worst = losses.iter().fold(f64::NEG_INFINITY, |worst, loss| worst.max(*loss));
        let spread = (losses.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / count).sqrt();
        let allowed = risk.deformed.ln(1.0 / ((1.0 - risk.level) * count));
        let as_many = losses.iter().filter(|loss| **loss == worst).count() as f64;
        // Equal losses, or a worst one so frequent that the whole tail is made of it.
        if spread <= 0.0 || risk.deformed.ln(1.0 / as_many) <= allowed {
            let share = |loss: &f64| if *loss == worst { 1.0 / as_many } else { 0.0 };
            return Self {
                value: worst,
                probabilities: losses.iter().map(share).collect(),
                slopes: vec![0.0; losses.len()],
                heights: vec![0.0; losses.len()],
                temperature: 0.0,
            };
        }
        // The divergence falls as the temperature rises: Newton's method on its logarithm, in a bracket.
        let (mut low, mut high) = ((spread * COLD).ln(), (spread * count * 1e3).ln());
        let mut at = spread.ln();
        let mut tail = Self::at(risk, losses, worst, at.exp());
        for _ in 0..STEPS {
            let (excess, slope) = tail.divergence(risk, allowed);
            if excess > 0.0 {
                low = at;
            } else {
                high = at;
            }
            let newton = at - excess / slope;
            let inside = newton > low && newton < high;
            let next = if inside { newton } else { 0.5 * (low + high) };
            let moved = (next - at).abs();
            at = next;
            tail = Self::at(risk, losses, worst, at.exp());
            if moved < 1e-14 {
                break;
            }
        }
        // What is left of the constraint, of first order in neither multiplier.
        let (excess, _) = tail.divergence(risk, allowed);
        let mean = tail.probabilities.iter().zip(losses).map(|(q, loss)| q * loss).sum::<f64>();
        tail.value = (mean - tail.temperature * excess).min(worst);
        tail
    }

    /// At a temperature, with the `t` at which the probabilities have the sum 1.
    fn at(risk: Entropic, losses: &[f64], worst: f64, temperature: f64) -> Self {
        let count = losses.len() as f64;
        let mut tail = Self {
            value: 0.0,
            probabilities: vec![0.0; losses.len()],
            slopes: vec![0.0; losses.len()],
            heights: vec![0.0; losses.len()],
            temperature,
        };
        // Between all probability on the worst and equal ones; in units of the temperature, from the worst.
        let (mut low, mut high) = (-risk.deformed.slope(1.0), -risk.deformed.slope(1.0 / count));
        let mut at = low;
        for _ in 0..STEPS {
            let (mut sum, mut slope) = (0.0, 0.0);
            for (i, loss) in losses.iter().enumerate() {
                let height = (loss - worst) / temperature - at;
                let q = risk.deformed.probability(height);
                (tail.heights[i], tail.probabilities[i], tail.slopes[i]) =
                    (height, q.value, q.slope);
                sum += q.value;
                slope += q.slope;
            }
            if sum > 1.0 {
                low = at;
            } else {
                high = at;
            }
            // The logarithm of the sum is nearly straight, and exactly so for the natural one.
            let newton = at + sum.ln() * sum / slope;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if (sum - 1.0).abs() < 1e-15 || (next - at).abs() < 1e-16 * (1.0 + at.abs()) {
                break;
            }
            at = next;
        }
        tail
    }

    /// By how much `Σ q ln_κ q` is above what is allowed, and its slope in the temperature's logarithm.
    fn divergence(&self, risk: Entropic, allowed: f64) -> (f64, f64) {
        let entropy = |q: &f64| if *q > 0.0 { q * risk.deformed.ln(*q) } else { 0.0 };
        let divergence: f64 = self.probabilities.iter().map(entropy).sum();
        let weight: f64 = self.slopes.iter().sum();
        let pairs = || self.slopes.iter().zip(&self.heights);
        let mean = pairs().map(|(a, y)| a * y).sum::<f64>() / weight;
        let variance = pairs().map(|(a, y)| a * (y - mean).powi(2)).sum::<f64>();
        (divergence - allowed, -variance)
    }
}
