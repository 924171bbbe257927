use super::Loss;
use crate::graph::{DType, Literal, Result, Tensor};
use crate::nn::functional;
use crate::nn::precision::wide;

/// Cross-entropy of logits against labels, with the meaning of PyTorch's `CrossEntropyLoss`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CrossEntropy {
    /// Share of the target that is spread evenly over the classes.
    pub label_smoothing: f64,
    /// What each class counts; `None`: all the same.
    pub class_weights: Option<Vec<f64>>,
    /// A label that counts nothing, such as that of unlabelled pixels.
    pub ignore: Option<i32>,
}

impl CrossEntropy {
    /// The loss of each sample: with class weights `(1 - s) w[y] nll[y] + s / classes Σ w[c] nll[c]`,
    /// and 0 where the label is ignored.
    ///
    /// # Shapes
    /// `logits: [n, classes]`, `labels: i32 [n]` → `[n]`
    ///
    /// # Errors
    /// Where shapes do not fit or the number of weights is not that of the classes.
    pub fn forward(&self, logits: &Tensor, labels: &Tensor) -> Result<Tensor> {
        let losses = match &self.class_weights {
            None => functional::cross_entropy(logits, labels, self.label_smoothing)?,
            Some(weights) => self.by_class(logits, labels, weights)?,
        };
        match self.counted(labels)? {
            Some(counted) => counted.select(&losses, &losses.scalar_like(0.0)),
            None => Ok(losses),
        }
    }

    /// The mean over the batch, as PyTorch's: over the sum of the weights of the samples' classes,
    /// ignored ones left out. Each sample counts by its weight `[n]` beside that.
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    pub fn mean(
        &self,
        logits: &Tensor,
        labels: &Tensor,
        sample_weight: Option<&Tensor>,
    ) -> Result<Loss> {
        let losses = self.forward(logits, labels)?;
        let mut counts = match &self.class_weights {
            None => None,
            Some(weights) => Some(table(logits, weights)?.gather(labels)?),
        };
        if let Some(counted) = self.counted(labels)? {
            let (one, zero) = (losses.scalar_like(1.0), losses.scalar_like(0.0));
            counts = Some(counted.select(counts.as_ref().unwrap_or(&one), &zero)?);
        }
        match counts {
            None => Loss::mean(&losses, sample_weight),
            Some(counts) => Loss::over(&losses, &counts, sample_weight),
        }
    }

    fn by_class(&self, logits: &Tensor, labels: &Tensor, weights: &[f64]) -> Result<Tensor> {
        // The first also checks the shapes.
        let hard = functional::cross_entropy(logits, labels, 0.0)?;
        let table = table(logits, weights)?;
        let hard = hard.mul(&table.gather(labels)?)?;
        if self.label_smoothing == 0.0 {
            return Ok(hard);
        }
        let surprise = functional::log_softmax(&logits.cast(table.dtype())?)?.neg()?;
        let share = self.label_smoothing / weights.len() as f64;
        let spread = surprise.mul(&table)?.sum(&[1])?.mul_scalar(share)?;
        hard.mul_scalar(1.0 - self.label_smoothing)?.add(&spread)
    }

    /// Where the label is not ignored: bool `[n]`.
    fn counted(&self, labels: &Tensor) -> Result<Option<Tensor>> {
        let different = |label: i32| labels.not_equal(&labels.scalar_like(f64::from(label)));
        self.ignore.map(different).transpose()
    }
}

/// The classes' weights as a tensor, in the type that losses have.
fn table(logits: &Tensor, weights: &[f64]) -> Result<Tensor> {
    let classes = logits.dim(-1)?;
    if weights.len() != classes {
        let what = format!("weighs {} classes, but the logits have {classes}", weights.len());
        return Err(logits.builder().mismatch("cross_entropy", what));
    }
    let literal = Literal::from_f64(wide(logits.dtype()), [classes], weights)?;
    Ok(logits.builder().constant(literal))
}

/// `-Σ target × ln softmax(logits)`: cross-entropy against probabilities, as mixup makes them
/// (Zhang et al., 2018).
///
/// # Shapes
/// `logits: [n, classes]`, `targets: [n, classes]` → `[n]`
///
/// # Errors
/// Where the shapes differ.
pub fn soft_cross_entropy(logits: &Tensor, targets: &Tensor) -> Result<Tensor> {
    if logits.shape() != targets.shape() || targets.dtype() == DType::I32 {
        let what = format!("compares {} with probabilities {}", logits.ty(), targets.ty());
        return Err(logits.builder().mismatch("cross_entropy", what));
    }
    let dtype = wide(logits.dtype());
    functional::log_softmax(&logits.cast(dtype)?)?.mul(&targets.cast(dtype)?)?.sum(&[1])?.neg()
}
