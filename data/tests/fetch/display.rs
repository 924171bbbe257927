use super::{Bench, body, manifest, options};
use neuron_data::fetch::Display;
use neuron_testkit::server::{Reply, Server};
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A log that all clones write to.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_log_has_the_start_each_tenth_the_failure_and_the_end() {
    let slow = |reply: Reply| reply.dripping(2_000, Duration::from_millis(2));
    let server = Server::start([
        slow(Reply::file(&body()).ending_after(20_000)),
        slow(Reply::file(&body())),
    ]);
    let manifest = manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    let log = Log::default();
    let bench = Bench::new(options());
    bench.fetcher.fetch(&manifest, &Display::lines(Box::new(log.clone()))).unwrap();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "a.bin: 40.00 kB");
    assert!(text.contains("a.bin: 50 %, 20.00 kB of 40.00 kB\n"), "{text}");
    assert!(text.contains("broke off after 20000 bytes") && text.contains("; again in "), "{text}");
    assert!(text.contains("a.bin: 40.00 kB, going on at 20.00 kB\n"), "{text}");
    assert_eq!(lines[lines.len() - 2], "a.bin: 100 %, 40.00 kB of 40.00 kB");
    assert_eq!(lines.last(), Some(&"a.bin: verified"));
    // The start twice, ten tenths at most, the failure, the end.
    assert!(lines.len() <= 14, "{text}");

    let quiet = Bench::new(options());
    quiet.fetcher.fetch(&manifest, &Display::quiet()).unwrap();
}
