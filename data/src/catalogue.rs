//! Manifests that are part of a program, by name.

use crate::fetch::{Dataset, FetchError, Fetcher, Progress};
use crate::manifest::{Manifest, ManifestError};

/// The datasets of a domain: name and manifest of each.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue(pub &'static [(&'static str, &'static str)]);

/// Why a dataset of a catalogue cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// There is none of this name.
    #[error("there is no dataset `{name}`; there are {known}")]
    Unknown {
        /// The name.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// It is in the program itself.
    #[error("dataset `{name}` is in the program itself: there is nothing to fetch")]
    Embedded {
        /// Its name.
        name: String,
    },
    /// Its manifest is not in order.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// It cannot be brought here, or has not been.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// Most characters of a name that an error repeats.
const SHOWN: usize = 100;

impl Catalogue {
    /// Names of the datasets.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }

    /// The manifest of a dataset.
    ///
    /// ```
    /// use neuron_data::catalogue::Catalogue;
    /// const TEXT: &str = "name = \"few\"\ntitle = \"A few\"\ntask = \"none\"\nlicence = \"CC0-1.0\"\nhomepage = \"https://example.org\"\nprovenance = \"made up\"\n";
    /// let error = Catalogue(&[("few", TEXT)]).manifest("many").unwrap_err().to_string();
    /// assert_eq!(error, "there is no dataset `many`; there are few");
    /// ```
    ///
    /// # Errors
    /// [`CatalogueError::Unknown`] where there is none of this name, [`CatalogueError::Manifest`].
    pub fn manifest(&self, name: &str) -> Result<Manifest, CatalogueError> {
        let Some((_, text)) = self.0.iter().find(|(own, _)| *own == name) else {
            let name = name.escape_debug().to_string().chars().take(SHOWN).collect();
            return Err(CatalogueError::Unknown { name, known: self.names().join(", ") });
        };
        let file = format!("{name}.toml");
        Ok(Manifest::parse(text.as_bytes(), file.as_ref())?)
    }

    /// Brings a dataset here.
    ///
    /// # Errors
    /// As [`manifest`](Self::manifest); [`CatalogueError::Embedded`], [`CatalogueError::Fetch`].
    pub fn fetch(
        &self,
        name: &str,
        fetcher: &Fetcher,
        progress: &dyn Progress,
    ) -> Result<Dataset, CatalogueError> {
        Ok(fetcher.fetch(&self.of_files(name)?, progress)?)
    }

    /// A dataset that has been brought here. No socket is opened.
    ///
    /// # Errors
    /// As [`fetch`](Self::fetch).
    pub fn cached(&self, name: &str, fetcher: &Fetcher) -> Result<Dataset, CatalogueError> {
        Ok(fetcher.cached(&self.of_files(name)?)?)
    }

    fn of_files(&self, name: &str) -> Result<Manifest, CatalogueError> {
        let manifest = self.manifest(name)?;
        let is_remote = |file: &crate::manifest::FileEntry| {
            !matches!(file.source, crate::manifest::Source::Embedded(_))
        };
        match manifest.files.iter().any(is_remote) {
            true => Ok(manifest),
            false => Err(CatalogueError::Embedded { name: name.to_owned() }),
        }
    }
}
