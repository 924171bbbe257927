use crate::design::VariableValues;
use crate::{CountMatrix, DesignMatrix, ExpressionError};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Contrast {
    /// The last coefficient of the design, as DESeq2 takes it.
    #[default]
    LastCoefficient,
    /// A coefficient by its name, such as `dex_trt_vs_untrt`.
    Coefficient(String),
    /// One level of a factor against another.
    Levels {
        /// The factor.
        variable: String,
        /// The level in the numerator of the fold change.
        numerator: String,
        /// The level in the denominator.
        denominator: String,
    },
    /// A weight for each coefficient.
    Weights(Vec<f64>),
}

/// A contrast of a design.
pub(crate) struct Resolved {
    pub(crate) weights: Vec<f64>,
    pub(crate) name: String,
    /// Genes without a count in any of these samples cannot differ.
    pub(crate) compared: Option<Vec<bool>>,
}

impl Resolved {
    /// The place of the coefficient, where the contrast is one.
    pub(crate) fn coefficient(&self) -> Option<usize> {
        let mut places = self.weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0);
        match (places.next(), places.next()) {
            (Some((place, weight)), None) if *weight == 1.0 => Some(place),
            _ => None,
        }
    }

    pub(crate) fn cannot_differ(&self, counts: &CountMatrix, gene: usize) -> bool {
        self.compared.as_ref().is_some_and(|compared| {
            counts.gene(gene).iter().zip(compared).all(|(count, compared)| !compared || *count == 0)
        })
    }
}

impl Contrast {
    pub(crate) fn resolve(&self, design: &DesignMatrix) -> Result<Resolved, ExpressionError> {
        let names = design.names();
        let unit = |place: usize| {
            let mut weights = vec![0.0; names.len()];
            weights[place] = 1.0;
            Resolved { weights, name: names[place].clone(), compared: None }
        };
        match self {
            Self::LastCoefficient => Ok(unit(names.len() - 1)),
            Self::Coefficient(name) => Ok(unit(design.position(name)?)),
            Self::Weights(weights) => of_weights(weights, design),
            Self::Levels { variable, numerator, denominator } => {
                of_levels(design, variable, numerator, denominator)
            }
        }
    }
}

fn of_weights(weights: &[f64], design: &DesignMatrix) -> Result<Resolved, ExpressionError> {
    let shown: Vec<String> = weights.iter().map(f64::to_string).collect();
    let name = shown.join(",");
    let wrong = |what: String| Err(ExpressionError::Contrast { contrast: name.clone(), what });
    if weights.len() != design.names().len() {
        let names = design.names().join("`, `");
        return wrong(format!("expected {} weights, of `{names}`", design.names().len()));
    }
    if weights.iter().any(|weight| !weight.is_finite()) || weights.iter().all(|w| *w == 0.0) {
        return wrong("expected finite weights, not all 0".into());
    }
    let both = weights.iter().any(|w| *w > 0.0) && weights.iter().any(|w| *w < 0.0);
    let compared = both.then(|| {
        let uses = |sample: usize| -> f64 {
            let row = design.row(sample).iter().zip(weights);
            row.map(|(x, weight)| if *weight == 0.0 { 0.0 } else { *x }).sum()
        };
        (0..design.samples()).map(|sample| uses(sample) != 0.0).collect()
    });
    Ok(Resolved { weights: weights.to_vec(), name, compared })
}

fn of_levels(
    design: &DesignMatrix,
    variable: &str,
    numerator: &str,
    denominator: &str,
) -> Result<Resolved, ExpressionError> {
    let wrong = |what: String| {
        let contrast = format!("{variable},{numerator},{denominator}");
        Err(ExpressionError::Contrast { contrast, what })
    };
    let list = |names: &[String]| format!("`{}`", names.join("`, `"));
    let Some(place) = design.variables.iter().position(|one| one.name == variable) else {
        let names: Vec<String> = design.variables.iter().map(|one| one.name.clone()).collect();
        return wrong(format!("the formula has no variable `{variable}`; it has {}", list(&names)));
    };
    let VariableValues::Factor { levels, of_sample } = &design.variables[place].values else {
        return wrong(format!(
            "`{variable}` is a number, which has no levels; name its coefficient, or write `factor({variable})`"
        ));
    };
    let level = |name: &str| levels.iter().position(|level| level == name);
    let (Some(above), Some(below)) = (level(numerator), level(denominator)) else {
        return wrong(format!("the levels of `{variable}` are {}", list(levels)));
    };
    if above == below {
        return wrong("a level cannot be compared with itself".into());
    }
    let Some(effect) = design.main_effects[place] else {
        return wrong(format!(
            "`{variable}` is in interactions alone; name a coefficient or give weights of {}",
            list(design.names())
        ));
    };
    let mut weights = vec![0.0; design.names().len()];
    for (level, sign) in [(above, 1.0), (below, -1.0)] {
        let column = match effect.treatment {
            true => level.checked_sub(1),
            false => Some(level),
        };
        if let Some(column) = column {
            weights[effect.first + column] = sign;
        }
    }
    let compared = of_sample.iter().map(|own| *own == above || *own == below).collect();
    let name = format!("{variable} {numerator} vs {denominator}");
    Ok(Resolved { weights, name, compared: Some(compared) })
}
