use crate::{Specification, Variance, VolatilityError};

/// Linear constraints `row · x ≥ bound`, each with a name.
pub(crate) struct Constraints {
    pub(crate) rows: Vec<Vec<f64>>,
    pub(crate) bounds: Vec<f64>,
    /// Lower and upper bound of each parameter, which are among the rows too.
    pub(crate) boxes: Vec<(f64, f64)>,
    /// Names of the rows after the boxes' ones.
    names: Vec<(usize, String)>,
}

impl Constraints {
    /// The parameter space of a model on residuals with mean square `second_moment`: that of the
    /// Python package arch, but for EGARCH's omega, whose bounds there depend on the unit of the
    /// returns and can shut out the optimum.
    pub(crate) fn new(model: &Specification, second_moment: f64, variance: f64) -> Self {
        let mut boxes = vec![(f64::NEG_INFINITY, f64::INFINITY); model.mean.parameters()];
        let first = boxes.len();
        let (p, o, q) = model.variance.orders();
        match model.variance {
            Variance::Constant => boxes.push((variance / 1e5, 10.0 * second_moment)),
            Variance::Ewma { .. } => {}
            Variance::Garch { .. } => {
                boxes.push((1e-8 * second_moment, 10.0 * second_moment));
                boxes.extend(std::iter::repeat_n((0.0, 1.0), p));
                boxes.extend((0..o).map(|i| if i < p { (-1.0, 2.0) } else { (0.0, 2.0) }));
                boxes.extend(std::iter::repeat_n((0.0, 1.0), q));
            }
            Variance::Egarch { .. } => {
                let (log, reach) = (second_moment.ln(), 1e4_f64.ln());
                boxes.push((log.min(0.0) - reach, log.max(0.0) + reach));
                boxes.extend(std::iter::repeat_n((f64::NEG_INFINITY, f64::INFINITY), p + o));
                boxes.extend(std::iter::repeat_n((0.0, q as f64), q));
            }
        }
        boxes.extend(model.innovation.bounds());
        let mut constraints =
            Self { rows: Vec::new(), bounds: Vec::new(), boxes, names: Vec::new() };
        for i in 0..constraints.boxes.len() {
            let (lower, upper) = constraints.boxes[i];
            if lower.is_finite() {
                constraints.push(&[(i, 1.0)], lower, None);
            }
            if upper.is_finite() {
                constraints.push(&[(i, -1.0)], -upper, None);
            }
        }
        let alpha = first + 1;
        let (gamma, beta) = (alpha + p, alpha + p + o);
        match model.variance {
            Variance::Garch { .. } => {
                for i in 0..o.min(p) {
                    let name = format!("alpha[{0}] + gamma[{0}] >= 0", i + 1);
                    constraints.push(&[(alpha + i, 1.0), (gamma + i, 1.0)], 0.0, Some(name));
                }
                let terms: Vec<(usize, f64)> = (alpha..beta + q)
                    .map(|i| (i, if (gamma..beta).contains(&i) { -0.5 } else { -1.0 }))
                    .collect();
                let name = "sum(alpha) + sum(gamma) / 2 + sum(beta) <= 1".to_owned();
                constraints.push(&terms, -1.0, Some(name));
            }
            Variance::Egarch { .. } if q > 0 => {
                let terms: Vec<(usize, f64)> = (beta..beta + q).map(|i| (i, -1.0)).collect();
                constraints.push(&terms, -1.0, Some("sum(beta) <= 1".to_owned()));
            }
            _ => {}
        }
        constraints
    }

    fn push(&mut self, terms: &[(usize, f64)], bound: f64, name: Option<String>) {
        let mut row = vec![0.0; self.boxes.len()];
        for (i, value) in terms {
            row[*i] = *value;
        }
        self.names.extend(name.map(|name| (self.rows.len(), name)));
        self.rows.push(row);
        self.bounds.push(bound);
    }

    /// What is left of row `i` at `x`; negative if broken.
    pub(crate) fn slack(&self, i: usize, x: &[f64]) -> f64 {
        self.rows[i].iter().zip(x).map(|(a, x)| a * x).sum::<f64>() - self.bounds[i]
    }

    /// Moves a start into the boxes. The grids never break the other constraints.
    pub(crate) fn clip(&self, x: &mut [f64]) {
        for (x, (lower, upper)) in x.iter_mut().zip(&self.boxes) {
            // The sum turns -0 into 0.
            *x = x.clamp(*lower, *upper) + 0.0;
        }
    }

    /// Refuses a user's start outside the parameter space.
    pub(crate) fn check(&self, model: &Specification, x: &[f64]) -> Result<(), VolatilityError> {
        let names = model.parameter_names();
        for ((value, (lower, upper)), parameter) in x.iter().zip(&self.boxes).zip(names) {
            let (value, lower, upper) = (*value, *lower, *upper);
            if !(lower..=upper).contains(&value) {
                return Err(VolatilityError::StartOutsideBounds { parameter, value, lower, upper });
            }
        }
        for (row, name) in &self.names {
            if self.slack(*row, x) < 0.0 {
                let persistence = model.variance.persistence(model.split(x).1).unwrap_or(f64::NAN);
                let constraint = name.clone();
                return Err(VolatilityError::StartNotStationary { constraint, persistence });
            }
        }
        Ok(())
    }
}
