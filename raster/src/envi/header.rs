use super::map_info;
use super::text::{fields, list, shown};
use crate::georeference::GeoReference;
use crate::{RasterError, SampleType};
use std::collections::BTreeMap;
use std::path::Path;

/// How the samples of bands lie in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interleave {
    /// `bsq`: band after band.
    Band,
    /// `bil`: in each row, band after band.
    Line,
    /// `bip`: in each pixel, band after band.
    Pixel,
}

/// What a header says.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// How many bands there are.
    pub bands: usize,
    /// What a sample is stored as.
    pub sample_type: SampleType,
    /// How samples lie.
    pub interleave: Interleave,
    /// Whether the greatest byte of a number comes first.
    pub big_endian: bool,
    /// Bytes of the data file before the samples.
    pub offset: u64,
    /// The value that stands for a missing one.
    pub nodata: Option<f64>,
    /// Names of the bands; empty where one has none.
    pub band_names: Vec<String>,
    /// Where the image lies.
    pub georeference: Option<GeoReference>,
}

impl Header {
    /// Reads the text of a header; `file` is named in errors.
    ///
    /// # Errors
    /// [`RasterError::Damaged`] with the line or field, [`RasterError::Unsupported`] for types of
    /// samples that are not read.
    pub fn parse(text: &str, file: &Path) -> Result<Self, RasterError> {
        let damaged = |what: String| RasterError::Damaged { file: file.to_owned(), what };
        let fields =
            fields(text).map_err(|(line, what)| damaged(format!("line {line}: {what}")))?;
        let extent = |name: &str, most: u64| {
            let value = whole(&fields, name).map_err(damaged)?;
            value.filter(|value| (1..=most).contains(value)).map(|value| value as usize).ok_or_else(
                || damaged(format!("`{name}` has to be given, as a number from 1 to {most}")),
            )
        };
        let width = extent("samples", u64::from(u32::MAX))?;
        let height = extent("lines", u64::from(u32::MAX))?;
        let bands = extent("bands", u64::from(u16::MAX))?;
        let sample_type = match whole(&fields, "data type").map_err(damaged)? {
            Some(1) => SampleType::U8,
            Some(2) => SampleType::I16,
            Some(3) => SampleType::I32,
            Some(4) => SampleType::F32,
            Some(5) => SampleType::F64,
            Some(12) => SampleType::U16,
            Some(13) => SampleType::U32,
            Some(other) => {
                let what = format!("its `data type` is {other}, expected 1, 2, 3, 4, 5, 12 or 13");
                return Err(RasterError::Unsupported { file: file.to_owned(), what });
            }
            None => return Err(damaged("`data type` has to be given".into())),
        };
        let interleave = match fields.get("interleave").map(|text| text.to_ascii_lowercase()) {
            Some(text) if text == "bsq" => Interleave::Band,
            Some(text) if text == "bil" => Interleave::Line,
            Some(text) if text == "bip" => Interleave::Pixel,
            None => Interleave::Band,
            Some(other) => {
                let other = shown(&other);
                let what = format!("`interleave` is `{other}`, expected bsq, bil or bip");
                return Err(damaged(what));
            }
        };
        if whole(&fields, "file compression").map_err(damaged)?.unwrap_or(0) != 0 {
            let what = "its data are compressed by gzip; unpack them first".to_owned();
            return Err(RasterError::Unsupported { file: file.to_owned(), what });
        }
        let big_endian = match whole(&fields, "byte order").map_err(damaged)? {
            None | Some(0) => false,
            Some(1) => true,
            Some(other) => {
                return Err(damaged(format!("`byte order` is {other}, expected 0 or 1")));
            }
        };
        let mut band_names: Vec<String> = fields
            .get("band names")
            .map_or_else(Vec::new, |names| list(names).into_iter().map(str::to_owned).collect());
        band_names.resize(bands, String::new());
        let nodata = match fields.get("data ignore value") {
            Some(text) => Some(text.parse::<f64>().map_err(|_| {
                damaged(format!("`data ignore value` is `{}`, expected a number", shown(text)))
            })?),
            None => None,
        };
        let text = |name: &str| fields.get(name).map(String::as_str);
        let wkt = text("coordinate system string");
        let georeference = map_info::georeference(text("map info"), wkt).map_err(damaged)?;
        let offset = whole(&fields, "header offset").map_err(damaged)?.unwrap_or(0);
        Ok(Self {
            width,
            height,
            bands,
            sample_type,
            interleave,
            big_endian,
            offset,
            nodata,
            band_names,
            georeference,
        })
    }

    /// Bytes from a sample to the next of its row, from a row to the next, and from a band to the
    /// next. They fit: the header bounds the extents.
    pub(super) fn strides(&self) -> (u128, u128, u128) {
        let size = self.sample_type.bytes() as u128;
        let (width, height, bands) = (self.width as u128, self.height as u128, self.bands as u128);
        match self.interleave {
            Interleave::Band => (size, width * size, width * height * size),
            Interleave::Line => (size, width * bands * size, width * size),
            Interleave::Pixel => (bands * size, width * bands * size, size),
        }
    }
}

/// A field that is a whole number; none where it is not there.
fn whole(fields: &BTreeMap<String, String>, name: &str) -> Result<Option<u64>, String> {
    let Some(text) = fields.get(name) else { return Ok(None) };
    let wrong = |_| format!("`{name}` is `{}`, expected a whole number", shown(text));
    text.parse().map(Some).map_err(wrong)
}
