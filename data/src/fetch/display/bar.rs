use super::{Event, plain, remark};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar that redraws itself on a terminal; one for each file, gone when the file is here.
pub(super) struct Bar {
    bar: ProgressBar,
    sized: ProgressStyle,
    endless: ProgressStyle,
    busy: ProgressStyle,
}

/// How often the bar moves where no byte comes in.
const TICK: Duration = Duration::from_millis(200);

impl Bar {
    pub(super) fn new(target: ProgressDrawTarget, colour: bool) -> Self {
        let painted = if colour { ".cyan/blue" } else { "" };
        let sized = format!(
            "{{prefix}} {{bar:24{painted}}} {{decimal_bytes}}/{{decimal_total_bytes}}, \
             {{decimal_bytes_per_sec}}, {{eta}} left"
        );
        let endless = "{prefix} {spinner} {decimal_bytes}, {decimal_bytes_per_sec}";
        // The templates are ours; were one wrong, the library's own bar would still serve.
        let style = |template: &str| {
            ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("█▉▊▋▌▍▎▏ ")
        };
        let (sized, endless, busy) = (style(&sized), style(endless), style("{prefix} {spinner}"));
        let bar = ProgressBar::with_draw_target(None, target).with_style(busy.clone());
        Self { bar, sized, endless, busy }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Started { file, from, size } => {
                let style = if size.is_some() { &self.sized } else { &self.endless };
                self.begin(style.clone(), file);
                match size {
                    Some(size) => self.bar.set_length(size),
                    None => self.bar.unset_length(),
                }
                self.bar.set_position(from);
                // Bytes that were here already tell nothing of the rate.
                self.bar.reset_eta();
            }
            Event::Advanced { at, .. } => self.bar.set_position(at),
            Event::Package { .. } | Event::Unpacking { .. } | Event::Waiting { .. } => {
                self.begin(self.busy.clone(), &remark(event).unwrap_or_default());
            }
            Event::Retrying { .. } | Event::Done { .. } => {
                self.bar.println(plain(&remark(event).unwrap_or_default()));
                if matches!(event, Event::Done { .. }) {
                    self.clear();
                }
            }
        }
    }

    fn begin(&self, style: ProgressStyle, prefix: &str) {
        self.bar.reset();
        self.bar.set_style(style);
        self.bar.set_prefix(plain(prefix));
        self.bar.enable_steady_tick(TICK);
    }

    fn clear(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Display;
    use super::*;
    use crate::fetch::Progress;
    use neuron_testkit::Paper;

    #[test]
    fn a_bar_has_bytes_rate_and_time_left_and_ends_in_a_line() {
        let paper = Paper::default();
        let target = ProgressDrawTarget::term_like_with_hz(Box::new(paper.clone()), 255);
        let display = Display::drawn(target, false);
        let file = "a\u{1b}[2J.zip";
        display.event(Event::Package { name: "set" });
        display.event(Event::Started { file, from: 250_000, size: Some(1_000_000) });
        for at in [500_000, 1_000_000] {
            std::thread::sleep(Duration::from_millis(20));
            display.event(Event::Advanced { file, at });
        }
        display.event(Event::Done { file });
        display.event(Event::Started { file: "b", from: 0, size: None });
        drop(display);
        let text = paper.text();
        assert!(text.contains("set: asking the package client for it"), "{text}");
        assert!(text.contains("250.00 kB/1.00 MB, "), "{text}");
        assert!(text.contains("B/s, ") && text.contains(" left"), "{text}");
        assert!(text.contains("a\u{fffd}[2J.zip: verified"), "{text}");
        assert!(text.contains("b ") && !text.contains('\u{1b}'), "{text}");
    }
}
