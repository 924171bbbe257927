//! `metrics.jsonl`.

use std::path::PathBuf;

use neuron_train::run_folder::{MetricsLog, RunFolderError, read_metrics};
use proptest::prelude::*;
use serde_json::json;

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metrics.jsonl");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn after_opening(text: &str, done: Option<u64>) -> String {
    let (_folder, path) = file(text);
    MetricsLog::open(&path, done).unwrap();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn rows_come_back_with_the_very_same_floats() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metrics.jsonl");
    let mut log = MetricsLog::open(&path, None).unwrap();
    let values = [0.1, f64::MIN_POSITIVE, 1.0 / 3.0, 9_007_199_254_740_993.0, 5e-324];
    for (step, value) in (0..).zip(values) {
        log.append(step, &json!({ "loss": value, "a \"name\"\n": 1 })).unwrap();
    }
    log.sync().unwrap();
    let rows = read_metrics(&path).unwrap();
    for (row, value) in rows.iter().zip(values) {
        assert_eq!(row["loss"].as_f64().unwrap().to_bits(), value.to_bits());
    }
    assert_eq!(rows.len(), values.len());
}

#[test]
fn opening_cuts_off_what_came_after_the_checkpoint() {
    let text = "{\"step\":1}\n{\"step\":2}\n{\"step\":2,\"split\":\"validation\"}\n{\"step\":3}\n";
    assert_eq!(after_opening(text, Some(2)), text[..text.len() - 11]);
    assert_eq!(after_opening(text, Some(3)), text);
    assert_eq!(after_opening(text, None), "");
    assert_eq!(after_opening(&text[..text.len() - 4], Some(3)), text[..text.len() - 11]);
    assert_eq!(after_opening(&text[..text.len() - 1], Some(3)), text[..text.len() - 11]);
    assert_eq!(after_opening("{\"step\":1}\n\0\0\0\0\0", Some(9)), "{\"step\":1}\n");
    assert_eq!(after_opening("\u{fffd}\n\n\n", Some(9)), "");
}

#[test]
fn rows_behind_a_damaged_line_are_not_thrown_away() {
    let text = "{\"step\":1}\n{\"step\":\n{\"step\":3}\n";
    let (_folder, path) = file(text);
    for error in [MetricsLog::open(&path, Some(3)).unwrap_err(), read_metrics(&path).unwrap_err()] {
        assert!(matches!(error, RunFolderError::Metrics { line: 2, .. }), "{error}");
        assert!(error.to_string().contains("metrics.jsonl`, line 2: "), "{error}");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}

#[test]
fn what_cannot_be_a_row_is_refused_and_nothing_written() {
    let (_folder, path) = file("");
    let mut log = MetricsLog::open(&path, None).unwrap();
    log.append(5, &json!({})).unwrap();
    let text = log.append(4, &json!({})).unwrap_err().to_string();
    assert!(text.ends_with("line 2: step 4 comes after step 5"), "{text}");
    assert!(log.append(5, &json!([1])).is_err());
    assert!(log.append(5, &json!({ "step": 5 })).is_err());
    assert!(log.append(5, &json!({ "text": "x".repeat(1 << 20) })).is_err());
    assert_eq!(std::fs::read_to_string(path).unwrap(), "{\"step\":5}\n");
}

#[test]
fn an_endless_line_is_answered_without_reading_it_at_once() {
    let (_folder, path) =
        file(&format!("{{\"step\":1}}\n{{\"step\":2,\"a\":\"{}", "x".repeat(3 << 20)));
    let log = MetricsLog::open(&path, Some(1)).unwrap();
    assert_eq!(log.rows(), 1);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "{\"step\":1}\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn cut_anywhere_the_whole_rows_stay(steps in prop::collection::vec(0_u64..3, 0..12), cut in 0.0..1.0) {
        let mut at = 0;
        let lines: Vec<String> = steps
            .iter()
            .map(|more| {
                at += more;
                format!("{{\"step\":{at},\"loss\":0.5}}\n")
            })
            .collect();
        let text = lines.concat();
        let cut = (cut * text.len() as f64) as usize;
        let whole = text[..cut].rfind('\n').map_or(0, |end| end + 1);
        prop_assert_eq!(after_opening(&text[..cut], Some(u64::MAX)), &text[..whole]);
    }
}
