//! Composites against numpy.

use neuron_vision::environmental_monitoring::composite::{Choice, Scene, Stack, composite};

const BANDS: usize = 2;
const PIXELS: usize = 4;

/// Five images, of numbers that numpy drew.
static IMAGES: [[f32; BANDS * PIXELS]; 5] = [
    [67.0, 80.0, 2.0, 80.0, 46.0, 51.0, 63.0, 28.0],
    [97.0, 5.0, 27.0, 38.0, 57.0, 40.0, 13.0, 4.0],
    [0.0, 4.0, 14.0, 99.0, 19.0, 65.0, 75.0, 23.0],
    [28.0, 43.0, 26.0, 97.0, 17.0, 89.0, 79.0, 84.0],
    [11.0, 39.0, 62.0, 49.0, 66.0, 67.0, 66.0, 6.0],
];
static CLEAR: [[bool; PIXELS]; 5] = [
    [true, true, false, true],
    [true, false, false, true],
    [true, true, false, true],
    [false, true, false, true],
    [true, true, false, true],
];

fn stack() -> Stack<'static> {
    let scenes = IMAGES.iter().zip(&CLEAR);
    let scenes = scenes.map(|(values, clear)| Scene { values, clear: Some(clear) });
    Stack::new(BANDS, PIXELS, scenes.collect()).unwrap()
}

/// The bands of the pixels, NaN as nothing.
fn pixels(values: &[f32]) -> Vec<Option<[f32; BANDS]>> {
    let pixel = |at: usize| [values[at], values[PIXELS + at]];
    (0..PIXELS).map(pixel).map(|one| (!one[0].is_nan()).then_some(one)).collect()
}

#[test]
fn means_and_medians_are_those_of_numpy() {
    let found = composite(&stack(), Choice::Median).unwrap();
    let expected = [Some([39.0, 51.5]), Some([41.0, 66.0]), None, Some([80.0, 23.0])];
    assert_eq!(pixels(&found.values), expected);
    assert_eq!((found.clear, found.source), (vec![4, 4, 0, 5], vec![None; 4]));
    let found = composite(&stack(), Choice::Mean).unwrap();
    let expected = [Some([43.75, 47.0]), Some([41.5, 68.0]), None, Some([72.6, 29.0])];
    assert_eq!(pixels(&found.values), expected);
}

/// The least sum of distances that numpy finds is that of images 0, 4 and 0.
#[test]
fn a_medoid_is_one_of_the_images() {
    let found = composite(&stack(), Choice::Medoid).unwrap();
    assert_eq!(found.source, [Some(0), Some(4), None, Some(0)]);
    let expected = [Some([67.0, 46.0]), Some([39.0, 67.0]), None, Some([80.0, 28.0])];
    assert_eq!(pixels(&found.values), expected);
}

#[test]
fn the_highest_score_wins_where_it_is_clear() {
    let mut scores = vec![0.5; 5 * PIXELS];
    // Image 1 at pixel 0; at pixel 1 it is masked, and image 4 comes next; a NaN is never the highest.
    scores[PIXELS] = 0.9;
    scores[PIXELS + 1] = 0.9;
    scores[4 * PIXELS + 1] = 0.7;
    scores[3] = f32::NAN;
    let found = composite(&stack(), Choice::Highest(&scores)).unwrap();
    assert_eq!(found.source, [Some(1), Some(4), None, Some(1)]);
    let expected = [Some([97.0, 57.0]), Some([39.0, 67.0]), None, Some([38.0, 4.0])];
    assert_eq!(pixels(&found.values), expected);
    let none = vec![f32::NAN; 5 * PIXELS];
    let found = composite(&stack(), Choice::Highest(&none)).unwrap();
    assert_eq!((pixels(&found.values), found.clear), (vec![None; 4], vec![4, 4, 0, 5]));
}

/// A band that was not seen leaves the image out; pixels of many blocks stay in their places.
#[test]
fn gaps_count_as_clouds() {
    const MANY: usize = 10_000;
    let first: Vec<f32> = (0..2 * MANY).map(|at| at as f32).collect();
    let mut second: Vec<f32> = first.iter().map(|value| value + 2.0).collect();
    second[MANY + 7] = f32::NAN;
    second[8] = f32::INFINITY;
    let scenes = [&first, &second].map(|values| Scene { values, clear: None });
    let stack = Stack::new(2, MANY, scenes.to_vec()).unwrap();
    let found = composite(&stack, Choice::Median).unwrap();
    for (at, (found, first)) in found.values.iter().zip(&first).enumerate() {
        let alone = [7, 8].contains(&(at % MANY));
        assert_eq!(*found, if alone { *first } else { first + 1.0 }, "{at}");
    }
    assert_eq!(found.clear.iter().filter(|clear| **clear == 1).count(), 2);
}

#[test]
fn what_is_no_stack_is_refused() {
    let values = [0.0; 8];
    let said = |bands, pixels, scenes: &[Scene<'_>]| {
        Stack::new(bands, pixels, scenes.to_vec()).unwrap_err().to_string()
    };
    let scene = Scene { values: &values, clear: None };
    insta::assert_snapshot!(said(2, 4, &[]), @"expected at least one image of a band and a pixel, found 0 images of 2 bands of 4 pixels");
    insta::assert_snapshot!(said(3, 4, &[scene]), @"expected 3 bands of 4 pixels, found 8 values in image 0");
    insta::assert_snapshot!(said(2, usize::MAX, &[scene]), @"expected 2 bands of 18446744073709551615 pixels, found 8 values in image 0");
    let masked = Scene { values: &values, clear: Some(&[true]) };
    insta::assert_snapshot!(said(2, 4, &[scene, masked]), @"expected 2 bands of 4 pixels, found a mask of 1 pixels of image 1");
    let scores = composite(&stack(), Choice::Highest(&[1.0])).unwrap_err().to_string();
    insta::assert_snapshot!(scores, @"expected scores of 5 images of 4 pixels, found 1 scores");
}
