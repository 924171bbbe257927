use super::{DatasetError, Pixels};
use crate::image_io::{self, Image, Stored};
use std::path::Path;

/// Images of one size and of the same bands.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) bands: Vec<String>,
    /// Whether the files state the bands' names; else they are numbered.
    pub(super) bands_stated: bool,
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) pixels: Pixels,
}

/// Reads image files, which must be alike: size (unless `resize` gives the side of all), number,
/// names and order of the bands, type of the values. Pixels take no more memory than in the files.
pub(super) fn gather<'a>(
    files: impl IntoIterator<Item = &'a Path>,
    resize: Option<usize>,
) -> Result<Gathered, DatasetError> {
    let mut gathered: Option<(Gathered, &Path)> = None;
    for file in files {
        let image = image_io::read(file)?;
        let image = match resize {
            Some(side) => image.resized(side, side),
            None => image,
        };
        let (all, first) = gathered.get_or_insert_with(|| (start(&image), file));
        alike(&image, all).map_err(|what| DatasetError::File {
            path: file.to_path_buf(),
            what: format!("{what}, as `{}`", first.display()),
        })?;
        add(&image, &mut all.pixels);
    }
    gathered.map(|(all, _)| all).ok_or_else(|| DatasetError::Inconsistent {
        dataset: "images".into(),
        what: "no image file, expected at least one".into(),
    })
}

fn start(image: &Image) -> Gathered {
    let stated = !image.band_names.is_empty();
    let numbered = || (1..=image.bands).map(|band| format!("band {band}")).collect();
    Gathered {
        bands: if stated { image.band_names.clone() } else { numbered() },
        bands_stated: stated,
        height: image.height,
        width: image.width,
        pixels: match image.stored {
            Stored::U8 => Pixels::U8(Vec::new()),
            Stored::U16 => Pixels::U16(Vec::new()),
            Stored::F32 => Pixels::F32(Vec::new()),
        },
    }
}

/// Says in what an image differs from those before it.
fn alike(image: &Image, all: &Gathered) -> Result<(), String> {
    if image.bands != all.bands.len() {
        return Err(format!("has {} bands, expected {}", image.bands, all.bands.len()));
    }
    if (image.height, image.width) != (all.height, all.width) {
        return Err(format!(
            "is {}×{} pixels (bring all to one size with `--resize N`), expected {}×{}",
            image.width, image.height, all.width, all.height
        ));
    }
    if image.band_names.is_empty() == all.bands_stated
        || all.bands_stated && image.band_names != all.bands
    {
        let names = |names: &[String]| match names {
            [] => "no names".to_owned(),
            names => format!("`{}`", names.join("`, `")),
        };
        let expected = if all.bands_stated { &all.bands[..] } else { &[] };
        let found = names(&image.band_names);
        return Err(format!("names its bands {found}, expected {}", names(expected)));
    }
    let expected = match all.pixels {
        Pixels::U8(_) => Stored::U8,
        Pixels::U16(_) => Stored::U16,
        Pixels::F32(_) => Stored::F32,
    };
    if image.stored != expected {
        return Err(format!("stores {}, expected {}", image.stored.name(), expected.name()));
    }
    Ok(())
}

fn add(image: &Image, pixels: &mut Pixels) {
    // What was stored in whole numbers is whole, or a mean of them that is rounded.
    match pixels {
        Pixels::U8(all) => all.extend(image.values.iter().map(|v| v.round() as u8)),
        Pixels::U16(all) => all.extend(image.values.iter().map(|v| v.round() as u16)),
        Pixels::F32(all) => all.extend_from_slice(&image.values),
    }
}
