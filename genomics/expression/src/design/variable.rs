use super::formula::{Taken, Term};
use crate::{ExpressionError, SampleTable};

/// The reference level of a factor, to which the other levels are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The factor.
    pub variable: String,
    /// Its level.
    pub level: String,
}

/// A variable with its values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) values: VariableValues,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum VariableValues {
    /// Levels, the reference first, and the level of each sample.
    Factor {
        levels: Vec<String>,
        of_sample: Vec<usize>,
    },
    Numbers(Vec<f64>),
}

impl Variable {
    /// The variable of a formula: a factor, unless all its values are numbers.
    pub(crate) fn new(
        term: &Term,
        table: &SampleTable,
        references: &[Reference],
    ) -> Result<Self, ExpressionError> {
        let wrong = |what: String| ExpressionError::Variable { variable: term.name.clone(), what };
        let texts = table.variable(&term.name)?;
        let missing = |text: &String| text.is_empty() || text == "NA" || text == "NaN";
        if let Some(place) = texts.iter().position(missing) {
            let sample = &table.samples()[place];
            return Err(wrong(format!(
                "sample `{sample}` has no value; fill it in or leave the sample out"
            )));
        }
        let numbers: Option<Vec<f64>> = texts
            .iter()
            .map(|text| text.parse().ok().filter(|value: &f64| value.is_finite()))
            .collect();
        let reference = references.iter().find(|reference| reference.variable == term.name);
        let values = match (numbers, term.taken) {
            (Some(numbers), Taken::AsItIs) if reference.is_none() => {
                VariableValues::Numbers(numbers)
            }
            (Some(numbers), Taken::Scaled) => {
                VariableValues::Numbers(scaled(numbers).map_err(wrong)?)
            }
            (None, Taken::Scaled) => {
                return Err(wrong("only a variable of numbers can be scaled".into()));
            }
            (_, Taken::Factor | Taken::AsItIs) => factor(texts, reference).map_err(wrong)?,
        };
        Ok(Self { name: term.name.clone(), values })
    }
}

fn scaled(numbers: Vec<f64>) -> Result<Vec<f64>, String> {
    let (mean, deviation) =
        (crate::statistics::mean(&numbers), crate::statistics::variance(&numbers).sqrt());
    if deviation == 0.0 {
        return Err("all its values are equal".into());
    }
    Ok(numbers.into_iter().map(|value| (value - mean) / deviation).collect())
}

fn factor(texts: &[String], reference: Option<&Reference>) -> Result<VariableValues, String> {
    let mut levels = texts.to_vec();
    levels.sort();
    levels.dedup();
    if let Some(Reference { level, .. }) = reference {
        let Some(place) = levels.iter().position(|one| one == level) else {
            let there = levels.iter().map(|level| format!("`{level}`")).collect::<Vec<_>>();
            return Err(format!("reference level `{level}` is not there, of {}", there.join(", ")));
        };
        levels[..=place].rotate_right(1);
    }
    let of_sample = texts
        .iter()
        .map(|text| levels.iter().position(|level| level == text).unwrap_or_default())
        .collect();
    Ok(VariableValues::Factor { levels, of_sample })
}
