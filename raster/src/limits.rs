use crate::RasterError;
use std::path::Path;

/// How much memory a file may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of pixels that one read may give, and that one strip or tile may decode to. 2 GiB.
    pub pixel_bytes: u64,
    /// Bytes of everything but pixels: tags, lists of tiles, headers of text. 64 MiB.
    pub metadata_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pixel_bytes: 2 << 30, metadata_bytes: 64 << 20 }
    }
}

impl Limits {
    /// Bytes of a product of extents, or an error where it is above the limit for pixels.
    pub(crate) fn pixels(
        &self,
        file: &Path,
        what: impl FnOnce() -> String,
        extents: &[u64],
    ) -> Result<usize, RasterError> {
        // Saturated, a product is above any limit that memory could meet.
        let needed = extents.iter().fold(1_u64, |product, &extent| product.saturating_mul(extent));
        let limit = self.pixel_bytes.min(isize::MAX as u64);
        if needed > limit {
            return Err(RasterError::TooLarge {
                file: file.to_owned(),
                what: what(),
                needed,
                limit,
            });
        }
        Ok(needed as usize)
    }
}
