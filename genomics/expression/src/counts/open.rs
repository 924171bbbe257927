use super::{
    CountLimits, CountMatrix, Orientation, read_gct, read_matrix_market, read_table, read_text,
};
use crate::ExpressionError;
use std::path::{Path, PathBuf};

impl CountMatrix {
    /// Reads a file of counts: a folder or `.mtx` as MTX, a text that begins with `#1.` as GCT, all else as a table.
    ///
    /// `samples` are the names that are expected, by which a table with samples in rows is told from one with genes
    /// in rows.
    ///
    /// # Errors
    /// [`ExpressionError`] of the reader, with file, line, gene and sample.
    pub fn open(
        path: &Path,
        orientation: Orientation,
        samples: Option<&[String]>,
        limits: &CountLimits,
    ) -> Result<Self, ExpressionError> {
        let matrix = match path.is_dir() {
            true => Some(in_folder(path)?),
            false => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
                let is = name.ends_with(".mtx") || name.ends_with(".mtx.gz");
                is.then(|| path.to_owned())
            }
        };
        if let Some(matrix) = matrix {
            let folder = matrix.parent().unwrap_or(Path::new("."));
            let genes = beside(folder, &["features.tsv", "genes.tsv"])?;
            let barcodes = beside(folder, &["barcodes.tsv"])?;
            let text = |path: &Path| read_text(path, limits.bytes);
            let names =
                [matrix.display(), genes.display(), barcodes.display()].map(|p| p.to_string());
            return read_matrix_market(
                (&names[0], &text(&matrix)?),
                (&names[1], &text(&genes)?),
                (&names[2], &text(&barcodes)?),
                limits,
            );
        }
        let (name, text) = (path.display().to_string(), read_text(path, limits.bytes)?);
        if text.starts_with("#1.") {
            return read_gct(&name, &text, limits);
        }
        read_table(&name, &text, orientation, samples, limits)
    }
}

fn in_folder(folder: &Path) -> Result<PathBuf, ExpressionError> {
    beside(folder, &["matrix.mtx"])
}

/// The first of these files that is in a folder, plain or compressed.
fn beside(folder: &Path, names: &[&str]) -> Result<PathBuf, ExpressionError> {
    let places = names.iter().flat_map(|name| [format!("{name}.gz"), (*name).to_owned()]);
    let found = places.map(|name| folder.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| ExpressionError::File {
        file: folder.display().to_string(),
        what: format!("there is no `{}` in it, which a 10x matrix has", names.join("` or `")),
    })
}
