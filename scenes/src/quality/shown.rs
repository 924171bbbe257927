use std::fmt;

/// Something that a pixel can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Nothing: not taken, or damaged.
    Missing,
    /// Cloud, its rim, or cirrus.
    Cloud,
    /// The shadow of a cloud.
    Shadow,
    /// Snow or ice.
    Snow,
    /// Water.
    Water,
}

impl Shown {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Cloud, Self::Shadow, Self::Snow, Self::Water];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Cloud => "cloud",
            Self::Shadow => "shadow",
            Self::Snow => "snow",
            Self::Water => "water",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a pixel shows; of nothing of it, it shows clear land.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownSet(u8);

impl ShownSet {
    /// What usually does not count: missing, cloud, shadow.
    pub const UNUSABLE: Self = Self(0b111);

    /// With one more.
    #[must_use]
    pub fn with(self, shown: Shown) -> Self {
        Self(self.0 | shown.bit())
    }

    /// Whether it is in the set.
    #[must_use]
    pub fn has(self, shown: Shown) -> bool {
        self.0 & shown.bit() != 0
    }

    /// Whether two sets have something in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Shown> for ShownSet {
    fn from_iter<I: IntoIterator<Item = Shown>>(all: I) -> Self {
        all.into_iter().fold(Self::default(), Self::with)
    }
}
