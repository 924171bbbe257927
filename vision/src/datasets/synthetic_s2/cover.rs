//! What covers a pixel, and how it looks from above.

/// Covers, by number.
pub(super) const WATER: u8 = 0;
pub(super) const CANOPY: u8 = 1;
pub(super) const GRASS: u8 = 2;
pub(super) const CROP: u8 = 3;
pub(super) const SOIL: u8 = 4;
pub(super) const ASPHALT: u8 = 5;
pub(super) const ROOF: u8 = 6;

/// Reflectance of each cover in B2, B3, B4, B8, B11, B12: plausible values, not measured ones.
pub(super) const REFLECTANCE: [[f32; 6]; 7] = [
    [0.035, 0.040, 0.025, 0.012, 0.006, 0.004],
    [0.020, 0.035, 0.022, 0.26, 0.12, 0.055],
    [0.035, 0.070, 0.045, 0.34, 0.20, 0.10],
    [0.030, 0.065, 0.035, 0.42, 0.19, 0.09],
    [0.070, 0.10, 0.13, 0.20, 0.28, 0.23],
    [0.090, 0.10, 0.11, 0.13, 0.15, 0.14],
    [0.10, 0.13, 0.18, 0.23, 0.26, 0.23],
];
