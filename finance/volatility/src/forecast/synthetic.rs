use super::process::Process;
use crate::{InnovationLaw, Specification, Variance, VolatilityError};
use neuron_random::Stream;
use serde::Serialize;

/// Returns drawn from a model, with the variances that made them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SyntheticReturns {
    /// `[length]`.
    pub returns: Vec<f64>,
    /// `[length]`.
    pub variances: Vec<f64>,
}

/// Days before the first one kept, on which the start is forgotten.
const BURNED: usize = 500;

/// Draws `length` returns from a model with given parameters, after 500 days on which the start is
/// forgotten.
///
/// ```
/// use neuron_volatility::{Specification, simulate};
/// let drawn = simulate(&Specification::garch(), &[0.0, 0.05, 0.1, 0.85], 1000, 7)?;
/// assert_eq!(drawn.returns.len(), 1000);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError`] for a wrong number of parameters, and for parameters whose variance has no
/// mean to start from.
pub fn simulate(
    specification: &Specification,
    parameters: &[f64],
    length: usize,
    seed: u64,
) -> Result<SyntheticReturns, VolatilityError> {
    specification.check()?;
    specification.check_parameters(parameters)?;
    let (_, variance, shape) = specification.split(parameters);
    let persistence = specification.variance.persistence(variance).unwrap_or(0.0);
    let level = match specification.variance {
        Variance::Ewma { .. } => 1.0,
        _ if persistence >= 1.0 => {
            let constraint = "persistence < 1".to_owned();
            return Err(VolatilityError::StartNotStationary { constraint, persistence });
        }
        Variance::Constant => variance[0],
        Variance::Garch { .. } => variance[0] / (1.0 - persistence),
        Variance::Egarch { .. } => (variance[0] / (1.0 - persistence)).exp(),
    };
    let law = InnovationLaw::new(specification.innovation, shape);
    let mut process = Process::at_rest(specification, parameters, 0.0, level);
    let mut rng = Stream::new(seed, "volatility/synthetic").rng();
    let drawn = (0..BURNED + length).map(|_| process.advance(law.sample(&mut rng)));
    let (returns, variances) = drawn.skip(BURNED).unzip();
    Ok(SyntheticReturns { returns, variances })
}
