use super::data_set::DataSet;
use super::samples::Samples;
use super::tag::*;
use super::{Tag, Window, WindowFunction};
use crate::medical_imaging::{ByteOrder, ImagingError};
use std::path::Path;

/// What a file says about its pixels; all of it is checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Attributes {
    /// What made the image, such as `CT`: a code of the standard; another text is not repeated.
    pub modality: Option<String>,
    /// Frames: at least one.
    pub frames: usize,
    /// Rows of a frame.
    pub rows: usize,
    /// Columns of a frame.
    pub columns: usize,
    /// What samples mean.
    pub photometric: Photometric,
    /// How samples are stored.
    pub samples: Samples,
    /// What stored values of grey are multiplied by, and what is added.
    pub rescale: Option<[f64; 2]>,
    /// Millimetres between rows and between columns.
    pub pixel_spacing: Option<[f64; 2]>,
    /// Millimetres between slices; where it is not stated, their thickness.
    pub slice_spacing: Option<f64>,
    /// The window that the file asks to be shown in: the first, where it has several.
    pub window: Option<Window>,
}

/// What the samples of a pixel mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photometric {
    /// Grey, low values bright.
    Monochrome1,
    /// Grey, low values dark.
    Monochrome2,
    /// Red, green, blue.
    Rgb,
    /// Luminance and two differences of colour, of the full range (ITU-T T.871).
    YbrFull,
    /// The same, differences for every second pixel.
    YbrFull422,
    /// As JPEG 2000 stores colours, which its decoder turns to red, green, blue.
    YbrOfJpeg2000,
}

impl Photometric {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "MONOCHROME1" => Self::Monochrome1,
            "MONOCHROME2" => Self::Monochrome2,
            "RGB" => Self::Rgb,
            "YBR_FULL" => Self::YbrFull,
            "YBR_FULL_422" => Self::YbrFull422,
            "YBR_ICT" | "YBR_RCT" => Self::YbrOfJpeg2000,
            _ => return None,
        })
    }

    /// Samples of a pixel.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Monochrome1 | Self::Monochrome2 => 1,
            _ => 3,
        }
    }

    /// Whether colours are luminance and differences that are still to be turned.
    pub(super) const fn is_differences(self) -> bool {
        matches!(self, Self::YbrFull | Self::YbrFull422)
    }

    /// Whether low values are shown bright.
    #[must_use]
    pub fn inverted(self) -> bool {
        self == Self::Monochrome1
    }
}

impl Attributes {
    pub(super) fn of(
        file: &Path,
        bytes: &[u8],
        order: ByteOrder,
        found: &DataSet,
    ) -> Result<Self, ImagingError> {
        let values = Values { file, bytes, order, found };
        if let Some(tag) = found.ambiguous {
            let expected = "one value for all frames";
            return Err(values.wrong(tag, "stated twice, differently", expected));
        }
        if found.values.contains_key(&MODALITY_LUT) {
            let way_out = "apply it with other software first";
            let what = "an image with a table for its values (Modality LUT)";
            return Err(ImagingError::unsupported(file, what, way_out));
        }
        let name = values.text(PHOTOMETRIC).unwrap_or_default();
        let photometric = Photometric::of_name(&name).ok_or_else(|| {
            let expected =
                "MONOCHROME1, MONOCHROME2, RGB, YBR_FULL, YBR_FULL_422, YBR_ICT, YBR_RCT";
            values.wrong(PHOTOMETRIC, shown(&name), expected)
        })?;
        let count = values.unsigned(SAMPLES_PER_PIXEL)?.unwrap_or(1);
        if usize::from(count) != photometric.count() {
            let expected = format!("{}, as {name} has", photometric.count());
            return Err(values.wrong(SAMPLES_PER_PIXEL, &count.to_string(), &expected));
        }
        let side = |tag| {
            let found = values.unsigned(tag)?.unwrap_or(0);
            if found == 0 {
                return Err(values.wrong(tag, "0 or missing", "1 to 65535"));
            }
            Ok(usize::from(found))
        };
        Ok(Self {
            modality: values.text(MODALITY).filter(|name| MODALITIES.contains(&name.as_str())),
            frames: values.frames()?,
            rows: side(ROWS)?,
            columns: side(COLUMNS)?,
            photometric,
            samples: Samples::of(&values)?,
            rescale: values.rescale()?,
            pixel_spacing: values.pixel_spacing()?,
            slice_spacing: values.slice_spacing()?,
            window: values.window()?,
        })
    }
}

/// Modalities that make images (PS3.3, C.7.3.1.1.1).
const MODALITIES: [&str; 36] = [
    "BI", "CR", "CT", "DG", "DX", "ECG", "EM", "ES", "FA", "FS", "GM", "IO", "IVOCT", "IVUS", "LS",
    "MG", "MR", "NM", "OCT", "OP", "OPT", "OT", "PT", "PX", "RF", "RG", "RTDOSE", "RTIMAGE", "SC",
    "SEG", "SM", "TG", "US", "VF", "XA", "XC",
];

/// Interpretations that are known, and not read.
const REFUSED: [&str; 7] =
    ["ARGB", "CMYK", "HSV", "PALETTE COLOR", "XYB", "YBR_PARTIAL_420", "YBR_PARTIAL_422"];

