use super::cluster::{Cluster, clusters};
use super::path::{Segment, agree};
use super::{Judged, Verdict, exact};
use crate::{Prepared, Primitive, Reference, Settings};
use rayon::prelude::*;

/// The verdicts on one contig.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedContig {
    /// Name of the contig.
    pub contig: String,
    /// The truth, in the order of places.
    pub truth: Vec<Judged>,
    /// The calls, in the order of places.
    pub query: Vec<Judged>,
    /// Clusters in which both sides had something.
    pub clusters: u64,
    /// Clusters too large to search, in which equal records alone were paired.
    pub limited: u64,
}

/// What became of a cluster.
struct Outcome {
    truth: Vec<(Verdict, Option<usize>)>,
    query: Vec<(Verdict, Option<usize>)>,
    segments: usize,
    both: bool,
    limited: bool,
}

/// Compares truth and calls on every contig that has any, in the order of the reference.
///
/// Of [`Settings`] it takes `cluster_gap` and `search_limit`. Everything is counted until
/// confident regions say otherwise.
#[must_use]
pub fn compare(
    reference: &Reference,
    truth: &Prepared,
    query: &Prepared,
    settings: &Settings,
) -> Vec<JudgedContig> {
    let mut places: Vec<usize> =
        truth.contigs.keys().chain(query.contigs.keys()).copied().collect();
    places.sort_unstable();
    places.dedup();
    let none: Vec<Primitive> = Vec::new();
    let judged = places.into_iter().map(|place| {
        let list = |side: &'_ Prepared| side.contigs.get(&place).unwrap_or(&none).clone();
        contig(reference, place, list(truth), list(query), settings)
    });
    judged.collect()
}

fn contig(
    reference: &Reference,
    place: usize,
    truth: Vec<Primitive>,
    query: Vec<Primitive>,
    settings: &Settings,
) -> JudgedContig {
    let sequence = reference.at(place);
    let clusters = clusters(&truth, &query, settings.cluster_gap);
    let outcomes: Vec<Outcome> = clusters
        .par_iter()
        .with_min_len(64)
        .map(|cluster| judge(sequence, &truth, &query, cluster, settings.search_limit))
        .collect();
    let (mut truth_verdicts, mut query_verdicts) = (Vec::new(), Vec::new());
    let (mut segments, mut both, mut limited) = (0, 0, 0);
    for outcome in outcomes {
        let numbered = |(verdict, segment): (Verdict, Option<usize>)| {
            (verdict, segment.map(|segment| segment + segments))
        };
        truth_verdicts.extend(outcome.truth.into_iter().map(numbered));
        query_verdicts.extend(outcome.query.into_iter().map(numbered));
        segments += outcome.segments;
        both += u64::from(outcome.both);
        limited += u64::from(outcome.limited);
    }
    let judged = |list: Vec<Primitive>, verdicts: Vec<(Verdict, Option<usize>)>| {
        let judged =
            |(primitive, (verdict, segment))| Judged { primitive, verdict, segment, counted: true };
        list.into_iter().zip(verdicts).map(judged).collect()
    };
    JudgedContig {
        contig: reference.names()[place].clone(),
        truth: judged(truth, truth_verdicts),
        query: judged(query, query_verdicts),
        clusters: both,
        limited,
    }
}

fn judge(
    sequence: &[u8],
    truth: &[Primitive],
    query: &[Primitive],
    cluster: &Cluster,
    limit: usize,
) -> Outcome {
    let truth: Vec<&Primitive> = truth[cluster.truth.clone()].iter().collect();
    let query: Vec<&Primitive> = query[cluster.query.clone()].iter().collect();
    let absent = |list: &[&Primitive]| vec![(Verdict::Absent, None); list.len()];
    let mut outcome = Outcome {
        truth: absent(&truth),
        query: absent(&query),
        segments: 0,
        both: !truth.is_empty() && !query.is_empty(),
        limited: false,
    };
    if !outcome.both {
        return outcome;
    }
    if let ([one], [other]) = (&truth[..], &query[..])
        && one.leftmost == other.leftmost
        && one.homozygous() == other.homozygous()
    {
        outcome.truth[0] = (Verdict::Match, Some(0));
        outcome.query[0] = (Verdict::Match, Some(0));
        outcome.segments = 1;
        return outcome;
    }
    // One base more, so that what stands at the very end of the repeat is compared too.
    let window = (cluster.window.0, (cluster.window.1 + 1).min(sequence.len()));
    for genotypes in [true, false] {
        let left = |verdicts: &[(Verdict, Option<usize>)]| -> Vec<usize> {
            (0..verdicts.len()).filter(|&at| verdicts[at].0 == Verdict::Absent).collect()
        };
        let (truth_left, query_left) = (left(&outcome.truth), left(&outcome.query));
        if truth_left.is_empty() || query_left.is_empty() {
            break;
        }
        let (some, other) = (pick(&truth, &truth_left), pick(&query, &query_left));
        let found = agree(sequence, &some, &other, window, genotypes, limit);
        let found = found.unwrap_or_else(|| {
            outcome.limited = true;
            exact::pairs(&some, &other, genotypes)
        });
        for Segment { truth, query } in found {
            let verdict = if genotypes {
                outcome.segments += 1;
                (Verdict::Match, Some(outcome.segments - 1))
            } else {
                (Verdict::Genotype, None)
            };
            truth.iter().for_each(|&at| outcome.truth[truth_left[at]] = verdict);
            query.iter().for_each(|&at| outcome.query[query_left[at]] = verdict);
        }
    }
    other_alleles(&truth, &query, &mut outcome);
    outcome
}

fn pick<'a>(list: &[&'a Primitive], places: &[usize]) -> Vec<&'a Primitive> {
    places.iter().map(|&at| list[at]).collect()
}

/// Tells what has another allele of the other side at its place from what has nothing there.
fn other_alleles(truth: &[&Primitive], query: &[&Primitive], outcome: &mut Outcome) {
    let reaches = |list: &[&Primitive], verdicts: &[(Verdict, Option<usize>)]| {
        let open = list.iter().zip(verdicts).filter(|(_, one)| one.0 == Verdict::Absent);
        let mut reaches: Vec<(usize, usize)> = open.map(|(one, _)| one.reach).collect();
        reaches.sort_unstable();
        let mut farthest = 0;
        for reach in &mut reaches {
            farthest = farthest.max(reach.1);
            reach.1 = farthest;
        }
        reaches
    };
    // The farthest end among those that begin before this one ends.
    let touched = |one: &Primitive, reaches: &[(usize, usize)]| {
        let before = reaches.partition_point(|reach| reach.0 <= one.reach.1);
        before > 0 && reaches[before - 1].1 >= one.reach.0
    };
    let (of_truth, of_query) = (reaches(truth, &outcome.truth), reaches(query, &outcome.query));
    for (list, verdicts, others) in
        [(truth, &mut outcome.truth, of_query), (query, &mut outcome.query, of_truth)]
    {
        for (one, verdict) in list.iter().zip(verdicts) {
            if verdict.0 == Verdict::Absent && touched(one, &others) {
                verdict.0 = Verdict::Allele;
            }
        }
    }
}
