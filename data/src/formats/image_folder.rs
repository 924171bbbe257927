use super::FormatError;
use super::error::io;
use std::path::{Path, PathBuf};

/// Endings of the images that are listed, in lower case.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "tif", "tiff"];

/// A folder with a subfolder a class: names of the classes, and images with their labels.
///
/// ```
/// use neuron_data::formats::ImageFolder;
///
/// let root = tempfile::tempdir()?;
/// for path in ["water/2.png", "water/10.PNG", "forest/1.tif"] {
///     let path = root.path().join(path);
///     std::fs::create_dir_all(path.parent().unwrap())?;
///     std::fs::write(path, "…")?;
/// }
/// let images = ImageFolder::list(root.path())?;
/// assert_eq!(images.classes, ["forest", "water"]);
/// assert_eq!(images.files[1], (root.path().join("water/10.PNG"), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFolder {
    /// Names of the classes, sorted; their places are the labels.
    pub classes: Vec<String>,
    /// Images and labels, sorted by class and name.
    pub files: Vec<(PathBuf, u32)>,
    /// Files that are no images by their name, which were passed over.
    pub passed_over: Vec<PathBuf>,
}

impl ImageFolder {
    /// Lists a folder. What is hidden (`.name`) is passed over without a word.
    ///
    /// # Errors
    /// [`FormatError`] where there is no class, a class has no image, or a class has a folder in it.
    pub fn list(root: &Path) -> Result<Self, FormatError> {
        let mut images = Self { classes: Vec::new(), files: Vec::new(), passed_over: Vec::new() };
        for folder in sorted(root)? {
            if !folder.is_dir() {
                images.passed_over.push(folder);
                continue;
            }
            let name = folder
                .file_name()
                .and_then(|name| name.to_str())
                .ok_or_else(|| FormatError::invalid(&folder, "a class's name has to be UTF-8"))?;
            images.classes.push(name.to_owned());
            images.list_class(&folder)?;
        }
        if images.classes.is_empty() {
            return Err(FormatError::invalid(root, "no class: expected a subfolder a class"));
        }
        Ok(images)
    }

    fn list_class(&mut self, folder: &Path) -> Result<(), FormatError> {
        let label = u32::try_from(self.classes.len() - 1)
            .map_err(|_| FormatError::invalid(folder, "more classes than labels can tell apart"))?;
        let before = self.files.len();
        for path in sorted(folder)? {
            if path.is_dir() {
                let what = "a folder within a class: expected images alone";
                return Err(FormatError::invalid(&path, what));
            }
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
                self.files.push((path, label));
            } else {
                self.passed_over.push(path);
            }
        }
        if self.files.len() == before {
            let what = format!("class without an image: expected `.{}`", ENDINGS.join("`, `."));
            return Err(FormatError::invalid(folder, what));
        }
        Ok(())
    }
}

/// What is in a folder and not hidden, by name: the order of the file system is no order.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, FormatError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let entry = entry.map_err(io(folder))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
