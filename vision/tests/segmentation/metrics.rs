//! Figures of masks against scikit-learn and scipy; `reference_values.py` made the values.

use neuron_train::trainer::{Judge, Predictions};
use neuron_vision::datasets::Pixels;
use neuron_vision::segmentation::data::{Scene, SegmentationSet, UNKNOWN};
use neuron_vision::segmentation::{Evaluation, SegmentationJudge};

const AREA: usize = 40 * 50;

fn truth(i: usize) -> u8 {
    ((i * i / 7 + 3 * i) % 11 % 3) as u8
}

fn said(i: usize) -> u8 {
    if i % 5 < 3 { truth(i) } else { (i / 3 % 3) as u8 }
}

fn set(classes: usize, height: usize, width: usize, labels: Vec<u8>) -> SegmentationSet {
    SegmentationSet {
        name: "t".into(),
        synthetic: true,
        bands: vec!["b".into()],
        classes: (0..classes).map(|class| format!("class {class}")).collect(),
        ids: (0..classes as u8).collect(),
        scenes: vec![Scene {
            own: None,
            name: "one".into(),
            height,
            width,
            pixels: Pixels::U8(vec![0; height * width]),
            labels,
        }],
    }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

#[test]
fn overlaps_are_those_of_scikit_learn() {
    let labels = (0..AREA).map(|i| if i % 13 == 0 { UNKNOWN } else { truth(i) }).collect();
    let masks = vec![(0..AREA).map(said).collect()];
    let measured = Evaluation::of(&set(3, 40, 50, labels), &[0], masks, 1).unwrap();
    let confusion = &measured.confusion;
    let rows: Vec<&[f64]> = confusion.rows().collect();
    assert_eq!(rows, [[651.0, 119.0, 118.0], [88.0, 494.0, 90.0], [41.0, 37.0, 208.0]]);
    let expected = [0.640117994100295, 0.5966183574879227, 0.42105263157894735];
    for (class, iou) in expected.into_iter().enumerate() {
        close(confusion.iou(class).unwrap(), iou);
        close(measured.images[0].iou[class].unwrap(), iou);
    }
    close(measured.images[0].mean_iou, 0.5525963277223883);
    let metrics = SegmentationJudge { classes: 3, foreground: 1 }.metrics(confusion).unwrap();
    close(metrics.get("accuracy").unwrap(), 0.7329360780065005);
    close(metrics.get("mean_iou").unwrap(), 0.5525963277223883);
    close(metrics.get("mean_dice").unwrap(), 0.7068402094595966);
    assert_eq!(metrics.get("iou"), None);
}

/// While a network trains, its tiles are judged as the images are afterwards.
#[test]
fn tiles_are_judged_by_their_labelled_pixels_alone() {
    let (tiles, area) = (4, AREA / 4);
    let labels: Vec<i32> =
        (0..AREA).map(|i| if i % 13 == 0 { -1 } else { i32::from(truth(i)) }).collect();
    let mut probabilities = Vec::new();
    for tile in 0..tiles {
        for class in 0..3 {
            probabilities.extend((0..area).map(|at| {
                // What is said of unlabelled pixels may be anything.
                let i = tile * area + at;
                if i % 13 == 0 {
                    f32::NAN
                } else if said(i) == class {
                    0.6
                } else {
                    0.2
                }
            }));
        }
    }
    let predictions = Predictions {
        examples: tiles,
        outputs: [("probabilities".to_owned(), probabilities)].into(),
        integers: [("label".to_owned(), labels)].into(),
        ..Predictions::default()
    };
    let judge = SegmentationJudge { classes: 3, foreground: 1 };
    let metrics = judge.judge(&predictions).unwrap();
    close(metrics.get("mean_iou").unwrap(), 0.5525963277223883);
    close(metrics.get("accuracy").unwrap(), 0.7329360780065005);
    assert_eq!(judge.monitor().0, "mean_iou");
}

#[test]
fn of_two_classes_distances_are_those_of_scipy() {
    let disk = |y: usize, x: usize, square: usize| -> Vec<u8> {
        let inside =
            |at: usize| (at / 64).abs_diff(y).pow(2) + (at % 64).abs_diff(x).pow(2) <= square;
        (0..48 * 64).map(|at| u8::from(inside(at))).collect()
    };
    let set = set(2, 48, 64, disk(20, 24, 144));
    let measured = Evaluation::of(&set, &[0], vec![disk(23, 29, 121)], 1).unwrap();
    close(measured.mean_image_iou(1).unwrap(), 0.5092250922509225);
    close(measured.mean_hd95().unwrap(), 6.4031242374328485);
    // With the other class in front, the overlap is that of the other class.
    let other = Evaluation::of(&set, &[0], vec![disk(23, 29, 121)], 0).unwrap();
    let metrics =
        SegmentationJudge { classes: 2, foreground: 0 }.metrics(&other.confusion).unwrap();
    close(metrics.get("iou").unwrap(), measured.confusion.iou(0).unwrap());
    assert!(metrics.get("iou").unwrap() > 0.9);
}
