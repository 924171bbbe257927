use crate::graph::Shape;
use neuron_random::distributions::{Distribution as _, StandardNormal};
use neuron_random::{ChaCha8Rng, Rng as _, Stream};

/// How a parameter's first values are drawn.
///
/// ```
/// use neuron_rt::graph::Shape;
/// use neuron_rt::nn::Init;
/// let shape = Shape::from([2, 3]);
/// let init = Init::Uniform { low: -0.5, high: 0.5 };
/// let values = init.values(7, "head.weight", &shape);
/// assert_eq!(values.len(), 6);
/// assert_eq!(values, init.values(7, "head.weight", &shape));
/// assert_ne!(values, init.values(7, "tail.weight", &shape));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// All 0.
    Zeros,
    /// All 1.
    Ones,
    /// All of one value.
    Constant(f64),
    /// Between `low` and `high`, evenly.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Gaussian.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        std: f64,
    },
    /// Gaussian around 0, drawn again where the magnitude is above `bound`.
    TruncatedNormal {
        /// Standard deviation before truncation.
        std: f64,
        /// Largest magnitude.
        bound: f64,
    },
    /// Between `±gain √(3 / fan)`, evenly (He et al., *Delving deep into rectifiers*, 2015).
    KaimingUniform {
        /// Inputs, or outputs, of a unit: see [`fans`].
        fan: usize,
        /// √2 before a ReLU, 1 before nothing; PyTorch's layers take 1/√3.
        gain: f64,
    },
    /// Gaussian of standard deviation `gain / √fan` (He et al., 2015).
    KaimingNormal {
        /// Inputs, or outputs, of a unit: see [`fans`].
        fan: usize,
        /// As of [`Init::KaimingUniform`].
        gain: f64,
    },
    /// Between `±gain √(6 / (inputs + outputs))`, evenly (Glorot & Bengio, 2010).
    XavierUniform {
        /// Inputs of a unit.
        inputs: usize,
        /// Outputs of a unit.
        outputs: usize,
        /// 1 unless an activation asks for more.
        gain: f64,
    },
    /// Gaussian of standard deviation `gain √(2 / (inputs + outputs))` (Glorot & Bengio, 2010).
    XavierNormal {
        /// Inputs of a unit.
        inputs: usize,
        /// Outputs of a unit.
        outputs: usize,
        /// 1 unless an activation asks for more.
        gain: f64,
    },
}

impl Init {
    /// What PyTorch's linear layers and convolutions draw weights and biases from: evenly between
    /// `±1/√fan`, with the inputs of a unit for `fan`.
    #[must_use]
    pub fn torch_default(fan: usize) -> Self {
        Self::KaimingUniform { fan, gain: (1.0f64 / 3.0).sqrt() }
    }

    /// The values of the parameter `name` under `seed`: they depend on nothing else.
    #[must_use]
    pub fn values(&self, seed: u64, name: &str, shape: &Shape) -> Vec<f32> {
        let mut rng = Stream::new(seed, &format!("init/{name}")).rng();
        (0..shape.elements()).map(|_| self.draw(&mut rng) as f32).collect()
    }

    fn draw(&self, rng: &mut ChaCha8Rng) -> f64 {
        let uniform = |rng: &mut ChaCha8Rng, bound: f64| bound * (2.0 * rng.random::<f64>() - 1.0);
        let per_unit = |fan: usize| 1.0 / (fan.max(1) as f64);
        match *self {
            Self::Zeros => 0.0,
            Self::Ones => 1.0,
            Self::Constant(value) => value,
            Self::Uniform { low, high } => low + (high - low) * rng.random::<f64>(),
            Self::Normal { mean, std } => mean + std * gaussian(rng),
            Self::TruncatedNormal { std, bound } => truncated(rng, std, bound),
            Self::KaimingUniform { fan, gain } => uniform(rng, gain * (3.0 * per_unit(fan)).sqrt()),
            Self::KaimingNormal { fan, gain } => gain * per_unit(fan).sqrt() * gaussian(rng),
            Self::XavierUniform { inputs, outputs, gain } => {
                uniform(rng, gain * (6.0 * per_unit(inputs + outputs)).sqrt())
            }
            Self::XavierNormal { inputs, outputs, gain } => {
                gain * (2.0 * per_unit(inputs + outputs)).sqrt() * gaussian(rng)
            }
        }
    }
}

fn gaussian(rng: &mut ChaCha8Rng) -> f64 {
    StandardNormal.sample(rng)
}

/// By rejection, from whichever proposal is the closer: neither accepts fewer than one in two.
fn truncated(rng: &mut ChaCha8Rng, std: f64, bound: f64) -> f64 {
    if bound >= std {
        loop {
            let value = std * gaussian(rng);
            if value.abs() <= bound || !value.is_finite() {
                return value;
            }
        }
    }
    loop {
        let value = bound * (2.0 * rng.random::<f64>() - 1.0);
        if rng.random::<f64>() <= (-0.5 * (value / std).powi(2)).exp() || !value.is_finite() {
            return value;
        }
    }
}

/// Inputs and outputs of a unit of a weight `[out, in, kernel…]`, as PyTorch counts them.
///
/// ```
/// use neuron_rt::graph::Shape;
/// assert_eq!(neuron_rt::nn::fans(&Shape::from([8, 4, 3, 3])), (36, 72));
/// ```
#[must_use]
pub fn fans(shape: &Shape) -> (usize, usize) {
    let taps: usize = shape.iter().skip(2).product();
    let at = |axis: usize| shape.get(axis).copied().unwrap_or(1);
    (at(1) * taps, at(0) * taps)
}
