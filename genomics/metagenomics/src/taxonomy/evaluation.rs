use super::{Lineage, TaxonomyClassifier, TaxonomyMethod, TaxonomyOptions};
use crate::MetagenomicsError;
use neuron_random::{Permutation, Stream};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How often the taxon was right for sequences of lineages that were never seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NovelGenusReport {
    /// What decided.
    pub method: TaxonomyMethod,
    /// Sequences that were assigned: those whose taxon others had taught.
    pub sequences: usize,
    /// The share that was right.
    pub accuracy: f64,
    /// The share of each fold.
    pub fold_accuracy: Vec<f64>,
}

/// Puts whole lineages (genera, where they end there) into folds, learns from all but one fold, and assigns that one,
/// for each. Sequences whose taxon no other fold has are left out, for nobody could be right.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where there are fewer lineages than folds or fewer than 2 folds, and what learning
/// gives.
pub fn novel_genus_accuracy(
    sequences: &[&[u8]],
    lineages: &[Lineage],
    options: TaxonomyOptions,
    folds: usize,
    seed: u64,
) -> Result<NovelGenusReport, MetagenomicsError> {
    MetagenomicsError::same_size("the list of lineages", sequences.len(), lineages.len())?;
    let distinct: Vec<&Lineage> = lineages.iter().collect::<BTreeSet<_>>().into_iter().collect();
    if folds < 2 || folds > distinct.len() {
        let expected = format!("2 to {}, the number of lineages", distinct.len());
        return Err(MetagenomicsError::parameter("folds", folds, expected));
    }
    let order = Permutation::new(distinct.len(), Stream::new(seed, "taxonomy/folds"));
    let fold: BTreeMap<&Lineage, usize> = order
        .iter()
        .enumerate()
        .map(|(place, lineage)| (distinct[lineage], place % folds))
        .collect();
    let (mut right, mut all, mut fold_accuracy) = (0, 0, Vec::with_capacity(folds));
    for test in 0..folds {
        let (known, out): (Vec<usize>, Vec<usize>) =
            (0..sequences.len()).partition(|&sequence| fold[&lineages[sequence]] != test);
        let some: Vec<&[u8]> = known.iter().map(|&sequence| sequences[sequence]).collect();
        let of_some: Vec<Lineage> =
            known.iter().map(|&sequence| lineages[sequence].clone()).collect();
        let fitted = TaxonomyClassifier::fit(&some, &of_some, options)?;
        let taught: BTreeSet<&Lineage> = fitted.taxa().iter().collect();
        let (mut wanted, mut queries) = (Vec::new(), Vec::new());
        for sequence in out {
            let taxon = lineages[sequence].to_rank(options.rank);
            if taught.contains(&taxon) {
                wanted.push(taxon);
                queries.push(sequences[sequence]);
            }
        }
        let found = fitted.assign_all(&queries)?;
        let hits =
            found.iter().zip(&wanted).filter(|(found, wanted)| found.lineage == **wanted).count();
        right += hits;
        all += queries.len();
        fold_accuracy.push(hits as f64 / queries.len().max(1) as f64);
    }
    let accuracy = right as f64 / all.max(1) as f64;
    Ok(NovelGenusReport { method: options.method, sequences: all, accuracy, fold_accuracy })
}
