use super::Lineage;
use super::nearest::Nearest;
use crate::MetagenomicsError;
use neuron_random::{Permutation, Stream};
use neuron_sequence_features::classifiers::WordNaiveBayes;
use neuron_sequence_features::kmers::words;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaxonomyMethod {
    /// Naive Bayes on 8-mers with a class for each whole lineage, of which the best one's taxon is taken: the RDP
    /// classifier (Wang et al., 2007).
    NaiveBayes,
    /// The taxon of the most similar sequence, by 6-mers weighted by how few sequences have them.
    Nearest,
    /// Naive Bayes with a class for each taxon of the rank, and the most similar sequence of each: both scores, each
    /// in units of its usual lead over the third best. One knows what a taxon has in common, the other its members.
    Combined,
}

impl TaxonomyMethod {
    /// All methods with their names.
    pub const ALL: [(&'static str, Self); 3] = [
        ("naive-bayes", Self::NaiveBayes),
        ("nearest", Self::Nearest),
        ("combined", Self::Combined),
    ];
}

impl FromStr for TaxonomyMethod {
    type Err = MetagenomicsError;

    fn from_str(name: &str) -> Result<Self, MetagenomicsError> {
        let known = Self::ALL.iter().find(|(known, _)| *known == name);
        known.map(|(_, method)| *method).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            MetagenomicsError::parameter("method", format!("`{name}`"), format!("one of {names}"))
        })
    }
}

/// How lineages are learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TaxonomyOptions {
    /// What decides.
    pub method: TaxonomyMethod,
    /// The rank that is assigned, counted from 1 for the widest.
    pub rank: usize,
    /// Bases of a word of naive Bayes.
    pub word: usize,
    /// Seed of the draw of lineages on which the combined method weighs its two scores.
    pub seed: u64,
}

impl Default for TaxonomyOptions {
    /// Families of lineages from domain to genus, by the combined method, with 8-mers.
    fn default() -> Self {
        Self { method: TaxonomyMethod::Combined, rank: 5, word: 8, seed: 0 }
    }
}

/// The taxon that a sequence was given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assignment {
    /// The lineage down to the rank.
    pub lineage: Lineage,
    /// By how much the score is above that of the second; in the units of the method, 0 or more.
    pub lead: f64,
}

/// Known sequences with their lineages.
///
/// ```
/// use neuron_metagenomics::taxonomy::{Lineage, TaxonomyClassifier, TaxonomyOptions};
/// let genes = [b"ACGTTGCAAGTCCGATTACGGATCCA".as_slice(), b"TTTTGGGGCCCCAAAATTTTGGGGAC"];
/// let lineages = ["Bacteria;Firmicutes;Bacillus", "Bacteria;Proteobacteria;Vibrio"].map(|l| Lineage::parse(l).unwrap());
/// let options = TaxonomyOptions { rank: 2, ..TaxonomyOptions::default() };
/// let known = TaxonomyClassifier::fit(&genes, &lineages, options)?;
/// assert_eq!(known.assign(b"ACGTTGCAAGTCCGATTACG")?.lineage.to_string(), "Bacteria;Firmicutes");
/// # Ok::<(), neuron_metagenomics::MetagenomicsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct TaxonomyClassifier {
    options: TaxonomyOptions,
    taxa: Vec<Lineage>,
    /// The taxon of each class of naive Bayes.
    taxon_of_class: Vec<usize>,
    bayes: Option<WordNaiveBayes>,
    nearest: Option<Nearest>,
    /// What a unit is in the scores of naive Bayes, and in those of the nearest.
    units: [f64; 2],
}

impl TaxonomyClassifier {
    /// Learns known sequences.
    ///
    /// # Errors
    /// [`MetagenomicsError`] where there are not as many lineages as sequences, none, or one that does not reach the
    /// rank.
    pub fn fit(
        sequences: &[&[u8]],
        lineages: &[Lineage],
        options: TaxonomyOptions,
    ) -> Result<Self, MetagenomicsError> {
        let mut fitted = Self::fit_unweighted(sequences, lineages, options)?;
        if options.method == TaxonomyMethod::Combined {
            fitted.units = units(sequences, lineages, options)?;
        }
        Ok(fitted)
    }

    fn fit_unweighted(
        sequences: &[&[u8]],
        lineages: &[Lineage],
        options: TaxonomyOptions,
    ) -> Result<Self, MetagenomicsError> {
        MetagenomicsError::same_size("the list of lineages", sequences.len(), lineages.len())?;
        if options.rank == 0 {
            return Err(MetagenomicsError::parameter("rank", 0, "1 or more"));
        }
        if let Some(place) =
            lineages.iter().position(|lineage| lineage.names().len() < options.rank)
        {
            return Err(MetagenomicsError::Lineage {
                sequence: place + 1,
                lineage: lineages[place].to_string(),
                expected: "as many names as the rank to assign",
            });
        }
        let wanted: Vec<Lineage> =
            lineages.iter().map(|lineage| lineage.to_rank(options.rank)).collect();
        let (taxa, taxon) = numbered(&wanted);
        let by_lineage = options.method == TaxonomyMethod::NaiveBayes;
        let (classes, class) = numbered(if by_lineage { lineages } else { &wanted });
        let mut taxon_of_class = vec![0; classes.len()];
        class.iter().zip(&taxon).for_each(|(&class, &taxon)| taxon_of_class[class] = taxon);
        let bayes = if options.method == TaxonomyMethod::Nearest {
            None
        } else {
            Some(WordNaiveBayes::fit(&all_words(sequences, options.word)?, &class)?)
        };
        let nearest = match options.method {
            TaxonomyMethod::NaiveBayes => None,
            _ => Some(Nearest::fit(sequences, &taxon, taxa.len())?),
        };
        Ok(Self { options, taxa, taxon_of_class, bayes, nearest, units: [1.0, 1.0] })
    }

