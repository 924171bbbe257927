use super::affine::affine;
use super::fields::Fields;
use super::layout::{Raw, version_1, version_2};
use super::{Affine, DataType, LengthUnit};
use crate::medical_imaging::{ByteOrder, ImagingError};
use std::path::Path;

/// Bytes of a header of version 1 and of version 2.
pub(super) const LENGTHS: [usize; 2] = [348, 540];

/// What a file says about its voxels; all of it is checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// 1 or 2.
    pub version: u8,
    /// Of all its numbers.
    pub order: ByteOrder,
    /// Voxels along each axis, the fastest (x) first: one to seven.
    pub dimensions: Vec<u64>,
    /// How voxels are stored.
    pub data_type: DataType,
    /// Millimetres between voxels along x, y, z; 1 along an axis of one voxel that states none.
    pub spacing: [f64; 3],
    /// The unit that lengths are stored in.
    pub unit: LengthUnit,
    /// What stored numbers are multiplied by, and what is added: `scl_slope`, `scl_inter`. `None`
    /// where the slope is 0, which means that they are what they are.
    pub scaling: Option<[f64; 2]>,
    /// Where voxels lie.
    pub affine: Affine,
    /// Where in the file they begin.
    pub offset: u64,
}

impl Header {
    /// Voxels along x, y, z.
    #[must_use]
    pub fn extent(&self) -> [u64; 3] {
        std::array::from_fn(|axis| self.dimensions.get(axis).copied().unwrap_or(1))
    }

    /// Volumes: the product of all axes but the first three.
    #[must_use]
    pub fn volumes(&self) -> u64 {
        self.dimensions.iter().skip(3).product()
    }

    /// Reads the first bytes of a file: at least those of its version.
    pub(super) fn parse(file: &Path, bytes: &[u8]) -> Result<Self, ImagingError> {
        let (version, order) = kind(bytes).ok_or_else(|| {
            let way_out = "give a file of NIfTI-1 or -2 (.nii, .nii.gz)";
            ImagingError::unsupported(file, "no NIfTI file", way_out)
        })?;
        let length = LENGTHS[usize::from(version) - 1];
        if bytes.len() < length {
            let (expected, found) = (length as u64, bytes.len() as u64);
            let (file, part) = (file.display().to_string(), "its header".to_owned());
            return Err(ImagingError::Short { file, part, expected, found });
        }
        check_magic(file, version, bytes)?;
        let fields = Fields { bytes, order };
        let raw = if version == 1 { version_1(&fields) } else { version_2(&fields) };
        let dimensions = dimensions(file, &raw)?;
        let data_type = data_type(file, &raw)?;
        let unit = LengthUnit::of_code(raw.units).ok_or_else(|| {
            let expected = "metres, millimetres or micrometres (1, 2, 3)";
            ImagingError::field(file, "xyzt_units", raw.units & 7, expected)
        })?;
        let stored = spacing(file, &raw, &dimensions)?;
        let affine = affine(&raw, stored, unit.millimetres()).map_err(|field| {
            let expected = "numbers of an affine map or of a unit quaternion";
            ImagingError::field(file, field, "none", expected)
        })?;
        let least = if version == 1 { 348.0 } else { 540.0 };
        Ok(Self {
            version,
            order,
            dimensions,
            data_type,
            spacing: stored.map(|side| side * unit.millimetres()),
            unit,
            scaling: scaling(file, &raw)?,
            affine,
            offset: offset(file, &raw, least)?,
        })
    }
}

/// Version and byte order, told by the length of the header, which is its first number.
pub(super) fn kind(bytes: &[u8]) -> Option<(u8, ByteOrder)> {
    let start: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    [ByteOrder::Little, ByteOrder::Big].into_iter().find_map(|order| {
        let length = u32::from_le_bytes(order.low_first(&start)) as usize;
        let version = LENGTHS.iter().position(|&known| known == length)?;
        Some((version as u8 + 1, order))
    })
}

