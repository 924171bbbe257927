use crate::FeaturesError;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Naive Bayes on which words a sequence has, as the RDP classifier (Wang, Garrity, Tiedje, Cole: *Naive Bayesian
/// classifier for rapid assignment of rRNA sequences into the new bacterial taxonomy*, 2007): a word that `n` of `N`
/// sequences have is expected with `p = (n + ½) / (N + 1)`; in a class of `M` sequences, `m` of which have it, its
/// probability is `(m + p) / (M + 1)`. All classes are equally likely beforehand.
///
/// Words are any numbers, such as k-mers, or k-mers with their places.
///
/// ```
/// use neuron_sequence_features::classifiers::WordNaiveBayes;
/// let words = [vec![1, 2], vec![1, 3], vec![8, 9]];
/// let bayes = WordNaiveBayes::fit(&words, &[0, 0, 1])?;
/// assert_eq!(bayes.predict(&[1, 7]).class, 0);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct WordNaiveBayes {
    classes: usize,
    /// For each known word its expectation `p`, and how many sequences of which classes have it.
    words: HashMap<u64, (f64, Vec<(u32, u32)>)>,
    /// `ln(M + 1)` of each class, `None` where it has no sequence.
    sizes: Vec<Option<f64>>,
    sequences: usize,
}

/// What a [`WordNaiveBayes`] makes of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WordPosterior {
    /// The most likely class, the lower number among equals.
    pub class: usize,
    /// By how much its log likelihood is above that of the second, for each word.
    pub margin: f64,
}

impl WordNaiveBayes {
    /// Counts words. Those of a sequence count once, however often they are listed.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where there are not as many labels as sequences, [`FeaturesError::NothingToLearn`]
    /// where there is none, [`FeaturesError::Parameter`] where a label is beyond 100,000.
    pub fn fit(words: &[Vec<u64>], labels: &[usize]) -> Result<Self, FeaturesError> {
        FeaturesError::same_size("the list of labels", words.len(), labels.len())?;
        let classes = labels.iter().max().map_or(0, |&label| label.saturating_add(1));
        if classes == 0 || words.iter().all(Vec::is_empty) {
            let needs = "a sequence with words".to_owned();
            return Err(FeaturesError::NothingToLearn { what: "naive Bayes", needs });
        }
        if classes > 100_000 {
            return Err(FeaturesError::parameter("label", classes - 1, "0 to 99,999"));
        }
        let mut members = vec![Vec::new(); classes];
        labels.iter().enumerate().for_each(|(sequence, &label)| members[label].push(sequence));
        let mut counts: HashMap<u64, (f64, Vec<(u32, u32)>)> = HashMap::new();
        for (class, members) in members.iter().enumerate() {
            for &sequence in members {
                let distinct: BTreeSet<u64> = words[sequence].iter().copied().collect();
                for word in distinct {
                    let (total, of_classes) = counts.entry(word).or_default();
                    *total += 1.0;
                    match of_classes.last_mut() {
                        Some((last, count)) if *last == class as u32 => *count += 1,
                        _ => of_classes.push((class as u32, 1)),
                    }
                }
            }
        }
        for (total, _) in counts.values_mut() {
            *total = (*total + 0.5) / (words.len() as f64 + 1.0);
        }
        let size =
            |members: &Vec<usize>| (!members.is_empty()).then(|| (members.len() as f64 + 1.0).ln());
        let sizes = members.iter().map(size).collect();
        Ok(Self { classes, words: counts, sizes, sequences: words.len() })
    }

    /// The log likelihood of each class; minus infinity for one without examples.
    #[must_use]
    pub fn log_likelihoods(&self, words: &[u64]) -> Vec<f64> {
        let distinct: BTreeSet<u64> = words.iter().copied().collect();
        // A class has (m + p) / (M + 1): p / (M + 1) for all, and 1 + m / p where it has the word.
        let unseen = 0.5 / (self.sequences as f64 + 1.0);
        let (mut common, mut scores) = (0.0, vec![0.0; self.classes]);
        for word in &distinct {
            match self.words.get(word) {
                None => common += unseen.ln(),
                Some((expected, of_classes)) => {
                    common += expected.ln();
                    for &(class, count) in of_classes {
                        scores[class as usize] += (f64::from(count) / expected).ln_1p();
                    }
                }
            }
        }
        let whole = |(score, size): (f64, &Option<f64>)| match size {
            Some(size) => score + common - distinct.len() as f64 * size,
            None => f64::NEG_INFINITY,
        };
        scores.into_iter().zip(&self.sizes).map(whole).collect()
    }

    /// The most likely class.
    #[must_use]
    pub fn predict(&self, words: &[u64]) -> WordPosterior {
        let scores = self.log_likelihoods(words);
        let (mut class, mut second) = (0, f64::NEG_INFINITY);
        for other in 1..scores.len() {
            if scores[other] > scores[class] {
                second = scores[class];
                class = other;
            } else {
                second = second.max(scores[other]);
            }
        }
        let margin = if second.is_finite() { scores[class] - second } else { 0.0 };
        WordPosterior { class, margin: margin / words.len().max(1) as f64 }
    }

    /// The most likely class of each sequence, on all cores.
    #[must_use]
    pub fn predict_all(&self, words: &[Vec<u64>]) -> Vec<WordPosterior> {
        words.par_iter().map(|words| self.predict(words)).collect()
    }
}
