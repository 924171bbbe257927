//! Where masks are written, and how.

use super::SegmentationError;
use super::data::UNKNOWN;
use super::source::Source;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Values};
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A mask to be written.
pub(super) struct MaskFile {
    pub(super) place: PathBuf,
    pub(super) width: usize,
    pub(super) height: usize,
    /// The class of each pixel, [`UNKNOWN`] where a value is missing.
    pub(super) classes: Vec<u8>,
    pub(super) georeference: Option<GeoReference>,
}

/// The files that masks of images are written to, before any is: no two the same, and none an image.
pub(super) fn plan<'a>(
    folder: &Path,
    images: impl Iterator<Item = (&'a Path, &'a Source)> + Clone,
) -> Result<Vec<PathBuf>, SegmentationError> {
    let wrong = |file: &Path, what: String| {
        Err(SegmentationError::Output { file: file.to_path_buf(), what })
    };
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let given: BTreeSet<PathBuf> = images.clone().map(|(file, _)| real(file)).collect();
    let mut places: Vec<PathBuf> = Vec::new();
    for (file, source) in images {
        let ending = if source.georeference().is_some() { "tif" } else { "png" };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let place = folder.join(format!("{stem}.{ending}"));
        if places.contains(&place) {
            return wrong(&place, "two images have this name: give them in two commands".into());
        }
        if given.contains(&real(&place)) {
            return wrong(&place, "is one of the images: give another folder to `--output`".into());
        }
        places.push(place);
    }
    std::fs::create_dir_all(folder).map_err(|error| FileError::new("create", folder, error))?;
    Ok(places)
}

impl MaskFile {
    /// How many pixels are of a class, or [`UNKNOWN`].
    pub(super) fn count(&self, class: u8) -> usize {
        self.classes.iter().filter(|&&found| found == class).count()
    }

    /// Writes it whole or not at all: the id of each pixel's class, and 255 where a value is missing, or
    /// 128 where 255 is a class.
    pub(super) fn write(&self, ids: &[u8]) -> Result<(), SegmentationError> {
        let missing = if ids.contains(&255) { 128 } else { 255 };
        let id = |class: &u8| ids.get(usize::from(*class)).copied().unwrap_or(missing);
        let numbers: Vec<u8> = self
            .classes
            .iter()
            .map(|class| if *class == UNKNOWN { missing } else { id(class) })
            .collect();
        if let Some(place) = &self.georeference {
            let names = vec!["class".to_owned()];
            let raster = Raster::new(self.width, self.height, names, Values::from(numbers))?;
            let raster = raster.with_georeference(Some(place.clone()));
            let raster = raster.with_nodata(Some(f64::from(missing)));
            return Ok(write(&self.place, &raster, &WriteOptions::default())?);
        }
        let mut bytes = Vec::new();
        // An image that was read is no larger than PNG can be.
        let (width, height) = (self.width as u32, self.height as u32);
        PngEncoder::new(&mut bytes)
            .write_image(&numbers, width, height, ExtendedColorType::L8)
            .map_err(|error| {
                FileError::new("write", &self.place, std::io::Error::other(error.to_string()))
            })?;
        write_atomically(&RealFileSystem, &self.place, |out| out.write_all(&bytes))?;
        Ok(())
    }
}
