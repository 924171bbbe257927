//! What a report shows of a measured split.

use super::data::SegmentationData;
use super::{Baseline, Evaluation, SegmentationConfig, SegmentationError, pictures};
use neuron_train::metrics::ConfusionMatrix;
use neuron_train::plot::{ConfusionHeatMap, Example, ExamplePanel};
use neuron_train::report::{Figure, Section, Table};

/// Images that the table of images lists.
const LISTED: usize = 40;

/// Images that a panel shows.
const SHOWN: usize = 4;

/// Side of a shown image, in pixels of the report.
const SIDE: usize = 180;

/// Methods, classes, images, and images to look at.
pub(super) fn sections(
    data: &SegmentationData,
    config: &SegmentationConfig,
    measured: &Evaluation,
    baseline: &Baseline,
) -> Result<Vec<Section>, SegmentationError> {
    let methods = Section::new("Methods")
        .text("Pixels of all images together. Pixels of which nothing is known do not count.")
        .table(methods(data, measured, baseline)?);
    Ok(vec![
        methods,
        classes(data, measured)?,
        Section::new("Images").table(images(data, config, measured)),
        panels(data, config, measured)?,
    ])
}

fn digits(value: Option<f64>) -> String {
    value.map_or_else(|| "–".into(), |value| format!("{value:.4}"))
}

fn methods(
    data: &SegmentationData,
    measured: &Evaluation,
    baseline: &Baseline,
) -> Result<Table, SegmentationError> {
    let classes = &data.set.classes;
    let each: Vec<String> = classes.iter().map(|class| format!("IoU of {class}")).collect();
    let mut columns = vec!["method", "mean IoU", "accuracy"];
    columns.extend(each.iter().map(String::as_str));
    let mut table = Table::new("", &columns);
    for (name, evaluation) in [("U-Net", measured), (baseline.name, &baseline.evaluation)] {
        let confusion = &evaluation.confusion;
        let mut row = vec![name.to_owned(), digits(Some(confusion.mean_iou()?))];
        row.push(digits(Some(confusion.accuracy()?)));
        row.extend((0..classes.len()).map(|class| digits(confusion.iou(class))));
        table.row(row);
    }
    Ok(table)
}

fn classes(data: &SegmentationData, measured: &Evaluation) -> Result<Section, SegmentationError> {
    let (names, confusion) = (&data.set.classes, &measured.confusion);
    let columns = ["class", "share of pixels", "IoU", "Dice (F1)", "precision", "recall"];
    let mut table = Table::new("", &columns);
    for (class, name) in names.iter().enumerate() {
        let share = confusion.support(class) / confusion.total().max(1.0);
        table.row([
            name.clone(),
            digits(Some(share)),
            digits(confusion.iou(class)),
            digits(confusion.dice(class)),
            digits(confusion.precision(class)),
            digits(confusion.recall(class)),
        ]);
    }
    let matrix = in_percent(confusion)?;
    let title = "Pixels, in percent of the truth";
    let figure = ConfusionHeatMap { title, matrix: &matrix, classes: names }.draw()?;
    let caption = "Rows are the truth, columns the prediction.";
    Ok(Section::new("Classes").table(table).figures([Figure::new("confusion", caption, figure)]))
}

/// Counts of pixels are too long to be read.
fn in_percent(counts: &ConfusionMatrix) -> Result<ConfusionMatrix, SegmentationError> {
    let mut percent = ConfusionMatrix::new(counts.classes());
    for (truth, row) in (0..).zip(counts.rows()) {
        let total: f64 = row.iter().sum();
        for (said, &count) in (0..).zip(row).filter(|(_, count)| **count > 0.0) {
            // In tenths, as they are written.
            let share = (count / total * 1000.0).round() / 10.0;
            percent.add(&[truth], &[said], Some(&[share as f32]))?;
        }
    }
    Ok(percent)
}

