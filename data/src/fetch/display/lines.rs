use super::{Event, plain, remark};
use indicatif::DecimalBytes;
use std::io::Write;

/// Bytes between two lines where the size is not known.
const STRIDE: u64 = 50_000_000;

/// A line at the start, at each tenth, and for all else that happens.
pub(super) struct Lines {
    out: Box<dyn Write>,
    size: Option<u64>,
    /// Tenths of the file, or strides, that have been told.
    told: u64,
}

impl Lines {
    pub(super) fn new(out: Box<dyn Write>) -> Self {
        Self { out, size: None, told: 0 }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Started { file, from, size } => {
                (self.size, self.told) = (size, 0);
                self.told = self.part(from);
                let size = size.map_or_else(|| "?".into(), |size| DecimalBytes(size).to_string());
                let on = if from > 0 {
                    format!(", going on at {}", DecimalBytes(from))
                } else {
                    String::new()
                };
                self.say(&format!("{file}: {size}{on}"));
            }
            Event::Advanced { file, at } => {
                let part = self.part(at);
                if part <= self.told {
                    return;
                }
                self.told = part;
                let here = DecimalBytes(at);
                let line = match self.size {
                    Some(size) => {
                        format!("{file}: {} %, {here} of {}", part * 10, DecimalBytes(size))
                    }
                    None => format!("{file}: {here}"),
                };
                self.say(&line);
            }
            event => {
                if let Some(line) = remark(event) {
                    self.say(&line);
                }
            }
        }
    }

    /// How many whole tenths, or strides, `at` bytes are.
    fn part(&self, at: u64) -> u64 {
        match self.size {
            Some(size) => (u128::from(at) * 10 / u128::from(size.max(1))) as u64,
            None => at / STRIDE,
        }
    }

    fn say(&mut self, line: &str) {
        // A closed standard error is no reason to stop a download.
        let _closed = writeln!(self.out, "{}", plain(line)).and_then(|()| self.out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use neuron_testkit::Paper;

    fn told(events: &[Event<'_>]) -> Vec<String> {
        let paper = Paper::default();
        let mut lines = Lines::new(Box::new(paper.clone()));
        events.iter().for_each(|event| lines.event(*event));
        paper.text().lines().map(String::from).collect()
    }

    #[test]
    fn each_tenth_is_told_once() {
        let file = "a.zip";
        let mut events = vec![Event::Started { file, from: 0, size: Some(2_000_000) }];
        events.extend((1..=200).map(|i| Event::Advanced { file, at: i * 10_000 }));
        events.push(Event::Done { file });
        let told = told(&events);
        assert_eq!(told.len(), 12);
        assert_eq!(told[0], "a.zip: 2.00 MB");
        assert_eq!(told[1], "a.zip: 10 %, 200.00 kB of 2.00 MB");
        assert_eq!(told[10], "a.zip: 100 %, 2.00 MB of 2.00 MB");
        assert_eq!(told[11], "a.zip: verified");
    }

    #[test]
    fn a_download_goes_on_where_it_was_and_sizes_may_be_unknown() {
        let file = "a";
        let told = told(&[
            Event::Started { file, from: 55, size: Some(100) },
            Event::Advanced { file, at: 59 },
            Event::Advanced { file, at: 100 },
            Event::Started { file, from: 0, size: None },
            Event::Advanced { file, at: 49_999_999 },
            Event::Advanced { file, at: 120_000_000 },
            Event::Retrying {
                file,
                why: "it\nbroke",
                wait: std::time::Duration::from_millis(1500),
            },
        ]);
        let expected = [
            "a: 100 B, going on at 55 B",
            "a: 100 %, 100 B of 100 B",
            "a: ?",
            "a: 120.00 MB",
            "a: it\u{fffd}broke; again in 1.5 s",
        ];
        assert_eq!(told, expected);
    }
}
