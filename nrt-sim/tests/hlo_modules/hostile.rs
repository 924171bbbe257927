//! Damaged modules: a refusal or a fault, and never a panic.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use nrt_sim::hlo::{Budget, Module, Tensor};
use proptest::prelude::*;

/// The modules that XLA was asked about.
static MODULES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut text = String::new();
    let packed: &[u8] = include_bytes!("../golden/modules.json.gz");
    GzDecoder::new(packed).read_to_string(&mut text).expect("a whole archive");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let cases = document["cases"].as_array().expect("a list").iter();
    let bytes = |hex: &str| -> Vec<u8> {
        let pairs = (0..hex.len()).step_by(2);
        pairs.map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")).collect()
    };
    cases.map(|case| bytes(case["module"].as_str().expect("text"))).collect()
});

/// Parses, and runs on zeros whatever can be parsed.
fn run(bytes: &[u8]) {
    let Ok(module) = Module::parse(bytes) else { return };
    let budget = Budget { work: 1 << 20, memory: 1 << 24 };
    if module.parameters().iter().any(|port| port.bytes > 1 << 24) {
        return;
    }
    let zeros =
        |port: &nrt_sim::hlo::Port| Tensor::new(port.element, &port.dims, vec![0; port.bytes]);
    let inputs: Vec<Tensor> = module.parameters().iter().map(zeros).collect();
    if let Ok(outputs) = module.evaluate_within(&inputs, budget) {
        for (output, port) in outputs.iter().zip(module.results()) {
            assert_eq!((output.element, &output.dims), (port.element, &port.dims));
            assert_eq!(output.bytes.len(), port.bytes);
        }
    }
    for target in ["trn1", "trn2"] {
        for refusal in module.policy(target.parse().expect("a target")) {
            assert!(refusal.to_string().starts_with('['));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes(which in 0..10_000_usize, flips in prop::collection::vec((any::<u32>(), any::<u8>()), 1..4)) {
        let mut bytes = MODULES[which % MODULES.len()].clone();
        for (place, value) in flips {
            let place = place as usize % bytes.len();
            bytes[place] = value;
        }
        run(&bytes);
    }

    #[test]
    fn cut_and_joined(which in 0..10_000_usize, other in 0..10_000_usize, at in any::<u32>(), to in any::<u32>()) {
        let (one, other) = (&MODULES[which % MODULES.len()], &MODULES[other % MODULES.len()]);
        let (at, to) = (at as usize % one.len(), to as usize % other.len());
        run(&[&one[..at], &other[to..]].concat());
    }
}
