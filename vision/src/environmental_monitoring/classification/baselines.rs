use super::data::SeriesData;
use super::{Verdict, features, verdict};
use crate::environmental_monitoring::forest::ForestConfig;
use crate::tasks::{Split, TaskError};
use neuron_train::metrics::{ClassificationReport, Scores, classification};

/// A simpler method on the same split.
#[derive(Clone, Debug)]
pub(super) struct Baseline {
    /// As metrics name it.
    pub(super) key: &'static str,
    /// As people do.
    pub(super) name: String,
    pub(super) report: ClassificationReport,
}

/// A forest grown on the same training series, and rules where the classes are theirs.
pub(super) fn baselines(
    data: &SeriesData,
    split: Split,
    seed: u64,
) -> Result<Vec<Baseline>, TaskError> {
    let (truth, classes) = (data.truth(split), data.classes.len());
    let config = ForestConfig::default();
    let forest = data.forest(&config, seed)?;
    let width = super::features::count(data.sites.bands.len());
    let numbers = features(&data.sites, data.split(split));
    let votes: Vec<f32> = numbers.chunks(width).flat_map(|row| forest.shares(row)).collect();
    let measure =
        |values: &[f32]| classification(Scores::Probabilities { values, classes }, &truth, None);
    let mut all = vec![Baseline {
        key: "forest",
        name: format!("random forest, {} trees, {width} numbers of a series", config.trees),
        report: measure(&votes)?,
    }];
    let place = |verdict: Verdict| data.classes.iter().position(|class| class == verdict.name());
    if Verdict::ALL.into_iter().all(|verdict| place(verdict).is_some()) {
        let mut said = vec![0.0f32; truth.len() * classes];
        for (row, &series) in said.chunks_mut(classes).zip(data.split(split)) {
            if let Some(class) = place(verdict(&data.sites, series)) {
                row[class] = 1.0;
            }
        }
        let name = "rules on trend, breaks and season".to_owned();
        all.push(Baseline { key: "rules", name, report: measure(&said)? });
    }
    Ok(all)
}
