use super::design::Design;
use super::linear::Residual;
use super::logistic::{firth, logistic};
use crate::PopulationError;
use crate::dosages::Dosages;
use nalgebra::DMatrix;
use rayon::prelude::*;
use serde::Serialize;

/// Variance inflation factor above which a genotype is not told apart from the covariates (plink2's choice).
pub(super) const VARIANCE_INFLATION: f64 = 50.0;

/// What became of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Tested by linear regression.
    Linear,
    /// Tested by logistic regression.
    Logistic,
    /// Tested by Firth's logistic regression, the plain one having no solution.
    Firth,
    /// Not tested: the genotype does not vary among the samples.
    Constant,
    /// Not tested: the covariates determine the genotype almost.
    Collinear,
    /// Not tested: fewer samples than coefficients need.
    FewSamples,
    /// Not tested: cases or controls are absent among the called samples.
    OneClass,
    /// Not tested: genotype and covariates explain the phenotype without a rest.
    Exact,
    /// Not tested: no method came to an end.
    Unfinished,
}

/// A coefficient.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Effect of one more copy of the alternate allele: on the phenotype, or on the log-odds.
    pub effect: f64,
    /// Standard error.
    pub error: f64,
    /// Student's t or Wald's z.
    pub statistic: f64,
    /// Two-sided probability.
    pub p: f64,
}

/// The test of a site.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Association {
    /// Number of the site.
    pub site: usize,
    /// Samples that took part.
    pub samples: u32,
    /// Frequency of the alternate allele among them; `None` where none was called.
    pub frequency: Option<f64>,
    /// How it was tested, or why not.
    pub outcome: Outcome,
    /// The coefficient; `None` where it was not tested.
    pub estimate: Option<Estimate>,
}

/// Tests each site in an additive model, as `plink2 --glm` does: linear regression of a quantitative phenotype,
/// logistic regression of a binary one, and Firth's where that has no solution. A sample whose genotype is missing does
/// not take part at that site.
///
/// # Errors
/// [`PopulationError::Length`] where the design knows samples that the dosages have not.
pub fn scan(dosages: &Dosages, design: &Design) -> Result<Vec<Association>, PopulationError> {
    let last = design.samples.last().map_or(0, |last| last + 1);
    if last > dosages.samples() {
        let found = dosages.samples();
        return Err(PopulationError::Length { what: "list of samples", found, expected: last });
    }
    let whole = Residual::new(&design.known, &design.outcome);
    let sites = (0..dosages.sites()).into_par_iter().with_min_len(16);
    Ok(sites.map(|site| test(dosages, design, &whole, site)).collect())
}

fn test(dosages: &Dosages, design: &Design, whole: &Residual, site: usize) -> Association {
    let mut genotype = Vec::with_capacity(design.samples.len());
    let mut rows = Vec::with_capacity(design.samples.len());
    for (row, sample) in design.samples.iter().enumerate() {
        if let Some(dosage) = dosages.get(site, *sample) {
            genotype.push(f64::from(dosage));
            rows.push(row);
        }
    }
    let samples = rows.len();
    let tested = if design.binary {
        binary(design, &rows, &genotype)
    } else if samples == design.samples.len() {
        whole.regress(&genotype).map(|estimate| (Outcome::Linear, estimate))
    } else if samples < design.known.ncols() + 2 {
        Err(Outcome::FewSamples)
    } else {
        let outcome: Vec<f64> = rows.iter().map(|row| design.outcome[*row]).collect();
        let part = Residual::new(&design.known.select_rows(&rows), &outcome);
        part.regress(&genotype).map(|estimate| (Outcome::Linear, estimate))
    };
    let mean = genotype.iter().sum::<f64>() / (2.0 * samples.max(1) as f64);
    let frequency = (samples > 0).then_some(mean);
    let (outcome, estimate) = match tested {
        Ok((outcome, estimate)) if estimate.p.is_finite() => (outcome, Some(estimate)),
        Ok(_) => (Outcome::Unfinished, None),
        Err(outcome) => (outcome, None),
    };
    Association { site, samples: samples as u32, frequency, outcome, estimate }
}

fn binary(
    design: &Design,
    rows: &[usize],
    genotype: &[f64],
) -> Result<(Outcome, Estimate), Outcome> {
    if rows.len() < design.known.ncols() + 2 {
        return Err(Outcome::FewSamples);
    }
    let outcome: Vec<f64> = rows.iter().map(|row| design.outcome[*row]).collect();
    if outcome.iter().all(|value| *value == outcome[0]) {
        return Err(Outcome::OneClass);
    }
    let known = design.known.select_rows(rows);
    collinear(&known, genotype)?;
    let width = known.ncols();
    let matrix = DMatrix::from_fn(rows.len(), width + 1, |row, column| {
        if column < width { known[(row, column)] } else { genotype[row] }
    });
    match logistic(&matrix, &outcome) {
        Ok(estimate) => Ok((Outcome::Logistic, estimate)),
        Err(_) => firth(&matrix, &outcome).map(|estimate| (Outcome::Firth, estimate)),
    }
}

/// Refuses a genotype that does not vary, or that the covariates determine almost.
fn collinear(known: &DMatrix<f64>, genotype: &[f64]) -> Result<(), Outcome> {
    match Residual::new(known, genotype).left(genotype) {
        (all, _) if all <= 0.0 => Err(Outcome::Constant),
        (all, own) if own * VARIANCE_INFLATION < all => Err(Outcome::Collinear),
        _ => Ok(()),
    }
}
