use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Names the interpreter of Python peers.
const PYTHON: &str = "NEURON_PEER_PYTHON";
/// How often a process that is told to end is looked after, fifty times a second.
const PATIENCE: u32 = 150;

/// The folder of the peers' sides.
#[must_use]
pub fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers")
}

/// What starts the Python server `FOLDER/serve.py` of a peer, with this number of threads.
///
/// # Errors
///
/// If `NEURON_PEER_PYTHON` is not set.
pub fn python_server(peer: &str, folder: &str, threads: usize) -> Result<Command> {
    let python = std::env::var_os(PYTHON)
        .with_context(|| format!("`{PYTHON}` has to name a Python for {peer}"))?;
    let mut command = Command::new(python);
    command.arg("-B").arg(scripts().join(folder).join("serve.py"));
    let names = ["PEER", "OMP_NUM", "MKL_NUM", "OPENBLAS_NUM"];
    command.envs(names.map(|name| (format!("{name}_THREADS"), threads.to_string())));
    Ok(command)
}

/// A process that answers each line of JSON with a line of JSON. It ends with this value.
#[derive(Debug)]
pub struct Process {
    name: String,
    process: Child,
    /// Until it is told that nothing more comes.
    requests: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl Process {
    /// Starts it; `name` is what errors call it.
    ///
    /// # Errors
    ///
    /// A program that does not start.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        let program = Path::new(command.get_program()).display().to_string();
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{program}`"))?;
        let requests = process.stdin.take();
        let replies = BufReader::new(process.stdout.take().context("a pipe")?);
        Ok(Self { name: name.to_owned(), process, requests, replies })
    }

    /// The answer to a request.
    ///
    /// # Errors
    ///
    /// A process that has ended, and an answer that is no JSON.
    pub fn ask(&mut self, request: &Value) -> Result<Value> {
        let name = &self.name;
        let ended = || format!("the server of {name} has ended: its reason stands above");
        let requests = self.requests.as_mut().context("a pipe")?;
        writeln!(requests, "{request}").with_context(ended)?;
        let mut line = String::new();
        if self.replies.read_line(&mut line)? == 0 {
            bail!(ended());
        }
        serde_json::from_str(&line).with_context(|| format!("the server of {name} said `{line}`"))
    }

    /// As [`Process::ask`], where the answer is a list of times, `{"seconds": [..]}`.
    ///
    /// # Errors
    ///
    /// As [`Process::ask`], and an answer without times.
    pub fn times(&mut self, request: &Value) -> Result<Vec<Duration>> {
        let reply = self.ask(request)?;
        let seconds = reply["seconds"].as_array().context("a reply without `seconds`")?;
        let seconds = seconds.iter().filter_map(Value::as_f64);
        Ok(seconds.map(Duration::from_secs_f64).collect())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It ends by itself when nothing more comes, and its own workers with it.
        drop(self.requests.take());
        for _ in 0..PATIENCE {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        // It is busy, and may have ended meanwhile: both calls are right to fail then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use serde_json::json;

    fn shell(script: &str) -> Process {
        Process::start("a shell", Command::new("sh").args(["-c", script])).expect("a shell")
    }

    #[test]
    fn a_line_is_answered_by_a_line() {
        let mut echo = shell("while read line; do echo \"$line\"; done");
        assert_eq!(echo.ask(&json!({"do": "x"})).expect("an answer"), json!({"do": "x"}));
        let times = echo.times(&json!({"seconds": [0.5, 2.0]})).expect("times");
        assert_eq!(times, [0.5, 2.0].map(Duration::from_secs_f64));
        assert!(echo.times(&json!({})).is_err());
    }

    #[test]
    fn a_process_that_has_ended_or_talks_is_an_error() {
        let ended = shell("exit 0").ask(&json!({})).expect_err("it has ended").to_string();
        assert!(ended.starts_with("the server of a shell has ended"), "{ended}");
        let talks = shell("read line; echo hello; read line").ask(&json!({})).expect_err("no JSON");
        assert!(talks.to_string().starts_with("the server of a shell said `hello"), "{talks}");
    }

    #[test]
    fn a_process_is_gone_with_its_value() {
        let folder = std::env::temp_dir().join(format!("exchange-{}", std::process::id()));
        let script = format!("while read line; do :; done; echo gone > '{}'", folder.display());
        drop(shell(&script));
        let said = std::fs::read_to_string(&folder).expect("it ended by itself");
        assert_eq!(said, "gone\n");
        std::fs::remove_file(&folder).expect("removed");
    }
}
