use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use neuron_raster::georeference::GeoReference;
use neuron_raster::{Raster, RasterError, Values};
use std::path::Path;

/// How a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskFormat {
    /// Numbers, in their place: [`mask_raster`].
    Tiff,
    /// To look at: [`mask_picture`].
    Png,
}

impl MaskFormat {
    /// The format of a name's ending, if it is `.tif`, `.tiff` or `.png`.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "tif" | "tiff" => Some(Self::Tiff),
            "png" => Some(Self::Png),
            _ => None,
        }
    }
}

fn numbers(map: &[Option<bool>], [changed, unchanged, not_seen]: [u8; 3]) -> Vec<u8> {
    let number = |pixel: &Option<bool>| match pixel {
        Some(true) => changed,
        Some(false) => unchanged,
        None => not_seen,
    };
    map.iter().map(number).collect()
}

/// A map `[rows, columns]` as a raster where the dates lie: 1 changed, 0 did not, 255, which is no data, was
/// not seen.
///
/// # Errors
/// Where the map does not fill the extents.
pub fn mask_raster(
    map: &[Option<bool>],
    [rows, columns]: [usize; 2],
    place: Option<GeoReference>,
) -> Result<Raster, RasterError> {
    let values = Values::from(numbers(map, [1, 0, 255]));
    let raster = Raster::new(columns, rows, vec!["change".into()], values)?;
    Ok(raster.with_georeference(place).with_nodata(Some(255.0)))
}

/// The bytes of a PNG of a map `[rows, columns]`: white changed, black did not, grey (128) was not seen.
///
/// # Errors
/// Where the map does not fill the extents, or they are too large for the format.
pub fn mask_picture(map: &[Option<bool>], [rows, columns]: [usize; 2]) -> std::io::Result<Vec<u8>> {
    let (Ok(width), Ok(height)) = (u32::try_from(columns), u32::try_from(rows)) else {
        return Err(std::io::Error::other("too many pixels a side"));
    };
    let pixels = numbers(map, [255, 0, 128]);
    if pixels.len() != rows * columns {
        let what = format!("{} pixels, expected {columns}×{rows}", pixels.len());
        return Err(std::io::Error::other(what));
    }
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&pixels, width, height, ExtendedColorType::L8)
        .map_err(std::io::Error::other)?;
    Ok(bytes)
}
