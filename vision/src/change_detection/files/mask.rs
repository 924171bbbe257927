use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use std::io::Cursor;
use std::path::Path;
use tiff::encoder::compression::DeflateLevel;
use tiff::encoder::{Compression, TiffEncoder, colortype::Gray8};
use tiff::tags::Tag;

/// How a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskFormat {
    /// Numbers: 1 changed, 0 did not, 255 was not seen, which the file marks as no data.
    Tiff,
    /// To look at: white changed, black did not, grey (128) was not seen.
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

/// The bytes of a file with a map `[rows, columns]`.
///
/// # Errors
/// Where the map does not fill the extents, or they are too large for the format.
pub fn mask_file(
    map: &[Option<bool>],
    [rows, columns]: [usize; 2],
    format: MaskFormat,
) -> std::io::Result<Vec<u8>> {
    let [changed, unchanged, not_seen] = match format {
        MaskFormat::Tiff => [1, 0, 255],
        MaskFormat::Png => [255, 0, 128],
    };
    let number = |pixel: &Option<bool>| match pixel {
        Some(true) => changed,
        Some(false) => unchanged,
        None => not_seen,
    };
    let pixels: Vec<u8> = map.iter().map(number).collect();
    let (Ok(width), Ok(height)) = (u32::try_from(columns), u32::try_from(rows)) else {
        return Err(std::io::Error::other("too many pixels a side"));
    };
    if pixels.len() != rows * columns {
        let what = format!("{} pixels, expected {columns}×{rows}", pixels.len());
        return Err(std::io::Error::other(what));
    }
    let mut bytes = Vec::new();
    match format {
        MaskFormat::Png => PngEncoder::new(&mut bytes)
            .write_image(&pixels, width, height, ExtendedColorType::L8)
            .map_err(std::io::Error::other)?,
        MaskFormat::Tiff => {
            let mut write = || {
                let mut file = TiffEncoder::new(Cursor::new(&mut bytes))?
                    .with_compression(Compression::Deflate(DeflateLevel::Balanced));
                let mut image = file.new_image::<Gray8>(width, height)?;
                image.encoder().write_tag(Tag::GdalNodata, "255")?;
                image.write_data(&pixels)
            };
            write().map_err(std::io::Error::other)?;
        }
    }
    Ok(bytes)
}
