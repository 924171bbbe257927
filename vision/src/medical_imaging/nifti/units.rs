/// The unit that lengths of a header are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthUnit {
    /// Not stated; taken as millimetres, as all common software does.
    Unknown,
    /// Metres.
    Metre,
    /// Millimetres.
    Millimetre,
    /// Micrometres.
    Micrometre,
}

impl LengthUnit {
    /// The unit of `xyzt_units`, of which the lowest three bits are of space.
    pub(super) const fn of_code(xyzt_units: i32) -> Option<Self> {
        Some(match xyzt_units & 7 {
            0 => Self::Unknown,
            1 => Self::Metre,
            2 => Self::Millimetre,
            3 => Self::Micrometre,
            _ => return None,
        })
    }

    /// Millimetres of one.
    #[must_use]
    pub const fn millimetres(self) -> f64 {
        match self {
            Self::Metre => 1e3,
            Self::Unknown | Self::Millimetre => 1.0,
            Self::Micrometre => 1e-3,
        }
    }
}
