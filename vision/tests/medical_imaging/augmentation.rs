//! How a training image is changed, and how it is not.

use neuron_data::examples::{Draw, Examples, Slot};
use neuron_vision::datasets::{BandStatistics, ImageSet, Pixels};
use neuron_vision::medical_imaging::classification::{
    MedicalData, MedicalImagingConfig, ScanAugmentation, ScanExamples, Standardise, recipe,
};
use std::sync::Arc;

fn loaded(examples: &ScanExamples, index: usize, draw: Draw) -> Vec<f32> {
    let mut image = vec![0.0; examples.fields()[0].elements()];
    let mut label = [0];
    let mut slots = [Slot::F32(&mut image), Slot::I32(&mut label)];
    examples.load(index, draw, &mut slots).unwrap();
    image
}

fn draw(epoch: u32, augment: bool) -> Draw {
    Draw { seed: 7, epoch, augment }
}

#[test]
fn an_image_is_drawn_by_its_address() {
    let mut config = recipe("synthetic-scans", None);
    config.dataset_size = 72;
    let data = MedicalData::open(&config, &neuron_vision::tasks::DataOptions::default()).unwrap();
    let examples = data.examples(&data.train, &config);
    let image = |epoch, augment| loaded(&examples, 3, draw(epoch, augment));
    assert_eq!(image(1, true), image(1, true));
    assert_ne!(image(1, true), image(2, true));
    // Measured as it is.
    let mut plain = data.set.image(data.train[3]);
    data.statistics.normalise(&mut plain);
    assert_eq!(image(1, false), plain);
    config.augmentation = ScanAugmentation::default();
    assert_eq!(loaded(&data.examples(&data.train, &config), 3, draw(1, true)), plain);
}

/// A picture with its left third bright.
fn left() -> (Arc<ImageSet>, BandStatistics, MedicalImagingConfig) {
    let pixels = (0..30 * 30).map(|i| if i % 30 < 10 { 200 } else { 50 }).collect();
    let set = ImageSet {
        name: "left".into(),
        synthetic: true,
        bands: vec!["grey".into()],
        height: 30,
        width: 30,
        classes: vec!["a".into()],
        pixels: Pixels::U8(pixels),
        labels: vec![0],
    };
    let statistics = BandStatistics::of(&set, &[0]);
    (Arc::new(set), statistics, recipe("pneumoniamnist", None))
}

fn is_left(image: &[f32]) -> bool {
    let half =
        |start: usize| -> f32 { image.chunks(30).flat_map(|row| &row[start..start + 15]).sum() };
    half(0) > half(15)
}

#[test]
fn the_heart_stays_on_its_side() {
    let (set, statistics, mut config) = left();
    assert!(!config.augmentation.flip);
    let of = |config: &MedicalImagingConfig| {
        let examples = ScanExamples::new(set.clone(), vec![0], statistics.clone(), config);
        (0..100).filter(|&epoch| is_left(&loaded(&examples, 0, draw(epoch, true)))).count()
    };
    assert_eq!(of(&config), 100);
    config.augmentation.flip = true;
    assert!((30..70).contains(&of(&config)), "{}", of(&config));
}

#[test]
fn an_image_by_itself_forgets_its_exposure() {
    let (set, statistics, mut config) = left();
    config.standardise = Standardise::Image;
    let other = ImageSet {
        pixels: Pixels::F32(set.image(0).iter().map(|v| 3.0 * v + 17.0).collect()),
        ..(*set).clone()
    };
    let load = |set: Arc<ImageSet>| {
        let examples = ScanExamples::new(set, vec![0], statistics.clone(), &config);
        loaded(&examples, 0, draw(0, false))
    };
    let (one, two) = (load(set), load(Arc::new(other)));
    assert!(one.iter().zip(&two).all(|(a, b)| (a - b).abs() < 1e-5));
    let mean = one.iter().sum::<f32>() / 900.0;
    let square = one.iter().map(|v| v * v).sum::<f32>() / 900.0;
    assert!(mean.abs() < 1e-5 && (square - 1.0).abs() < 1e-4, "{mean} {square}");
    let flat = ImageSet {
        name: "flat".into(),
        synthetic: true,
        bands: vec!["grey".into()],
        height: 2,
        width: 2,
        classes: vec!["a".into()],
        pixels: Pixels::F32(vec![5.0, f32::NAN, 5.0, 5.0]),
        labels: vec![0],
    };
    assert_eq!(load(Arc::new(flat)), [0.0; 4]);
}
