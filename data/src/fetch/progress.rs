use std::path::Path;
use std::time::Duration;

/// What happens while a dataset is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A download begins, or goes on, behind `from` bytes.
    Started {
        /// The file's path in the dataset.
        file: &'a str,
        /// Bytes that are here already.
        from: u64,
        /// Bytes in all, where the manifest or the server says how many.
        size: Option<u64>,
    },
    /// Bytes came in.
    Advanced {
        /// The file's path in the dataset.
        file: &'a str,
        /// Bytes that are here by now.
        at: u64,
    },
    /// The server failed, and is asked again after `wait`.
    Retrying {
        /// The file's path in the dataset.
        file: &'a str,
        /// Why.
        why: &'a str,
        /// How long until then.
        wait: Duration,
    },
    /// A package client is at work.
    Package {
        /// The package.
        name: &'a str,
    },
    /// An archive is unpacked.
    Unpacking {
        /// The file's path in the dataset.
        file: &'a str,
    },
    /// Another process is fetching the same dataset; this one waits for it.
    Waiting {
        /// The lock's file.
        lock: &'a Path,
    },
    /// The file is verified and in its place.
    Done {
        /// The file's path in the dataset.
        file: &'a str,
    },
}

/// Is told what happens while a dataset is fetched. `()` does nothing with it.
pub trait Progress {
    /// Takes note of `event`.
    fn event(&self, event: Event<'_>);
}

impl Progress for () {
    fn event(&self, _: Event<'_>) {}
}

impl<F: Fn(Event<'_>)> Progress for F {
    fn event(&self, event: Event<'_>) {
        self(event);
    }
}
