//! An HTTP server on this machine that answers as a test scripts it.
//!
//! ```
//! use neuron_testkit::server::{Reply, Server};
//! use std::io::{Read, Write};
//!
//! let server = Server::start([Reply::file(b"hello")]);
//! let mut stream = std::net::TcpStream::connect(server.address())?;
//! stream.write_all(b"GET /a HTTP/1.1\r\nhost: x\r\nrange: bytes=3-\r\n\r\n")?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//! assert!(answer.starts_with("HTTP/1.1 206") && answer.ends_with("\r\n\r\nlo"));
//! assert_eq!(server.requests()[0].path, "/a");
//! # Ok::<(), std::io::Error>(())
//! ```

mod connection;
mod replies;
mod reply;
mod request;

use replies::Replies;
pub use reply::Reply;
pub use request::Request;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// A server that gives its replies in order, the last one for ever; it ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server with a reply for each request to come.
    ///
    /// # Panics
    /// Where this machine gives no port, or there is no reply.
    #[must_use]
    pub fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        assert!(!replies.is_empty(), "a server has a reply");
        Self::with(Replies::InOrder(replies))
    }

    /// Starts a server whose replies depend on what is asked.
    ///
    /// # Panics
    /// Where this machine gives no port.
    #[must_use]
    pub fn answering(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::with(Replies::By(Box::new(reply)))
    }

    fn with(replies: Replies) -> Self {
        let replies = Arc::new(replies);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let ended = Arc::new(AtomicBool::new(false));
        let (seen, stop) = (requests.clone(), ended.clone());
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                // A thread each, so that a slow answer holds up no other.
                let (seen, replies) = (seen.clone(), replies.clone());
                std::thread::spawn(move || connection::answer(stream, &seen, &replies));
            }
        });
        Self { address, requests, ended, thread: Some(thread) }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of `path`, which starts with `/`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests up to now.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread, which then sees that it is to end.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}
