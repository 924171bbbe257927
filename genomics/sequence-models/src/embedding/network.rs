use super::batches::{Batch, Sizes, batches};
use super::windows::{Window, windows};
use crate::dna_sequences::mean;
use crate::models::{SequenceModel, SequenceShape};
use crate::tokens::TokenReader;
use neuron_rt::graph::{DType, GraphError, Tensor, TensorType};
use neuron_rt::nn::{self, Fields, Policy, Scope};
use neuron_rt::{Argument, Buffer, Device, Executable, Resident, RunError, compile};
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::embeddings::SequenceEmbedding;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Most tokens of a window where the network itself would read any number: attention takes memory by its square.
const LONGEST: usize = 512;

/// Rows of a batch on a device whose compiler takes its time.
const ROWS: usize = 32;

/// Vectors by a network: the mean over tokens of what its encoder makes of them, one after another for each member.
///
/// Sequences of more tokens than the network reads are cut into windows, whose means are weighed by their tokens. A
/// batch of sequences is sorted by length, so that little is computed of what is not there; memory depends on the
/// batch alone. Of both strands the mean is taken: a sequence and its reverse complement have the same vector then.
///
/// It is opened by [`of_run`](Self::of_run) or [`of_checkpoint`](Self::of_checkpoint).
///
/// ```no_run
/// use neuron_rt::Device;
/// use neuron_sequence_features::embeddings::SequenceEmbedding;
/// use neuron_sequence_models::embedding::NetworkEmbedding;
///
/// let network = NetworkEmbedding::of_run("runs/genomics/first".as_ref(), Device::Cpu)?;
/// let vectors = network.embed(&[b"ACGTTGCATTAGC".as_slice()])?;
/// assert_eq!(vectors.len(), network.dimension());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct NetworkEmbedding {
    pub(super) name: String,
    pub(super) model: SequenceModel,
    pub(super) shape: SequenceShape,
    pub(super) members: usize,
    pub(super) reader: TokenReader,
    pub(super) both_strands: bool,
    pub(super) weights: Resident,
    pub(super) device: Device,
    /// Graphs by tokens and rows.
    pub(super) compiled: Mutex<BTreeMap<(usize, usize), Executable>>,
}

/// What the network did not do.
#[derive(Debug, thiserror::Error)]
enum NetworkError {
    #[error(transparent)]
    Graph(#[from] GraphError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error("the network has a vector that is not finite, of sequence {sequence} of its batch")]
    NotFinite { sequence: usize },
}

impl From<NetworkError> for FeaturesError {
    fn from(error: NetworkError) -> Self {
        Self::Embedding(Box::new(error))
    }
}

const VECTORS: &str = "vectors";

impl NetworkEmbedding {
    /// Takes the mean of both strands of each sequence.
    #[must_use]
    pub fn of_both_strands(mut self) -> Self {
        self.both_strands = true;
        self
    }

    /// Tokens of a row, with those around a sequence.
    fn longest(&self) -> usize {
        match self.model {
            // Its places are learned for sequences of this length.
            SequenceModel::Transformer(_) | SequenceModel::Cnn(_) => self.shape.length,
            SequenceModel::Bert(_) => self.model.longest().min(LONGEST),
        }
    }

    fn compile(&self, length: usize, rows: usize) -> Result<Executable, NetworkError> {
        let ty = |dtype| TensorType::new(dtype, [rows, length]);
        let fields = [("ids".to_owned(), ty(DType::I32)), ("keep".to_owned(), ty(DType::F32))];
        let encode = |scope: &Scope, batch: &Fields| {
            let (ids, keep) = (&batch["ids"], &batch["keep"]);
            let of_member = |scope: &Scope| {
                let encoded = self.model.encode(&scope.child("encoder"), ids, keep, self.shape)?;
                mean(&encoded, keep)
            };
            let vectors = match self.members {
                0 | 1 => of_member(scope)?,
                members => {
                    let each = (0..members)
                        .map(|member| of_member(&scope.child("members").child(member)))
                        .collect::<Result<Vec<Tensor>, GraphError>>()?;
                    Tensor::concat(&each.iter().collect::<Vec<_>>(), -1)?
                }
            };
            Ok(vec![(VECTORS.to_owned(), vectors.cast(DType::F32)?)])
        };
        let recorded = nn::evaluation(Policy::F32, &fields, &encode)?;
        Ok(compile(&recorded.graph, &self.device)?)
    }

