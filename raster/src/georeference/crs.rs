use super::GeoKeys;
use std::fmt;

/// What kind of coordinates a reference system has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrsKind {
    /// Metres or feet on a map.
    Projected,
    /// Degrees of longitude and latitude.
    Geographic,
    /// Something else, or not known.
    Other,
}

/// A coordinate reference system, as far as the file names it. What a file said is kept word for
/// word, so that it can be written again.
#[derive(Clone, Debug, PartialEq)]
pub struct Crs {
    /// What kind of coordinates it has.
    pub kind: CrsKind,
    /// Its number in the EPSG register, where it has one.
    pub epsg: Option<u32>,
    /// Its description as well-known text, where the file had one.
    pub wkt: Option<String>,
    /// The keys of a GeoTIFF that describe it, where the file had them.
    pub keys: Option<GeoKeys>,
}

impl Crs {
    /// A projected system by its EPSG number, as 32618 for UTM zone 18 north.
    #[must_use]
    pub fn projected(epsg: u32) -> Self {
        Self { kind: CrsKind::Projected, epsg: Some(epsg), wkt: None, keys: None }
    }

    /// A geographic system by its EPSG number, as 4326 for WGS 84.
    #[must_use]
    pub fn geographic(epsg: u32) -> Self {
        Self { kind: CrsKind::Geographic, epsg: Some(epsg), wkt: None, keys: None }
    }

    /// A system by well-known text. Its EPSG number is that of the outermost `AUTHORITY` or `ID`.
    #[must_use]
    pub fn from_wkt(wkt: &str) -> Self {
        let start = wkt.trim_start().to_ascii_uppercase();
        let kind = if start.starts_with("PROJ") {
            CrsKind::Projected
        } else if start.starts_with("GEOG") {
            CrsKind::Geographic
        } else {
            CrsKind::Other
        };
        Self { kind, epsg: outermost_authority(wkt), wkt: Some(wkt.to_owned()), keys: None }
    }

    /// Whether coordinates are degrees of longitude and latitude.
    #[must_use]
    pub fn is_degrees(&self) -> bool {
        self.kind == CrsKind::Geographic
    }

    /// A system by its EPSG number alone, of the kind that its definition has. None where no
    /// definition is here.
    #[must_use]
    pub fn from_epsg(epsg: u32) -> Option<Self> {
        let definition = crs_definitions::from_code(u16::try_from(epsg).ok()?)?.proj4;
        let geographic = definition.contains("+proj=longlat");
        Some(if geographic { Self::geographic(epsg) } else { Self::projected(epsg) })
    }

    /// Whether two systems are known to be one: by number where both have one, else by their text
    /// or keys.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        match (self.epsg, other.epsg) {
            (Some(one), Some(two)) => one == two,
            _ => {
                (self.wkt.is_some() && self.wkt == other.wkt)
                    || (self.keys.is_some() && self.keys == other.keys)
            }
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.epsg, &self.wkt) {
            (Some(code), _) => write!(f, "EPSG:{code}"),
            (None, Some(wkt)) => {
                let name = wkt.split('"').nth(1).unwrap_or("no name");
                write!(f, "the system `{name}`")
            }
            (None, None) => f.write_str("a system without a number"),
        }
    }
}

/// The number of the authority that stands directly in the outermost bracket.
fn outermost_authority(wkt: &str) -> Option<u32> {
    let (mut depth, mut quoted, mut found) = (0_usize, false, None);
    for (place, letter) in wkt.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '[' | '(' if !quoted => {
                let word = wkt.get(..place)?.rsplit([',', '[', '(']).next()?.trim();
                if depth == 1 && ["AUTHORITY", "ID"].contains(&word) {
                    let inner = wkt.get(place + 1..)?.split([']', ')']).next()?;
                    let (name, number) = inner.split_once(',')?;
                    if name.trim().trim_matches('"') == "EPSG" {
                        let number = number.split(',').next()?.trim().trim_matches('"');
                        found = number.parse().ok();
                    }
                }
                depth += 1;
            }
            ']' | ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}
