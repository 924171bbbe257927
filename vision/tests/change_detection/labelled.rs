//! Pairs with labels: how they are parted, and what is refused.

use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Window};
use neuron_vision::change_detection::labelled::{
    ChangeSet, Half, PairFiles, Region, acquired, change_folder, made_up, one_pair,
};
use std::path::Path;

const SIDE: usize = 12;

/// Writes a date or, of one band, labels; `place` is an EPSG number and a left edge.
fn file(path: &Path, bands: usize, side: usize, seed: u32, place: Option<(u32, f64)>) {
    let value = |at: usize| ((at as u32 + seed).wrapping_mul(2_654_435_761) >> 20) as u16 % 900;
    let values: Vec<u16> = (0..bands * side * side).map(value).collect();
    save(path, bands, side, values, place);
}

fn save(path: &Path, bands: usize, side: usize, values: Vec<u16>, place: Option<(u32, f64)>) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let names = (0..bands).map(|band| format!("B{band}")).collect();
    let place = place.map(|(epsg, left)| {
        GeoReference::north_up(Some(Crs::projected(epsg)), left, 100.0, (10.0, 10.0))
    });
    let raster = Raster::new(side, side, names, values).unwrap().with_georeference(place);
    write(path, &raster, &WriteOptions::default()).unwrap();
}

fn labels(path: &Path, changed: impl Fn(usize) -> u16) {
    save(path, 1, SIDE, (0..SIDE * SIDE).map(changed).collect(), None);
}

/// A folder of pairs, a third of which did not change.
fn folder(pairs: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..pairs {
        let path = |part: &str| folder.path().join(part).join(format!("p{at:02}.tif"));
        file(&path("before"), 3, SIDE, at, Some((32651, 500.0)));
        file(&path("after"), 3, SIDE, at + 90, Some((32651, 500.0)));
        labels(&path("labels"), |pixel| u16::from(at % 3 > 0 && pixel % 5 == 0));
    }
    folder
}

fn refused(folder: &Path) -> String {
    let error = change_folder(folder, 0.3, 0).unwrap_err().to_string();
    let name = folder.file_name().unwrap().to_string_lossy();
    error.replace(&folder.display().to_string(), "F").replace(&*name, "F")
}

/// Every region once, and every split with its share of pairs without change.
fn check_splits(set: &ChangeSet) {
    let mut pairs: Vec<usize> =
        [&set.train, &set.validation, &set.test].into_iter().flatten().map(|r| r.pair).collect();
    pairs.sort_unstable();
    assert_eq!(pairs, (0..set.pairs.len()).collect::<Vec<_>>());
    for split in [&set.train, &set.validation, &set.test] {
        let quiet = |region: &&Region| !set.truth(region).contains(&Some(1));
        let quiet = split.iter().filter(quiet).count();
        assert!(quiet > 0 && quiet < split.len(), "{quiet} of {}", split.len());
    }
}

#[test]
fn a_folder_is_parted_evenly_and_always_alike() {
    let folder = folder(30);
    let set = change_folder(folder.path(), 0.25, 7).unwrap();
    check_splits(&set);
    assert_eq!((set.test.len(), set.validation.len()), (6, 6));
    assert_eq!((set.bands.len(), set.classes.as_slice()), (3, &["change".to_owned()][..]));
    assert_eq!(change_folder(folder.path(), 0.25, 7).unwrap(), set);
    assert_ne!(change_folder(folder.path(), 0.25, 8).unwrap().test, set.test);
    assert_eq!(set.notices.len(), 1);
}

/// The same pixels under another name are on the same side of a split.
#[test]
fn copies_stay_together() {
    let folder = folder(12);
    for part in ["before", "after", "labels"] {
        for at in 0..12 {
            let of = |name: String| folder.path().join(part).join(name);
            std::fs::copy(of(format!("p{at:02}.tif")), of(format!("copy{at:02}.tif"))).unwrap();
        }
    }
    let set = change_folder(folder.path(), 0.3, 1).unwrap();
    for split in [&set.train, &set.validation, &set.test] {
        let names: Vec<&str> = split.iter().map(|r| set.pairs[r.pair].name.as_str()).collect();
        for name in names.iter().filter_map(|name| name.strip_prefix("copy")) {
            assert!(names.contains(&format!("p{name}").as_str()), "{names:?}");
        }
    }
}

