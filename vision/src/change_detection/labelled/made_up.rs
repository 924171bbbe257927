use super::{ChangeSet, ChangeSetError, LabelledPair, Region};
use crate::change_detection::pair::{Scene, ScenePair};
use crate::datasets::{ChangeKind, ChangePair, synthetic_change};
use neuron_raster::Window;

/// `size` made-up pairs for learning and choosing, and a quarter of that for testing from another seed, so that no
/// test scene is akin to one that was learned from. Kinds take turns: each part has its share of each.
///
/// # Errors
/// [`ChangeSetError::Setting`] for less than 30 pairs.
pub fn made_up(size: usize, validation_share: f64, seed: u64) -> Result<ChangeSet, ChangeSetError> {
    if size < 30 {
        let found = size.to_string();
        let expected = "30 or more, so that each kind of pair is in each part";
        return Err(ChangeSetError::Setting { key: "dataset_size", found, expected });
    }
    let learned = synthetic_change(size, seed);
    // The other seed is far from all that people give.
    let tested = synthetic_change((size / 4).max(30), seed ^ 0x7e57_0000_0000_0000);
    let (rows, columns) = (learned.extents[0], learned.extents[1]);
    let mut pairs = Vec::with_capacity(learned.pairs.len() + tested.pairs.len());
    for (part, made) in [("made up", &learned.pairs), ("test", &tested.pairs)] {
        for (at, pair) in made.iter().enumerate() {
            let name = format!("{part} {at}: {}", kind(pair.kind));
            pairs.push(labelled(name, pair, [rows, columns])?);
        }
    }
    let region = |pair: usize| Region { pair, window: Window::whole(columns, rows) };
    // Of each ten threes.
    let threes = ((validation_share * 10.0).round() as usize).clamp(1, 9);
    let chosen_by = |at: usize| at / 3 % 10 < threes;
    let (validation, train): (Vec<usize>, Vec<usize>) = (0..size).partition(|&at| chosen_by(at));
    ChangeSet {
        name: learned.name.to_owned(),
        synthetic: true,
        bands: learned.bands.map(str::to_owned).to_vec(),
        classes: vec![kind(ChangeKind::ClearCut).into(), kind(ChangeKind::BuiltUp).into()],
        train: train.into_iter().map(region).collect(),
        validation: validation.into_iter().map(region).collect(),
        test: (size..pairs.len()).map(region).collect(),
        pairs,
        notices: Vec::new(),
    }
    .checked()
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::ClearCut => "clear-cut",
        ChangeKind::BuiltUp => "built-up",
        ChangeKind::SeasonOnly => "season only",
    }
}

fn labelled(
    name: String,
    pair: &ChangePair,
    [rows, columns]: [usize; 2],
) -> Result<LabelledPair, ChangeSetError> {
    let class = match pair.kind {
        ChangeKind::ClearCut => 1,
        ChangeKind::BuiltUp | ChangeKind::SeasonOnly => 2,
    };
    let truth = pair.labels.iter().map(|label| label.map(|changed| u8::from(changed) * class));
    let scene = |numbers: &[u16]| {
        let values = numbers.iter().map(|&number| f32::from(number)).collect();
        Scene::new([numbers.len() / (rows * columns), rows, columns], values, None)
    };
    let dates = || ScenePair::new(scene(&pair.before)?, scene(&pair.after)?);
    let dates = dates().map_err(|cause| ChangeSetError::Pair { pair: name.clone(), cause })?;
    LabelledPair::new(name, dates, truth.collect(), None)
}
