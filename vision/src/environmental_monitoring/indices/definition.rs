//! An index.

use super::IndexError;
use super::parser::compile;
use super::program::{Operand, Program};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The bands that a formula may name.
pub const BANDS: [&str; 17] = [
    "A", "B", "G1", "G", "Y", "R", "RE1", "RE2", "RE3", "N", "N2", "WV", "S1", "S2", "T", "T1",
    "T2",
];

/// What an index is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Domain {
    /// Plants.
    Vegetation,
    /// Open water, moisture of plants, what floats in water.
    Water,
    /// Burnt places.
    Burn,
    /// Snow and ice.
    Snow,
    /// What is built.
    Urban,
    /// Bare ground.
    Soil,
}

/// As it stands in a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) short: String,
    name: String,
    formula: String,
    domain: Domain,
    reference: String,
    year: u16,
    #[serde(default)]
    parameters: BTreeMap<String, f64>,
}

/// A spectral index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// Its short name, such as NDVI.
    pub short: String,
    /// Its full name.
    pub name: String,
    /// Its formula, of bands and parameters.
    pub formula: String,
    /// What it is for.
    pub domain: Domain,
    /// Who published it.
    pub reference: String,
    /// When.
    pub year: u16,
    /// The bands that it needs.
    pub bands: Vec<&'static str>,
    /// Its parameters and what they are where nothing else is said.
    pub parameters: BTreeMap<String, f64>,
    #[serde(skip)]
    program: Program,
}

impl Index {
    /// Compiles an entry of a file.
    pub(super) fn new(entry: Entry, file: &str) -> Result<Self, IndexError> {
        let Entry { short, name, formula, domain, reference, year, parameters } = entry;
        let wrong =
            |what: String| IndexError::Definition { file: file.into(), index: short.clone(), what };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if short.is_empty() || !short.chars().all(plain) {
            return Err(wrong("expected a short name of letters, digits and `_`".into()));
        }
        for (parameter, value) in &parameters {
            let letter = parameter.starts_with(|c: char| c.is_ascii_alphabetic());
            if !letter || !parameter.chars().all(plain) || BANDS.contains(&parameter.as_str()) {
                let what = "expected a parameter of letters, digits and `_` that is no band";
                return Err(wrong(format!("{what}, found `{parameter}`")));
            }
            if !value.is_finite() {
                return Err(wrong(format!("parameter `{parameter}` is {value}")));
            }
        }
        let names: Vec<&str> =
            BANDS.into_iter().chain(parameters.keys().map(String::as_str)).collect();
        let program = compile(&formula, &names).map_err(|fault| IndexError::Formula {
            file: file.into(),
            index: short.clone(),
            column: fault.column,
            what: fault.what,
        })?;
        let bands: Vec<&str> =
            (0..BANDS.len()).filter(|&slot| program.uses(slot)).map(|slot| BANDS[slot]).collect();
        if bands.is_empty() {
            return Err(wrong("expected a formula with a band".into()));
        }
        let unused = (BANDS.len()..names.len()).find(|&slot| !program.uses(slot));
        if let Some(slot) = unused {
            return Err(wrong(format!("the formula does not use its parameter `{}`", names[slot])));
        }
        Ok(Self { short, name, formula, domain, reference, year, bands, parameters, program })
    }

    /// Computes it from bands of equal length, with some parameters set otherwise. Bands that it does not
    /// need are passed over. NaN in a band is NaN in the index, and so is 0 / 0.
    ///
    /// # Errors
    /// [`IndexError::Bands`] where one is missing, [`IndexError::Length`] where they differ,
    /// [`IndexError::Parameter`] for one that it does not have or that is not finite.
    pub fn evaluate<T: Copy + Into<f64>>(
        &self,
        bands: &[(&str, &[T])],
        parameters: &[(&str, f64)],
    ) -> Result<Vec<f64>, IndexError> {
        for &(name, value) in parameters {
            if !self.parameters.contains_key(name) || !value.is_finite() {
                return Err(self.no_parameter(name, value));
            }
        }
        let given = |name: &str| bands.iter().find(|(band, _)| *band == name);
        if self.bands.iter().any(|band| given(band).is_none()) {
            let found: Vec<&str> = bands.iter().map(|(band, _)| *band).collect();
            return Err(IndexError::Bands {
                index: self.short.clone(),
                needed: self.bands.join(", "),
                found: if found.is_empty() { "none".into() } else { found.join(", ") },
            });
        }
        let used = || self.bands.iter().filter_map(|band| given(band));
        let expected = used().next().map_or(0, |(_, values)| values.len());
        if let Some((band, values)) = used().find(|(_, values)| values.len() != expected) {
            let (band, found) = ((*band).to_owned(), values.len());
            return Err(IndexError::Length { band, expected, found });
        }
        let of_bands = BANDS.iter().map(|band| match given(band) {
            Some((_, values)) => Operand::Band(values),
            None => Operand::Parameter(f64::NAN),
        });
        let of_parameters = self.parameters.iter().map(|(name, &default)| {
            let set = parameters.iter().rev().find(|(set, _)| set == name);
            Operand::Parameter(set.map_or(default, |(_, value)| *value))
        });
        let operands: Vec<Operand<'_, T>> = of_bands.chain(of_parameters).collect();
        Ok(self.program.run(&operands, expected))
    }

    fn no_parameter(&self, name: &str, value: f64) -> IndexError {
        let there: Vec<&str> = self.parameters.keys().map(String::as_str).collect();
        IndexError::Parameter {
            index: self.short.clone(),
            there: match there.len() {
                0 => "no parameters".into(),
                _ => format!("the finite parameters {}", there.join(", ")),
            },
            name: name.into(),
            value: value.to_string(),
        }
    }
}
