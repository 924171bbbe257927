use super::header::{Header, Interleave};
use crate::positioned_file::PositionedFile;
use crate::sample::with_sample;
use crate::{Limits, Raster, RasterError, Sample, Values, Window};
use rayon::prelude::*;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// An open ENVI image. Its header is read; its pixels are when they are asked for.
#[derive(Debug)]
pub struct Envi {
    file: PositionedFile,
    header: Header,
    limits: Limits,
}

/// Names that data files have instead of `.hdr`, besides none.
const SUFFIXES: [&str; 8] = ["", "img", "dat", "bsq", "bil", "bip", "raw", "bin"];

impl Envi {
    /// Opens an image by its header or its data: `scene.hdr` beside `scene`, `scene.img`,
    /// `scene.dat` and the like, or `scene.img.hdr` beside `scene.img`. Endings may be in capitals.
    ///
    /// # Errors
    /// [`RasterError`]: a file is missing or cannot be read, the header is damaged or of a kind that
    /// is not supported, the data are shorter than the header says.
    pub fn open(path: &Path, limits: Limits) -> Result<Self, RasterError> {
        let (header_path, data_path) = pair(path).ok_or_else(|| RasterError::Io {
            what: "open",
            file: path.to_owned(),
            source: std::io::Error::other(
                "it is no TIFF, and as ENVI it needs a header (.hdr) and data of the same name",
            ),
        })?;
        let text = read_text(&header_path, limits)?;
        let header = Header::parse(&text, &header_path)?;
        let file = PositionedFile::open(&data_path)?;
        let extents = [header.width, header.height, header.bands, header.sample_type.bytes()];
        let needed = u128::from(header.offset)
            + extents.iter().map(|&extent| extent as u128).product::<u128>();
        if needed > u128::from(file.bytes()) {
            let what = format!(
                "it has {} bytes, its header `{}` says {needed}",
                file.bytes(),
                header_path.display()
            );
            return Err(RasterError::Damaged { file: data_path, what });
        }
        Ok(Self { file, header, limits })
    }

    /// What the header says.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Pixels of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.header.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.header.height
    }

    /// How many bands there are.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.header.bands
    }

    /// Reads a window of some bands, in the order given: only the rows that it touches.
    ///
    /// # Errors
    /// [`RasterError`]: the window or a band is not there, the limit is met, the file cannot be read.
    pub fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        let header = &self.header;
        window.check(header.width, header.height)?;
        if let Some(&band) = bands.iter().find(|&&band| band >= header.bands) {
            return Err(RasterError::NoBand { band, count: header.bands });
        }
        if bands.is_empty() {
            return Err(RasterError::Count { what: "bands to read", found: 0, expected: 1 });
        }
        let what = || format!("{window} of {} bands of {}", bands.len(), header.sample_type);
        let size = header.sample_type.bytes() as u64;
        let extents = [window.width as u64, window.height as u64, bands.len() as u64, size];
        let bytes = self.limits.pixels(self.file.path(), what, &extents)?;
        // Pixels of all bands lie between the first and the last of a row.
        let what = || format!("a row of {} bands", header.bands);
        let row = [window.width as u64, header.bands as u64, size];
        self.limits.pixels(self.file.path(), what, &row)?;
        let values = with_sample!(header.sample_type, T => {
            let mut values: Vec<T> = vec![T::from_f64(0.0); bytes / size as usize];
            self.fill(window, bands, &mut values)?;
            Values::from(values)
        });
        let names = bands.iter().filter_map(|&band| header.band_names.get(band).cloned());
        let georeference = header.georeference.as_ref().map(|place| place.window(window));
        let raster = Raster::new(window.width, window.height, names.collect(), values)?;
        Ok(raster.with_georeference(georeference).with_nodata(header.nodata))
    }

    fn fill<T: Sample>(
        &self,
        window: Window,
        bands: &[usize],
        out: &mut [T],
    ) -> Result<(), RasterError> {
        // By rows of the window, so that a row that holds all bands is read once.
        let mut rows: Vec<Vec<&mut [T]>> = (0..window.height).map(|_| Vec::new()).collect();
        for plane in out.chunks_exact_mut(window.width * window.height) {
            for (row, target) in rows.iter_mut().zip(plane.chunks_exact_mut(window.width)) {
                row.push(target);
            }
        }
        let results: Vec<_> = rows
            .into_par_iter()
            .enumerate()
            .map_init(Vec::new, |scratch, (y, mut targets)| {
                self.fill_row(window, window.y + y, bands, &mut targets, scratch)
            })
            .collect();
        results.into_iter().collect()
    }

    fn fill_row<T: Sample>(
        &self,
        window: Window,
        y: usize,
        bands: &[usize],
        targets: &mut [&mut [T]],
        scratch: &mut Vec<T>,
    ) -> Result<(), RasterError> {
        let (pixel, row, band_bytes) = self.header.strides();
        let at = |band: usize| {
            // It lies in the file, whose length has 64 bits.
            let inner = window.x as u128 * pixel + y as u128 * row + band as u128 * band_bytes;
            self.header.offset + inner as u64
        };
        let foreign = self.header.big_endian == cfg!(target_endian = "little");
        let order = |values: &mut [T]| {
            if foreign {
                values.iter_mut().for_each(|value| *value = value.swap_bytes());
            }
        };
        if self.header.interleave != Interleave::Pixel {
            for (target, &band) in targets.iter_mut().zip(bands) {
                self.file.read_at(at(band), bytemuck::cast_slice_mut(target))?;
                order(target);
            }
            return Ok(());
        }
        scratch.resize(window.width * self.header.bands, T::from_f64(0.0));
        self.file.read_at(at(0), bytemuck::cast_slice_mut(scratch))?;
        order(scratch);
        for (target, &band) in targets.iter_mut().zip(bands) {
            let values = scratch.iter().skip(band).step_by(self.header.bands);
            target.iter_mut().zip(values).for_each(|(target, value)| *target = *value);
        }
        Ok(())
    }
}

/// Header and data of an image, by the name of either.
fn pair(path: &Path) -> Option<(PathBuf, PathBuf)> {
    if path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("hdr")) {
        let names = SUFFIXES.iter().flat_map(|suffix| {
            [path.with_extension(suffix), path.with_extension(suffix.to_ascii_uppercase())]
        });
        return names.into_iter().find(|data| data.is_file()).map(|data| (path.to_owned(), data));
    }
    // Old collections have names in capitals, and most file systems tell them apart.
    let headers = ["hdr", "HDR"].into_iter().flat_map(|suffix| {
        let mut longer = OsString::from(path);
        longer.push(".");
        longer.push(suffix);
        [PathBuf::from(longer), path.with_extension(suffix)]
    });
    headers.into_iter().find(|header| header.is_file()).map(|header| (header, path.to_owned()))
}

fn read_text(path: &Path, limits: Limits) -> Result<String, RasterError> {
    let file = PositionedFile::open(path)?;
    let (needed, limit) = (file.bytes(), limits.metadata_bytes);
    if needed > limit {
        let (file, what) = (path.to_owned(), "the header".to_owned());
        return Err(RasterError::TooLarge { file, what, needed, limit });
    }
    let mut bytes = vec![0; needed as usize];
    file.read_at(0, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
