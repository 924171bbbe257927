use super::listing::images;
use super::places::{check_order, check_places};
use super::{ChangeSet, ChangeSetError, LabelledPair, Region, truth_file};
use crate::change_detection::files;
use crate::change_detection::pair::{Scene, ScenePair};
use neuron_data::sampling::stratified_split;
use neuron_raster::Window;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most values of all dates of a folder, in memory.
const MOST_VALUES: usize = 1 << 29;

/// Fewest pairs that can be parted.
const LEAST_PAIRS: usize = 3;

/// Share of the pairs that are for testing, where no folder `test` is.
const TEST_SHARE: f64 = 0.2;

/// Pairs of a folder with `before/`, `after/` and `labels/`, in which a pair's files have one stem; those of
/// `test/` below it, if it is there, are for testing, else a fifth of all. A label 0 did not change; all other
/// numbers are classes of change.
///
/// # Errors
/// [`ChangeSetError`]: a file without a partner, extents, bands, places or days that do not fit.
pub fn change_folder(
    folder: &Path,
    validation_share: f64,
    seed: u64,
) -> Result<ChangeSet, ChangeSetError> {
    let mut set = ChangeSet {
        name: folder.file_name().map_or("folder".into(), |n| n.to_string_lossy().into_owned()),
        synthetic: false,
        bands: Vec::new(),
        classes: Vec::new(),
        pairs: Vec::new(),
        train: Vec::new(),
        validation: Vec::new(),
        test: Vec::new(),
        notices: Vec::new(),
    };
    let mut values = 0;
    read(folder, &mut set, &mut values)?;
    let learned = set.pairs.len();
    let tested = folder.join("test");
    if tested.is_dir() {
        read(&tested, &mut set, &mut values)?;
    }
    if learned < LEAST_PAIRS {
        let folder = folder.to_owned();
        return Err(ChangeSetError::TooFew { folder, found: learned, needed: LEAST_PAIRS });
    }
    name_classes(&mut set);
    let region = |pair: usize| {
        let [rows, columns] = set.pairs[pair].pair.before().extents();
        Region { pair, window: Window::whole(columns, rows) }
    };
    // Each part has its share of pairs without change.
    let kinds: Vec<u32> = set.pairs[..learned].iter().map(|pair| kind(&pair.truth)).collect();
    // Pairs of the same pixels stay together, whatever they are called.
    let content: Vec<u64> = set.pairs[..learned].iter().map(content).collect();
    let (mut learn, mut test): (Vec<usize>, Vec<usize>) =
        ((0..learned).collect(), (learned..set.pairs.len()).collect());
    if test.is_empty() {
        let split = stratified_split(&kinds, Some(&content), TEST_SHARE, seed);
        (learn, test) = (split.train, split.held_out);
        set.notices.push(format!("no folder `test`: {} of {learned} pairs are for it", test.len()));
    }
    let (of, by): (Vec<u32>, Vec<u64>) =
        learn.iter().map(|&pair| (kinds[pair], content[pair])).unzip();
    let split = stratified_split(&of, Some(&by), validation_share, seed);
    let take = |part: &[usize]| part.iter().map(|&at| region(learn[at])).collect::<Vec<_>>();
    let (train, validation) = (take(&split.train), take(&split.held_out));
    let test = test.into_iter().map(region).collect();
    ChangeSet { train, validation, test, ..set }.checked()
}

fn kind(truth: &[Option<u8>]) -> u32 {
    u32::from(truth.iter().flatten().any(|&class| class > 0))
}

/// A number that pairs of the same pixels share: FNV-1a (Fowler, Noll & Vo) of their bits.
fn content(pair: &LabelledPair) -> u64 {
    let dates = [pair.pair.before(), pair.pair.after()];
    let values =
        dates.into_iter().flat_map(|date| (0..date.bands()).flat_map(move |b| date.band(b)));
    values.fold(0xcbf2_9ce4_8422_2325, |hash: u64, value| {
        (hash ^ u64::from(value.to_bits())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Adds the pairs of one folder.
fn read(folder: &Path, set: &mut ChangeSet, values: &mut usize) -> Result<(), ChangeSetError> {
    let folders = ["before", "after", "labels"].map(|name| folder.join(name));
    let [before, after, labels] = [0, 1, 2].map(|at: usize| images(&folders[at]));
    let (before, after, labels) = (before?, after?, labels?);
    let lists = [&before, &after, &labels];
    let stems: BTreeSet<&String> = lists.iter().flat_map(|list| list.keys()).collect();
    for stem in stems {
        let mut files: [PathBuf; 3] = Default::default();
        for at in 0..3 {
            files[at] = match lists[at].get(stem).map(Vec::as_slice) {
                Some([only]) => only.clone(),
                Some(more) => {
                    let (folder, name) = (folders[at].clone(), stem.clone());
                    return Err(ChangeSetError::Named { folder, name, found: more.len() });
                }
                None => {
                    let there = lists.iter().find_map(|list| list.get(stem)?.first());
                    let file = there.cloned().unwrap_or_default();
                    return Err(ChangeSetError::Missing { file, folder: folders[at].clone() });
                }
            };
        }
        let pair = read_pair(stem, &files, set)?;
        *values += 2 * pair.pair.before().bands() * pair.truth.len();
        if *values > MOST_VALUES {
            let folder = folder.to_owned();
            return Err(ChangeSetError::TooLarge { folder, limit: MOST_VALUES });
        }
        set.pairs.push(pair);
    }
    Ok(())
}

fn read_pair(
    stem: &str,
    [before, after, labels]: &[PathBuf; 3],
    set: &mut ChangeSet,
) -> Result<LabelledPair, ChangeSetError> {
    check_order(before, after)?;
    let (first, second) = (files::open(before)?, files::open(after)?);
    if set.pairs.is_empty() {
        set.bands.clone_from(&first.image.band_names);
    } else if first.image.bands != set.band_count() {
        let (found, expected) = (first.image.bands, set.band_count());
        return Err(ChangeSetError::Bands { file: before.clone(), found, expected });
    }
    let place = first.georeference.clone();
    let places = [first.georeference.as_ref(), second.georeference.as_ref()];
    let extents = [first.image.height, first.image.width];
    let dates = || ScenePair::new(Scene::try_from(first.image)?, Scene::try_from(second.image)?);
    check_places([before.as_path(), after.as_path()], places, extents)?;
    let dates = dates().map_err(|cause| {
        let pair = format!("{}` and `{}", before.display(), after.display());
        ChangeSetError::Pair { pair, cause }
    })?;
    let truth = truth_file::read(labels, dates.before().extents())?;
    LabelledPair::new(stem.to_owned(), dates, truth, place)
}

/// Numbers the classes from 1 without gaps, in the order of the labels.
fn name_classes(set: &mut ChangeSet) {
    let truths = || set.pairs.iter().flat_map(|pair| pair.truth.iter().flatten());
    let labels: Vec<u8> =
        truths().copied().filter(|&label| label > 0).collect::<BTreeSet<_>>().into_iter().collect();
    set.classes = match labels.as_slice() {
        [] | [_] => vec!["change".into()],
        more => more.iter().map(|label| format!("label {label}")).collect(),
    };
    for truth in set.pairs.iter_mut().flat_map(|pair| &mut pair.truth).flatten() {
        let class = labels.iter().position(|label| label == truth).map_or(0, |at| at + 1);
        *truth = u8::try_from(class).unwrap_or(u8::MAX);
    }
}
