use super::pattern::matches;
use crate::graph::{Builder, Result};
use crate::nn::ParameterSpec;

/// How some parameters are trained otherwise than the rest.
///
/// A parameter follows the first group whose pattern its name matches; in a pattern, `*` stands for
/// any text, dots included.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Such as `encoder.*` or `*.bias`.
    pub pattern: String,
    /// Factor of the learning rate.
    pub rate: f64,
    /// Weight decay in place of the optimiser's; it applies also to biases and norms.
    pub decay: Option<f64>,
    /// Not trained at all.
    pub frozen: bool,
}

impl Group {
    /// Parameters that learn at a rate of their own.
    #[must_use]
    pub fn rate(pattern: &str, rate: f64) -> Self {
        Self { pattern: pattern.to_owned(), rate, decay: None, frozen: false }
    }

    /// Parameters with a weight decay of their own.
    #[must_use]
    pub fn decay(pattern: &str, decay: f64) -> Self {
        Self { pattern: pattern.to_owned(), rate: 1.0, decay: Some(decay), frozen: false }
    }

    /// Parameters that stay as they are.
    #[must_use]
    pub fn frozen(pattern: &str) -> Self {
        Self { pattern: pattern.to_owned(), rate: 1.0, decay: None, frozen: true }
    }
}

/// How one parameter is trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::nn) struct Rule {
    pub(in crate::nn) rate: f64,
    pub(in crate::nn) decay: f64,
    pub(in crate::nn) frozen: bool,
}

/// The rule of each parameter.
///
/// # Errors
/// Where a group matches no parameter: its pattern is mistyped.
pub(in crate::nn) fn rules(
    groups: &[Group],
    parameters: &[ParameterSpec],
    decay: f64,
) -> Result<Vec<Rule>> {
    for group in groups {
        if !parameters.iter().any(|spec| matches(&group.pattern, &spec.name)) {
            let example = parameters.first().map_or("none", |spec| &spec.name);
            let what = format!(
                "`{}` matches none of the {} parameters, such as `{example}`",
                group.pattern,
                parameters.len()
            );
            return Err(Builder::new().mismatch("parameter group", what));
        }
    }
    let rule = |spec: &ParameterSpec| {
        let own = if spec.decay { decay } else { 0.0 };
        match groups.iter().find(|group| matches(&group.pattern, &spec.name)) {
            None => Rule { rate: 1.0, decay: own, frozen: false },
            Some(group) => {
                Rule { rate: group.rate, decay: group.decay.unwrap_or(own), frozen: group.frozen }
            }
        }
    };
    Ok(parameters.iter().map(rule).collect())
}
