use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use tiff::decoder::Decoder;
use tiff::tags::Tag;

/// XML in which GDAL keeps what it knows of an image.
const GDAL_METADATA: Tag = Tag::Unknown(42112);

/// Names under which it keeps the day: of its imagery domain, of Landsat's files, of Sentinel's.
const ITEMS: [&str; 3] =
    ["ACQUISITIONDATETIME", "DATE_ACQUIRED", "DATATAKE_1_DATATAKE_SENSING_START"];

/// Most bytes of a header of text.
const MOST_TEXT: u64 = 1 << 20;

/// The day on which an image was taken, as `2000-03-17`: by GDAL's metadata of a TIFF, by the header of an ENVI
/// file, or by eight digits in its name, as satellites' files have them; nothing where none says so. The time at
/// which a file was made (TIFF's `DateTime`) is not that.
#[must_use]
pub fn acquired(path: &Path) -> Option<String> {
    let text = in_tiff(path).or_else(|| in_envi(path)).and_then(|text| day(&text));
    text.or_else(|| path.file_stem().and_then(|stem| stem.to_str()).and_then(in_name))
}

fn in_tiff(path: &Path) -> Option<String> {
    let mut decoder = Decoder::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let xml = decoder.get_tag_ascii_string(GDAL_METADATA).ok()?;
    let item = xml
        .split("<Item ")
        .skip(1)
        .find(|item| ITEMS.iter().any(|name| item.starts_with(&format!("name=\"{name}\""))))?;
    Some(item.split_once('>')?.1.split('<').next()?.to_owned())
}

fn in_envi(path: &Path) -> Option<String> {
    let beside = ["hdr", "HDR"].map(|ending| path.with_extension(ending));
    let header = beside.into_iter().find(|header| header.is_file())?;
    let mut text = String::new();
    File::open(header).ok()?.take(MOST_TEXT).read_to_string(&mut text).ok()?;
    let line = text.lines().find(|line| line.trim_start().starts_with("acquisition time"))?;
    Some(line.split_once('=')?.1.to_owned())
}

/// The first day in a text that begins with one: `2000-03-17T…`, `2000:03:17` or `20000317`.
fn day(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    as_day(&digits)
}

/// Eight digits that are a day, and not part of a longer number.
fn in_name(name: &str) -> Option<String> {
    name.split(|letter: char| !letter.is_ascii_digit()).find_map(as_day)
}

fn as_day(digits: &str) -> Option<String> {
    let part = |range| digits.get(range).and_then(|text: &str| text.parse::<u32>().ok());
    let (year, month, date) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let is_day = digits.len() == 8
        && (1960..2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&date);
    is_day.then(|| format!("{year:04}-{month:02}-{date:02}"))
}
