use super::layout::Raw;

/// Where voxels lie: rows of `[x, y, z]` of the scanner or a template, in millimetres, against
/// columns `[i, j, k, 1]` of voxels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// The upper three rows.
    pub rows: [[f64; 4]; 3],
    /// Which of the header's fields it is from.
    pub source: AffineSource,
}

/// Which fields say where voxels lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AffineSource {
    /// `srow_x`, `srow_y`, `srow_z`.
    Sform,
    /// The quaternion, the origin and `pixdim`.
    Qform,
    /// `pixdim` alone: the file states no place.
    Spacing,
}

impl AffineSource {
    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sform => "sform",
            Self::Qform => "qform",
            Self::Spacing => "pixdim",
        }
    }
}

/// The sform where there is one, else the qform, else the spacing, lengths multiplied by
/// `millimetres`; or the name of a field that holds no number, or no rotation.
pub(super) fn affine(
    raw: &Raw,
    spacing: [f64; 3],
    millimetres: f64,
) -> Result<Affine, &'static str> {
    let scaled = |rows: [[f64; 4]; 3], source| Affine {
        rows: rows.map(|row| row.map(|value| value * millimetres)),
        source,
    };
    if raw.sform > 0 {
        if !raw.rows.iter().flatten().all(|value| value.is_finite()) {
            return Err("srow");
        }
        return Ok(scaled(raw.rows, AffineSource::Sform));
    }
    if raw.qform > 0 {
        let turn = rotation(raw.quaternion).ok_or("quatern")?;
        if !raw.origin.iter().all(|value| value.is_finite()) {
            return Err("qoffset");
        }
        // The sign of `pixdim[0]` turns the third axis around.
        let hand = if raw.pixdim[0] < 0.0 { -1.0 } else { 1.0 };
        let [x, y, z] = spacing;
        let rows = std::array::from_fn(|row| {
            let [a, b, c]: [f64; 3] = turn[row];
            [a * x, b * y, c * z * hand, raw.origin[row]]
        });
        return Ok(scaled(rows, AffineSource::Qform));
    }
    let rows = std::array::from_fn(|row| {
        std::array::from_fn(|column| if row == column { spacing[row] } else { 0.0 })
    });
    Ok(scaled(rows, AffineSource::Spacing))
}

/// The rotation of a unit quaternion of which a is not stored, or `None`.
fn rotation([b, c, d]: [f64; 3]) -> Option<[[f64; 3]; 3]> {
    let squares = b * b + c * c + d * d;
    // Rounding may leave a little more than 1 of half a turn.
    if !squares.is_finite() || squares > 1.0 + 1e-5 {
        return None;
    }
    let long = squares.sqrt().max(1.0);
    let (a, b, c, d) = ((1.0 - squares).max(0.0).sqrt(), b / long, c / long, d / long);
    Some([
        [a * a + b * b - c * c - d * d, 2.0 * (b * c - a * d), 2.0 * (b * d + a * c)],
        [2.0 * (b * c + a * d), a * a + c * c - b * b - d * d, 2.0 * (c * d - a * b)],
        [2.0 * (b * d - a * c), 2.0 * (c * d + a * b), a * a + d * d - c * c - b * b],
    ])
}
