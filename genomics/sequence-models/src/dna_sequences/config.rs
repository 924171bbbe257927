use crate::models::SequenceModel;
use crate::tokens::TokensConfig;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// How encoded tokens become one row of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pooling {
    /// Their mean and their largest values: for what may lie anywhere.
    #[default]
    Places,
    /// All of them one after another: for windows that are aligned, where the place says what a base means.
    Aligned,
}

/// Everything that decides a run of `dna_sequences`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequencesConfig {
    /// `splice-junctions`, or a FASTA file, table or folder as [`data`](crate::data) describes.
    pub dataset: String,
    /// A table, `name<TAB>class`, of the classes of a FASTA file whose headers do not say `class=…`.
    #[serde(default)]
    pub labels: String,
    /// How many sequences to take; 0 for all.
    pub dataset_size: usize,
    /// Parts of a cross-validation; copies of a sequence are in one part. Nothing of a dataset that is divided already.
    pub folds: usize,
    /// The part that is tested on, from 0; training sees the others.
    pub fold: usize,
    /// Seed of the parts. It is no draw of training, so that runs of several seeds can be compared.
    pub fold_seed: u64,
    /// Share of the training sequences that is held out to choose the best weights by; 0 for none, with
    /// `trainer.export = "last"`.
    pub validation_share: f64,
    /// Bases that are read of a sequence, from its middle; 0 for as many as the longest has.
    pub length: usize,
    /// What a sequence is cut into.
    pub tokens: TokensConfig,
    /// What is said is the mean of both strands, so that it is the same of a sequence and its reverse complement.
    pub reverse_complement: bool,
    /// How tokens become one row.
    pub pooling: Pooling,
    /// Hidden numbers of a layer that sees which word of three bases stands where in an aligned window, and answers
    /// beside the network; 0 for none, as where tokens are not single bases.
    #[serde(default)]
    pub placed_words: usize,
    /// Most training sequences that a kernel ridge regression on words at their places keeps; what it says counts as much
    /// as the networks. 0 for none, as where windows are not aligned or tokens are not single bases. The weights then
    /// hold these sequences.
    #[serde(default)]
    pub kernel_sequences: usize,
    /// Models that are trained at once, each with weights of its own; their probabilities are averaged.
    pub members: usize,
    /// Share of bases of a training sequence that are drawn anew.
    pub mutations: f64,
    /// Share of each target that is spread over all classes (Szegedy et al., 2016).
    pub label_smoothing: f64,
    /// Weights that a transformer begins with, as a safetensors file or the folder of a run of `masked_sequences`;
    /// nothing to draw all of them.
    #[serde(default)]
    pub pretrained: String,
    /// The model.
    pub model: SequenceModel,
    /// How it is trained.
    pub trainer: TrainerConfig,
}
