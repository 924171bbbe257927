use super::Embedded;
use super::minimise::minimise;
use nalgebra::{DMatrix, DVector};

/// A linear classifier of frozen embeddings: multinomial logistic regression on features of mean 0 and
/// deviation 1, at its optimum.
#[derive(Clone, Debug)]
pub struct LinearProbe {
    mean: Vec<f64>,
    scale: Vec<f64>,
    /// `[class, dim]`
    weight: DMatrix<f64>,
    bias: DVector<f64>,
}

impl LinearProbe {
    /// Minimises the mean cross-entropy and half of `penalty` times the squared weights; biases are
    /// free.
    #[must_use]
    pub fn fit(known: &Embedded, classes: usize, penalty: f64) -> Self {
        let (dim, count) = (known.dim.max(1), known.labels.len());
        let rows = |feature: usize| known.values.iter().skip(feature).step_by(dim);
        let mean: Vec<f64> = (0..dim)
            .map(|f| rows(f).map(|&v| f64::from(v)).sum::<f64>() / count.max(1) as f64)
            .collect();
        let scale: Vec<f64> = (0..dim)
            .map(|f| {
                let squares: f64 = rows(f).map(|&v| (f64::from(v) - mean[f]).powi(2)).sum();
                let deviation = (squares / count.max(1) as f64).sqrt();
                if deviation > 0.0 { deviation.recip() } else { 0.0 }
            })
            .collect();
        let mut probe = Self {
            mean,
            scale,
            weight: DMatrix::zeros(classes, dim),
            bias: DVector::zeros(classes),
        };
        let x = probe.standardised(&known.values);
        let turned = x.transpose();
        let share = 1.0 / count.max(1) as f64;
        let weights = classes * dim;
        let objective = |point: &DVector<f64>| {
            let weight = DMatrix::from_column_slice(classes, dim, &point.as_slice()[..weights]);
            let bias = DVector::from_column_slice(&point.as_slice()[weights..]);
            let mut errors = &weight * &x;
            let mut loss = 0.0;
            for (mut column, &label) in errors.column_iter_mut().zip(&known.labels) {
                column += &bias;
                let top = column.max();
                let total: f64 = column.iter().map(|&v| (v - top).exp()).sum();
                loss -= column[label as usize] - top - total.ln();
                column.apply(|v| *v = (*v - top).exp() / total);
                column[label as usize] -= 1.0;
            }
            let slope = &errors * &turned * share + &weight * penalty;
            let free = errors.column_sum() * share;
            let value = loss * share + 0.5 * penalty * weight.norm_squared();
            let all = slope.iter().chain(free.iter()).copied();
            (value, DVector::from_iterator(point.len(), all))
        };
        let found = minimise(DVector::zeros(weights + classes), objective);
        probe.weight = DMatrix::from_column_slice(classes, dim, &found.as_slice()[..weights]);
        probe.bias = DVector::from_column_slice(&found.as_slice()[weights..]);
        probe
    }

    /// The likeliest class of each row of `values`, `[image, dim]`.
    #[must_use]
    pub fn classify(&self, values: &[f32]) -> Vec<u32> {
        let scores = &self.weight * self.standardised(values);
        let likeliest = |column: nalgebra::DVectorView<'_, f64>| {
            let (class, _) = (column + &self.bias).argmax();
            u32::try_from(class).unwrap_or(u32::MAX)
        };
        scores.column_iter().map(likeliest).collect()
    }

    /// Weights of the standardised features, `[class, dim]`, and biases.
    #[must_use]
    pub fn coefficients(&self) -> (&DMatrix<f64>, &DVector<f64>) {
        (&self.weight, &self.bias)
    }

    /// One column an image.
    fn standardised(&self, values: &[f32]) -> DMatrix<f64> {
        let dim = self.mean.len();
        let each = values.iter().enumerate().map(|(i, &value)| {
            let feature = i % dim;
            (f64::from(value) - self.mean[feature]) * self.scale[feature]
        });
        DMatrix::from_iterator(dim, values.len() / dim, each)
    }
}
