use super::{Likelihood, Workspace};
use crate::Variance;
use crate::recursion::{Egarch, Lane, filter_abreast};

impl Likelihood {
    /// [`Likelihood::filter`] of several points, each into buffers of its own: as many as points.
    pub(crate) fn filter_all(&self, points: &[Vec<f64>], lanes: &mut [Workspace]) {
        for (point, buffers) in points.iter().zip(&mut *lanes) {
            self.design.residuals(self.specification.split(point).0, &mut buffers.e);
        }
        let variances: Vec<&[f64]> =
            points.iter().map(|point| self.specification.split(point).1).collect();
        self.recursions(&variances, self.observations(), lanes);
    }

    /// [`Likelihood::gradient`] of several points at once, as many as buffers.
    pub(crate) fn gradients(
        &self,
        points: &[Vec<f64>],
        lanes: &mut [Workspace],
        gradients: &mut [Vec<f64>],
    ) {
        self.filter_all(points, lanes);
        for ((point, buffers), gradient) in points.iter().zip(lanes).zip(gradients) {
            self.pull_back(point, buffers, gradient);
        }
    }

    /// The variance recursion over the first `length` residuals, of several parameter vectors, each
    /// in buffers of its own.
    pub(crate) fn recursions(&self, parameters: &[&[f64]], length: usize, lanes: &mut [Workspace]) {
        let (p, o, _) = self.specification.variance.orders();
        let abreast = matches!(self.specification.variance, Variance::Egarch { .. })
            && parameters.iter().all(|values| Egarch::new(values, p, o).has_one_lag());
        let lane = |(parameters, buffers)| -> Lane<'_> {
            let (parameters, buffers): (&&[f64], &mut Workspace) = (parameters, buffers);
            let model = Egarch::new(parameters, p, o);
            let Workspace { e, v, log_v, z, .. } = buffers;
            let (e, v) = (&e[..length], &mut v[..length]);
            Lane { model, e, v, log_v: &mut log_v[..length], z: &mut z[..length] }
        };
        let (start, bounds) = (self.backcast, &self.bounds);
        match (abreast, parameters, &mut *lanes) {
            (true, [a, b], [first, second]) => {
                filter_abreast([lane((a, first)), lane((b, second))], start, bounds);
            }
            (true, [a, b, c, d], [first, second, third, fourth]) => {
                let (first, second) = (lane((a, first)), lane((b, second)));
                let (third, fourth) = (lane((c, third)), lane((d, fourth)));
                filter_abreast([first, second, third, fourth], start, bounds);
            }
            _ => {
                for (values, buffers) in parameters.iter().zip(lanes) {
                    self.recursion(values, &self.bounds, length, buffers);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Specification;

    #[test]
    fn side_by_side_each_is_what_it_is_alone() {
        let model = Specification::egarch();
        let truth = [0.02, 0.01, 0.12, -0.1, 0.95];
        let returns = crate::simulate(&model, &truth, 300, 3).expect("a model").returns;
        let likelihood = Likelihood::new(&model, &returns).expect("a model");
        let mut lanes = Workspace::several(&likelihood);
        let points: Vec<Vec<f64>> = (0..4)
            .map(|k| truth.iter().map(|value| value * (1.0 - 0.1 * f64::from(k))).collect())
            .collect();
        for count in 1..=4 {
            let mut gradients = vec![vec![0.0; 5]; count];
            likelihood.gradients(&points[..count], &mut lanes[..count], &mut gradients);
            for (point, gradient) in points.iter().zip(&gradients) {
                let mut alone = vec![0.0; 5];
                let mut buffers = Workspace::new(returns.len());
                likelihood.gradient(point, &mut buffers, &mut alone);
                assert_eq!(*gradient, alone, "{count} at a time");
            }
        }
    }
}
