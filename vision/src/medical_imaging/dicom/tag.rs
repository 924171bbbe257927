use std::fmt;

/// The number of an element: group and element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(pub u16, pub u16);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({:04X},{:04X})", self.0, self.1)
    }
}

pub(super) const TRANSFER_SYNTAX: Tag = Tag(0x0002, 0x0010);
pub(super) const MODALITY: Tag = Tag(0x0008, 0x0060);
pub(super) const SLICE_THICKNESS: Tag = Tag(0x0018, 0x0050);
pub(super) const SPACING_BETWEEN_SLICES: Tag = Tag(0x0018, 0x0088);
pub(super) const IMAGER_PIXEL_SPACING: Tag = Tag(0x0018, 0x1164);
pub(super) const SAMPLES_PER_PIXEL: Tag = Tag(0x0028, 0x0002);
pub(super) const PHOTOMETRIC: Tag = Tag(0x0028, 0x0004);
pub(super) const PLANAR_CONFIGURATION: Tag = Tag(0x0028, 0x0006);
pub(super) const NUMBER_OF_FRAMES: Tag = Tag(0x0028, 0x0008);
pub(super) const ROWS: Tag = Tag(0x0028, 0x0010);
pub(super) const COLUMNS: Tag = Tag(0x0028, 0x0011);
pub(super) const PIXEL_SPACING: Tag = Tag(0x0028, 0x0030);
pub(super) const BITS_ALLOCATED: Tag = Tag(0x0028, 0x0100);
pub(super) const BITS_STORED: Tag = Tag(0x0028, 0x0101);
pub(super) const HIGH_BIT: Tag = Tag(0x0028, 0x0102);
pub(super) const PIXEL_REPRESENTATION: Tag = Tag(0x0028, 0x0103);
pub(super) const WINDOW_CENTER: Tag = Tag(0x0028, 0x1050);
pub(super) const WINDOW_WIDTH: Tag = Tag(0x0028, 0x1051);
pub(super) const RESCALE_INTERCEPT: Tag = Tag(0x0028, 0x1052);
pub(super) const RESCALE_SLOPE: Tag = Tag(0x0028, 0x1053);
pub(super) const VOI_LUT_FUNCTION: Tag = Tag(0x0028, 0x1056);
pub(super) const MODALITY_LUT: Tag = Tag(0x0028, 0x3000);
pub(super) const PIXEL_DATA: Tag = Tag(0x7FE0, 0x0010);

pub(super) const ITEM: Tag = Tag(0xFFFE, 0xE000);
pub(super) const ITEM_END: Tag = Tag(0xFFFE, 0xE00D);
pub(super) const SEQUENCE_END: Tag = Tag(0xFFFE, 0xE0DD);

/// Every element whose value is looked at, with its name in PS3.6.
pub const READ: [(Tag, &str); 23] = [
    (TRANSFER_SYNTAX, "Transfer Syntax UID"),
    (MODALITY, "Modality"),
    (SLICE_THICKNESS, "Slice Thickness"),
    (SPACING_BETWEEN_SLICES, "Spacing Between Slices"),
    (IMAGER_PIXEL_SPACING, "Imager Pixel Spacing"),
    (SAMPLES_PER_PIXEL, "Samples per Pixel"),
    (PHOTOMETRIC, "Photometric Interpretation"),
    (PLANAR_CONFIGURATION, "Planar Configuration"),
    (NUMBER_OF_FRAMES, "Number of Frames"),
    (ROWS, "Rows"),
    (COLUMNS, "Columns"),
    (PIXEL_SPACING, "Pixel Spacing"),
    (BITS_ALLOCATED, "Bits Allocated"),
    (BITS_STORED, "Bits Stored"),
    (HIGH_BIT, "High Bit"),
    (PIXEL_REPRESENTATION, "Pixel Representation"),
    (WINDOW_CENTER, "Window Center"),
    (WINDOW_WIDTH, "Window Width"),
    (RESCALE_INTERCEPT, "Rescale Intercept"),
    (RESCALE_SLOPE, "Rescale Slope"),
    (VOI_LUT_FUNCTION, "VOI LUT Function"),
    // That it is there is looked at, not what it holds.
    (MODALITY_LUT, "Modality LUT Sequence"),
    (PIXEL_DATA, "Pixel Data"),
];

/// Sequences that are looked into: those of an enhanced image that hold elements of [`READ`].
const ENTERED: [Tag; 5] = [
    // Shared, and per-frame functional groups.
    Tag(0x5200, 0x9229),
    Tag(0x5200, 0x9230),
    // Pixel measures, frame VOI LUT, pixel value transformation.
    Tag(0x0028, 0x9110),
    Tag(0x0028, 0x9132),
    Tag(0x0028, 0x9145),
];

impl Tag {
    pub(super) fn is_read(self) -> bool {
        READ.iter().any(|(tag, _)| *tag == self)
    }

    pub(super) fn is_entered(self) -> bool {
        ENTERED.contains(&self)
    }

    /// Its name and number, in messages.
    pub(super) fn named(self) -> String {
        let name = READ.iter().find(|(tag, _)| *tag == self).map_or("element", |(_, name)| name);
        format!("{name} {self}")
    }
}