/// A value in a message: known codes alone, since a damaged file may have a name anywhere.
fn shown(name: &str) -> &str {
    match name {
        "" => "missing",
        name if REFUSED.contains(&name) => name,
        _ => "another text",
    }
}

/// Values of a data set by their tags.
pub(super) struct Values<'a> {
    file: &'a Path,
    bytes: &'a [u8],
    order: ByteOrder,
    found: &'a DataSet,
}

impl Values<'_> {
    pub(super) fn wrong(&self, tag: Tag, found: &str, expected: &str) -> ImagingError {
        ImagingError::field(self.file, tag.named(), found, expected)
    }

    fn value(&self, tag: Tag) -> Option<&[u8]> {
        self.found.values.get(&tag).and_then(|place| self.bytes.get(place.clone()))
    }

    /// A number of 16 bits (US).
    pub(super) fn unsigned(&self, tag: Tag) -> Result<Option<u16>, ImagingError> {
        let Some(value) = self.value(tag) else { return Ok(None) };
        if value.len() != 2 {
            return Err(self.wrong(
                tag,
                &format!("of {} bytes", value.len()),
                "a number of 2 bytes",
            ));
        }
        Ok(Some(u16::from_le_bytes(self.order.low_first(value))))
    }

    /// A text without what fills it up.
    fn text(&self, tag: Tag) -> Option<String> {
        let text = String::from_utf8_lossy(self.value(tag)?);
        Some(text.trim_matches([' ', '\0']).to_owned())
    }

    /// Numbers written as text (DS, IS); none where the value is empty.
    fn decimals(&self, tag: Tag) -> Result<Vec<f64>, ImagingError> {
        let Some(text) = self.text(tag).filter(|text| !text.is_empty()) else {
            return Ok(Vec::new());
        };
        let number =
            |part: &str| part.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let numbers: Option<Vec<f64>> = text.split('\\').map(number).collect();
        numbers.ok_or_else(|| self.wrong(tag, "no number", "numbers, written as text"))
    }

    fn frames(&self) -> Result<usize, ImagingError> {
        let Some(&frames) = self.decimals(NUMBER_OF_FRAMES)?.first() else { return Ok(1) };
        if !(frames >= 1.0 && frames <= f64::from(i32::MAX) && frames.fract() == 0.0) {
            return Err(self.wrong(
                NUMBER_OF_FRAMES,
                &frames.to_string(),
                "a whole number, at least 1",
            ));
        }
        Ok(frames as usize)
    }

    fn rescale(&self) -> Result<Option<[f64; 2]>, ImagingError> {
        let slope = self.decimals(RESCALE_SLOPE)?.first().copied();
        let intercept = self.decimals(RESCALE_INTERCEPT)?.first().copied();
        if slope == Some(0.0) {
            return Err(self.wrong(RESCALE_SLOPE, "0", "a number that is not 0"));
        }
        let stated = slope.is_some() || intercept.is_some();
        Ok(stated.then(|| [slope.unwrap_or(1.0), intercept.unwrap_or(0.0)]))
    }

    fn pixel_spacing(&self) -> Result<Option<[f64; 2]>, ImagingError> {
        for tag in [PIXEL_SPACING, IMAGER_PIXEL_SPACING] {
            match self.decimals(tag)?.as_slice() {
                [] => {}
                &[rows, columns] if rows > 0.0 && columns > 0.0 => {
                    return Ok(Some([rows, columns]));
                }
                other => {
                    let expected = "two lengths above 0, of rows and of columns";
                    return Err(self.wrong(tag, &format!("{other:?}"), expected));
                }
            }
        }
        Ok(None)
    }

    fn slice_spacing(&self) -> Result<Option<f64>, ImagingError> {
        for tag in [SPACING_BETWEEN_SLICES, SLICE_THICKNESS] {
            // Nuclear medicine gives it a direction.
            let stated = self.decimals(tag)?.first().map(|spacing| spacing.abs());
            if let Some(spacing) = stated.filter(|&spacing| spacing > 0.0) {
                return Ok(Some(spacing));
            }
        }
        Ok(None)
    }

    fn window(&self) -> Result<Option<Window>, ImagingError> {
        let function = match self.text(VOI_LUT_FUNCTION).as_deref() {
            None | Some("" | "LINEAR") => WindowFunction::Linear,
            Some("LINEAR_EXACT") => WindowFunction::LinearExact,
            Some("SIGMOID") => WindowFunction::Sigmoid,
            Some(other) => {
                let expected = "LINEAR, LINEAR_EXACT or SIGMOID";
                return Err(self.wrong(VOI_LUT_FUNCTION, shown(other), expected));
            }
        };
        let (centres, widths) = (self.decimals(WINDOW_CENTER)?, self.decimals(WINDOW_WIDTH)?);
        let (Some(&centre), Some(&width)) = (centres.first(), widths.first()) else {
            return Ok(None);
        };
        let window = Window::new(centre, width, function);
        let expected = "at least 1 where the function is LINEAR, else above 0";
        let window =
            window.ok_or_else(|| self.wrong(WINDOW_WIDTH, &width.to_string(), expected))?;
        Ok(Some(window))
    }
}
