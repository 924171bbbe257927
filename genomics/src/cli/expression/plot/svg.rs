use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::WHITE;

/// An `<svg>` element, which stands in HTML as well as in a file.
pub(in crate::cli::expression) struct Svg(String);

pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What the drawing library says; there is no input at which it should.
pub(super) type Drawn = Result<(), Box<dyn std::error::Error>>;

impl Svg {
    /// Draws on a white canvas; none where the drawing library refuses.
    pub(super) fn draw(size: (u32, u32), draw: impl FnOnce(&Canvas<'_>) -> Drawn) -> Option<Self> {
        let mut text = String::new();
        {
            let canvas = SVGBackend::with_string(&mut text, size).into_drawing_area();
            canvas.fill(&WHITE).ok()?;
            draw(&canvas).ok()?;
            canvas.present().ok()?;
        }
        Some(Self(text))
    }

    pub(in crate::cli::expression) fn as_str(&self) -> &str {
        &self.0
    }
}