fn check_magic(file: &Path, version: u8, bytes: &[u8]) -> Result<(), ImagingError> {
    let (at, one, pair): (usize, &[u8], &[u8]) = match version {
        1 => (344, b"n+1\0", b"ni1\0"),
        _ => (4, b"n+2\0\r\n\x1a\n", b"ni2\0\r\n\x1a\n"),
    };
    let found = bytes.get(at..at + one.len()).unwrap_or_default();
    if found == one {
        return Ok(());
    }
    if found == pair {
        let way_out = "bring both into one .nii file, with nibabel for instance";
        return Err(ImagingError::unsupported(file, "the header of a pair of files", way_out));
    }
    let found = format!("`{}`", found.escape_ascii());
    Err(ImagingError::field(file, "magic", found, format!("`{}`", one.escape_ascii())))
}

fn dimensions(file: &Path, raw: &Raw) -> Result<Vec<u64>, ImagingError> {
    let count = usize::try_from(raw.dim[0]).ok().filter(|count| (1..=7).contains(count));
    let Some(count) = count else {
        return Err(ImagingError::field(file, "dim[0]", raw.dim[0], "1 to 7 axes"));
    };
    let mut all = 1_u64;
    let mut dimensions = Vec::with_capacity(count);
    for (axis, &side) in raw.dim.iter().enumerate().take(count + 1).skip(1) {
        let positive = u64::try_from(side).ok().filter(|&side| side > 0);
        // All offsets into the file then fit as well: a voxel has at most 8 bytes.
        let product = positive
            .and_then(|side| all.checked_mul(side))
            .filter(|&product| product <= u64::MAX / 64);
        let (Some(side), Some(product)) = (positive, product) else {
            let expected = "at least 1, and a number of voxels that can be counted";
            return Err(ImagingError::field(file, format!("dim[{axis}]"), side, expected));
        };
        all = product;
        dimensions.push(side);
    }
    Ok(dimensions)
}

fn data_type(file: &Path, raw: &Raw) -> Result<DataType, ImagingError> {
    let data_type = DataType::of_code(raw.data_type).map_err(|name| {
        let found = format!("{} ({name})", raw.data_type);
        let expected = "integers of 8 to 64 bits or reals of 32 or 64";
        ImagingError::field(file, "datatype", found, expected)
    })?;
    let expected = data_type.bytes() * 8;
    if usize::try_from(raw.bits) != Ok(expected) {
        let expected = format!("{expected}, as its datatype {} has", data_type.name());
        return Err(ImagingError::field(file, "bitpix", raw.bits, expected));
    }
    Ok(data_type)
}

fn spacing(file: &Path, raw: &Raw, dimensions: &[u64]) -> Result<[f64; 3], ImagingError> {
    let mut spacing = [1.0; 3];
    for (axis, side) in spacing.iter_mut().enumerate() {
        // Some writers give an axis a direction here.
        let stated = raw.pixdim[axis + 1].abs();
        if stated.is_finite() && stated > 0.0 {
            *side = stated;
        } else if dimensions.get(axis).is_some_and(|&voxels| voxels > 1) {
            let field = format!("pixdim[{}]", axis + 1);
            return Err(ImagingError::field(file, field, stated, "a length above 0"));
        }
    }
    Ok(spacing)
}

fn scaling(file: &Path, raw: &Raw) -> Result<Option<[f64; 2]>, ImagingError> {
    if raw.slope == 0.0 || raw.slope.is_nan() {
        return Ok(None);
    }
    for (field, value) in [("scl_slope", raw.slope), ("scl_inter", raw.intercept)] {
        if !value.is_finite() {
            return Err(ImagingError::field(file, field, value, "a finite number"));
        }
    }
    Ok(Some([raw.slope, raw.intercept]))
}

fn offset(file: &Path, raw: &Raw, least: f64) -> Result<u64, ImagingError> {
    // A file of version 1 that states none begins behind the four bytes of its extension.
    if raw.offset == 0.0 {
        return Ok(least as u64 + 4);
    }
    if !(raw.offset >= least && raw.offset <= 9e15 && raw.offset.fract() == 0.0) {
        let expected = format!("a whole number of bytes, at least {least}");
        return Err(ImagingError::field(file, "vox_offset", raw.offset, expected));
    }
    Ok(raw.offset as u64)
}
