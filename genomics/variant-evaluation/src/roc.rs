use crate::{Counts, Judged, JudgedContig, Score};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is left when calls below a quality are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RocPoint {
    /// The least quality kept; `None` where calls without one are kept too.
    pub threshold: Option<f64>,
    /// What is then counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// Share of the truth found.
    pub recall: Option<f64>,
    /// Share of the calls right.
    pub precision: Option<f64>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
}

/// The most points of a curve.
const MOST_POINTS: usize = 200;

/// The quality of a call; `None` sorts below every number.
fn score(judged: &Judged, by: Score) -> Option<f64> {
    match by {
        Score::Quality => judged.primitive.quality,
        Score::Genotype => judged.primitive.genotype_quality,
    }
}

/// The curve over all qualities, from strict to lenient, of SNPs or of indels.
///
/// A variant of the truth counts as found as long as every call that it matched together with is
/// kept. Of more than 200 qualities evenly spaced ones are kept, the best by F1, and the last.
#[must_use]
pub fn roc(contigs: &[JudgedContig], indels: bool, by: Score) -> Vec<RocPoint> {
    let wanted = |judged: &&Judged| judged.counted && judged.primitive.kind().is_indel() == indels;
    // What each quality adds. Bits of numbers from 0 upwards sort as the numbers do.
    let mut steps: BTreeMap<Option<u64>, Counts> = BTreeMap::new();
    let key = |score: Option<f64>| score.map(|score| score.max(0.0).to_bits());
    let mut truth = 0;
    for contig in contigs {
        let mut weakest: BTreeMap<usize, Option<u64>> = BTreeMap::new();
        for call in &contig.query {
            let own = key(score(call, by));
            if let Some(segment) = call.segment {
                let least = weakest.entry(segment).or_insert(own);
                *least = (*least).min(own);
            }
            if wanted(&call) {
                steps.entry(own).or_default().add_call(call);
            }
        }
        for variant in contig.truth.iter().filter(wanted) {
            truth += 1;
            if let Some(own) = variant.segment.and_then(|segment| weakest.get(&segment)) {
                steps.entry(*own).or_default().add_truth(variant);
            }
        }
    }
    let mut counts = Counts::default();
    let points: Vec<RocPoint> = steps
        .iter()
        .rev()
        .map(|(threshold, step)| {
            counts.add(step, 1);
            counts.truth_missed = truth - counts.truth_found;
            RocPoint {
                threshold: threshold.map(f64::from_bits),
                counts,
                recall: counts.recall(),
                precision: counts.precision(),
                f1: counts.f1(),
            }
        })
        .collect();
    thinned(points)
}

fn thinned(points: Vec<RocPoint>) -> Vec<RocPoint> {
    if points.len() <= MOST_POINTS {
        return points;
    }
    let f1 = |point: &RocPoint| point.f1.unwrap_or(0.0);
    let best = (0..points.len()).max_by(|&a, &b| f1(&points[a]).total_cmp(&f1(&points[b])));
    let last = points.len() - 1;
    let mut kept: Vec<usize> =
        (0..MOST_POINTS - 1).map(|at| at * last / (MOST_POINTS - 1)).chain([last]).collect();
    kept.extend(best);
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| points[at]).collect()
}
