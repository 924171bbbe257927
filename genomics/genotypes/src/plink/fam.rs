use super::paths::Paths;
use crate::error::shown;
use crate::text_lines::text_lines;
use crate::{GenotypeError, Limits};
use serde::Serialize;
use std::collections::HashSet;
use std::path::Path;

/// A line of a `.fam`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Individual {
    /// Its family; none where the file says `0`.
    pub family: Option<String>,
    /// Its name.
    pub sample: String,
    /// The sample that is its father, where that is known.
    pub father: Option<String>,
    /// The sample that is its mother, where that is known.
    pub mother: Option<String>,
    /// Its sex.
    pub sex: Sex,
    /// The phenotype, where there is one: for a disease 1 is unaffected and 2 affected.
    pub phenotype: Option<f64>,
}

/// Sex, as `.fam` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// `1`.
    Male,
    /// `2`.
    Female,
    /// Anything else.
    Unknown,
}

/// Reads the `.fam` of a prefix.
///
/// # Errors
/// [`GenotypeError`], with the line: a wrong number of columns, a sample that is there twice.
pub fn families(prefix: &Path) -> Result<Vec<Individual>, GenotypeError> {
    read(&Paths::new(prefix).fam, &Limits::default())
}

pub(super) fn read(path: &Path, limits: &Limits) -> Result<Vec<Individual>, GenotypeError> {
    let mut individuals = Vec::new();
    let mut known = HashSet::new();
    text_lines(path, limits.genotype_bytes, |text| {
        let individual = individual(text)?;
        if !known.insert(individual.sample.clone()) {
            let sample = shown(individual.sample.as_bytes());
            return Err(format!(
                "sample {sample} is there before; names are to differ between families too"
            ));
        }
        individuals.push(individual);
        Ok(())
    })?;
    Ok(individuals)
}

fn individual(line: &str) -> Result<Individual, String> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let &[family, sample, father, mother, sex, phenotype] = cells.as_slice() else {
        return Err(format!(
            "{} columns, expected 6: family, sample, father, mother, sex, phenotype",
            cells.len()
        ));
    };
    let known = |name: &str| (name != "0").then(|| name.to_owned());
    let number =
        phenotype.parse::<f64>().ok().filter(|number| number.is_finite() && *number != -9.0);
    Ok(Individual {
        family: known(family),
        sample: sample.to_owned(),
        father: known(father),
        mother: known(mother),
        sex: match sex {
            "1" => Sex::Male,
            "2" => Sex::Female,
            _ => Sex::Unknown,
        },
        phenotype: number,
    })
}