#[test]
fn a_test_folder_is_for_testing_and_classes_are_numbered() {
    let whole = folder(12);
    let root = whole.path();
    for part in ["before", "after", "labels"] {
        let to = root.join("test").join(part);
        std::fs::create_dir_all(&to).unwrap();
        for name in ["p01.tif", "p03.tif"] {
            std::fs::rename(root.join(part).join(name), to.join(name)).unwrap();
        }
    }
    labels(&root.join("labels/p02.tif"), |pixel| [0, 4, 9][pixel % 3]);
    let set = change_folder(root, 0.3, 0).unwrap();
    let names: Vec<&str> =
        set.test.iter().map(|region| set.pairs[region.pair].name.as_str()).collect();
    assert_eq!(names, ["p01", "p03"]);
    assert_eq!(set.classes, ["label 1", "label 4", "label 9"]);
    let other = set.pairs.iter().find(|pair| pair.name == "p02").unwrap();
    assert_eq!(other.truth[..4], [Some(0), Some(2), Some(3), Some(0)]);
}

#[test]
fn grey_and_missing_labels_are_not_known() {
    let folder = folder(6);
    std::fs::remove_file(folder.path().join("labels/p01.tif")).unwrap();
    let pixels = (0..SIDE * SIDE).map(|at| [0, 128, 255][at % 3]).collect();
    let side = SIDE as u32;
    let picture = image::GrayImage::from_vec(side, side, pixels).unwrap();
    picture.save(folder.path().join("labels/p01.png")).unwrap();
    let missing = Raster::new(SIDE, SIDE, vec![String::new()], vec![1u8; SIDE * SIDE]).unwrap();
    let file = folder.path().join("labels/p02.tif");
    write(&file, &missing.with_nodata(Some(1.0)), &WriteOptions::default()).unwrap();
    let set = change_folder(folder.path(), 0.3, 0).unwrap();
    let of = |name: &str| &set.pairs.iter().find(|pair| pair.name == name).unwrap().truth;
    assert_eq!(of("p01")[..3], [Some(0), None, Some(1)]);
    assert!(of("p02").iter().all(Option::is_none));
}