    /// The means of a batch's windows, `[windows, dimension]`, and some rows more.
    fn run(&self, batch: &Batch, windows: &[Window]) -> Result<Vec<f32>, NetworkError> {
        let (length, rows) = (batch.length, batch.rows);
        let (mut ids, mut keep) = (vec![0i32; rows * length], vec![0f32; rows * length]);
        let places = ids.chunks_mut(length).zip(keep.chunks_mut(length));
        for (at, (ids, keep)) in places.enumerate() {
            let tokens = batch.windows.get(at).map_or(&[][..], |&at| &windows[at].tokens);
            let count = self.reader.lay(tokens, ids);
            keep[..count].fill(1.0);
        }
        let ty = |dtype| TensorType::new(dtype, [rows, length]);
        let ids = Buffer::from_slice(ty(DType::I32), &ids);
        let keep = Buffer::from_slice(ty(DType::F32), &keep);
        // A graph that another thread left in the middle of a run begins its next run anew.
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let executable = match compiled.entry((length, rows)) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(self.compile(length, rows)?)
            }
        };
        let find = |name: &str| match name {
            "ids" => Some(&ids),
            "keep" => Some(&keep),
            name => self.weights.get(name),
        };
        let inputs = executable.graph().inputs();
        let arguments: Vec<Argument<'_>> =
            inputs.iter().filter_map(|input| find(&input.name)).map(Argument::Borrowed).collect();
        let made = executable.run(arguments)?;
        Ok(made.first().map(|vectors| vectors.to_literal().to_f32()).unwrap_or_default())
    }
}

impl SequenceEmbedding for NetworkEmbedding {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn dimension(&self) -> usize {
        self.model.width() * self.members.max(1)
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        let made = self.embed(&[sequence])?;
        if made.len() != vector.len() {
            let (expected, found) = (made.len(), vector.len());
            return Err(FeaturesError::Size { what: "the vector", expected, found });
        }
        vector.copy_from_slice(&made);
        Ok(())
    }

    /// A sequence of which no token is known has a vector all the same: that of nothing known. One without tokens has
    /// zeros.
    fn embed(&self, sequences: &[&[u8]]) -> Result<Vec<f32>, FeaturesError> {
        let dimension = self.dimension();
        let (frame, most) = (self.reader.frame(), self.longest());
        let windows =
            windows(&self.reader, sequences, self.both_strands, most.saturating_sub(frame));
        let sizes = match self.device {
            Device::Neuron(_) | Device::Pjrt(_) => Sizes::One { rows: ROWS },
            _ => Sizes::Fitting,
        };
        let mut sums = vec![0.0f64; sequences.len() * dimension];
        let mut tokens = vec![0usize; sequences.len()];
        let mut means: Vec<Vec<f32>> = Vec::with_capacity(windows.len());
        means.resize(windows.len(), Vec::new());
        for batch in batches(&windows, frame, most, sizes) {
            let made = self.run(&batch, &windows)?;
            for (&at, mean) in batch.windows.iter().zip(made.chunks(dimension)) {
                if mean.iter().any(|value| !value.is_finite()) {
                    let sequence = windows[at].sequence + 1;
                    return Err(NetworkError::NotFinite { sequence }.into());
                }
                means[at] = mean.to_vec();
            }
        }
        // In the order of the windows, so that sums do not depend on batches.
        for (window, mean) in windows.iter().zip(means) {
            let (at, count) = (window.sequence, window.tokens.len());
            tokens[at] += count;
            let sums = &mut sums[at * dimension..(at + 1) * dimension];
            for (sum, value) in sums.iter_mut().zip(mean) {
                *sum += f64::from(value) * count as f64;
            }
        }
        let mean = |(at, sum): (usize, &f64)| (sum / tokens[at / dimension].max(1) as f64) as f32;
        Ok(sums.iter().enumerate().map(mean).collect())
    }
}
