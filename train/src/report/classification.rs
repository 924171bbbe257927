use super::{Figure, Section, Table};
use crate::metrics::ClassificationReport;
use crate::plot::{
    ClassBars, ConfusionHeatMap, PlotError, RateCurve, RateCurves, RateKind, ReliabilityDiagram,
    Svg,
};

/// The sections of a report that show a classifier on one split: all metrics, scores by class with
/// the confusion matrix, and calibration with ROC and precision–recall curves.
///
/// `classes` are the classes' names; `split`, such as `test`, stands in captions and file names.
///
/// ```
/// use neuron_train::metrics::{Scores, classification};
/// use neuron_train::report::{Report, classification_sections};
/// let logits = Scores::Logits { values: &[2.0, 0.1, 0.3, 1.5], classes: 2 };
/// let measured = classification(logits, &[0, 1], None)?;
/// let mut report = Report::new("Two classes");
/// for section in classification_sections(&measured, &["soil".into(), "crop".into()], "test")? {
///     report.section(section);
/// }
/// assert!(report.html()?.contains("Confusion matrix"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`PlotError::Labels`] where there is not one name a class.
pub fn classification_sections(
    measured: &ClassificationReport,
    classes: &[String],
    split: &str,
) -> Result<Vec<Section>, PlotError> {
    let name = |plot: &str| format!("{split}-{plot}");
    let matrix =
        ConfusionHeatMap { title: "Confusion matrix", matrix: &measured.confusion, classes };
    let mut wrong = vec![Figure::new(
        &name("confusion"),
        format!("Rows are the truth, columns the prediction, {split} split."),
        matrix.draw()?,
    )];
    let f1: Vec<_> = measured.per_class.iter().map(|c| (classes[c.class].clone(), c.f1)).collect();
    let bars = ClassBars { title: "F1 by class", label: "F1", bars: &f1 }.draw();
    wrong.extend(figure(&name("f1"), "F1 of each class.", bars)?);

    let diagram = ReliabilityDiagram { title: "Calibration", bins: &measured.reliability }.draw();
    let caption = "Bars above the dashes: less sure than it should be; below: too sure.";
    let mut sure: Vec<Figure> =
        figure(&name("calibration"), caption, diagram)?.into_iter().collect();
    for (file, title, kind) in [
        ("roc", "ROC", RateKind::Roc),
        ("precision-recall", "Precision and recall", RateKind::PrecisionRecall),
    ] {
        let curves: Vec<RateCurve<'_>> = measured
            .per_class
            .iter()
            .filter_map(|class| {
                let (area, curve) = match kind {
                    RateKind::Roc => (class.auroc?, class.roc.as_ref()?),
                    RateKind::PrecisionRecall => {
                        (class.average_precision?, class.precision_recall.as_ref()?)
                    }
                };
                Some(RateCurve { name: &classes[class.class], area, curve })
            })
            .collect();
        let drawn = RateCurves { title, kind, curves: &curves }.draw();
        sure.extend(figure(&name(file), "Each class against the rest.", drawn)?);
    }
    Ok(vec![
        Section::new("Metrics").table(all_metrics(measured, split)),
        Section::new("By class").figures(wrong).table(by_class(measured, classes, split)),
        Section::new("Confidence").figures(sure),
    ])
}

fn all_metrics(measured: &ClassificationReport, split: &str) -> Table {
    let samples = measured.samples;
    let caption = format!("Measured on the {split} split, {samples} samples");
    let mut table = Table::new(caption, &["metric", "value"]);
    for (name, value) in measured.metrics.iter() {
        table.row([name.replace('_', " "), format!("{value:.4}")]);
    }
    table
}

fn by_class(measured: &ClassificationReport, classes: &[String], split: &str) -> Table {
    let columns =
        ["class", "support", "precision", "recall", "F1", "IoU", "AUROC", "average precision"];
    let mut table = Table::new(format!("Scores by class, {split} split"), &columns);
    let score = |score: Option<f64>| score.map_or_else(|| String::from("–"), |s| format!("{s:.3}"));
    for class in &measured.per_class {
        table.row([
            classes[class.class].clone(),
            class.support.to_string(),
            score(class.precision),
            score(class.recall),
            score(class.f1),
            score(class.iou),
            score(class.auroc),
            score(class.average_precision),
        ]);
    }
    table
}

/// A figure, or none where there is nothing to draw.
fn figure(
    name: &str,
    caption: &str,
    drawn: Result<Svg, PlotError>,
) -> Result<Option<Figure>, PlotError> {
    match drawn {
        Ok(svg) => Ok(Some(Figure::new(name, caption, svg))),
        Err(PlotError::Empty { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
