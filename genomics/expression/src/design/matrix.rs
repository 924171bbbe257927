use super::coding::{Coding, columns, products, typed};
use super::{Formula, Reference, Variable, VariableValues};
use crate::linear::dependent_columns;
use crate::{ExpressionError, SampleTable};

/// A design `[samples, columns]`, row after row, with the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignMatrix {
    names: Vec<String>,
    values: Vec<f64>,
    samples: usize,
    pub(crate) formula: Formula,
    pub(crate) variables: Vec<Variable>,
    /// For each variable the coding of its own term, where it has one, and its first column.
    pub(crate) main_effects: Vec<Option<MainEffect>>,
}

/// The columns of a variable's own term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MainEffect {
    pub(crate) first: usize,
    /// Whether the reference level has no column.
    pub(crate) treatment: bool,
}

impl DesignMatrix {
    /// The matrix of a formula for the samples of a table.
    ///
    /// Factors are coded by treatment contrasts with the reference level first (the first in the order of bytes if no
    /// other is named), unless the term without the factor is not in the formula: then each level has a column, which
    /// is R's rule for interactions and for formulas without an intercept (Chambers and Hastie, *Statistical Models in
    /// S*, section 2.4). Columns are named as DESeq2 names them: `Intercept`, `dex_trt_vs_untrt`, `batchB.dextrt`.
    ///
    /// ```
    /// use neuron_expression::{DesignMatrix, Reference, SampleTable};
    ///
    /// let table = SampleTable::parse("s.csv", "sample,cell,dex\n1,a,untrt\n2,a,trt\n3,b,untrt\n4,b,trt\n")?;
    /// let reference = Reference { variable: "dex".into(), level: "untrt".into() };
    /// let design = DesignMatrix::new(&"~ cell + dex".parse()?, &table, &[reference])?;
    /// assert_eq!(design.names(), ["Intercept", "cell_b_vs_a", "dex_trt_vs_untrt"]);
    /// assert_eq!(design.row(3), [1.0, 1.0, 1.0]);
    /// # Ok::<(), neuron_expression::ExpressionError>(())
    /// ```
    ///
    /// # Errors
    /// [`ExpressionError::Variable`] for variables and reference levels that are not there, values that are missing
    /// and factors of one level; [`ExpressionError::RankDeficient`] naming the columns; [`ExpressionError::NoReplicates`]
    /// where there are not more samples than columns.
    pub fn new(
        formula: &Formula,
        table: &SampleTable,
        references: &[Reference],
    ) -> Result<Self, ExpressionError> {
        for reference in references {
            if !formula.variables().any(|name| name == reference.variable) {
                return Err(ExpressionError::Variable {
                    variable: reference.variable.clone(),
                    what: format!("it has a reference level, but `{formula}` does not use it"),
                });
            }
        }
        let variables: Vec<Variable> = formula
            .variables
            .iter()
            .map(|term| Variable::new(term, table, references))
            .collect::<Result<_, _>>()?;
        for variable in &variables {
            if let VariableValues::Factor { levels, .. } = &variable.values
                && levels.len() < 2
            {
                let what = format!(
                    "all samples have the level `{}`; leave it out of the formula",
                    levels[0]
                );
                return Err(ExpressionError::Variable { variable: variable.name.clone(), what });
            }
        }
        let samples = table.samples().len();
        let mut all: Vec<(String, Vec<f64>)> = Vec::new();
        if formula.intercept {
            all.push(("Intercept".into(), vec![1.0; samples]));
        }
        let mut main_effects = vec![None; variables.len()];
        // The columns of all levels of a factor sum to an intercept.
        let mut spanned = false;
        for term in &formula.terms {
            let coding = |variable: usize| {
                let rest: Vec<usize> = term.iter().copied().filter(|&v| v != variable).collect();
                let there = match rest.is_empty() {
                    true => formula.intercept || spanned,
                    false => formula.terms.contains(&rest),
                };
                if there { Coding::Treatment } else { Coding::Indicators }
            };
            if let [one] = term[..] {
                let treatment = coding(one) == Coding::Treatment;
                main_effects[one] = Some(MainEffect { first: all.len(), treatment });
            }
            let factors: Vec<_> = term
                .iter()
                .map(|&v| columns(&variables[v], &formula.variables[v].to_string(), coding(v)))
                .collect();
            let mut made = products(&factors);
            if let ([one], true) = (&term[..], formula.intercept)
                && let VariableValues::Factor { levels, .. } = &variables[*one].values
            {
                for ((name, _), level) in made.iter_mut().zip(&levels[1..]) {
                    *name = format!("{}_{level}_vs_{}", formula.variables[*one], levels[0]);
                }
            }
            all.extend(made);
            spanned |= matches!(&term[..], [one] if matches!(variables[*one].values, VariableValues::Factor { .. }));
        }
        let width = all.len();
        let names: Vec<String> = all.iter().map(|(name, _)| typed(name)).collect();
        let values = (0..samples).flat_map(|row| all.iter().map(move |(_, v)| v[row])).collect();
        let design =
            Self { names, values, samples, formula: formula.clone(), variables, main_effects };
        design.check_rank()?;
        if samples <= width {
            return Err(ExpressionError::NoReplicates { samples, coefficients: width });
        }
        Ok(design)
    }

