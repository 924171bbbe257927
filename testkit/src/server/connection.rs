use super::{Replies, Reply, Request};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Most bytes of a request's body that are read.
const MOST_BODY: u64 = 16 << 20;

/// A client that sends nothing is given up after this time.
const PATIENCE: Duration = Duration::from_secs(5);

/// Answers the one request of a connection, and closes it.
pub(super) fn answer(stream: TcpStream, seen: &Mutex<Vec<Request>>, replies: &Replies) {
    // The client may go away at any time: that is its right, and no failure of the test.
    let _gone = try_answer(stream, seen, replies);
}

fn try_answer(
    mut stream: TcpStream,
    seen: &Mutex<Vec<Request>>,
    replies: &Replies,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1, stream.try_clone()?);
    let resets = {
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        replies.resets(seen.len())
    };
    let mut text = String::new();
    loop {
        let n = reader.read_line(&mut text)?;
        // What is left unread makes the system reset the connection when it is closed.
        if n <= 2 || (resets && text.lines().count() > 1) {
            break;
        }
    }
    let Some(mut request) = Request::parse(&text) else { return Ok(()) };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    if let (Some(length), false) = (length, resets) {
        reader.take(MOST_BODY.min(length)).read_to_end(&mut request.body)?;
    }
    let reply = {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(request.clone());
        replies.to(seen.len() - 1, &request)
    };
    write(&mut stream, &request, &reply)?;
    if reply.resets_after.is_none() {
        stream.shutdown(Shutdown::Write)?;
    }
    Ok(())
}

fn write(stream: &mut TcpStream, request: &Request, reply: &Reply) -> std::io::Result<()> {
    let total = reply.body.len();
    let same = request.header("if-range").is_none_or(|mark| Some(mark) == reply.etag.as_deref());
    let start = request
        .range_start()
        .filter(|_| reply.ranges && reply.status == 200 && (same || reply.ignores_if_range));
    let (status, start) = match start {
        Some(start) if start >= total => (416, total),
        Some(start) => (206, start),
        None => (reply.status, 0),
    };
    let end = match request.range_end() {
        Some(end) if status == 206 => end.saturating_add(1).clamp(start, total),
        _ => total,
    };
    let body = &reply.body[start..end];
    let mut head = format!("HTTP/1.1 {status} Scripted\r\nconnection: close\r\n");
    if !reply.no_length {
        head += &format!("content-length: {}\r\n", body.len());
    }
    if status == 206 && reply.status == 200 {
        head += &format!("content-range: bytes {start}-{}/{total}\r\n", end - 1);
    }
    if let Some(etag) = &reply.etag {
        head += &format!("etag: {etag}\r\n");
    }
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    let end = reply.ends_after.or(reply.resets_after).unwrap_or(usize::MAX).min(body.len());
    let (piece, pause) = reply.pauses.unwrap_or((1 << 16, Duration::ZERO));
    for piece in body[..end].chunks(piece) {
        stream.write_all(piece)?;
        stream.flush()?;
        std::thread::sleep(pause);
    }
    Ok(())
}
