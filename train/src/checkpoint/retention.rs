//! Which checkpoints are kept.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::load::Failure;
use super::{CheckpointError, CheckpointStore};
use crate::file_system::FileError;

/// How many checkpoints stay; the best one stays besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The newest so many.
    pub last: NonZeroUsize,
}

impl Default for Retention {
    /// Two: should the newest be damaged there is one to fall back to.
    fn default() -> Self {
        Self { last: NonZeroUsize::MIN.saturating_add(1) }
    }
}

/// What [`CheckpointStore::prune`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Steps whose checkpoints were removed.
    pub removed: Vec<u64>,
    /// Why something was kept that would otherwise have gone.
    pub notices: Vec<String>,
}

impl CheckpointStore {
    /// Removes the checkpoints that are neither among the newest nor the best.
    ///
    /// A checkpoint found damaged does not count among the newest, and goes once a newer sound
    /// one is there. Nothing goes before one of those that stay is known to be sound; and where
    /// the mark of the best cannot be read nothing goes at all.
    ///
    /// # Errors
    /// [`CheckpointError::File`] naming what cannot be listed, read or removed.
    pub fn prune(&mut self, retention: &Retention) -> Result<Pruned, CheckpointError> {
        let best = match self.best() {
            Ok(best) => best.map(|best| best.step),
            Err(error @ CheckpointError::BestUnreadable { .. }) => {
                let notice = format!("{error}; all checkpoints are kept");
                return Ok(Pruned { removed: Vec::new(), notices: vec![notice] });
            }
            Err(error) => return Err(error),
        };
        let mut notices = Vec::new();
        let steps = self.list()?;
        let newest_sound = loop {
            let keep = self.kept(&steps, retention, best);
            if let Some(step) = keep.iter().rev().find(|step| self.verified.contains(step)) {
                break *step;
            }
            // Look at the newest that nobody has looked at; either answer brings this to an end.
            let Some(step) = steps.iter().rev().find(|step| !self.damaged.contains(step)) else {
                return Ok(Pruned { removed: Vec::new(), notices });
            };
            match self.read(*step) {
                Ok(_) => {}
                Err(Failure::Damage(notice)) => notices.push(notice.to_string()),
                Err(Failure::Error(error)) => return Err(error),
            }
        };
        let keep = self.kept(&steps, retention, best);
        // The mark that was read must be the one that a cut of power would leave.
        self.files.sync_folder(&self.run).map_err(FileError::at("sync", &self.run))?;
        let mut removed = Vec::new();
        for step in steps {
            let superseded = !self.damaged.contains(&step) || step < newest_sound;
            if !keep.contains(&step) && superseded {
                let Some(path) = self.readable_path(step)? else { continue };
                self.discard(&path)?;
                self.verified.remove(&step);
                self.damaged.remove(&step);
                removed.push(step);
            }
        }
        Ok(Pruned { removed, notices })
    }

    /// The best and the newest that are not known to be damaged.
    fn kept(&self, steps: &[u64], retention: &Retention, best: Option<u64>) -> BTreeSet<u64> {
        let sound = steps.iter().rev().filter(|step| !self.damaged.contains(step));
        let newest = sound.take(retention.last.get()).copied();
        newest.chain(best.filter(|step| steps.contains(step))).collect()
    }
}
