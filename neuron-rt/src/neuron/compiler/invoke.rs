//! One run of the compiler, watched.

use super::watchdog::Watchdog;
use super::{Event, Progress, log};
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often the caller hears that the compiler is at work.
const TOLD_EVERY: Duration = Duration::from_secs(1);
/// The shortest and the longest pause between two looks at the compiler.
const PAUSES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));
/// What of a log is read for its last line.
const TAIL: u64 = 4096;

/// How a run came to its end.
#[derive(Debug)]
pub(super) enum Ended {
    /// The program ended, or somebody else ended it.
    Itself(ExitStatus),
    /// It took too long.
    Limit(Duration),
    /// The caller wants it no more.
    Cancelled,
}

/// Runs `command` with its output in the file `output`, tells `progress` every second.
pub(super) fn run(
    command: &mut Command,
    name: &str,
    (output, log_file): (&Path, &Path),
    limit: Option<Duration>,
    progress: &dyn Progress,
) -> io::Result<(Ended, Duration)> {
    let file = File::create(output)?;
    let mut child = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).spawn()?;
    let watchdog = Watchdog::over(&child);
    let start = Instant::now();
    let ended = watch(&mut child, start, limit, progress, &|elapsed| {
        let line = log::last_line(&log::tail(log_file, TAIL))
            .or_else(|| log::last_line(&log::tail(output, TAIL)));
        progress.event(Event::Running { name, elapsed, last_line: line.as_deref() });
    });
    match ended {
        Ok(Ended::Itself(_)) => watchdog.dismiss(),
        _ => watchdog.end(&mut child),
    }
    Ok((ended?, start.elapsed()))
}

fn watch(
    child: &mut Child,
    start: Instant,
    limit: Option<Duration>,
    progress: &dyn Progress,
    tell: &dyn Fn(Duration),
) -> io::Result<Ended> {
    let mut pause = PAUSES.0;
    let mut told = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ended::Itself(status));
        }
        let elapsed = start.elapsed();
        if let Some(limit) = limit.filter(|limit| elapsed >= *limit) {
            return Ok(Ended::Limit(limit));
        }
        if progress.cancelled() {
            return Ok(Ended::Cancelled);
        }
        if elapsed >= told + TOLD_EVERY {
            told = elapsed;
            tell(elapsed);
        }
        std::thread::sleep(pause);
        pause = PAUSES.1.min(pause * 2);
    }
}
