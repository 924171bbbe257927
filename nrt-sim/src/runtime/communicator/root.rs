//! The process of the first device: where those of other processes meet.

use std::collections::BTreeMap;
use std::io::{self, BufReader, BufWriter};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::registry::Meetings;
use super::wire::{Ask, send_answer};

/// Listens as long as it is held. Every connection is a device of another process, and this process takes part in its
/// stead.
#[derive(Debug)]
pub(crate) struct Root {
    shared: Arc<Shared>,
    address: String,
    listens: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    meetings: Arc<Meetings>,
    timeout: Duration,
    ended: AtomicBool,
    guests: Mutex<Guests>,
}

/// Those who are connected, by the number of their coming.
#[derive(Debug, Default)]
struct Guests {
    came: u64,
    streams: BTreeMap<u64, TcpStream>,
    threads: Vec<JoinHandle<()>>,
}

impl Root {
    /// Begins to listen.
    ///
    /// # Errors
    /// The address is not this machine's, or taken.
    pub(super) fn listen(
        address: &str,
        meetings: Arc<Meetings>,
        timeout: Duration,
    ) -> io::Result<Root> {
        let listener = TcpListener::bind(address)?;
        let (ended, guests) = (AtomicBool::new(false), Mutex::default());
        let shared = Arc::new(Shared { meetings, timeout, ended, guests });
        let for_thread = shared.clone();
        let address = listener.local_addr()?.to_string();
        let listens = thread::spawn(move || {
            for stream in listener.incoming() {
                if for_thread.ended.load(Ordering::SeqCst) {
                    return;
                }
                // Who gave up before being heard is no loss.
                if let Ok(stream) = stream {
                    let _ = for_thread.welcome(stream);
                }
            }
        });
        Ok(Root { shared, address, listens: Some(listens) })
    }
}

impl Shared {
    fn welcome(self: &Arc<Self>, stream: TcpStream) -> io::Result<()> {
        let mut guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        let number = guests.came;
        guests.came += 1;
        guests.streams.insert(number, stream.try_clone()?);
        guests.threads.retain(|thread| !thread.is_finished());
        let shared = self.clone();
        guests.threads.push(thread::spawn(move || {
            // Its end of the line is where a guest's errors are told.
            let _ = shared.serve(&stream);
            let mut guests = shared.guests.lock().unwrap_or_else(PoisonError::into_inner);
            guests.streams.remove(&number);
            let _ = stream.shutdown(Shutdown::Both);
        }));
        Ok(())
    }

    /// Takes part for a device of another process, until it leaves.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (mut from, mut to) = (BufReader::new(stream), BufWriter::new(stream));
        let Ask::Join { key, rank, wait } = Ask::receive(&mut from)? else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let member = match self.meetings.join(key, rank, wait, self.timeout) {
            Ok(member) => member,
            Err(missed) => return send_answer(&Err(missed), &mut to),
        };
        send_answer(&Ok(Vec::new()), &mut to)?;
        loop {
            let Ask::Meet { what, group, tensor } = Ask::receive(&mut from)? else {
                return Err(io::ErrorKind::InvalidData.into());
            };
            send_answer(&member.exchange(&what, &group, tensor), &mut to)?;
        }
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.shared.meetings.end("the root has left");
        // Wakes the thread that listens. Where nobody answers, it has ended.
        let _ = TcpStream::connect(&self.address);
        if let Some(listens) = self.listens.take() {
            let _ = listens.join();
        }
        let threads = {
            let mut guests = self.shared.guests.lock().unwrap_or_else(PoisonError::into_inner);
            // What was met is still told; what would be asked next is not heard.
            for stream in guests.streams.values() {
                let _ = stream.shutdown(Shutdown::Read);
            }
            std::mem::take(&mut guests.threads)
        };
        // The library may be unloaded after this: no thread may be in it.
        for thread in threads {
            let _ = thread.join();
        }
    }
}
