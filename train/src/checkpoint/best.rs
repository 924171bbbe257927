//! Which checkpoint was the best so far.

use std::io::{ErrorKind, Read};

use serde::{Deserialize, Serialize};

use super::{Checkpoint, CheckpointError, CheckpointStore, seal};
use crate::file_system::{FileError, write_atomically};

/// The pointer's name in the run folder.
pub(super) const POINTER: &str = "best";
/// A pointer is a few lines; what is longer is none.
const MAX_POINTER_BYTES: u64 = 4096;

/// The best checkpoint and what made it so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Best {
    /// Its step.
    pub step: u64,
    /// The metric that was compared, such as `accuracy`.
    pub metric: String,
    /// The metric's value at that step; finite.
    pub value: f64,
}

impl CheckpointStore {
    /// Marks a saved checkpoint as the best; [`prune`](Self::prune) then keeps it.
    ///
    /// # Errors
    /// [`CheckpointError::NoSuchStep`] where it has not been saved,
    /// [`CheckpointError::Unwritable`] for a value that is not finite or a name of over a
    /// thousand bytes, [`CheckpointError::File`]; the old mark then still stands.
    pub fn set_best(&mut self, best: &Best) -> Result<(), CheckpointError> {
        if self.readable_path(best.step)?.is_none() {
            let steps = self.list()?;
            return Err(CheckpointError::NoSuchStep {
                folder: self.folder.clone(),
                step: best.step,
                available: format!("{steps:?}"),
            });
        }
        let unwritable = |problem: String| CheckpointError::Unwritable { step: best.step, problem };
        if !best.value.is_finite() || best.metric.len() > 1000 {
            return Err(unwritable(format!("`{}` = {} is no mark", best.metric, best.value)));
        }
        let text = seal::seal(best).map_err(|error| unwritable(error.to_string()))?;
        let path = self.run.join(POINTER);
        write_atomically(&*self.files, &path, |out| out.write_all(text.as_bytes()))?;
        Ok(())
    }

    /// The best checkpoint's mark; `None` where nothing has been marked yet.
    ///
    /// # Errors
    /// [`CheckpointError::BestUnreadable`] for a damaged mark, [`CheckpointError::File`].
    pub fn best(&self) -> Result<Option<Best>, CheckpointError> {
        let path = self.run.join(POINTER);
        let file = match self.files.open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FileError::new("open", &path, error).into()),
        };
        let mut text = Vec::new();
        file.reader
            .take(MAX_POINTER_BYTES)
            .read_to_end(&mut text)
            .map_err(FileError::at("read", &path))?;
        seal::open(&text)
            .map(Some)
            .map_err(|problem| CheckpointError::BestUnreadable { file: path, problem })
    }

    /// Loads the best checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError::NoBest`], and as [`best`](Self::best) and
    /// [`load_step`](Self::load_step).
    pub fn load_best(&mut self) -> Result<(Best, Checkpoint), CheckpointError> {
        let best =
            self.best()?.ok_or_else(|| CheckpointError::NoBest { file: self.run.join(POINTER) })?;
        let checkpoint = self.load_step(best.step)?;
        Ok((best, checkpoint))
    }
}
