use super::listing::{images, named};
use super::places::{check_order, check_places};
use super::{ChangeSet, ChangeSetError, Half, LabelledPair, Region};
use crate::change_detection::files;
use crate::change_detection::metrics::join_labels;
use crate::change_detection::pair::{Scene, ScenePair};
use neuron_raster::Window;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Files of one large pair, by name or by stem, and how it is cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PairFiles {
    /// The first date.
    pub before: String,
    /// The second date.
    pub after: String,
    /// Not 0 where it changed.
    pub changed: String,
    /// Not 0 where it did not change; nothing is known of all else. Empty: all else did not change.
    pub unchanged: String,
    /// Which half is for testing.
    pub test: Half,
    /// Pixels between the halves, and between what is learned from and what is chosen by, that are for nothing.
    pub gap: usize,
}

impl Default for PairFiles {
    fn default() -> Self {
        Self {
            before: "before".into(),
            after: "after".into(),
            changed: "changed".into(),
            unchanged: "unchanged".into(),
            test: Half::default(),
            gap: 16,
        }
    }
}

/// One large pair, parted in space: a half is for testing, of the other a part for choosing. The halves become
/// pairs of their own before anything is computed of them: no light, no strength and no neighbourhood reaches from
/// one into the other.
///
/// # Errors
/// [`ChangeSetError`].
pub fn one_pair(
    folder: &Path,
    names: &PairFiles,
    validation_share: f64,
) -> Result<ChangeSet, ChangeSetError> {
    let listed = images(folder)?;
    let file = |name: &str| named(folder, name, &listed);
    let (before, after) = (file(&names.before)?, file(&names.after)?);
    let changed = file(&names.changed)?;
    let unchanged = Some(&names.unchanged).filter(|name| !name.is_empty());
    let unchanged = unchanged.map(|name| file(name)).transpose()?;
    check_order(&before, &after)?;
    let (first, second) = (files::open(&before)?, files::open(&after)?);
    let extents = [first.image.height, first.image.width];
    let (bands, place) = (first.image.band_names.clone(), first.georeference.clone());
    let places = [first.georeference.as_ref(), second.georeference.as_ref()];
    check_places([before.as_path(), after.as_path()], places, extents)?;
    let name = folder.file_name().map_or("pair".into(), |n| n.to_string_lossy().into_owned());
    let of_pair = |cause| {
        let pair = format!("{}` and `{}", before.display(), after.display());
        ChangeSetError::Pair { pair, cause }
    };
    let dates = || ScenePair::new(Scene::try_from(first.image)?, Scene::try_from(second.image)?);
    let dates = dates().map_err(of_pair)?;
    let changed = mask(&changed, extents)?;
    let unchanged = unchanged.map(|path| mask(&path, extents)).transpose()?;
    let labels = join_labels(&changed, unchanged.as_deref()).map_err(of_pair)?;
    let truth: Vec<Option<u8>> = labels.into_iter().map(|label| label.map(u8::from)).collect();
    let half = |what: &str, window: Window| {
        let part = dates.window(window).map_err(of_pair)?;
        let rows = truth.chunks_exact(extents[1]).skip(window.y).take(window.height);
        let truth = rows.flat_map(|row| row[window.x..window.right()].iter().copied()).collect();
        let place = place.as_ref().map(|place| place.window(window));
        LabelledPair::new(format!("{name}, {what}"), part, truth, place)
    };
    let (rest, test) = (names.test.rest(extents, names.gap), names.test.window(extents));
    let pairs = vec![half("learned from", rest)?, half("tested on", test)?];
    let inner = Window::whole(rest.width, rest.height);
    let [learned, chosen] = names.test.cut(inner, validation_share, names.gap);
    let whole = Window::whole(test.width, test.height);
    ChangeSet {
        synthetic: false,
        bands,
        classes: vec!["change".into()],
        pairs,
        train: vec![Region { pair: 0, window: learned }],
        validation: vec![Region { pair: 0, window: chosen }],
        test: vec![Region { pair: 1, window: whole }],
        notices: Vec::new(),
        name,
    }
    .checked()
}

/// Where an image is not 0. Missing pixels are 0.
fn mask(path: &Path, [rows, columns]: [usize; 2]) -> Result<Vec<bool>, ChangeSetError> {
    let image = files::grey(files::open(path)?.image);
    if (image.bands, image.height, image.width) != (1, rows, columns) {
        return Err(ChangeSetError::Labels {
            file: path.to_owned(),
            found: format!("{} bands of {}×{} pixels", image.bands, image.width, image.height),
            expected: format!("{columns}×{rows}"),
        });
    }
    Ok(image.values.iter().map(|value| value.is_finite() && *value != 0.0).collect())
}
