//! Programs, their output and their exit code, with a limit on their time.

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// How often a program is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// A program to be run by a test.
///
/// ```
/// use neuron_testkit::command::Command;
/// let output = Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]).run();
/// assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("out\n", "err\n"));
/// assert_eq!(output.code(), Some(3));
/// ```
#[derive(Debug)]
pub struct Command {
    program: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(OsString, Option<OsString>)>,
    folder: Option<PathBuf>,
    limit: Duration,
}

/// What a program left.
#[derive(Clone, Debug)]
pub struct Output {
    /// Standard output, what is not UTF-8 replaced.
    pub stdout: String,
    /// Standard error, what is not UTF-8 replaced.
    pub stderr: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Whether it was ended because its time was up.
    pub timed_out: bool,
}

impl Output {
    /// The exit code; `None` where a signal ended it.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Itself, where the program ended with `code`.
    ///
    /// # Panics
    /// With all of its output, where it did not.
    #[track_caller]
    #[must_use]
    pub fn with_code(self, code: i32) -> Self {
        assert!(
            self.code() == Some(code) && !self.timed_out,
            "expected exit code {code}, found {} (time up: {})\n--- stdout\n{}\n--- stderr\n{}",
            self.status,
            self.timed_out,
            self.stdout,
            self.stderr
        );
        self
    }
}

impl Command {
    /// A program, with a minute to run.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            folder: None,
            limit: Duration::from_secs(60),
        }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.as_ref().to_owned(), Some(value.as_ref().to_owned())));
        self
    }

    /// Takes a variable out of its environment.
    #[must_use]
    pub fn without_env(mut self, name: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.as_ref().to_owned(), None));
        self
    }

    /// Runs it in a folder.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Ends it after this time.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Runs it to its end, without input.
    ///
    /// # Panics
    /// Where it cannot be started.
    #[track_caller]
    #[must_use]
    pub fn run(self) -> Output {
        let mut command = std::process::Command::new(&self.program);
        command.args(&self.arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!("`{}` cannot be started: {error}", self.program.display())
        });
        // Both are read at once, so that a full pipe holds nothing up.
        let stdout = reader(child.stdout.take());
        let stderr = reader(child.stderr.take());
        let mut left = self.limit;
        let mut timed_out = false;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if left.is_zero() {
                timed_out = true;
                // It may have ended by itself in between.
                let _ended = child.kill();
                break child.wait().unwrap();
            }
            thread::sleep(PAUSE);
            left = left.saturating_sub(PAUSE);
        };
        Output { stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap(), status, timed_out }
    }
}

fn reader(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes).unwrap();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::Command;
    use std::time::Duration;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let output = Command::new("sleep").args(["60"]).limit(Duration::from_millis(30)).run();
        assert!(output.timed_out && output.code().is_none());
    }

    #[test]
    fn the_environment_is_the_tests() {
        let run = || Command::new("sh").args(["-c", "echo [$TESTKIT_WORD] in $PWD"]);
        let output = run().env("TESTKIT_WORD", "here").in_folder("/".as_ref()).run().with_code(0);
        assert_eq!(output.stdout, "[here] in /\n");
        let output = run().env("TESTKIT_WORD", "here").without_env("TESTKIT_WORD").run();
        assert!(output.stdout.starts_with("[] in "));
    }

    #[test]
    fn much_output_on_both_streams_does_not_hold_it_up() {
        let script = "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2";
        let output = Command::new("sh").args(["-c", script]).run().with_code(0);
        assert_eq!((output.stdout.len(), output.stderr.len()), (300_000, 300_000));
    }

    #[test]
    #[should_panic(expected = "expected exit code 0, found exit status: 7")]
    fn another_code_is_shown() {
        let _output = Command::new("sh").args(["-c", "exit 7"]).run().with_code(0);
    }
}