    /// The taxa that can be assigned.
    #[must_use]
    pub fn taxa(&self) -> &[Lineage] {
        &self.taxa
    }

    /// Scores of naive Bayes, the mean logarithm of a word's probability, and of the nearest.
    fn parts(&self, sequence: &[u8]) -> Result<[Option<Vec<f64>>; 2], MetagenomicsError> {
        let bayes = match &self.bayes {
            None => None,
            Some(bayes) => {
                let mut found: Vec<u64> =
                    words(sequence, self.options.word)?.map(|word| word.forward).collect();
                found.sort_unstable();
                found.dedup();
                let mut best = vec![f64::NEG_INFINITY; self.taxa.len()];
                for (class, log) in bayes.log_likelihoods(&found).into_iter().enumerate() {
                    let best = &mut best[self.taxon_of_class[class]];
                    *best = best.max(log / found.len().max(1) as f64);
                }
                Some(best)
            }
        };
        let nearest = match &self.nearest {
            None => None,
            Some(nearest) => Some(nearest.scores(sequence)?),
        };
        Ok([bayes, nearest])
    }

    /// The taxon of a sequence.
    ///
    /// # Errors
    /// [`MetagenomicsError`] where words of the length that was asked for do not exist.
    pub fn assign(&self, sequence: &[u8]) -> Result<Assignment, MetagenomicsError> {
        let mut scores = vec![0.0; self.taxa.len()];
        for (part, unit) in self.parts(sequence)?.into_iter().zip(self.units) {
            if let Some(part) = part {
                scores.iter_mut().zip(part).for_each(|(score, part)| *score += part / unit);
            }
        }
        let mut best = 0;
        for taxon in 1..scores.len() {
            if scores[taxon] > scores[best] {
                best = taxon;
            }
        }
        let others = (0..scores.len()).filter(|&taxon| taxon != best).map(|taxon| scores[taxon]);
        let second = others.fold(f64::NEG_INFINITY, f64::max);
        let lead = if second.is_finite() { scores[best] - second } else { 0.0 };
        Ok(Assignment { lineage: self.taxa[best].clone(), lead })
    }

    /// The taxa of sequences, on all cores.
    ///
    /// # Errors
    /// As [`assign`](Self::assign), of the first sequence.
    pub fn assign_all(&self, sequences: &[&[u8]]) -> Result<Vec<Assignment>, MetagenomicsError> {
        let found: Vec<Result<Assignment, MetagenomicsError>> =
            sequences.par_iter().map(|sequence| self.assign(sequence)).collect();
        found.into_iter().collect()
    }
}

/// The mean lead of the best over the third best, of both scores, on a quarter of the lineages that the others know
/// nothing of. 1 where there is too little to say.
fn units(
    sequences: &[&[u8]],
    lineages: &[Lineage],
    options: TaxonomyOptions,
) -> Result<[f64; 2], MetagenomicsError> {
    let (all, number) = numbered(lineages);
    let order = Permutation::new(all.len(), Stream::new(options.seed, "taxonomy/units"));
    let mut held_out = vec![false; all.len()];
    order.iter().take(all.len() / 4).for_each(|lineage| held_out[lineage] = true);
    let (out, known): (Vec<usize>, Vec<usize>) =
        (0..sequences.len()).partition(|&sequence| held_out[number[sequence]]);
    if out.is_empty() || known.is_empty() {
        return Ok([1.0, 1.0]);
    }
    let some: Vec<&[u8]> = known.iter().map(|&sequence| sequences[sequence]).collect();
    let of_some: Vec<Lineage> = known.iter().map(|&sequence| lineages[sequence].clone()).collect();
    let inner = TaxonomyClassifier::fit_unweighted(&some, &of_some, options)?;
    if inner.taxa.len() < 3 {
        return Ok([1.0, 1.0]);
    }
    let leads: Vec<Result<[f64; 2], MetagenomicsError>> = out
        .par_iter()
        .map(|&sequence| {
            let lead = |part: Option<Vec<f64>>| {
                let mut scores = part.unwrap_or_default();
                scores.sort_by(|a, b| b.total_cmp(a));
                if scores.len() < 3 { 0.0 } else { scores[0] - scores[2] }
            };
            Ok(inner.parts(sequences[sequence])?.map(lead))
        })
        .collect();
    let mut sums = [0.0; 2];
    for lead in leads {
        let lead = lead?;
        sums[0] += lead[0];
        sums[1] += lead[1];
    }
    Ok(sums.map(|sum| if sum > 0.0 { sum / out.len() as f64 } else { 1.0 }))
}

fn numbered(lineages: &[Lineage]) -> (Vec<Lineage>, Vec<usize>) {
    let mut numbers: BTreeMap<&Lineage, usize> =
        lineages.iter().map(|lineage| (lineage, 0)).collect();
    numbers.values_mut().enumerate().for_each(|(place, number)| *number = place);
    let of = lineages.iter().map(|lineage| numbers[lineage]).collect();
    (numbers.into_keys().cloned().collect(), of)
}

fn all_words(sequences: &[&[u8]], k: usize) -> Result<Vec<Vec<u64>>, MetagenomicsError> {
    sequences
        .iter()
        .map(|sequence| Ok(words(sequence, k)?.map(|word| word.forward).collect()))
        .collect()
}
