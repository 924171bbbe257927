//! The runs of a domain.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{NewName, RunFolder, RunFolderError, RunLock, RunManifest, RunName, RunPaths};
use crate::file_system::{
    EntryKind, FileError, FileSystem, RealFileSystem, create_folders, remove_stale, remove_tree,
    write_atomically,
};
use crate::suggestion::did_you_mean;

/// `runs/DOMAIN`.
///
/// ```
/// use neuron_train::run_folder::{NewName, RunManifest, Runs};
/// let folder = tempfile::tempdir()?;
/// let runs = Runs::new(folder.path().join("runs"), "vision")?;
/// let name = NewName::Numbered { task: "land_use".into(), dataset: "statlog-landsat".into() };
/// let run = runs.create(&name, "epochs = 10\n", &RunManifest::default())?;
/// assert_eq!(run.name().as_str(), "land_use-statlog-landsat-001");
/// let again = runs.create(&NewName::Given(run.name().clone()), "", &RunManifest::default());
/// assert!(again.unwrap_err().to_string().contains("exists already"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Runs {
    folder: PathBuf,
}

impl Runs {
    /// The runs of `domain` under `root`, which is `runs` for most.
    ///
    /// # Errors
    /// [`RunFolderError::Name`] for a domain that could not be a folder's name.
    pub fn new(root: impl AsRef<Path>, domain: &str) -> Result<Self, RunFolderError> {
        let domain: RunName = domain.parse()?;
        Ok(Self { folder: root.as_ref().join(domain.as_str()) })
    }

    /// The folder that holds the runs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Creates a run, and holds its lock. It appears whole, with its configuration and manifest,
    /// or not at all, and never in the place of another.
    ///
    /// # Errors
    /// [`RunFolderError::Exists`] where a given name is taken, [`RunFolderError::File`].
    pub fn create(
        &self,
        name: &NewName,
        config: &str,
        manifest: &RunManifest,
    ) -> Result<RunFolder, RunFolderError> {
        create_folders(&RealFileSystem, &self.folder)?;
        self.clear_unfinished()?;
        let scratch = self.folder.join(format!(".run.{}.tmp", std::process::id()));
        remove_tree(&RealFileSystem, &scratch)?;
        let created = self.create_in(&scratch, name, config, manifest);
        if created.is_err() {
            // Best effort: the first error is the one to report.
            let _ = remove_tree(&RealFileSystem, &scratch);
        }
        created
    }

    fn create_in(
        &self,
        scratch: &Path,
        name: &NewName,
        config: &str,
        manifest: &RunManifest,
    ) -> Result<RunFolder, RunFolderError> {
        let files = RealFileSystem;
        files.create_folder(scratch).map_err(FileError::at("create folder", scratch))?;
        let lock = RunLock::acquire(scratch)?;
        let paths = RunPaths::new(scratch);
        write_atomically(&files, &paths.config(), |out| out.write_all(config.as_bytes()))?;
        manifest.write(&paths.manifest())?;
        loop {
            let candidate = self.candidate(name)?;
            let path = self.folder.join(candidate.as_str());
            // An empty folder of that name would be replaced without a word.
            let taken = files.kind(&path).map_err(FileError::at("read", &path))?.is_some();
            let renamed = if taken {
                Err(ErrorKind::AlreadyExists.into())
            } else {
                files.rename(scratch, &path)
            };
            match renamed {
                Ok(()) => {
                    files.sync_folder(&self.folder).map_err(FileError::at("sync", &self.folder))?;
                    return Ok(RunFolder::new(RunPaths::new(path), candidate, lock));
                }
                Err(error) if is_taken(error.kind()) => {
                    if let NewName::Given(name) = name {
                        return Err(RunFolderError::Exists { path, name: name.to_string() });
                    }
                    // Another process was quicker: the next number.
                }
                Err(error) => return Err(FileError::new("create", &path, error).into()),
            }
        }
    }

    fn candidate(&self, name: &NewName) -> Result<RunName, RunFolderError> {
        let (task, dataset) = match name {
            NewName::Given(name) => return Ok(name.clone()),
            NewName::Numbered { task, dataset } => (task, dataset),
        };
        let mut prefix = NewName::prefix(task, dataset);
        if prefix.is_empty() {
            prefix.push_str("run");
        }
        let names = self.names()?;
        let number =
            |name: &String| name.strip_prefix(&prefix)?.strip_prefix('-')?.parse::<u32>().ok();
        let next = names.iter().filter_map(number).max().unwrap_or(0).saturating_add(1);
        format!("{prefix}-{next:03}").parse()
    }

    /// Opens a run to go on with it, and holds its lock.
    ///
    /// # Errors
    /// [`RunFolderError::NoSuchRun`], [`RunFolderError::NotARun`], [`RunFolderError::InUse`],
    /// [`RunFolderError::File`].
    pub fn resume(&self, name: &RunName) -> Result<RunFolder, RunFolderError> {
        let paths = self.open(name)?;
        let lock = RunLock::acquire(paths.root())?;
        remove_stale(&RealFileSystem, paths.root(), "")?;
        Ok(RunFolder::new(paths, name.clone(), lock))
    }

    /// Finds a run to read from, also while it is being trained.
    ///
    /// # Errors
    /// [`RunFolderError::NoSuchRun`], [`RunFolderError::NotARun`], [`RunFolderError::File`].
    pub fn open(&self, name: &RunName) -> Result<RunPaths, RunFolderError> {
        let path = self.folder.join(name.as_str());
        let kind = RealFileSystem.kind(&path).map_err(FileError::at("read", &path))?;
        if kind.is_none() {
            let names = self.list()?;
            let hint = did_you_mean(name.as_str(), names.iter().map(RunName::as_str));
            return Err(RunFolderError::NoSuchRun { path, hint });
        }
        let paths = RunPaths::new(&path);
        let config = paths.config();
        let kind = RealFileSystem.kind(&config).map_err(FileError::at("read", &config))?;
        if kind.is_none() {
            return Err(RunFolderError::NotARun { path });
        }
        Ok(paths)
    }

    /// The runs, by name.
    ///
    /// # Errors
    /// [`RunFolderError::File`] where the folder cannot be listed.
    pub fn list(&self) -> Result<Vec<RunName>, RunFolderError> {
        let mut runs = Vec::new();
        for name in self.names()? {
            let config = RunPaths::new(self.folder.join(&name)).config();
            if let Ok(name) = name.parse()
                && RealFileSystem.kind(&config).is_ok_and(|kind| kind.is_some())
            {
                runs.push(name);
            }
        }
        Ok(runs)
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        match RealFileSystem.list(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            listed => listed.map_err(FileError::at("list", &self.folder)),
        }
    }

    /// Removes what processes that were killed while they created a run have left.
    fn clear_unfinished(&self) -> Result<(), RunFolderError> {
        for name in self.names()? {
            let path = self.folder.join(&name);
            let unfinished = name.starts_with(".run.") && name.ends_with(".tmp");
            // Without a lock file its maker is between two calls, or died there: an empty folder.
            let lock = RunPaths::new(&path).lock();
            let locked = RealFileSystem.kind(&lock).is_ok_and(|kind| kind == Some(EntryKind::File));
            if unfinished && locked && RunLock::acquire(&path).is_ok() {
                remove_tree(&RealFileSystem, &path)?;
            }
        }
        Ok(())
    }
}

fn is_taken(kind: ErrorKind) -> bool {
    // A folder in the way, a folder that holds something, or a file.
    matches!(
        kind,
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory
    )
}
