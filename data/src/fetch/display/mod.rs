use super::{Event, Progress};
use bar::Bar;
use indicatif::ProgressDrawTarget;
use lines::Lines;
use std::cell::RefCell;
use std::io::Write;

mod bar;
mod lines;

/// Shows a person what a fetch is at. Nothing of it fails: a terminal that goes away stops no download.
///
/// ```
/// use neuron_data::fetch::{Display, Event, Progress};
/// let display = Display::lines(Box::new(std::io::sink()));
/// display.event(Event::Started { file: "a.zip", from: 0, size: Some(2_000_000) });
/// display.event(Event::Advanced { file: "a.zip", at: 1_000_000 });
/// display.event(Event::Done { file: "a.zip" });
/// ```
pub struct Display(RefCell<Style>);

enum Style {
    Bar(Box<Bar>),
    Lines(Lines),
    Quiet,
}

impl Display {
    /// A bar with bytes, rate and the time that is left, on the terminal at standard error.
    #[must_use]
    pub fn bar(colour: bool) -> Self {
        Self::drawn(ProgressDrawTarget::stderr(), colour)
    }

    fn drawn(target: ProgressDrawTarget, colour: bool) -> Self {
        Self(RefCell::new(Style::Bar(Box::new(Bar::new(target, colour)))))
    }

    /// Lines for a log: where a download begins, at each tenth of it, and where it is done.
    #[must_use]
    pub fn lines(out: Box<dyn Write>) -> Self {
        Self(RefCell::new(Style::Lines(Lines::new(out))))
    }

    /// Nothing.
    #[must_use]
    pub fn quiet() -> Self {
        Self(RefCell::new(Style::Quiet))
    }
}

impl Progress for Display {
    fn event(&self, event: Event<'_>) {
        match &mut *self.0.borrow_mut() {
            Style::Bar(bar) => bar.event(event),
            Style::Lines(lines) => lines.event(event),
            Style::Quiet => {}
        }
    }
}

impl std::fmt::Debug for Display {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match &*self.0.borrow() {
            Style::Bar(_) => "Display(bar)",
            Style::Lines(_) => "Display(lines)",
            Style::Quiet => "Display(quiet)",
        })
    }
}

/// What happens beside the counting of bytes, as a line that stays.
fn remark(event: Event<'_>) -> Option<String> {
    match event {
        Event::Retrying { file, why, wait } => {
            Some(format!("{file}: {why}; again in {:.1} s", wait.as_secs_f64()))
        }
        Event::Package { name } => Some(format!("{name}: asking the package client for it")),
        Event::Unpacking { file } => Some(format!("{file}: unpacking")),
        Event::Waiting { lock } => {
            Some(format!("waiting for another process, which holds {}", lock.display()))
        }
        Event::Done { file } => Some(format!("{file}: verified")),
        Event::Started { .. } | Event::Advanced { .. } => None,
    }
}

/// Text that cannot steer a terminal: part of it is a server's.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
