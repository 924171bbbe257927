//! Quality bands, by values that USGS and ESA list with their meaning.

use neuron_raster::{PixelMask, Raster, Window};
use neuron_scenes::quality::{Quality, QualityMask, Shown, ShownSet, tally};

fn set(all: &[Shown]) -> ShownSet {
    all.iter().copied().collect()
}

#[test]
fn classes_of_sentinel_2() {
    use Shown::{Cloud, Missing, Shadow, Snow, Water};
    let expected: [&[Shown]; 12] = [
        &[Missing],
        &[Missing],
        &[],
        &[Shadow],
        &[],
        &[],
        &[Water],
        &[],
        &[Cloud],
        &[Cloud],
        &[Cloud],
        &[Snow],
    ];
    for (value, expected) in expected.iter().enumerate() {
        assert_eq!(Quality::Scl.shown(value as u32), Ok(set(expected)), "{value}");
    }
    assert!(Quality::Scl.shown(12).is_err());
}

/// Values of LSDS-1619, table 6-3, and of LSDS-1873, table A-1.
#[test]
fn bits_of_landsat() {
    use Shown::{Cloud, Missing, Shadow, Snow, Water};
    for (value, expected) in [
        (1, set(&[Missing])),
        (21_824, set(&[])),
        (21_826, set(&[Cloud])),
        (21_952, set(&[Water])),
        (22_280, set(&[Cloud])),
        (23_888, set(&[Shadow])),
        (24_344, set(&[Cloud, Shadow])),
        (30_048, set(&[Snow])),
        (54_596, set(&[Cloud])),
    ] {
        assert_eq!(Quality::QaPixel.shown(value), Ok(expected), "{value}");
    }
    for (value, expected) in [
        (1, set(&[Missing])),
        (2_720, set(&[])),
        (2_800, set(&[Cloud])),
        (2_976, set(&[Shadow])),
        (3_744, set(&[Snow])),
        (6_816, set(&[Cloud])),
    ] {
        assert_eq!(Quality::Bqa.shown(value), Ok(expected), "{value}");
    }
    assert!(Quality::Bqa.shown(20_480).unwrap_err().contains("bqa-first"));
    // Before collections: 20480 is clear, 28672 cirrus, 53248 cloud, 61440 both.
    for (value, expected) in [
        (20_480, set(&[])),
        (28_672, set(&[Cloud])),
        (53_248, set(&[Cloud])),
        (61_440, set(&[Cloud])),
    ] {
        assert_eq!(Quality::BqaFirst.shown(value), Ok(expected), "{value}");
    }
}

#[test]
fn a_mask_leaves_out_and_counts() {
    let band = Raster::new(4, 2, vec!["SCL".into()], vec![0_u8, 4, 9, 3, 6, 11, 10, 5]).unwrap();
    let mask = QualityMask::new(&band, "scl.tif", Quality::Scl, ShownSet::UNUSABLE);
    let counts = mask.read(Window::new(1, 0, 3, 2)).unwrap();
    assert_eq!(counts, [true, false, false, true, false, true]);
    let found = tally(&mask).unwrap();
    assert_eq!((found.pixels, found.counting, found.shown), (8, 4, [1, 2, 1, 1, 1]));
    let dry =
        QualityMask::new(&band, "scl.tif", Quality::Scl, ShownSet::UNUSABLE.with(Shown::Water));
    assert_eq!(tally(&dry).unwrap().counting, 3);
    let wrong = Raster::new(1, 1, vec!["SCL".into()], vec![200_u8]).unwrap();
    let mask = QualityMask::new(&wrong, "scl.tif", Quality::Scl, ShownSet::UNUSABLE);
    assert_eq!(
        mask.read(Window::whole(1, 1)).unwrap_err().to_string(),
        "`scl.tif` cannot be used: a pixel of the quality band is 200: expected a class from 0 to 11"
    );
}