#[test]
fn what_does_not_fit_is_refused() {
    let whole = folder(6);
    let path = |name: &str| whole.path().join(name);
    let original = std::fs::read(path("after/p01.tif")).unwrap();
    let back = || std::fs::write(path("after/p01.tif"), &original).unwrap();

    std::fs::remove_file(path("after/p01.tif")).unwrap();
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p01.tif` has no partner in `F/after`: each pair needs a file of this name in `before`, `after` and `labels`");
    file(&path("after/p01.tif"), 3, SIDE - 1, 1, None);
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p01.tif` and `F/after/p01.tif`: the first date is 12×12 pixels, the second 11×11: cut or resample them to the same grid first");
    file(&path("after/p01.tif"), 2, SIDE, 1, None);
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p01.tif` and `F/after/p01.tif`: the first date has 3 bands, the second 2: give the same bands of both");
    file(&path("after/p01.tif"), 3, SIDE, 1, Some((32652, 500.0)));
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p01.tif` and `F/after/p01.tif` lie at other places: reference system EPSG:32651 and EPSG:32652; bring them onto one grid first");
    file(&path("after/p01.tif"), 3, SIDE, 1, Some((32651, 505.0)));
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p01.tif` and `F/after/p01.tif` lie at other places: the corner at column 0, row 0 is 0.50 columns and 0.00 rows off; bring them onto one grid first");
    back();
    file(&path("before/p05.tif"), 4, SIDE, 1, None);
    file(&path("after/p05.tif"), 4, SIDE, 2, None);
    insta::assert_snapshot!(refused(whole.path()), @"`F/before/p05.tif` has 4 bands, the first pair has 3");
    for part in ["before", "after", "labels"] {
        std::fs::remove_file(path(part).join("p05.tif")).unwrap();
    }
    save(&path("labels/p04.tif"), 1, SIDE, vec![300; SIDE * SIDE], None);
    insta::assert_snapshot!(refused(whole.path()), @"`F/labels/p04.tif` has a label 300 at row 0, column 0: expected whole numbers from 0 to 255");
    file(&path("labels/p04.tif"), 1, SIDE + 1, 0, None);
    insta::assert_snapshot!(refused(whole.path()), @"`F/labels/p04.tif` is 1 bands of 13×13 pixels, the dates are 12×12");
    for at in 0..5 {
        labels(&path(&format!("labels/p0{at}.tif")), |_| 0);
    }
    insta::assert_snapshot!(refused(whole.path()), @"no pixel of the training split of `F` is labelled changed: both kinds are needed; give more pairs, or part them otherwise");
    std::fs::remove_dir_all(path("labels")).unwrap();
    assert!(refused(whole.path()).starts_with("cannot list `F/labels`"));
    insta::assert_snapshot!(refused(folder(2).path()), @"`F` has 2 pairs, expected at least 3");
}

#[test]
fn swapped_dates_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    file(&path("s2_20030711.tif"), 2, SIDE, 0, None);
    file(&path("s2_20000317.tif"), 2, SIDE, 1, None);
    labels(&path("changed.tif"), |pixel| u16::from(pixel % 4 == 0));
    let names = PairFiles {
        before: "s2_20030711".into(),
        after: "s2_20000317".into(),
        unchanged: String::new(),
        gap: 0,
        ..PairFiles::default()
    };
    let error = one_pair(folder.path(), &names, 0.3).unwrap_err().to_string();
    let error = error.replace(&folder.path().display().to_string(), "F");
    insta::assert_snapshot!(error, @"`F/s2_20030711.tif` was taken on 2003-07-11, `F/s2_20000317.tif` on 2000-03-17, which is earlier: the dates are swapped");
    let right =
        PairFiles { before: names.after.clone(), after: names.before.clone(), ..names.clone() };
    assert!(one_pair(folder.path(), &right, 0.3).is_ok());
    let error = one_pair(folder.path(), &PairFiles::default(), 0.3).unwrap_err().to_string();
    assert!(error.contains("has 0 files called `before`, expected one"), "{error}");
    // By the header of an ENVI file.
    std::fs::write(path("a.img"), [0; 4]).unwrap();
    std::fs::write(path("a.hdr"), "ENVI\nacquisition time = 1999-12-31T10:00:00Z\n").unwrap();
    assert_eq!(acquired(&path("a.img")).as_deref(), Some("1999-12-31"));
    assert_eq!(acquired(&path("changed.tif")), None);
    assert_eq!(acquired(Path::new("no/LC08_20201399.tif")), None);
}

#[test]
fn parts_of_one_pair_share_no_pixel() {
    for half in [Half::Upper, Half::Lower, Half::Left, Half::Right] {
        let extents = [50, 70];
        let (test, rest) = (half.window(extents), half.rest(extents, 6));
        let [learned, chosen] = half.cut(rest, 0.25, 5);
        for (one, two) in [(test, learned), (test, chosen), (learned, chosen)] {
            assert_eq!(one.intersection(&two), None, "{half:?}");
        }
        // Whatever reaches less than the gap from one does not reach the other.
        let grown = |w: Window, by: usize| {
            let (x, y) = (w.x.saturating_sub(by), w.y.saturating_sub(by));
            Window::new(x, y, w.right() + by - x, w.bottom() + by - y)
        };
        assert_eq!(grown(test, 6).intersection(&learned), None, "{half:?}");
        assert!(grown(test, 7).intersection(&rest).is_some(), "{half:?}");
        assert_eq!(grown(learned, 5).intersection(&chosen), None, "{half:?}");
        assert!(learned.width * learned.height > 2 * chosen.width * chosen.height);
    }
}

/// The halves are pairs of their own: nothing that is done to one knows of the other.
#[test]
fn halves_of_one_pair_are_cut_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    file(&path("before.tif"), 2, SIDE, 0, Some((32651, 500.0)));
    file(&path("after.tif"), 2, SIDE, 1, Some((32651, 500.0)));
    labels(&path("changed.tif"), |pixel| u16::from(pixel % 5 == 0));
    labels(&path("unchanged.tif"), |pixel| u16::from(pixel % 5 > 2));
    let names = PairFiles { test: Half::Lower, gap: 1, ..PairFiles::default() };
    let set = one_pair(folder.path(), &names, 0.25).unwrap();
    let extents: Vec<[usize; 2]> = set.pairs.iter().map(|p| p.pair.before().extents()).collect();
    assert_eq!(extents, [[5, 12], [6, 12]]);
    assert_eq!(
        (set.train[0].window, set.validation[0].window),
        (Window::new(0, 0, 8, 5), Window::new(9, 0, 3, 5))
    );
    assert_eq!(set.test[0].window, Window::whole(12, 6));
    assert_eq!(set.pairs[1].truth[..4], [None, Some(0), Some(0), Some(1)]);
    assert_eq!(set.pairs[1].place.as_ref().unwrap().transform[3], 40.0);
    let whole = neuron_vision::change_detection::files::open(&path("before.tif")).unwrap().image;
    assert_eq!(set.pairs[1].pair.before().band(1), &whole.values[18 * SIDE..24 * SIDE]);
}

#[test]
fn made_up_pairs_are_tested_on_those_of_another_seed() {
    let set = made_up(60, 0.2, 4).unwrap();
    check_splits(&set);
    assert_eq!((set.train.len(), set.validation.len(), set.test.len()), (48, 12, 30));
    assert!(set.synthetic);
    // Not one pair twice.
    let firsts: std::collections::BTreeSet<Vec<u32>> = set
        .pairs
        .iter()
        .map(|pair| pair.pair.before().band(0)[..64].iter().map(|v| v.to_bits()).collect())
        .collect();
    assert_eq!(firsts.len(), 90);
    insta::assert_snapshot!(made_up(29, 0.2, 4).unwrap_err(), @"`dataset_size` is 29, expected 30 or more, so that each kind of pair is in each part");
}
