use super::box_cox;
use super::filter::{Filter, expectation};
use super::model::{TbatsModel, TbatsParameters};
use super::structure::Structure;
use crate::ForecastError;
use crate::fitted::{Predictor, Spread};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A TBATS model at the end of its series.
#[derive(Debug)]
pub(super) struct TbatsPredictor {
    structure: Structure,
    lambda: Option<f64>,
    ar: Vec<f64>,
    ma: Vec<f64>,
    state: Vec<f64>,
    /// The last disturbances and errors, as many as the error process reaches back.
    disturbances: Vec<f64>,
    errors: Vec<f64>,
    /// Variance of an error on the transformed scale.
    variance: f64,
    freedom: usize,
}

impl TbatsPredictor {
    pub(super) fn new(
        model: &TbatsModel,
        parameters: &TbatsParameters,
        run: &Filter,
        variance: f64,
        freedom: usize,
    ) -> Self {
        let tail =
            |values: &[f64], count: usize| values[values.len().saturating_sub(count)..].to_vec();
        Self {
            structure: Structure::new(model, parameters),
            lambda: parameters.lambda,
            ar: parameters.ar.clone(),
            ma: parameters.ma.clone(),
            state: run.state.clone(),
            disturbances: tail(&run.disturbances, parameters.ar.len()),
            errors: tail(&run.errors, parameters.ma.len()),
            variance,
            freedom,
        }
    }

    /// Values on the transformed scale from a state on, with one error at the first step.
    fn path(&self, mut state: Vec<f64>, shock: Option<f64>, horizon: usize) -> Vec<f64> {
        let (mut disturbances, mut errors) = match shock {
            None => (self.disturbances.clone(), self.errors.clone()),
            Some(_) => (Vec::new(), Vec::new()),
        };
        (0..horizon)
            .map(|step| {
                let error = if step == 0 { shock.unwrap_or(0.0) } else { 0.0 };
                let expected = expectation(&self.ar, &self.ma, &disturbances, &errors);
                let value = self.structure.value(&state) + expected;
                self.structure.advance(&mut state, expected + error);
                disturbances.push(expected + error);
                errors.push(error);
                value
            })
            .collect()
    }

    /// Standard deviation at each step on the transformed scale: the answers to an error of 1, summed up in
    /// squares.
    fn deviations(&self, horizon: usize) -> Vec<f64> {
        let answers = self.path(vec![0.0; self.structure.len()], Some(1.0), horizon);
        let mut sum = 1.0;
        (0..horizon)
            .map(|step| {
                if step > 0 {
                    sum += answers[step] * answers[step];
                }
                (self.variance * sum).sqrt()
            })
            .collect()
    }

    fn back(&self, value: f64) -> f64 {
        self.lambda.map_or(value, |lambda| box_cox::back(value, lambda))
    }
}

impl Predictor for TbatsPredictor {
    /// With a power these are medians, as is the custom.
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let path = self.path(self.state.clone(), None, horizon);
        path.into_iter().map(|value| self.back(value)).collect()
    }

    fn spread(&self, horizon: usize, levels: &[f64]) -> Result<Spread, ForecastError> {
        let centre = self.path(self.state.clone(), None, horizon);
        let deviations = self.deviations(horizon);
        let student = StudentsT::new(0.0, 1.0, self.freedom as f64)
            .expect("the location is finite, the scale is 1 and there is a degree of freedom");
        let quantile = |&level: &f64| {
            let z = student.inverse_cdf(level);
            centre.iter().zip(&deviations).map(|(m, d)| self.back(m + z * d)).collect()
        };
        Ok(Spread::Quantiles(levels.iter().map(quantile).collect()))
    }
}
