use std::sync::Arc;

use neuron_train::file_system::RealFileSystem;
use neuron_train::metrics::Metrics;
use neuron_train::tensorboard::{EventWriter, Histogram};

fn train(events: &mut EventWriter, steps: std::ops::RangeInclusive<u64>) {
    for step in steps {
        let wall_time = 100.0 + step as f64;
        events.scalar("train/loss", step, 1.0 / step as f64, wall_time).unwrap();
        if step % 5 == 0 {
            let metrics: Metrics = [("val/accuracy", step as f64 / 100.0)].into_iter().collect();
            events.metrics(step, &metrics, wall_time).unwrap();
        }
    }
}

#[test]
fn the_real_tensorboard_reads_a_resumed_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = || Arc::new(RealFileSystem);
    let mut events = EventWriter::create(files(), folder.path(), 100.0).unwrap();
    train(&mut events, 1..=23);
    drop(events);
    let (mut events, _) = EventWriter::resume(files(), folder.path(), 20, 100.0).unwrap();
    train(&mut events, 21..=25);
    let note = "**größer** <b>than</b>";
    events.text("note", 25, note, 125.0).unwrap();
    let values: Vec<f32> = (0..100).map(|i| i as f32).collect();
    let histogram = Histogram::of(&values).unwrap();
    events.histogram("grad/w", 25, histogram.clone(), 125.0).unwrap();
    events.flush().unwrap();

    let found = crate::python("tensorboard_read.py", folder.path());

    assert_eq!(found["file_version"], 2.0);
    let loss = found["scalars"]["train/loss"].as_array().unwrap();
    assert_eq!(loss.len(), 25);
    for (event, step) in loss.iter().zip(1_u64..) {
        assert_eq!(event[0], step);
        assert_eq!(event[1], f64::from((1.0 / step as f64) as f32));
        assert_eq!(event[2], 100.0 + step as f64);
    }
    assert_eq!(found["scalars"]["val/accuracy"].as_array().unwrap().len(), 5);
    assert_eq!(found["texts"]["note"], serde_json::json!([[25, note]]));
    let read = &found["histograms"]["grad/w"][0];
    assert_eq!((&read["num"], &read["sum"]), (&100.0.into(), &4950.0.into()));
    assert_eq!(read["limits"], serde_json::json!(histogram.limits));
    assert_eq!(read["buckets"], serde_json::json!(histogram.buckets));
}
