use std::path::{Path, PathBuf};

/// The three files of a prefix. A prefix that ends in `.bed`, `.bim` or `.fam` stands for what is before it.
pub(super) struct Paths {
    pub(super) bed: PathBuf,
    pub(super) bim: PathBuf,
    pub(super) fam: PathBuf,
}

impl Paths {
    pub(super) fn new(prefix: &Path) -> Self {
        let own =
            prefix.extension().is_some_and(|end| end == "bed" || end == "bim" || end == "fam");
        let stem = if own { prefix.with_extension("") } else { prefix.to_owned() };
        // Not `with_extension`: a prefix may have a dot of its own.
        let with = |end: &str| {
            let mut path = stem.clone().into_os_string();
            path.push(end);
            PathBuf::from(path)
        };
        Self { bed: with(".bed"), bim: with(".bim"), fam: with(".fam") }
    }
}
