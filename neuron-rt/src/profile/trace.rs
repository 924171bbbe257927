//! A profile for a trace viewer.

use super::Profile;
use serde_json::json;

impl Profile {
    /// The run whose time is the median, as JSON in Chrome's trace event format (complete events, times
    /// in microseconds): `chrome://tracing` and Perfetto show it.
    #[must_use]
    pub fn to_trace(&self) -> String {
        let mut order: Vec<&Vec<f64>> = self.runs.iter().collect();
        order.sort_by(|a, b| a.iter().sum::<f64>().total_cmp(&b.iter().sum()));
        let Some(run) = order.get(order.len() / 2) else { return "[]".to_owned() };
        let mut start = 0.0;
        let mut events = Vec::with_capacity(run.len());
        for (note, &seconds) in self.notes.iter().zip(*run) {
            events.push(json!({
                "name": note.op,
                "cat": note.layer,
                "ph": "X",
                "ts": start * 1e6,
                "dur": seconds * 1e6,
                "pid": 1,
                "tid": 1,
                "args": { "layer": note.layer, "flops": note.flops, "bytes": note.bytes },
            }));
            start += seconds;
        }
        json!({ "traceEvents": events, "displayTimeUnit": "ms" }).to_string()
    }
}
