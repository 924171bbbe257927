use super::Header;
use super::header::LENGTHS;
use super::source::Source;
use crate::medical_imaging::ImagingError;
use std::path::{Path, PathBuf};

/// Most bytes that voxels read at once may take in memory.
const MOST_BYTES: u64 = 1 << 30;
/// Bytes that are converted at once: a multiple of each voxel's.
const PART: usize = 64 << 10;

/// A file whose header is read. Voxels are read when they are asked for.
#[derive(Clone, Debug)]
pub struct NiftiFile {
    path: PathBuf,
    header: Header,
    gzip: bool,
}

/// Voxels of a volume or a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// Slices (z), rows (y), columns (x).
    pub extent: [usize; 3],
    /// Millimetres between them, in the same order.
    pub spacing: [f64; 3],
    /// `[slice, row, column]`, scaled, rounded to 32 bits.
    pub values: Vec<f32>,
}

impl NiftiFile {
    /// Reads a header.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where the file cannot be read or is no NIfTI file, or its header states what
    /// cannot be.
    pub fn open(path: &Path) -> Result<Self, ImagingError> {
        let mut source = Source::open(path)?;
        let mut bytes = [0; LENGTHS[1]];
        let read = source.fill(&mut bytes)?;
        let header = Header::parse(path, bytes.get(..read).unwrap_or_default())?;
        Ok(Self { path: path.to_path_buf(), header, gzip: source.is_gzip() })
    }

    /// What the file says about its voxels.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Whether it is compressed.
    #[must_use]
    pub const fn is_gzip(&self) -> bool {
        self.gzip
    }

    /// Reads a volume: the first is 0.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where there is no such volume, it would take more than 1 GiB, or the file
    /// ends before it does.
    pub fn volume(&self, volume: u64) -> Result<Volume, ImagingError> {
        let [_, _, slices] = self.header.extent();
        self.slices(volume, 0, slices)
    }

    /// Reads one slice (along z) of a volume, and nothing else of a file that is not compressed.
    ///
    /// # Errors
    ///
    /// As [`NiftiFile::volume`].
    pub fn slice(&self, volume: u64, slice: u64) -> Result<Volume, ImagingError> {
        let [_, _, slices] = self.header.extent();
        check_below("slice", slice, slices)?;
        self.slices(volume, slice, 1)
    }

    fn slices(&self, volume: u64, first: u64, count: u64) -> Result<Volume, ImagingError> {
        let Header { data_type, order, scaling, spacing, .. } = self.header;
        let [columns, rows, slices] = self.header.extent();
        check_below("volume", volume, self.header.volumes())?;
        let (size, voxels) = (data_type.bytes() as u64, columns * rows * count);
        let start = self.header.offset + (volume * slices + first) * columns * rows * size;
        let found = voxels * size_of::<f32>() as u64;
        if found > MOST_BYTES {
            let (file, what) = (self.path.display().to_string(), format!("{voxels} voxels"));
            return Err(ImagingError::Large { file, what, found, most: MOST_BYTES });
        }
        let mut source = Source::open(&self.path)?;
        source.check_holds("its voxels", start + voxels * size)?;
        source.skip(start)?;
        let mut values = Vec::with_capacity(voxels as usize);
        let mut part = vec![0; PART.min((voxels * size) as usize)];
        let mut left = voxels * size;
        while left > 0 {
            let length = part.len().min(left as usize);
            let Some(part) = part.get_mut(..length) else { break };
            let filled = source.fill(part)?;
            if filled < part.len() {
                let found = voxels * size - left + filled as u64;
                return Err(source.short("its voxels", voxels * size, found));
            }
            values.extend(part.chunks_exact(size as usize).map(|voxel| {
                let stored = data_type.number(voxel, order);
                scaling.map_or(stored, |[slope, intercept]| stored * slope + intercept) as f32
            }));
            left -= length as u64;
        }
        let [x, y, z] = spacing;
        let extent = [count, rows, columns].map(|side| side as usize);
        Ok(Volume { extent, spacing: [z, y, x], values })
    }
}

fn check_below(name: &'static str, found: u64, count: u64) -> Result<(), ImagingError> {
    if found < count {
        return Ok(());
    }
    let expected = format!("0 to {}", count - 1);
    Err(ImagingError::Setting { name, expected, found: found.to_string() })
}
