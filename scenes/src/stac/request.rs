use crate::ScenesError;
use serde_json::{Value, json};

/// A rectangle of degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// West, south, east, north.
    pub degrees: [f64; 4],
}

impl Place {
    /// A rectangle by west, south, east, north.
    ///
    /// # Errors
    /// [`ScenesError::Setting`] unless west is less than east, south less than north, and both on Earth.
    pub fn new(degrees: [f64; 4]) -> Result<Self, ScenesError> {
        let [west, south, east, north] = degrees;
        let on_earth = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
        if west < east && south < north && on_earth {
            return Ok(Self { degrees });
        }
        Err(ScenesError::Setting {
            name: "bbox",
            expected: "W,S,E,N in degrees with W < E and S < N (beyond 180° search twice)",
            found: format!("{west},{south},{east},{north}"),
        })
    }
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Names of collections.
    pub collections: Vec<String>,
    /// Where.
    pub place: Option<Place>,
    /// The first day, such as 2024-05-01.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Clouds, in percent of a scene, have to be fewer.
    pub cloud_cover: Option<f64>,
    /// Most scenes that are wanted.
    pub most: usize,
}

/// Scenes of a page.
const PAGE: usize = 100;

impl Search {
    /// The body of the request.
    ///
    /// # Errors
    /// [`ScenesError::Setting`] for a day that is none, days in the wrong order, a cloud cover that is
    /// no percentage, or no collection.
    pub fn body(&self) -> Result<Value, ScenesError> {
        let wrong =
            |name, expected, found: String| Err(ScenesError::Setting { name, expected, found });
        if self.collections.is_empty() {
            return wrong("collection", "given, such as sentinel-2-l2a", "none".into());
        }
        if self.most == 0 {
            return wrong("limit", "at least 1", "0".into());
        }
        for (name, day) in [("from", &self.from), ("to", &self.to)] {
            if let Some(day) = day.as_ref().filter(|day| !is_day(day)) {
                return wrong(name, "a day such as 2024-05-01", format!("`{day}`"));
            }
        }
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && from > to
        {
            return wrong("to", "no day before `from`", format!("{from} to {to}"));
        }
        let mut body = json!({ "collections": self.collections, "limit": self.most.min(PAGE) });
        if let Some(place) = self.place {
            body["bbox"] = json!(place.degrees);
        }
        if self.from.is_some() || self.to.is_some() {
            let end = |day: &Option<String>, time: &str| {
                day.as_ref().map_or_else(|| "..".to_owned(), |day| format!("{day}T{time}Z"))
            };
            let (from, to) = (end(&self.from, "00:00:00"), end(&self.to, "23:59:59"));
            body["datetime"] = json!(format!("{from}/{to}"));
        }
        if let Some(cover) = self.cloud_cover {
            if !(cover > 0.0 && cover <= 100.0) {
                return wrong("cloud-cover", "more than 0 and at most 100", cover.to_string());
            }
            body["query"] = json!({ "eo:cloud_cover": { "lt": cover } });
        }
        body["sortby"] = json!([{ "field": "properties.datetime", "direction": "asc" }]);
        Ok(body)
    }
}

/// Whether a text is a day of the calendar, as RFC 3339 writes it.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, digits: usize| {
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}
