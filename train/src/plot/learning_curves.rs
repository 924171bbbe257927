use super::{LineChart, PlotError, Series, Svg};

/// How a run went: what it measured over its epochs, each as points `(epoch, value)`.
///
/// ```
/// use neuron_train::plot::LearningCurves;
/// let curves = LearningCurves {
///     train_loss: vec![(1.0, 1.2), (2.0, 0.7)],
///     validation_loss: vec![(1.0, 1.0), (2.0, 0.8)],
///     best: Some(2.0),
///     ..LearningCurves::default()
/// };
/// assert_eq!(curves.draw()?.len(), 1); // losses; no metric and no learning rate were recorded
/// # Ok::<(), neuron_train::plot::PlotError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearningCurves {
    /// The mean training loss.
    pub train_loss: Vec<(f64, f64)>,
    /// The validation loss.
    pub validation_loss: Vec<(f64, f64)>,
    /// The name of the metric that chooses the best epoch, such as `accuracy`.
    pub metric_name: String,
    /// That metric on the training data; may be empty.
    pub train_metric: Vec<(f64, f64)>,
    /// That metric on the validation data.
    pub validation_metric: Vec<(f64, f64)>,
    /// The learning rate.
    pub learning_rate: Vec<(f64, f64)>,
    /// The best epoch.
    pub best: Option<f64>,
}

impl LearningCurves {
    /// Draws losses, metric and learning rate, each in a chart of its own under a name for its
    /// file; what has no point is left out.
    ///
    /// # Errors
    ///
    /// [`PlotError`] where the drawing library refuses.
    pub fn draw(&self) -> Result<Vec<(&'static str, Svg)>, PlotError> {
        let metric = self.metric_name.replace('_', " ");
        let capital = capitalised(&metric);
        let mark = self.best.map(|epoch| (epoch, "best"));
        let mut drawn = Vec::new();
        for (name, title, y_label, lines, mark) in [
            ("loss", "Loss", "loss", [&self.train_loss, &self.validation_loss], mark),
            ("metric", &capital, &metric, [&self.train_metric, &self.validation_metric], mark),
        ] {
            let series = [Series::new("training", lines[0]), Series::new("validation", lines[1])];
            // A line keeps its dashes, drawn alone or not.
            let series = if lines[1].is_empty() { &series[..1] } else { &series };
            drawn
                .extend(some(name, &LineChart { title, x_label: "epoch", y_label, series, mark })?);
        }
        let rate = [Series::new("learning rate", &self.learning_rate)];
        let (title, y_label) = ("Learning rate", "learning rate");
        let chart = LineChart { title, x_label: "epoch", y_label, series: &rate, mark: None };
        drawn.extend(some("learning-rate", &chart)?);
        Ok(drawn)
    }
}

fn some(
    name: &'static str,
    chart: &LineChart<'_>,
) -> Result<Option<(&'static str, Svg)>, PlotError> {
    match chart.draw() {
        Ok(svg) => Ok(Some((name, svg))),
        Err(PlotError::Empty { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
