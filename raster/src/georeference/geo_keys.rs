/// The three tags of a GeoTIFF that describe its reference system (OGC 19-008r4, 7.1), word for
/// word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeoKeys {
    /// GeoKeyDirectoryTag, 34735: a header of four numbers, then four of each key.
    pub directory: Vec<u16>,
    /// GeoDoubleParamsTag, 34736.
    pub doubles: Vec<f64>,
    /// GeoAsciiParamsTag, 34737: texts that end with `|`.
    pub ascii: String,
}

/// GTModelTypeGeoKey: projected (1), geographic (2).
pub(crate) const MODEL_TYPE: u16 = 1024;
/// GTRasterTypeGeoKey: a pixel is an area (1) or a point (2).
pub(crate) const RASTER_TYPE: u16 = 1025;
/// GTCitationGeoKey: a text.
pub(crate) const CITATION: u16 = 1026;
/// GeodeticCRSGeoKey: the EPSG number of a geographic system.
pub(crate) const GEODETIC_CRS: u16 = 2048;
/// ProjectedCRSGeoKey: the EPSG number of a projected system.
pub(crate) const PROJECTED_CRS: u16 = 3072;
/// The value that says "none of the register, see the other keys".
pub(crate) const USER_DEFINED: u16 = 32767;

/// GeoAsciiParamsTag: where a text is, in the third number of a key.
const ASCII_TAG: u16 = 34737;

impl GeoKeys {
    /// The value of a key that is a short number.
    #[must_use]
    pub fn short(&self, key: u16) -> Option<u16> {
        self.keys().find(|entry| entry[0] == key && entry[1] == 0).map(|entry| entry[3])
    }

    /// The value of a key that is a text, without the bar at its end.
    #[must_use]
    pub fn text(&self, key: u16) -> Option<&str> {
        let entry = self.keys().find(|entry| entry[0] == key && entry[1] == ASCII_TAG)?;
        let (start, count) = (usize::from(entry[3]), usize::from(entry[2]));
        let text = self.ascii.get(start..start.checked_add(count)?)?;
        Some(text.trim_end_matches(['|', '\0']))
    }

    /// Keys, each as its number, the tag of its value (0: here), how many, and value or place.
    fn keys(&self) -> impl Iterator<Item = [u16; 4]> + '_ {
        let count = self.directory.get(3).copied().map_or(0, usize::from);
        let (keys, _) = self.directory.get(4..).unwrap_or_default().as_chunks::<4>();
        keys.iter().copied().take(count)
    }

    /// Keys of short numbers and texts, in the order of their numbers.
    pub(crate) fn new(mut shorts: Vec<(u16, u16)>, texts: &[(u16, &str)]) -> Self {
        let mut ascii = String::new();
        let mut entries: Vec<[u16; 4]> = Vec::new();
        for (key, text) in texts {
            // The places are 16 bits wide; nothing describes a system in as much text.
            let text: String =
                text.chars().filter(char::is_ascii).take(16_000).collect::<String>() + "|";
            entries.push([*key, ASCII_TAG, text.len() as u16, ascii.len() as u16]);
            ascii.push_str(&text);
        }
        entries.extend(shorts.drain(..).map(|(key, value)| [key, 0, 1, value]));
        entries.sort_unstable();
        let mut directory = vec![1, 1, 0, entries.len() as u16];
        directory.extend(entries.concat());
        Self { directory, doubles: Vec::new(), ascii }
    }
}
