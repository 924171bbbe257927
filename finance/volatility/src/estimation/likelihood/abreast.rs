use super::{Likelihood, Workspace};
use crate::Variance;
use crate::recursion::{Egarch, Garch, egarch, garch};

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
    /// in buffers of its own: in fours and twos, which take little longer than one.
    pub(crate) fn recursions(&self, parameters: &[&[f64]], length: usize, lanes: &mut [Workspace]) {
        let done = match parameters.len() {
            4 => self.side_by_side::<4>(parameters, length, lanes),
            2 => self.side_by_side::<2>(parameters, length, lanes),
            _ => false,
        };
        if done {
            return;
        }
        for (values, buffers) in parameters.iter().zip(lanes) {
            self.recursion(values, &self.bounds, length, buffers);
        }
    }

    /// [`Likelihood::recursions`] of `N`, and whether there is such a filter: only for one lag of each
    /// kind at most.
    fn side_by_side<const N: usize>(
        &self,
        parameters: &[&[f64]],
        length: usize,
        lanes: &mut [Workspace],
    ) -> bool {
        let (Ok(parameters), Ok(lanes)) =
            (<[&[f64]; N]>::try_from(parameters), <&mut [Workspace; N]>::try_from(lanes))
        else {
            return false;
        };
        let (start, bounds) = (self.backcast, &self.bounds);
        match self.specification.variance {
            Variance::Garch { p, o, q } if p.max(o).max(q) <= 1 => {
                let models = parameters.map(|values| Garch::new(values, p, o));
                let series =
                    lanes.each_mut().map(|Workspace { e, v, .. }| (&e[..length], &mut v[..length]));
                garch::filter_abreast(models, series, start, bounds);
            }
            Variance::Egarch { p, o, q } if p.max(o).max(q) <= 1 => {
                let models = parameters.map(|values| Egarch::new(values, p, o));
                let series = lanes.each_mut().map(|buffers| {
                    let Workspace { e, v, log_v, z, .. } = buffers;
                    (&e[..length], &mut v[..length], &mut log_v[..length], &mut z[..length])
                });
                egarch::filter_abreast(models, series, start, bounds);
            }
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Specification;

    #[test]
    fn side_by_side_each_is_what_it_is_alone() {
        for (model, truth) in [
            (Specification::garch(), vec![0.02, 0.05, 0.1, 0.85]),
            (Specification::gjr_t(), vec![0.02, 0.05, 0.05, 0.1, 0.85, 8.0]),
            (Specification::egarch(), vec![0.02, 0.01, 0.12, -0.1, 0.95]),
        ] {
            let returns = crate::simulate(&model, &truth, 300, 3).expect("a model").returns;
            let likelihood = Likelihood::new(&model, &returns).expect("a model");
            let mut lanes = Workspace::several(&likelihood);
            let points: Vec<Vec<f64>> = (0..4)
                .map(|k| truth.iter().map(|value| value * (1.0 - 0.1 * f64::from(k))).collect())
                .collect();
            let parameters = truth.len();
            for count in 1..=4 {
                let mut gradients = vec![vec![0.0; parameters]; count];
                likelihood.gradients(&points[..count], &mut lanes[..count], &mut gradients);
                for (point, gradient) in points.iter().zip(&gradients) {
                    let mut alone = vec![0.0; parameters];
                    let mut buffers = Workspace::new(returns.len());
                    likelihood.gradient(point, &mut buffers, &mut alone);
                    assert_eq!(*gradient, alone, "{model}, {count} at a time");
                }
            }
        }
    }
}
