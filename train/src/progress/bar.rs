use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that redraws itself on a terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    steps: ProgressStyle,
    last: Option<Duration>,
    busy: bool,
}

/// How often the text beside the bar is made anew: more is more than an eye sees.
const REFRESH: Duration = Duration::from_millis(80);

impl Bar {
    pub(super) fn new(target: ProgressDrawTarget, colour: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let painted = if colour { ".cyan/blue" } else { "" };
        let template = format!("{{prefix}} {{bar:24{painted}}} {{pos}}/{{len}} {{wide_msg}}");
        // The template is ours; were it wrong, the library's own bar would still serve.
        let style = ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("█▉▊▋▌▍▎▏ ");
        bar.set_style(style.clone());
        Self { bar, steps: style, last: None, busy: false }
    }

    /// What is going on while no step is made, in one line that is drawn over.
    pub(super) fn busy(&mut self, text: String) {
        if !self.busy {
            self.busy = true;
            self.bar.reset();
            let style = ProgressStyle::with_template("{spinner} {wide_msg}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        }
        self.bar.set_message(text);
        self.bar.tick();
    }

    /// It is over: the line goes away.
    fn idle(&mut self) {
        if self.busy {
            self.busy = false;
            self.bar.set_message("");
            self.bar.finish_and_clear();
            self.bar.set_style(self.steps.clone());
        }
    }

    pub(super) fn begin_epoch(&mut self, prefix: String, steps: u64) {
        self.idle();
        self.bar.reset();
        self.bar.set_length(steps);
        self.bar.set_prefix(prefix);
        self.bar.set_message("");
        self.last = None;
    }

    pub(super) fn step(&mut self, step: u64, now: Duration, text: impl FnOnce() -> String) {
        let last = step >= self.bar.length().unwrap_or(0);
        if last || self.last.is_none_or(|shown| now.saturating_sub(shown) >= REFRESH) {
            self.last = Some(now);
            self.bar.set_message(text());
            self.bar.set_position(step);
        }
    }

    /// A line above the bar, which stays.
    pub(super) fn say(&mut self, line: String) {
        self.idle();
        self.bar.println(line);
    }

    /// Runs something that writes to the terminal itself.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
