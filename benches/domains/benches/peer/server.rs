//! The side of a peer that is a library: a server of `benches/peers`.

use anyhow::{Context, Result};
use neuron_bench_exchange::{Process, python_server, scripts};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// A server that holds one piece of work at a time.
#[derive(Debug)]
pub(crate) struct Server(Process);

impl Server {
    /// Starts `benches/peers/PEER/serve.py` with as many threads as this process has.
    pub(crate) fn python(peer: &str) -> Result<Self> {
        let mut command = python_server(peer, peer, rayon::current_num_threads())?;
        Ok(Self(Process::start(peer, &mut command)?))
    }

    /// Starts `benches/peers/PEER/serve.R`.
    pub(crate) fn r(peer: &str) -> Result<Self> {
        let mut command = Command::new("Rscript");
        command.arg("--vanilla").arg(scripts().join(peer).join("serve.R"));
        Ok(Self(Process::start(peer, &mut command)?))
    }

    /// Gives it work in place of that before.
    pub(crate) fn load(&mut self, mut work: Value) -> Result<()> {
        work["do"] = json!("load");
        self.0.ask(&work).map(drop)
    }

    /// Does the work once: what comes of it.
    pub(crate) fn result(&mut self) -> Result<Value> {
        self.0.ask(&json!({"do": "result"}))
    }

    /// Does the work so many times: how long each took.
    pub(crate) fn times(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.0.times(&json!({"do": "times", "count": count}))
    }
}

/// A list of numbers in a reply.
pub(crate) fn numbers(reply: &Value, field: &str) -> Result<Vec<f64>> {
    let list = reply[field].as_array().with_context(|| format!("a reply without `{field}`"))?;
    let numbers =
        list.iter().map(|value| value.as_f64().with_context(|| format!("`{value}` in `{field}`")));
    numbers.collect()
}

/// A number in a reply.
pub(crate) fn number(reply: &Value, field: &str) -> Result<f64> {
    reply[field].as_f64().with_context(|| format!("a reply without the number `{field}`"))
}
