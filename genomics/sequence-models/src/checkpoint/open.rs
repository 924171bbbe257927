use super::{CheckpointError, settings};
use crate::models::BertConfig;
use crate::tokens::Vocabulary;
use neuron_sequence_features::tokenizers::Tokenizer;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of `config.json`, and of a file of tokens.
const LARGEST: [u64; 2] = [1 << 20, 1 << 26];

/// Endings of files of weights that are pickles, or of other frameworks.
const PICKLES: [&str; 7] = ["bin", "pt", "pth", "ckpt", "pkl", "h5", "msgpack"];

/// A checkpoint, of which all but the weights is read.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// The encoder.
    pub config: BertConfig,
    /// Its tokens.
    pub vocabulary: Vocabulary,
    pub(super) weights: PathBuf,
}

impl Checkpoint {
    /// Whether a path is meant for a checkpoint of others: a folder with a `config.json`, or a file of weights that no
    /// run of this program writes.
    #[must_use]
    pub fn is_named_by(path: &Path) -> bool {
        is_pickle(path) || path.join("config.json").is_file()
    }

    /// Reads the settings and tokens of a folder.
    ///
    /// # Errors
    /// [`CheckpointError`] where it is not of a known encoder, its tokens are not in order or more than the encoder
    /// knows, or its weights are there as a pickle alone.
    pub fn open(folder: &Path) -> Result<Self, CheckpointError> {
        if is_pickle(folder) {
            return Err(CheckpointError::Pickle { file: folder.to_owned() });
        }
        let weights = weights_of(folder)?;
        let file = folder.join("config.json");
        let text = read(&file, LARGEST[0])?;
        let config = settings::encoder(&text)
            .map_err(|what| CheckpointError::Settings { file: file.clone(), what })?;
        let (file, vocabulary) = tokens_of(folder)?;
        let tokenizer = vocabulary
            .tokenizer()
            .map_err(|cause| CheckpointError::Tokens { file: file.clone(), cause })?;
        let (known, rows) = (tokenizer.vocabulary_size(), config.vocabulary);
        if known > rows {
            let what = format!("it has {known} tokens, but `config.json` knows {rows}");
            return Err(CheckpointError::Settings { file, what });
        }
        Ok(Self { config, vocabulary, weights })
    }

    /// What makes its tokens.
    ///
    /// # Errors
    /// Where the vocabulary is not in order.
    pub fn tokenizer(&self) -> Result<Arc<dyn Tokenizer>, CheckpointError> {
        let file = self.weights.clone();
        self.vocabulary.tokenizer().map_err(|cause| CheckpointError::Tokens { file, cause })
    }
}

fn is_pickle(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    !path.is_dir() && PICKLES.contains(&ending.to_ascii_lowercase().as_str())
}

fn weights_of(folder: &Path) -> Result<PathBuf, CheckpointError> {
    let weights = folder.join("model.safetensors");
    if weights.is_file() {
        return Ok(weights);
    }
    let pickle = folder.join("pytorch_model.bin");
    if pickle.is_file() {
        return Err(CheckpointError::Pickle { file: pickle });
    }
    let sharded = folder.join("model.safetensors.index.json").is_file();
    let expected = match sharded {
        true => "`model.safetensors` in one piece; several pieces are not read",
        false => "`model.safetensors`",
    };
    Err(CheckpointError::Lacks { folder: folder.to_owned(), expected })
}

/// Of both files of tokens, `vocab.txt` is read where its words are of bases.
fn tokens_of(folder: &Path) -> Result<(PathBuf, Vocabulary), CheckpointError> {
    let list = folder.join("vocab.txt");
    if list.is_file() {
        let text = read(&list, LARGEST[1])?;
        return Ok((list, Vocabulary::WordList(text)));
    }
    let pairs = folder.join("tokenizer.json");
    if pairs.is_file() {
        let text = read(&pairs, LARGEST[1])?;
        return Ok((pairs, Vocabulary::BytePairs(text)));
    }
    let expected = "`vocab.txt` (words of k bases) or `tokenizer.json` (byte pairs)";
    Err(CheckpointError::Lacks { folder: folder.to_owned(), expected })
}

fn read(file: &Path, largest: u64) -> Result<String, CheckpointError> {
    let failed = |cause| CheckpointError::File { file: file.to_owned(), cause };
    let mut text = String::new();
    let opened = File::open(file).map_err(failed)?;
    opened.take(largest + 1).read_to_string(&mut text).map_err(failed)?;
    if text.len() as u64 > largest {
        let cause = format!("it is longer than {largest} bytes");
        return Err(failed(io::Error::new(io::ErrorKind::InvalidData, cause)));
    }
    Ok(text)
}
