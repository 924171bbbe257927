//! A device whose others are in other processes.

use std::io::{self, BufReader, BufWriter};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::wire::{Answer, Ask, receive_answer};
use super::{Key, Missed};
use crate::hlo::Tensor;

/// How long to wait before knocking again, where nobody listens yet.
const PAUSE: Duration = Duration::from_millis(20);
/// The root says itself that a time is over; one that says nothing for so much longer is gone.
const GRACE: Duration = Duration::from_secs(5);

/// A line to the root.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// Joins at the root, as soon as it listens.
    ///
    /// # Errors
    /// Nobody listens in time, or the others do not come.
    pub(super) fn join(
        address: &str,
        key: Key,
        rank: usize,
        wait: bool,
        timeout: Duration,
    ) -> Result<Connection, Missed> {
        let mut left = timeout;
        let stream = loop {
            match TcpStream::connect(address) {
                Ok(stream) => break stream,
                Err(error) if left.is_zero() => {
                    let detail = format!("nobody answers at {address}: {error}");
                    return Err(Missed { detail, timeout: true });
                }
                Err(_) => thread::sleep(PAUSE),
            }
            left = left.saturating_sub(PAUSE);
        };
        let connection = Connection { stream };
        connection.prepare(timeout + GRACE).map_err(|error| gone(&error))?;
        connection.ask(&Ask::Join { key, rank, wait })?;
        Ok(connection)
    }

    fn prepare(&self, patience: Duration) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        self.stream.set_read_timeout(Some(patience))
    }

    /// Meets the members of the group.
    pub(super) fn exchange(&self, what: &str, group: &[usize], tensor: Tensor) -> Answer {
        self.ask(&Ask::Meet { what: what.to_owned(), group: group.to_vec(), tensor })
    }

    fn ask(&self, ask: &Ask) -> Answer {
        let asked = ask.send(&mut BufWriter::new(&self.stream));
        // What the root says of an end comes before the end itself.
        match receive_answer(&mut BufReader::new(&self.stream)) {
            Ok(answer) => answer,
            Err(error) => Err(gone(&asked.err().unwrap_or(error))),
        }
    }
}

fn gone(error: &io::Error) -> Missed {
    Missed { detail: format!("the root is gone: {error}"), timeout: false }
}
