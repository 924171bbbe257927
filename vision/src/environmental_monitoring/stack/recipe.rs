use super::StackError;
use crate::environmental_monitoring::indices::Index;
use neuron_raster::{Raster, RasterError};
use std::path::Path;

/// What is taken of each file.
#[derive(Clone, Debug)]
pub enum Source {
    /// A band as it is, counted from 1.
    Band(usize),
    /// An index, and the bands that were given numbers (from 1); others go by their names.
    Index {
        /// The index.
        index: Index,
        /// Bands as the index names them, and their numbers.
        numbers: Vec<(String, usize)>,
    },
}

/// Which values of a band of classes were seen well, such as those of Sentinel-2's scene classification.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearValues {
    /// The band, counted from 1.
    pub band: usize,
    /// The values; pixels of others are gaps.
    pub values: Vec<f64>,
}

/// How files become images of a cube.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What is taken.
    pub source: Source,
    /// What bands are multiplied with, such as 0.0001 of reflectances that are kept as whole numbers.
    pub scale: f64,
    /// Which pixels were seen well.
    pub clear: Option<ClearValues>,
}

/// Names of sensors' bands, as indices call them.
const NAMES: [(&str, &[&str]); 11] = [
    ("A", &["b01", "b1", "coastal"]),
    ("B", &["b02", "blue"]),
    ("G", &["b03", "green"]),
    ("R", &["b04", "red"]),
    ("RE1", &["b05", "rededge1"]),
    ("RE2", &["b06", "rededge2"]),
    ("RE3", &["b07", "rededge3"]),
    ("N", &["b08", "nir"]),
    ("N2", &["b8a", "nir08"]),
    ("S1", &["b11", "swir16", "swir1"]),
    ("S2", &["b12", "swir22", "swir2"]),
];

impl Recipe {
    /// What the images show.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.source {
            Source::Band(number) => format!("band {number}"),
            Source::Index { index, .. } => index.short.clone(),
        }
    }

    /// The bands to read of a file, from 0, that of the mask behind the others.
    pub(super) fn bands(&self, file: &Path, names: &[String]) -> Result<Vec<usize>, StackError> {
        let wrong = |what: String| StackError::Band { file: file.display().to_string(), what };
        let numbered = |number: usize| {
            let found = (1..=names.len()).contains(&number).then(|| number - 1);
            let what =
                || format!("band {number} was asked for, expected one of 1 to {}", names.len());
            found.ok_or_else(|| wrong(what()))
        };
        let mut bands = Vec::new();
        match &self.source {
            Source::Band(number) => bands.push(numbered(*number)?),
            Source::Index { index, numbers } => {
                for band in &index.bands {
                    let given = numbers.iter().find(|(name, _)| name == band);
                    bands.push(match given {
                        Some((_, number)) => numbered(*number)?,
                        None => named(band, names).ok_or_else(|| {
                            wrong(format!(
                                "none of its bands is called {band}, which {} needs; say which by \
                                 `--band {band}=NUMBER`",
                                index.short
                            ))
                        })?,
                    });
                }
            }
        }
        if let Some(clear) = &self.clear {
            bands.push(numbered(clear.band)?);
        }
        Ok(bands)
    }

    /// The values of a window that was read with [`Self::bands`]; NaN where nothing was seen.
    pub(super) fn values(&self, raster: &Raster) -> Result<Vec<f32>, StackError> {
        let scaled = |band: usize| -> Result<Vec<f32>, RasterError> {
            let mut values = raster.band_f32(band)?;
            values.iter_mut().for_each(|value| *value = (f64::from(*value) * self.scale) as f32);
            Ok(values)
        };
        let mut values = match &self.source {
            Source::Band(_) => scaled(0)?,
            Source::Index { index, .. } => {
                let read: Result<Vec<Vec<f32>>, RasterError> =
                    (0..index.bands.len()).map(scaled).collect();
                let read = read?;
                let bands: Vec<(&str, &[f32])> =
                    index.bands.iter().copied().zip(read.iter().map(Vec::as_slice)).collect();
                index.evaluate(&bands, &[])?.into_iter().map(|value| value as f32).collect()
            }
        };
        // What is divided by 0 says nothing.
        values.iter_mut().filter(|value| value.is_infinite()).for_each(|value| *value = f32::NAN);
        if let Some(clear) = &self.clear {
            let mask = raster.band_f64(raster.bands() - 1)?;
            for (value, class) in values.iter_mut().zip(mask) {
                if !clear.values.contains(&class) {
                    *value = f32::NAN;
                }
            }
        }
        Ok(values)
    }
}

/// The band of a name as indices or sensors have it.
fn named(band: &str, names: &[String]) -> Option<usize> {
    let others =
        NAMES.iter().find(|(name, _)| *name == band).map_or(&[][..], |(_, others)| *others);
    let is_it = |name: &String| {
        let lower = name.to_lowercase().replace([' ', '_', '-'], "");
        name == band || others.contains(&lower.as_str())
    };
    names.iter().position(is_it)
}
