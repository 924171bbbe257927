use super::chunk::ChunkSource;
use super::directory::Directory;
use super::header::Header;
use super::image::{Compression, Image};
use super::{decode, gdal_metadata, place, tags};
use crate::georeference::GeoReference;
use crate::positioned_file::{ByteSource, PositionedFile};
use crate::sample::with_sample;
use crate::{Limits, Raster, RasterError, Sample, SampleType, Values, Window};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;

/// Directories that a file may have: images, their masks and overviews.
const MOST_DIRECTORIES: usize = 1024;

/// An open GeoTIFF. Its directories are read; its pixels are when they are asked for.
#[derive(Debug)]
pub struct GeoTiff {
    file: PositionedFile,
    limits: Limits,
    header: Header,
    image: Image,
    overviews: Vec<Image>,
    georeference: Option<GeoReference>,
    nodata: Option<f64>,
    band_names: Vec<String>,
}

impl GeoTiff {
    /// Opens a file and reads what it says of its first image and of that one's overviews.
    ///
    /// # Errors
    /// [`RasterError`]: the file cannot be read, is no TIFF, is damaged, of a kind that is not
    /// supported, or says more than the limit allows.
    pub fn open(path: &Path, limits: Limits) -> Result<Self, RasterError> {
        Self::of(PositionedFile::open(path)?, limits)
    }

    /// Opens what lies elsewhere than in a file of this machine; `name` is what messages call it.
    ///
    /// # Errors
    /// As [`GeoTiff::open`].
    pub fn from_source(
        source: Box<dyn ByteSource>,
        name: &Path,
        limits: Limits,
    ) -> Result<Self, RasterError> {
        Self::of(PositionedFile::elsewhere(source, name), limits)
    }

    fn of(file: PositionedFile, limits: Limits) -> Result<Self, RasterError> {
        let path = &file.path().to_owned();
        let header = Header::read(&file)?;
        let budget = Cell::new(limits.metadata_bytes);
        let damaged = |what: String| RasterError::Damaged { file: path.clone(), what };
        if header.first_directory == 0 {
            return Err(damaged("it has no image".into()));
        }
        let first = Directory::read(&file, &budget, &header, header.first_directory)?;
        let image = Image::read(&first, path)?;
        let georeference = place::read(&first, path)?;
        let nodata = first.text(tags::GDAL_NODATA)?.and_then(|text| text.trim().parse().ok());
        let xml = first.text(tags::GDAL_METADATA)?.unwrap_or_default();
        let band_names = gdal_metadata::names(&xml, image.layout.bands);
        let mut overviews = Vec::new();
        let mut seen = BTreeSet::from([header.first_directory]);
        let mut ahead = vec![first.next];
        ahead.extend(first.unsigned(tags::SUB_IFDS)?.unwrap_or_default());
        drop(first);
        while let Some(offset) = ahead.pop().filter(|_| seen.len() <= MOST_DIRECTORIES) {
            if offset == 0 {
                continue;
            }
            if !seen.insert(offset) {
                return Err(damaged(format!("two directories are followed by that at {offset}")));
            }
            let directory = Directory::read(&file, &budget, &header, offset)?;
            ahead.push(directory.next);
            let kind = directory.number(tags::NEW_SUBFILE_TYPE)?.unwrap_or(0);
            // Other images of the file and masks are not versions of the first image.
            if kind & 0b101 == 1 {
                let overview = Image::read(&directory, path)?;
                if (overview.layout.bands, overview.sample_type)
                    == (image.layout.bands, image.sample_type)
                {
                    overviews.push(overview);
                }
            }
        }
        overviews.sort_by_key(|image| std::cmp::Reverse(image.layout.width));
        Ok(Self { file, limits, header, image, overviews, georeference, nodata, band_names })
    }

    /// Pixels of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.image.layout.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.image.layout.height
    }

    /// How many bands there are.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.image.layout.bands
    }

    /// Names of the bands; empty where one has none.
    #[must_use]
    pub fn band_names(&self) -> &[String] {
        &self.band_names
    }

    /// What a sample is stored as.
    #[must_use]
    pub fn sample_type(&self) -> SampleType {
        self.image.sample_type
    }

    /// How pixels are compressed.
    #[must_use]
    pub fn compression(&self) -> Compression {
        self.image.compression
    }

    /// Width and height of the tiles or strips.
    #[must_use]
    pub fn chunk_extent(&self) -> (usize, usize) {
        (self.image.layout.chunk_width, self.image.layout.chunk_height)
    }

    /// Where the image lies.
    #[must_use]
    pub fn georeference(&self) -> Option<&GeoReference> {
        self.georeference.as_ref()
    }

    /// The value that stands for a missing one.
    #[must_use]
    pub fn nodata(&self) -> Option<f64> {
        self.nodata
    }

    /// Width and height of the overviews, the largest first.
    #[must_use]
    pub fn overviews(&self) -> Vec<(usize, usize)> {
        self.overviews.iter().map(|image| (image.layout.width, image.layout.height)).collect()
    }

    /// Reads a window of some bands, in the order given: only the strips or tiles that it touches.
    ///
    /// # Errors
    /// [`RasterError`]: the window or a band is not there, the limit is met, a chunk is damaged.
    pub fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        self.read_image(&self.image, None, window, bands)
    }

    /// Reads a window of some bands of an overview, in the overview's own pixels.
    ///
    /// # Errors
    /// [`RasterError::NoOverview`], and as [`GeoTiff::read`].
    pub fn read_overview(
        &self,
        overview: usize,
        window: Window,
        bands: &[usize],
    ) -> Result<Raster, RasterError> {
        let count = self.overviews.len();
        let none = RasterError::NoOverview { overview, count };
        let image = self.overviews.get(overview).ok_or(none)?;
        self.read_image(image, Some(overview), window, bands)
    }

    fn read_image(
        &self,
        image: &Image,
        overview: Option<usize>,
        window: Window,
        bands: &[usize],
    ) -> Result<Raster, RasterError> {
        let layout = &image.layout;
        window.check(layout.width, layout.height)?;
        if let Some(&band) = bands.iter().find(|&&band| band >= layout.bands) {
            return Err(RasterError::NoBand { band, count: layout.bands });
        }
        if bands.is_empty() {
            return Err(RasterError::Count { what: "bands to read", found: 0, expected: 1 });
        }
        let what = || format!("{window} of {} bands of {}", bands.len(), image.sample_type);
        let size = image.sample_type.bytes() as u64;
        let extents = [window.width as u64, window.height as u64, bands.len() as u64, size];
        let bytes = self.limits.pixels(self.file.path(), what, &extents)?;
        self.file.expect(|| layout.parts(window, bands))?;
        let source = ChunkSource {
            file: &self.file,
            image,
            order: self.header.order,
            limits: &self.limits,
            empty: self.nodata.unwrap_or(0.0),
            overview,
        };
        let values = with_sample!(image.sample_type, T => {
            let mut values: Vec<T> = vec![T::from_f64(0.0); bytes / size as usize];
            decode::window(&source, window, bands, &mut values)?;
            Values::from(values)
        });
        let name = |&band: &usize| self.band_names.get(band).cloned().unwrap_or_default();
        let names = bands.iter().map(name).collect();
        let georeference = self.georeference.as_ref().map(|whole| {
            let wide = self.width() as f64 / layout.width as f64;
            let high = self.height() as f64 / layout.height as f64;
            whole.scaled(wide, high).window(window)
        });
        let raster = Raster::new(window.width, window.height, names, values)?;
        Ok(raster.with_georeference(georeference).with_nodata(self.nodata))
    }
}
