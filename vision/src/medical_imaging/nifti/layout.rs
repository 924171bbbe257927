//! Where the fields of both versions lie (nifti1.h and nifti2.h of the NIfTI working group).

use super::fields::Fields;

/// A header's numbers as they are, not yet checked.
pub(super) struct Raw {
    pub(super) dim: [i64; 8],
    pub(super) data_type: i16,
    pub(super) bits: i16,
    pub(super) pixdim: [f64; 8],
    pub(super) offset: f64,
    pub(super) slope: f64,
    pub(super) intercept: f64,
    pub(super) units: i32,
    pub(super) qform: i32,
    pub(super) sform: i32,
    /// b, c, d.
    pub(super) quaternion: [f64; 3],
    pub(super) origin: [f64; 3],
    pub(super) rows: [[f64; 4]; 3],
}

/// Version 1: 348 bytes.
pub(super) fn version_1(fields: &Fields<'_>) -> Raw {
    let f32s = |at: usize, index: usize| fields.f32(at + 4 * index);
    Raw {
        dim: std::array::from_fn(|axis| fields.i16(40 + 2 * axis).into()),
        data_type: fields.i16(70),
        bits: fields.i16(72),
        pixdim: std::array::from_fn(|axis| f32s(76, axis)),
        offset: fields.f32(108),
        slope: fields.f32(112),
        intercept: fields.f32(116),
        units: fields.u8(123).into(),
        qform: fields.i16(252).into(),
        sform: fields.i16(254).into(),
        quaternion: std::array::from_fn(|part| f32s(256, part)),
        origin: std::array::from_fn(|axis| f32s(268, axis)),
        rows: std::array::from_fn(|row| std::array::from_fn(|column| f32s(280 + 16 * row, column))),
    }
}

/// Version 2: 540 bytes.
pub(super) fn version_2(fields: &Fields<'_>) -> Raw {
    let f64s = |at: usize, index: usize| fields.f64(at + 8 * index);
    Raw {
        dim: std::array::from_fn(|axis| fields.i64(16 + 8 * axis)),
        data_type: fields.i16(12),
        bits: fields.i16(14),
        pixdim: std::array::from_fn(|axis| f64s(104, axis)),
        // No file has as many bytes as a double cannot count.
        offset: fields.i64(168) as f64,
        slope: fields.f64(176),
        intercept: fields.f64(184),
        units: fields.i32(500),
        qform: fields.i32(344),
        sform: fields.i32(348),
        quaternion: std::array::from_fn(|part| f64s(352, part)),
        origin: std::array::from_fn(|axis| f64s(376, axis)),
        rows: std::array::from_fn(|row| std::array::from_fn(|column| f64s(400 + 32 * row, column))),
    }
}