    fn check_rank(&self) -> Result<(), ExpressionError> {
        let empty = |column: usize| (0..self.samples).all(|row| self.row(row)[column] == 0.0);
        let dependent = dependent_columns(&self.values, self.samples, self.names.len());
        if dependent.is_empty() {
            return Ok(());
        }
        let described = dependent.iter().take(3).map(|(column, of)| {
            let name = &self.names[*column];
            if empty(*column) {
                return format!("no sample has `{name}`");
            }
            let of: Vec<String> = of.iter().map(|&c| format!("`{}`", self.names[c])).collect();
            format!("`{name}` is a combination of {}", of.join(", "))
        });
        Err(ExpressionError::RankDeficient { columns: described.collect::<Vec<_>>().join("; ") })
    }

    /// Names of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// The formula.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// All values, row after row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The row of a sample.
    ///
    /// # Panics
    /// If there are not so many samples.
    #[must_use]
    pub fn row(&self, sample: usize) -> &[f64] {
        &self.values[sample * self.names.len()..(sample + 1) * self.names.len()]
    }

    /// The place of a column.
    ///
    /// # Errors
    /// [`ExpressionError::Contrast`] naming those that there are.
    pub fn position(&self, name: &str) -> Result<usize, ExpressionError> {
        self.names.iter().position(|one| one == name).ok_or_else(|| ExpressionError::Contrast {
            contrast: name.to_owned(),
            what: format!("there is no such coefficient; there are `{}`", self.names.join("`, `")),
        })
    }

    /// Whether the design is an intercept alone.
    pub(crate) fn is_intercept(&self) -> bool {
        self.names.len() == 1 && self.values.iter().all(|value| *value == 1.0)
    }

    /// For each sample the number of its group: samples with equal rows are of one group, in order of appearance.
    pub(crate) fn groups(&self) -> Vec<usize> {
        let mut first: Vec<usize> = Vec::new();
        (0..self.samples)
            .map(|sample| {
                let known = first.iter().position(|&other| self.row(other) == self.row(sample));
                known.unwrap_or_else(|| {
                    first.push(sample);
                    first.len() - 1
                })
            })
            .collect()
    }

    /// For each sample whether its group has at least so many samples.
    pub(crate) fn in_group_of(&self, least: usize) -> Vec<bool> {
        let groups = self.groups();
        groups.iter().map(|g| groups.iter().filter(|other| *other == g).count() >= least).collect()
    }

    /// Numeric variables that look like codes of groups.
    pub(crate) fn coded_groups(&self) -> Vec<&str> {
        let coded = |variable: &&Variable| match &variable.values {
            VariableValues::Numbers(values) => {
                let mut distinct = values.clone();
                distinct.sort_by(f64::total_cmp);
                distinct.dedup();
                distinct.len() <= values.len() / 2
                    && values.iter().all(|value| value.fract() == 0.0)
            }
            VariableValues::Factor { .. } => false,
        };
        self.variables.iter().filter(coded).map(|variable| variable.name.as_str()).collect()
    }
}
