use super::data_set::{PixelData, walk};
use super::element::{Damage, Elements};
use super::pixels::Pixels;
use super::tag::{PHOTOMETRIC, TRANSFER_SYNTAX};
use super::{Attributes, Photometric, TransferSyntax, is_dicom};
use crate::medical_imaging::{ByteOrder, ImagingError};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest file, deflated or not, and most memory of a frame's values.
const MOST_BYTES: u64 = 1 << 30;
/// Most memory of a frame's values where it is compressed: flat ones take hardly a byte in the file.
const MOST_DECODED: u64 = 1 << 28;
/// Preamble and `DICM`.
const START: usize = 132;

/// A file whose attributes are read. Frames are decoded when they are asked for.
#[derive(Clone, Debug)]
pub struct DicomFile {
    path: PathBuf,
    /// The data set, behind the file's own header.
    bytes: Vec<u8>,
    syntax: TransferSyntax,
    attributes: Attributes,
    pixels: PixelData,
}

/// Pixels of a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Samples of a pixel: 1 of grey, 3 of colours (red, green, blue).
    pub samples: usize,
    /// `[row, column, sample]`: grey as the modality states it, colours as they are stored.
    pub values: Vec<f32>,
}

impl DicomFile {
    /// Reads the attributes of a file.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where the file cannot be read, is no DICOM file or has no image, is damaged,
    /// or is stored in a way that is not read, which is then named.
    pub fn open(path: &Path) -> Result<Self, ImagingError> {
        let fail = |error: std::io::Error| ImagingError::file(path, error);
        let file = File::open(path).map_err(fail)?;
        let found = file.metadata().map_err(fail)?.len();
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(fail)?;
        check_size(path, "the file", found.max(bytes.len() as u64), MOST_BYTES)?;
        if !is_dicom(&bytes) {
            let way_out = "give a file with a preamble and `DICM` at byte 128";
            return Err(ImagingError::unsupported(path, "no DICOM file", way_out));
        }
        let damaged = |damage: Damage| {
            let field = format!("what is at byte {}", damage.place);
            ImagingError::field(path, field, damage.found, damage.expected)
        };
        let (syntax, start) = file_header(path, &bytes, damaged)?;
        if syntax == TransferSyntax::Deflated {
            bytes = inflated(path, bytes.get(start..).unwrap_or_default())?;
        }
        let start = if syntax == TransferSyntax::Deflated { 0 } else { start };
        let order = match syntax {
            TransferSyntax::ExplicitBig => ByteOrder::Big,
            _ => ByteOrder::Little,
        };
        let explicit = syntax != TransferSyntax::ImplicitLittle;
        let mut found = walk(&bytes, start, order, explicit).map_err(damaged)?;
        let pixels = found.pixels.take().ok_or_else(|| {
            ImagingError::field(path, "Pixel Data (7FE0,0010)", "missing", "an image")
        })?;
        let attributes = Attributes::of(path, &bytes, order, &found)?;
        if attributes.photometric == Photometric::YbrOfJpeg2000
            && syntax != TransferSyntax::Jpeg2000
        {
            let expected = format!("another where pixels are stored as {}", syntax.name());
            let found = "YBR_ICT or YBR_RCT";
            return Err(ImagingError::field(path, PHOTOMETRIC.named(), found, expected));
        }
        if syntax.is_encapsulated() != matches!(pixels, PixelData::Fragments { .. }) {
            let expected = format!("as {} has it", syntax.name());
            let found = "in pieces where it should be whole, or whole where in pieces";
            return Err(ImagingError::field(path, "Pixel Data (7FE0,0010)", found, expected));
        }
        let Attributes { rows, columns, photometric, .. } = attributes;
        let most = if syntax.is_encapsulated() { MOST_DECODED } else { MOST_BYTES };
        let size = (rows * columns * photometric.count()) as u64 * 4;
        check_size(path, "a frame", size, most)?;
        Ok(Self { path: path.to_path_buf(), bytes, syntax, attributes, pixels })
    }

    /// How it is stored.
    #[must_use]
    pub const fn transfer_syntax(&self) -> TransferSyntax {
        self.syntax
    }

    /// What it says about its pixels.
    #[must_use]
    pub const fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    /// Decodes a frame: the first is 0.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where there is no such frame, or it is cut or damaged.
    pub fn frame(&self, frame: usize) -> Result<Frame, ImagingError> {
        let Self { path, bytes, syntax, attributes, pixels } = self;
        if frame >= attributes.frames {
            let expected = format!("0 to {}", attributes.frames - 1);
            return Err(ImagingError::Setting {
                name: "slice",
                expected,
                found: frame.to_string(),
            });
        }
        let pixels = Pixels { file: path, bytes, syntax: *syntax, attributes, place: pixels };
        pixels.frame(frame)
    }
}

/// The file's own header, which is always explicit and little endian: the transfer syntax, and where
/// the data set begins.
fn file_header(
    path: &Path,
    bytes: &[u8],
    damaged: impl Fn(Damage) -> ImagingError,
) -> Result<(TransferSyntax, usize), ImagingError> {
    let mut elements = Elements { bytes, at: START, order: ByteOrder::Little, explicit: true };
    let mut syntax = None;
    loop {
        // A data set may be implicit: its first element is not one to be read here.
        let group = bytes.get(elements.at..elements.at + 2);
        if group != Some([2, 0].as_slice()) {
            break;
        }
        let element = elements.next().map_err(&damaged)?;
        let start = elements.at;
        let end = elements.skip(element.length.unwrap_or(usize::MAX)).map_err(&damaged)?;
        if element.tag == TRANSFER_SYNTAX {
            let uid = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
            syntax = Some(uid.trim_matches([' ', '\0']).to_owned());
        }
    }
    let syntax = syntax.ok_or_else(|| {
        let expected = "one that says how the rest is stored";
        ImagingError::field(path, TRANSFER_SYNTAX.named(), "missing", expected)
    })?;
    let known = TransferSyntax::of_uid(&syntax).map_err(|name| {
        let uid = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        let shown = if syntax.bytes().all(uid) { syntax.as_str() } else { "no UID" };
        let what = format!("stored in the transfer syntax {shown} ({name})");
        let way_out = "decompress it with other software first, such as dcmdjpls or gdcmconv";
        ImagingError::unsupported(path, what, way_out)
    })?;
    Ok((known, elements.at))
}

fn inflated(path: &Path, deflated: &[u8]) -> Result<Vec<u8>, ImagingError> {
    let mut bytes = Vec::new();
    let mut decoder = DeflateDecoder::new(deflated).take(MOST_BYTES + 1);
    decoder.read_to_end(&mut bytes).map_err(|error| ImagingError::file(path, error))?;
    check_size(path, "the inflated file", bytes.len() as u64, MOST_BYTES)?;
    Ok(bytes)
}

fn check_size(path: &Path, what: &str, found: u64, most: u64) -> Result<(), ImagingError> {
    if found <= most {
        return Ok(());
    }
    let (file, what) = (path.display().to_string(), what.to_owned());
    Err(ImagingError::Large { file, what, found, most })
}
