use super::reads::Made;
use neuron_call_network::{CallNetwork, NetworkConfig};
use neuron_train::checkpoint::{TensorSlice, load_safetensors, save_safetensors};
use safetensors::Dtype;
use std::collections::BTreeMap;
use std::path::Path;

/// Metadata, and name, shape and bytes of each tensor.
type Parts = (BTreeMap<String, String>, Vec<(String, Vec<usize>, Vec<u8>)>);

fn parts(path: &Path) -> Parts {
    let file = load_safetensors(path).unwrap();
    let tensors = file.tensors().iter();
    let tensors = tensors.map(|(name, it)| (name.clone(), it.shape.clone(), it.bytes.clone()));
    (file.metadata().clone(), tensors.collect())
}

fn write(path: &Path, (metadata, tensors): &Parts) {
    let slices: Vec<TensorSlice<'_>> = tensors
        .iter()
        .map(|(name, shape, bytes)| TensorSlice { name, dtype: Dtype::F32, shape, bytes })
        .collect();
    save_safetensors(path, &slices, metadata).unwrap();
}

/// A network whose last layer says something.
pub(crate) fn stirred(config: NetworkConfig) -> CallNetwork {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stirred.safetensors");
    CallNetwork::untrained(config, 2).unwrap().save(&path).unwrap();
    let mut all = parts(&path);
    for (name, _, bytes) in &mut all.1 {
        if name == "head.weight" {
            let values = bytes.chunks_exact_mut(4).enumerate();
            values.for_each(|(at, bytes)| {
                bytes.copy_from_slice(&((at as f32).sin() * 2.0).to_le_bytes());
            });
        }
    }
    write(&path, &all);
    CallNetwork::load(&path).unwrap()
}

#[test]
fn a_file_is_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n.safetensors");
    let config = NetworkConfig { threshold: 30.0, ..NetworkConfig::default() };
    let network = stirred(config);
    network.save(&path).unwrap();
    let again = CallNetwork::load(&path).unwrap();
    assert_eq!((&again.config, &again.trained_on), (&network.config, &network.trained_on));
    let made = Made::new(40_000, 8.0, 6);
    let calls = made.calls(Some(&network));
    assert_eq!(calls, made.calls(Some(&again)));
    assert_ne!(calls, made.calls(None));
    let once_more = folder.path().join("m.safetensors");
    again.save(&once_more).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), std::fs::read(&once_more).unwrap());
}

#[test]
fn what_does_not_fit_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n.safetensors");
    CallNetwork::untrained(NetworkConfig::default(), 2).unwrap().save(&path).unwrap();
    let whole = parts(&path);
    let refused = |change: &dyn Fn(&mut Parts)| {
        let mut all = whole.clone();
        change(&mut all);
        write(&path, &all);
        let message = CallNetwork::load(&path).unwrap_err().to_string();
        assert!(message.contains("n.safetensors`: ") && !message.contains('\n'), "{message}");
        message
    };
    let key = "neuron_genomics.call_network";
    let header = |from: &'static str, to: &'static str| {
        move |all: &mut Parts| {
            let text = all.0[key].replace(from, to);
            assert_ne!(text, all.0[key]);
            all.0.insert(key.to_owned(), text);
        }
    };
    assert!(refused(&|all| all.0.clear()).contains("lacks `neuron_genomics.call_network`"));
    assert!(refused(&header("\"form\":1", "\"form\":2")).contains("form 2, expected 1"));
    assert!(
        refused(&header("\"rows\":32", "\"rows\":1")).contains("`rows` is 1, expected 2 to 512")
    );
    assert!(refused(&header("\"rows\":32", "\"lines\":32")).contains("unknown field `lines`"));
    assert!(refused(&header("\"temperature\":1.0", "\"temperature\":0.0")).contains("is 0"));
    let wider = refused(&header("\"channels\":16", "\"channels\":17"));
    assert!(wider.contains("weight `all_1.weight` is F32 [32, 48, 5]"), "{wider}");
    let last = whole.1.len() - 1;
    let absent = refused(&|all| {
        all.1.remove(0);
    });
    assert!(absent.contains("`all_1.bias` is absent"), "{absent}");
    let more = refused(&|all| all.1[last].0 = "tail.weight".to_owned());
    assert!(more.contains("no weight `tail.weight`"), "{more}");
    let broken = refused(&|all| all.1[0].2[..4].copy_from_slice(&f32::NAN.to_le_bytes()));
    assert!(broken.contains("`all_1.bias` has NaN"), "{broken}");

    write(&path, &whole);
    let bytes = std::fs::read(&path).unwrap();
    for length in [0, 7, 100, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..length]).unwrap();
        assert!(CallNetwork::load(&path).is_err(), "{length}");
    }
}
