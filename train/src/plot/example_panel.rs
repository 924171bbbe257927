use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{PlotError, Svg, label, theme};

/// One image of an [`ExamplePanel`].
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// The bytes of a PNG image; it is scaled without smoothing.
    pub png: &'a [u8],
    /// The first line below it, such as the true class.
    pub label: &'a str,
    /// The second line, such as the prediction and its probability; may be empty.
    pub detail: &'a str,
    /// Whether the prediction is right: a tick or a cross, and a frame. `None` for neither.
    pub correct: Option<bool>,
}

/// A grid of small images with a label each: samples, augmentations, mistakes.
#[derive(Clone, Copy, Debug)]
pub struct ExamplePanel<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The images, from left to right, then down.
    pub examples: &'a [Example<'a>],
    /// How many stand in a row.
    pub columns: usize,
}

/// Side of an image where none is asked for.
const IMAGE: usize = 96;
/// What a cell is wider and higher than its image.
const AROUND: (usize, usize) = (64, 54);
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

impl ExamplePanel<'_> {
    /// Draws it, the images inside it as data.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotPng`] for bytes without a PNG's signature, [`PlotError::Empty`] without an
    /// example.
    pub fn draw(&self) -> Result<Svg, PlotError> {
        self.draw_at(IMAGE)
    }

    /// Draws it with images of another side, in pixels.
    ///
    /// # Errors
    ///
    /// As [`draw`](Self::draw).
    pub fn draw_at(&self, side: usize) -> Result<Svg, PlotError> {
        let cell = (side + AROUND.0, side + AROUND.1);
        let title = || String::from(self.title);
        if self.examples.is_empty() {
            return Err(PlotError::Empty { title: title() });
        }
        let columns = self.columns.clamp(1, self.examples.len());
        let rows = self.examples.len().div_ceil(columns);
        let size = ((columns * cell.0 + 20).max(280) as u32, (rows * cell.1 + 44) as u32);
        let mut body = format!(
            "<text x=\"14\" y=\"23\" font-size=\"{}\" font-weight=\"bold\" \
             fill=\"currentColor\">{}</text>\n",
            theme::TITLE,
            label::escape(self.title)
        );
        for (index, example) in self.examples.iter().enumerate() {
            if !example.png.starts_with(SIGNATURE) {
                return Err(PlotError::NotPng { title: title(), example: index });
            }
            let place = (10 + index % columns * cell.0, 40 + index / columns * cell.1);
            push(&mut body, example, place, side);
        }
        let right = self.examples.iter().filter(|e| e.correct == Some(true)).count();
        let judged = self.examples.iter().filter(|e| e.correct.is_some()).count();
        let verdict =
            if judged > 0 { format!(", {right} of {judged} correct") } else { String::new() };
        let description = format!("{} examples{verdict}.", self.examples.len());
        Ok(Svg::wrap(self.title, &description, size, &body))
    }
}

fn push(body: &mut String, example: &Example<'_>, (x, y): (usize, usize), side: usize) {
    let width = side + AROUND.0;
    let (left, middle) = (x + (width - side) / 2, x + width / 2);
    let data = STANDARD.encode(example.png);
    let (mark, colour) = match example.correct {
        Some(true) => ("✓ ", theme::GREEN),
        Some(false) => ("✗ ", theme::VERMILLION),
        None => ("", theme::INK),
    };
    let frame = if example.correct.is_some() {
        format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
    } else {
        String::from("currentColor")
    };
    let name = label::escape(&label::shorten(example.label, 26));
    let detail = label::escape(&label::shorten(example.detail, 24));
    // Writing to a string cannot fail.
    let _ = writeln!(
        body,
        "<image x=\"{left}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" \
         style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{data}\"/>\n\
         <rect x=\"{left}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" fill=\"none\" \
         stroke=\"{frame}\" stroke-width=\"2\"/>\n\
         <text x=\"{middle}\" y=\"{}\" font-size=\"11\" text-anchor=\"middle\" \
         fill=\"currentColor\">{name}</text>\n\
         <text x=\"{middle}\" y=\"{}\" font-size=\"11\" text-anchor=\"middle\" \
         fill=\"currentColor\">{mark}{detail}</text>",
        y + side + 16,
        y + side + 31,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_png_is_taken_and_labels_are_escaped() {
        let mut png = SIGNATURE.to_vec();
        png.extend([1, 2, 3]);
        let example = Example { png: &png, label: "<i>", detail: "a&b", correct: Some(false) };
        let panel = ExamplePanel { title: "Mistakes", examples: &[example], columns: 4 };
        let svg = panel.draw().unwrap();
        assert!(svg.as_str().contains("&lt;i&gt;"));
        assert!(svg.as_str().contains("✗ a&amp;b"));
        assert!(svg.as_str().contains("0 of 1 correct"));

        let examples = [Example { png: b"GIF89a", ..example }];
        let error = ExamplePanel { examples: &examples, ..panel }.draw().unwrap_err();
        assert_eq!(
            error.to_string(),
            "example 0 of plot `Mistakes` is no PNG image: its signature is missing"
        );
    }
}
