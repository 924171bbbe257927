//! A conic program with quadratic objective, built row by row, and its solution.
//!
//! ```text
//! minimise    ½ xᵀPx + qᵀx + c
//! subject to  e(x) ∈ K for each block of affine rows e
//! ```
mod affine;
mod cone;
mod elastic;
mod kkt;
mod layout;
mod reduce;
mod solve;

pub(crate) use affine::Affine;
pub(crate) use cone::Cone;
pub use kkt::KktResidual;
pub(crate) use reduce::reduce;
pub(crate) use solve::{Optimum, Outcome, Prepared, TOLERANCE};

/// Which named constraint a row belongs to, and what the row alone is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag {
    /// Index into [`Program::names`].
    pub(crate) constraint: usize,
    /// The name under which the row's multiplier is reported.
    pub(crate) label: String,
    /// Change of the first row per unit by which the limit is loosened.
    pub(crate) slope: f64,
}

/// Affine rows that have to lie in one cone together.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) cone: Cone,
    pub(crate) rows: Vec<Affine>,
    pub(crate) tag: Option<Tag>,
}

/// The program.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    /// Number of variables.
    pub(crate) variables: usize,
    /// Upper triangle of `P` as (row, column, value), row ≤ column.
    pub(crate) quadratic: Vec<(usize, usize, f64)>,
    /// `q`.
    pub(crate) linear: Vec<f64>,
    /// `c`.
    pub(crate) constant: f64,
    /// The constraints.
    pub(crate) blocks: Vec<Block>,
    /// Names of constraints, for conflicts.
    pub(crate) names: Vec<String>,
    /// The variable that stands for the number one, in a program made homogeneous.
    pub(crate) unit: Option<usize>,
}

impl Program {
    /// Adds `count` variables and gives the index of the first.
    pub(crate) fn add_variables(&mut self, count: usize) -> usize {
        let first = self.variables;
        self.variables += count;
        self.linear.resize(self.variables, 0.0);
        first
    }

    /// Registers a named constraint, or finds the one of that name.
    pub(crate) fn name(&mut self, name: &str) -> usize {
        match self.names.iter().position(|known| known == name) {
            Some(index) => index,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        }
    }

    /// Adds rows; in a homogeneous program their constants multiply the unit variable.
    pub(crate) fn constrain(&mut self, cone: Cone, mut rows: Vec<Affine>, tag: Option<Tag>) {
        if let Some(unit) = self.unit {
            for row in &mut rows {
                if row.constant != 0.0 {
                    row.terms.push((unit, row.constant));
                    row.constant = 0.0;
                }
            }
        }
        self.constrain_as_is(cone, rows, tag);
    }

    /// Adds rows whose constants stay constants.
    pub(crate) fn constrain_as_is(&mut self, cone: Cone, rows: Vec<Affine>, tag: Option<Tag>) {
        if !rows.is_empty() {
            self.blocks.push(Block { cone, rows, tag });
        }
    }

    /// Adds one row of a named constraint under a label of its own.
    pub(crate) fn named_row(&mut self, cone: Cone, row: Affine, name: &str, label: String) {
        let constraint = self.name(name);
        self.constrain(cone, vec![row], Some(Tag { constraint, label, slope: 1.0 }));
    }

    /// Adds `weight · e(x)` to the objective.
    pub(crate) fn add_linear(&mut self, row: &Affine, weight: f64) {
        for &(variable, value) in &row.terms {
            self.linear[variable] += weight * value;
        }
        self.constant += weight * row.constant;
    }
}
