use crate::PopulationError;
use nalgebra::DMatrix;
use serde::Serialize;

/// What is explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Phenotype {
    /// A measure: linear regression.
    Quantitative(Vec<Option<f64>>),
    /// Case or not: logistic regression.
    Binary(Vec<Option<bool>>),
}

/// A number for each sample that is accounted for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covariate {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<Option<f64>>,
}

/// The samples of a regression, with what is known of them but for the genotype.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Numbers of the samples with a phenotype and all covariates.
    pub samples: Vec<usize>,
    /// Whether the phenotype is binary.
    pub binary: bool,
    /// The phenotype of those samples; of cases 1, of others 0.
    pub(super) outcome: Vec<f64>,
    /// An intercept and the covariates, centred and scaled, `[samples, columns]`.
    pub(super) known: DMatrix<f64>,
}

impl Design {
    /// Lays out a regression. A sample without its phenotype or one of its covariates is left out.
    ///
    /// # Errors
    /// [`PopulationError`] for columns of different lengths, values that are not finite, a phenotype or covariate
    /// without variation, covariates that determine each other, or fewer samples than coefficients need.
    pub fn new(
        name: &str,
        phenotype: &Phenotype,
        covariates: &[Covariate],
    ) -> Result<Self, PopulationError> {
        let (values, binary): (Vec<Option<f64>>, bool) = match phenotype {
            Phenotype::Quantitative(values) => (values.clone(), false),
            Phenotype::Binary(values) => {
                (values.iter().map(|v| v.map(|case| f64::from(u8::from(case)))).collect(), true)
            }
        };
        let wrong = |kind, name: &str, what: &str| PopulationError::Column {
            kind,
            name: name.to_owned(),
            what: what.to_owned(),
        };
        for covariate in covariates {
            if covariate.values.len() != values.len() {
                let (found, expected) = (covariate.values.len(), values.len());
                return Err(PopulationError::Length { what: "covariate", found, expected });
            }
            if covariate.values.iter().flatten().any(|value| !value.is_finite()) {
                return Err(wrong("covariate", &covariate.name, "has a value that is not finite"));
            }
        }
        if values.iter().flatten().any(|value| !value.is_finite()) {
            return Err(wrong("phenotype", name, "has a value that is not finite"));
        }
        let known = |sample: &usize| covariates.iter().all(|c| c.values[*sample].is_some());
        let samples: Vec<usize> =
            (0..values.len()).filter(|s| values[*s].is_some() && known(s)).collect();
        let needed = covariates.len() + 3;
        crate::error::at_least(
            "association",
            "samples with phenotype and covariates",
            samples.len(),
            needed,
        )?;
        let outcome: Vec<f64> = samples.iter().filter_map(|sample| values[*sample]).collect();
        if outcome.iter().all(|value| *value == outcome[0]) {
            let what = "has one value among the samples that have all covariates; \
                        an association needs two or more";
            return Err(wrong("phenotype", name, what));
        }
        let mut matrix = DMatrix::from_element(samples.len(), covariates.len() + 1, 1.0);
        let mut basis = vec![matrix.column(0).into_owned().normalize()];
        for (at, covariate) in covariates.iter().enumerate() {
            let column: Vec<f64> =
                samples.iter().filter_map(|sample| covariate.values[*sample]).collect();
            let mut column = nalgebra::DVector::from_vec(column);
            let mean = column.mean();
            column.add_scalar_mut(-mean);
            let size = column.norm();
            if size <= 1e-12 * (1.0 + mean.abs()) * (samples.len() as f64).sqrt() {
                let what = "has one value among the samples; leave it out";
                return Err(wrong("covariate", &covariate.name, what));
            }
            // Scaled, since years and kilometres together would lose digits; the genotype's effect does not change.
            column *= (samples.len() as f64).sqrt() / size;
            matrix.set_column(at + 1, &column);
            let before = column.norm();
            for _ in 0..2 {
                for direction in &basis {
                    let share = direction.dot(&column);
                    column.axpy(-share, direction, 1.0);
                }
            }
            if column.norm() < 1e-8 * before {
                let what = "is determined by the covariates before it; leave it out";
                return Err(wrong("covariate", &covariate.name, what));
            }
            basis.push(column.normalize());
        }
        Ok(Self { samples, binary, outcome, known: matrix })
    }
}
