use super::bits::{bit, sure};
use super::{Shown, ShownSet};

/// How a quality band is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Scene classification of Sentinel-2, level 2A.
    Scl,
    /// QA_PIXEL of Landsat, Collection 2.
    QaPixel,
    /// BQA of Landsat, Collection 1.
    Bqa,
    /// BQA of Landsat 8 before collections.
    BqaFirst,
}

impl Quality {
    /// What a value says, or why it cannot be one of this band.
    ///
    /// # Errors
    /// A class that there is none of, bits that this band leaves empty.
    pub fn shown(self, value: u32) -> Result<ShownSet, &'static str> {
        let set = |all: &[(bool, Shown)]| {
            all.iter().filter(|(is, _)| *is).map(|(_, shown)| *shown).collect()
        };
        match self {
            Self::Scl if value > 11 => Err("expected a class from 0 to 11"),
            Self::Scl => Ok(set(&[
                (value <= 1, Shown::Missing),
                ((8..=10).contains(&value), Shown::Cloud),
                (value == 3, Shown::Shadow),
                (value == 11, Shown::Snow),
                (value == 6, Shown::Water),
            ])),
            _ if value > u32::from(u16::MAX) => Err("expected a number of 16 bits"),
            Self::QaPixel => Ok(set(&[
                (bit(value, 0), Shown::Missing),
                (bit(value, 1) || bit(value, 2) || bit(value, 3), Shown::Cloud),
                (bit(value, 4), Shown::Shadow),
                (bit(value, 5), Shown::Snow),
                (bit(value, 7), Shown::Water),
            ])),
            Self::Bqa if value >> 13 != 0 => {
                Err("bits 13 to 15 are empty in Collection 1: it may be bqa-first or qa-pixel")
            }
            Self::Bqa => Ok(set(&[
                (bit(value, 0), Shown::Missing),
                (bit(value, 4) || sure(value, 11), Shown::Cloud),
                (sure(value, 7), Shown::Shadow),
                (sure(value, 9), Shown::Snow),
            ])),
            Self::BqaFirst => Ok(set(&[
                (bit(value, 0) || bit(value, 1), Shown::Missing),
                (sure(value, 14) || sure(value, 12), Shown::Cloud),
                (sure(value, 10), Shown::Snow),
                (sure(value, 4), Shown::Water),
            ])),
        }
    }
}
