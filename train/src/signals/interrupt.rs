//! The first signal asks, the second one takes.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A request to stop, by SIGTERM, SIGINT (Ctrl-C) or [`request`](Self::request).
///
/// A trainer looks at it between two steps: it then saves a checkpoint and ends with
/// [`ExitCode::Interrupted`](super::ExitCode::Interrupted). Clones are one and the same request.
///
/// ```
/// use neuron_train::signals::Interrupt;
/// let interrupt = Interrupt::default();
/// assert!(!interrupt.is_requested());
/// interrupt.clone().request();
/// assert!(interrupt.is_requested());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    requested: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens for SIGTERM and SIGINT for the rest of the process's life: the first of either is
    /// a request, the second ends the process at once with 128 plus its number.
    ///
    /// # Errors
    /// What the operating system reports.
    pub fn on_signals() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in [SIGTERM, SIGINT] {
            // In this order: the first signal finds the flag unset, and then sets it.
            flag::register_conditional_shutdown(
                signal,
                128 + signal,
                Arc::clone(&interrupt.requested),
            )?;
            flag::register(signal, Arc::clone(&interrupt.requested))?;
        }
        Ok(interrupt)
    }

    /// Asks to stop, as a signal would.
    pub fn request(&self) {
        self.requested.store(true, Ordering::SeqCst);
    }

    /// Whether stopping has been asked for.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }
}
