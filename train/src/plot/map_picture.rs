use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{PlotError, Svg, label, theme};

/// A map as a picture, with what its colours mean.
#[derive(Clone, Copy, Debug)]
pub struct MapPicture<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The bytes of a PNG image; it is scaled without smoothing.
    pub png: &'a [u8],
    /// Columns and rows of the map: the picture keeps their proportion.
    pub extent: (usize, usize),
    /// Colours (red, green, blue) and what each means.
    pub legend: &'a [([u8; 3], String)],
    /// Places on it, `(column, row)` from the upper left corner in pixels of the map, each with a name.
    pub marks: &'a [((f64, f64), String)],
    /// A line below it, such as where its corners lie.
    pub note: &'a str,
}

const SIDE: f64 = 420.0;
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

impl MapPicture<'_> {
    /// Draws it, the picture inside it as data; the longer side has 420 pixels.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotPng`] for bytes without a PNG's signature, [`PlotError::Empty`] for a map without pixels.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        let title = || String::from(self.title);
        let (columns, rows) = (self.extent.0 as f64, self.extent.1 as f64);
        if columns * rows == 0.0 {
            return Err(PlotError::Empty { title: title() });
        }
        if !self.png.starts_with(SIGNATURE) {
            return Err(PlotError::NotPng { title: title(), example: 0 });
        }
        let scale = SIDE / columns.max(rows);
        let (wide, high) = ((columns * scale).max(1.0), (rows * scale).max(1.0));
        let data = STANDARD.encode(self.png);
        let mut body = format!(
            "<text x=\"14\" y=\"23\" font-size=\"{}\" font-weight=\"bold\" \
             fill=\"currentColor\">{}</text>\n\
             <image x=\"14\" y=\"36\" width=\"{wide:.1}\" height=\"{high:.1}\" \
             preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
             href=\"data:image/png;base64,{data}\"/>\n\
             <rect x=\"14\" y=\"36\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"none\" \
             stroke=\"currentColor\"/>\n",
            theme::TITLE,
            label::escape(self.title),
        );
        for ((column, row), name) in self.marks {
            let (x, y) = (14.0 + column * scale, 36.0 + row * scale);
            // Writing to a string cannot fail.
            let _ = writeln!(
                body,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\" fill=\"#ffffff\" stroke=\"#000000\"/>\n\
                 <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"middle\" \
                 fill=\"#000000\">{}</text>",
                y + 4.0,
                label::escape(&label::shorten(name, 3)),
            );
        }
        let right = 14.0 + wide + 16.0;
        for (index, ([red, green, blue], text)) in self.legend.iter().enumerate() {
            let y = 36 + 22 * index;
            let _ = writeln!(
                body,
                "<rect x=\"{right:.1}\" y=\"{y}\" width=\"16\" height=\"16\" \
                 fill=\"#{red:02x}{green:02x}{blue:02x}\" stroke=\"currentColor\"/>\n\
                 <text x=\"{:.1}\" y=\"{}\" font-size=\"{}\" fill=\"currentColor\">{}</text>",
                right + 22.0,
                y + 12,
                theme::TEXT,
                label::escape(&label::shorten(text, 32)),
            );
        }
        let bottom = high.max(22.0 * self.legend.len() as f64);
        let _ = writeln!(
            body,
            "<text x=\"14\" y=\"{:.1}\" font-size=\"11\" fill=\"currentColor\">{}</text>",
            36.0 + bottom + 18.0,
            label::escape(self.note),
        );
        let size = ((right + 230.0) as u32, (36.0 + bottom + 30.0) as u32);
        let description = format!("A map of {columns} by {rows} pixels. {}", self.note);
        Ok(Svg::wrap(self.title, &description, size, &body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_proportion_and_text_is_escaped() {
        let legend = [([255, 0, 16], "<falls>".to_owned())];
        let marks = [((20.0, 5.0), "1".to_owned())];
        let map = MapPicture {
            title: "Slope",
            png: SIGNATURE,
            extent: (40, 10),
            legend: &legend,
            marks: &marks,
            note: "x & y",
        };
        let svg = map.draw().unwrap();
        assert!(svg.as_str().contains("width=\"420.0\" height=\"105.0\""));
        assert!(svg.as_str().contains("fill=\"#ff0010\""));
        assert!(svg.as_str().contains("&lt;falls&gt;") && svg.as_str().contains("x &amp; y"));
        assert!(svg.as_str().contains("cx=\"224.0\" cy=\"88.5\""));
        assert!(MapPicture { png: b"GIF", ..map }.draw().is_err());
        assert!(MapPicture { extent: (0, 3), ..map }.draw().is_err());
    }
}
