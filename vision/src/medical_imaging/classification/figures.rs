//! Figures of a report on findings.

use super::Findings;
use neuron_train::metrics::{MetricError, auroc, defined, roc_curve};
use neuron_train::plot::{
    ConfusionHeatMap, PlotError, RateCurve, RateCurves, RateKind, ReliabilityDiagram, Svg,
};
use neuron_train::report::Figure;

/// A figure, or none where there is nothing to draw.
fn drawn(
    name: &str,
    caption: &str,
    svg: Result<Svg, PlotError>,
) -> Result<Option<Figure>, PlotError> {
    match svg {
        Ok(svg) => Ok(Some(Figure::new(name, caption, svg))),
        Err(PlotError::Empty { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The ROC curve: of two classes the second, of several each against the rest.
pub(super) fn roc(
    findings: &Findings,
    classes: &[String],
    split: &str,
) -> Result<Option<Figure>, crate::tasks::TaskError> {
    let shown: Vec<usize> = if classes.len() == 2 { vec![1] } else { (0..classes.len()).collect() };
    let mut curves = Vec::new();
    for class in shown {
        let column = findings.probabilities.column(class);
        let scores: Vec<f32> = column.into_iter().map(|p| p as f32).collect();
        let positive: Vec<bool> =
            findings.truth.iter().map(|&label| label as usize == class).collect();
        let area: Option<f64> = defined(auroc(&scores, &positive, None))?;
        let curve: Result<_, MetricError> = roc_curve(&scores, &positive, None);
        if let (Some(area), Some(curve)) = (area, defined(curve)?) {
            curves.push((class, area, curve.thinned(400)));
        }
    }
    let lines: Vec<RateCurve<'_>> = curves
        .iter()
        .map(|(class, area, curve)| RateCurve { name: &classes[*class], area: *area, curve })
        .collect();
    let svg = RateCurves { title: "ROC", kind: RateKind::Roc, curves: &lines }.draw();
    let caption = "Share of a finding's images that are found, against that of the others that are called so.";
    Ok(drawn(&format!("{split}-roc"), caption, svg)?)
}

/// Confidence against accuracy, before the temperature and after it.
pub(super) fn reliability(findings: &Findings, split: &str) -> Result<Vec<Figure>, PlotError> {
    let [before, after] = &findings.reliability;
    let mut figures = Vec::new();
    for (name, title, bins) in [
        ("uncalibrated", "As the model says", before),
        ("calibrated", "At the temperature of the validation part", after),
    ] {
        let caption = "Bars above the dashes: less sure than it should be; below: too sure.";
        let svg = ReliabilityDiagram { title, bins }.draw();
        figures.extend(drawn(&format!("{split}-{name}"), caption, svg)?);
    }
    Ok(figures)
}

/// What is called what.
pub(super) fn confusion(
    findings: &Findings,
    classes: &[String],
    split: &str,
) -> Result<Figure, PlotError> {
    let title = "Confusion matrix";
    let svg = ConfusionHeatMap { title, matrix: &findings.confusion, classes }.draw()?;
    let caption = format!("Rows are the truth, columns the call, {split} part.");
    Ok(Figure::new(&format!("{split}-confusion"), caption, svg))
}
