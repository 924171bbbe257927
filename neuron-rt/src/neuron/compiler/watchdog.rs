//! Ends the compiler and all that it started, also where this process is killed.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};

/// Waits for a line. Where its input ends without one, because we were killed or want it so, it
/// holds the compiler still, finds its descendants by their parents, and kills them all: the
/// compiler is a script that runs other programs, and those would go on for an hour. It ignores
/// the signals of the terminal, which are meant for us.
const SCRIPT: &str = r#"
trap '' HUP INT QUIT TERM
read -r word && exit 0
tree=" $1 "
kill -STOP "$1"
grown=yes
while [ "$grown" = yes ]; do
  grown=no
  for stat in /proc/[0-9]*/stat; do
    { read -r line < "$stat"; } 2> /dev/null || continue
    process=${line%% *}
    set -- ${line##*) }
    case $tree in *" $process "*) continue ;; esac
    case $tree in *" $2 "*) tree="$tree$process "; grown=yes ;; esac
  done
done
kill -KILL $tree
"#;

/// A shell that survives us for as long as it takes to end another process.
#[derive(Debug)]
pub(super) struct Watchdog {
    /// `None` where there is no shell; then only the process itself can be ended.
    shell: Option<Child>,
}

impl Watchdog {
    /// Watches over a child process.
    pub(super) fn over(child: &Child) -> Self {
        let shell = Command::new("sh")
            .args(["-c", SCRIPT, "neuron-compile-watchdog", &child.id().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self { shell: shell.ok() }
    }

    /// The child ended by itself: nothing is to be done.
    pub(super) fn dismiss(mut self) {
        if let Some(mut shell) = self.shell.take() {
            if let Some(mut input) = shell.stdin.take() {
                // Where the shell is gone already, nothing can be bitten any more.
                let _ = input.write_all(b"done\n");
            }
            let _ = shell.wait();
        }
    }

    /// Ends the child with all its descendants, and waits for it.
    pub(super) fn end(mut self, child: &mut Child) {
        if let Some(mut shell) = self.shell.take() {
            drop(shell.stdin.take());
            let _ = shell.wait();
        }
        // It may be dead by now, which is what is wanted.
        let _ = child.kill();
        let _ = child.wait();
    }
}
