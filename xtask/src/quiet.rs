//! Forwards what a build writes, unless it writes only that there was nothing to do.

use std::io::{self, Read, Write};

/// Copies `from` to `to`, and holds everything back for as long as it says no more than `Finished …`.
///
/// A build that compiles something is shown as it goes, progress bar included; a fresh one is silent.
///
/// # Errors
///
/// Where reading or writing fails.
pub(crate) fn forward(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut chunk = [0; 4096];
    let mut held = Vec::new();
    let mut open = false;
    loop {
        let length = match from.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if open {
            to.write_all(&chunk[..length])?;
        } else {
            held.extend_from_slice(&chunk[..length]);
            open = says_something(&held);
            if open {
                to.write_all(&held)?;
            }
        }
        to.flush()?;
    }
}

fn says_something(bytes: &[u8]) -> bool {
    const NOTHING_DONE: &str = "Finished";
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| {
        let text = without_escapes(line);
        let text = text.trim();
        // A line that is still arriving may yet become `Finished`.
        !text.starts_with(NOTHING_DONE) && !NOTHING_DONE.starts_with(text)
    })
}

/// The text of a line without its terminal escape sequences (`ESC [ … letter`).
fn without_escapes(line: &[u8]) -> String {
    let mut text = Vec::with_capacity(line.len());
    let mut bytes = line.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != 0x1b {
            text.push(byte);
        } else if bytes.next() == Some(b'[') {
            bytes.by_ref().find(|byte| (0x40..=0x7e).contains(byte));
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte a read, as a slow terminal would.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    fn forwarded(text: &str) -> String {
        let mut at_once = Vec::new();
        forward(text.as_bytes(), &mut at_once).expect("no failure");
        let mut slowly = Vec::new();
        forward(Trickle(text.as_bytes()), &mut slowly).expect("no failure");
        assert_eq!(at_once, slowly, "the size of a read must not matter");
        String::from_utf8(at_once).expect("text")
    }

    #[test]
    fn a_fresh_build_is_silent() {
        let plain = "    Finished `release` profile [optimized] target(s) in 0.05s\n";
        assert_eq!(forwarded(plain), "");
        let coloured = "\x1b[1m\x1b[32m    Finished\x1b[0m `release` profile in 0.05s\n";
        assert_eq!(forwarded(coloured), "");
        assert_eq!(forwarded(""), "");
    }

    #[test]
    fn a_build_with_work_to_do_is_shown_whole() {
        let work = "   Compiling neuron-rt v0.1.0\n    Finished `release` profile in 2s\n";
        assert_eq!(forwarded(work), work);
        let bar = "    \x1b[1mBuilding\x1b[0m [=>  ] 3/10: neuron-rt\r\x1b[K    Finished x\n";
        assert_eq!(forwarded(bar), bar);
    }

    #[test]
    fn errors_and_waiting_are_shown() {
        for line in ["error: no such package\n", "    Blocking waiting for file lock\n"] {
            assert_eq!(forwarded(line), line);
        }
    }
}