/// Numbers of images, from the worst to the best.
fn worst_first(config: &SegmentationConfig, measured: &Evaluation) -> Vec<usize> {
    let binary = measured.confusion.classes() == 2;
    let score = |at: usize| {
        let image = &measured.images[at];
        let foreground = image.iou.get(config.foreground).copied().flatten();
        if binary { foreground.unwrap_or(image.mean_iou) } else { image.mean_iou }
    };
    let mut order: Vec<usize> = (0..measured.images.len()).collect();
    order.sort_by(|&a, &b| score(a).total_cmp(&score(b)).then(a.cmp(&b)));
    order
}

fn images(data: &SegmentationData, config: &SegmentationConfig, measured: &Evaluation) -> Table {
    let count = measured.images.len();
    let caption = if count > LISTED {
        format!("The worst {LISTED} of {count}.")
    } else {
        "The worst first.".to_owned()
    };
    let binary = data.set.classes.len() == 2;
    let name = data.set.classes.get(config.foreground).map_or("", String::as_str);
    let (iou, hd95) = (format!("IoU of {name}"), format!("HD95 of {name}, pixels"));
    let mut columns = vec!["image", "mean IoU", "accuracy"];
    if binary {
        columns.extend([iou.as_str(), hd95.as_str()]);
    }
    let mut table = Table::new(caption, &columns);
    for at in worst_first(config, measured).into_iter().take(LISTED) {
        let image = &measured.images[at];
        let mut row = vec![
            data.set.scenes[image.scene].name.clone(),
            digits(Some(image.mean_iou)),
            digits(Some(image.accuracy)),
        ];
        if binary {
            row.push(digits(image.iou.get(config.foreground).copied().flatten()));
            row.push(image.hd95.map_or_else(|| "–".into(), |value| format!("{value:.1}")));
        }
        table.row(row);
    }
    table
}

/// Image, truth, prediction and errors side by side.
fn panels(
    data: &SegmentationData,
    config: &SegmentationConfig,
    measured: &Evaluation,
) -> Result<Section, SegmentationError> {
    let order = worst_first(config, measured);
    let (count, classes) = (order.len(), data.set.classes.len());
    // From the middle, as good as most.
    let middle = order.iter().skip(count.saturating_sub(SHOWN) / 2).take(SHOWN);
    let mut section = Section::new("Images to look at").text(
        "From left to right: the image, the truth, what the network says, and where it is wrong: red, \
         or blue where of two classes the one that is looked for was missed. Grey: nothing is known.",
    );
    let mut chosen =
        vec![("worst-images", "The worst images", order.iter().take(SHOWN).copied().collect())];
    if count > SHOWN {
        chosen.push((
            "usual-images",
            "Images as good as most",
            middle.copied().collect::<Vec<_>>(),
        ));
    }
    for (name, title, numbers) in chosen {
        let mut drawn: Vec<(Vec<u8>, String, String)> = Vec::new();
        for at in numbers {
            let image = &measured.images[at];
            let (scene, mask) = (&data.set.scenes[image.scene], &measured.masks[at]);
            let foreground = config.foreground;
            let truth = pictures::of_mask(scene, &scene.labels, classes, foreground);
            drawn.extend([
                (pictures::of_image(scene), scene.name.clone(), String::new()),
                (truth, "truth".into(), String::new()),
                (
                    pictures::of_mask(scene, mask, classes, foreground),
                    "network".into(),
                    format!("mean IoU {:.3}", image.mean_iou),
                ),
                (
                    pictures::of_errors(scene, mask, classes, foreground),
                    "errors".into(),
                    format!("{:.1} % of the pixels", 100.0 * (1.0 - image.accuracy)),
                ),
            ]);
        }
        let examples: Vec<Example<'_>> = drawn
            .iter()
            .map(|(png, label, detail)| Example { png, label, detail, correct: None })
            .collect();
        if examples.is_empty() {
            continue;
        }
        let svg = ExamplePanel { title, examples: &examples, columns: 4 }.draw_at(SIDE)?;
        section = section.figures([Figure::new(name, "", svg)]);
    }
    Ok(section)
}
