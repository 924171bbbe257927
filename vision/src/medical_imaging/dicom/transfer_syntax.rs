/// How a data set and its pixels are stored (PS3.5, chapter 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferSyntax {
    /// Implicit value representations, little endian.
    ImplicitLittle,
    /// Explicit value representations, little endian.
    ExplicitLittle,
    /// The same, deflated as a whole.
    Deflated,
    /// Explicit value representations, big endian (retired).
    ExplicitBig,
    /// Run lengths.
    Rle,
    /// JPEG by discrete cosine transform: baseline, or extended of 8 bits.
    Jpeg,
    /// JPEG, lossless by prediction.
    JpegLossless,
    /// JPEG 2000, reversible or not.
    Jpeg2000,
}

/// Those that are told apart only to be refused.
const REFUSED: [(&str, &str); 13] = [
    ("1.2.840.10008.1.2.4.80", "JPEG-LS lossless"),
    ("1.2.840.10008.1.2.4.81", "JPEG-LS near-lossless"),
    ("1.2.840.10008.1.2.4.92", "JPEG 2000 part 2, lossless"),
    ("1.2.840.10008.1.2.4.93", "JPEG 2000 part 2"),
    ("1.2.840.10008.1.2.4.100", "MPEG2"),
    ("1.2.840.10008.1.2.4.102", "MPEG-4"),
    ("1.2.840.10008.1.2.4.107", "HEVC"),
    ("1.2.840.10008.1.2.4.110", "JPEG XL lossless"),
    ("1.2.840.10008.1.2.4.111", "JPEG XL of a JPEG"),
    ("1.2.840.10008.1.2.4.112", "JPEG XL"),
    ("1.2.840.10008.1.2.4.201", "HTJ2K lossless"),
    ("1.2.840.10008.1.2.4.202", "HTJ2K lossless RPCL"),
    ("1.2.840.10008.1.2.4.203", "HTJ2K"),
];

impl TransferSyntax {
    /// That of a UID, or the name of one that is not read.
    pub(super) fn of_uid(uid: &str) -> Result<Self, &'static str> {
        Ok(match uid {
            "1.2.840.10008.1.2" => Self::ImplicitLittle,
            "1.2.840.10008.1.2.1" => Self::ExplicitLittle,
            "1.2.840.10008.1.2.1.99" => Self::Deflated,
            "1.2.840.10008.1.2.2" => Self::ExplicitBig,
            "1.2.840.10008.1.2.5" => Self::Rle,
            "1.2.840.10008.1.2.4.50" | "1.2.840.10008.1.2.4.51" => Self::Jpeg,
            "1.2.840.10008.1.2.4.57" | "1.2.840.10008.1.2.4.70" => Self::JpegLossless,
            "1.2.840.10008.1.2.4.90" | "1.2.840.10008.1.2.4.91" => Self::Jpeg2000,
            _ => {
                let known = REFUSED.iter().find(|(refused, _)| *refused == uid);
                return Err(known.map_or("unknown", |(_, name)| name));
            }
        })
    }

    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ImplicitLittle => "implicit VR little endian",
            Self::ExplicitLittle => "explicit VR little endian",
            Self::Deflated => "deflated explicit VR little endian",
            Self::ExplicitBig => "explicit VR big endian",
            Self::Rle => "RLE lossless",
            Self::Jpeg => "JPEG",
            Self::JpegLossless => "JPEG lossless",
            Self::Jpeg2000 => "JPEG 2000",
        }
    }

    /// Whether pixels come in fragments.
    pub(super) const fn is_encapsulated(self) -> bool {
        matches!(self, Self::Rle | Self::Jpeg | Self::JpegLossless | Self::Jpeg2000)
    }
}
