use crate::cli::report::escape::markup;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use std::fmt;

/// An `<svg>` element, which stands in HTML as well as in a file. It holds no script, no link and no
/// reference to anything outside itself.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::cli) struct Svg(String);

pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What the drawing library says; there is no input at which it should.
pub(super) type Drawn = Result<(), Box<dyn std::error::Error>>;

/// On paper the light colours hold, whatever the screen has.
const STYLE: &str = ".plot{color:#1f2328}.plot .paper{fill:#fff}\
    @media screen and (prefers-color-scheme:dark){.plot{color:#e6edf3}.plot .paper{fill:#16191f}}";

impl Svg {
    /// The markup.
    pub(in crate::cli) fn as_str(&self) -> &str {
        &self.0
    }

    /// Draws on a canvas of `width` × `height` pixels; `description` is what a screen reader says. None
    /// where the drawing library refuses.
    pub(super) fn draw(
        title: &str,
        description: &str,
        (width, height): (u32, u32),
        draw: impl FnOnce(&Canvas<'_>) -> Drawn,
    ) -> Option<Self> {
        let mut drawn = String::new();
        {
            let canvas = SVGBackend::with_string(&mut drawn, (width, height)).into_drawing_area();
            draw(&canvas).ok()?;
            canvas.present().ok()?;
        }
        let body = drawn.split_once('>').map_or("", |(_, body)| body);
        let body = themed(body.trim_end().trim_end_matches("</svg>"));
        let (title, description) = (markup(title), markup(description));
        Some(Self(format!(
            "<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{title}. {description}\" color=\"#1f2328\" \
             font-family=\"system-ui, sans-serif\">\n<style>{STYLE}</style>\n<title>{title}</title>\n\
             <desc>{description}</desc>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}\n</svg>\n",
            body.trim()
        )))
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Ink becomes the reader's text colour, letters those of the page, and dashes are set. A label cannot
/// be hit: its quotation marks are escaped.
fn themed(body: &str) -> String {
    let mut body =
        body.replace("\"#010203\"", "\"currentColor\"").replace(" font-family=\"sans-serif\"", "");
    for width in [1, 2] {
        for (thousands, dashes) in [(1000, "7 4"), (2000, "2 3")] {
            body = body.replace(
                &format!("stroke-width=\"{}\"", thousands + width),
                &format!("stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\""),
            );
        }
    }
    body
}
