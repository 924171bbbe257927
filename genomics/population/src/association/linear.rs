use super::distribution::student;
use super::scan::{Estimate, Outcome, VARIANCE_INFLATION};
use nalgebra::{DMatrix, DVector};

/// An orthonormal basis of the intercept and covariates, and what they leave of the phenotype.
pub(super) struct Residual {
    basis: DMatrix<f64>,
    outcome: DVector<f64>,
}

impl Residual {
    pub(super) fn new(known: &DMatrix<f64>, outcome: &[f64]) -> Self {
        let basis = known.clone().qr().q();
        let mut rest = DVector::from_column_slice(outcome);
        remove(&basis, &mut rest);
        Self { basis, outcome: rest }
    }

    /// Squares of the values about their mean, and of what the covariates leave of them.
    pub(super) fn left(&self, values: &[f64]) -> (f64, f64) {
        let mut rest = DVector::from_column_slice(values);
        let mean = rest.mean();
        rest.add_scalar_mut(-mean);
        let all = rest.norm_squared();
        remove(&self.basis, &mut rest);
        (all, rest.norm_squared())
    }

    /// The coefficient of a genotype beside the covariates, by the theorem of Frisch, Waugh and Lovell: what both leave
    /// of genotype and phenotype is regressed on each other.
    pub(super) fn regress(&self, genotype: &[f64]) -> Result<Estimate, Outcome> {
        let mut genotype = DVector::from_column_slice(genotype);
        let mean = genotype.mean();
        genotype.add_scalar_mut(-mean);
        let all = genotype.norm_squared();
        if all <= 0.0 {
            return Err(Outcome::Constant);
        }
        remove(&self.basis, &mut genotype);
        let own = genotype.norm_squared();
        if own * VARIANCE_INFLATION < all {
            return Err(Outcome::Collinear);
        }
        let freedom = genotype.len() as f64 - self.basis.ncols() as f64 - 1.0;
        if freedom < 1.0 {
            return Err(Outcome::FewSamples);
        }
        let effect = genotype.dot(&self.outcome) / own;
        let mut rest = self.outcome.clone();
        rest.axpy(-effect, &genotype, 1.0);
        let variance = rest.norm_squared() / freedom;
        let error = (variance / own).sqrt();
        if error <= 0.0 {
            // All of the phenotype is explained, and no test says how surely.
            return Err(Outcome::Exact);
        }
        let statistic = effect / error;
        Ok(Estimate { effect, error, statistic, p: student(statistic, freedom) })
    }
}

/// Twice, since once loses digits.
fn remove(basis: &DMatrix<f64>, vector: &mut DVector<f64>) {
    for _ in 0..2 {
        let shares = basis.tr_mul(vector);
        vector.gemv(-1.0, basis, &shares, 1.0);
    }
}
