//! A model as an XLA module, with its inputs.

use super::place::{Place, error};
use neuron_rt::neuron::hlo::proto::HloModule;
use prost::Message;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use std::fs;

const SMALL: &str = "--dataset statlog-landsat --dataset-size 300 --batch-size 8 --model cnn \
    --set model.channels=[4]";

struct Exported {
    module: HloModule,
    inputs: Vec<u8>,
}

impl Exported {
    fn new(place: &Place, flags: &str) -> Self {
        let line = format!("export --hlo model.pb {SMALL} {flags}");
        let _written = place.run(&line).with_code(0);
        let read = |name: &str| fs::read(place.path().join(name)).unwrap();
        let module = HloModule::decode(read("model.pb").as_slice()).unwrap();
        Self { module, inputs: read("model.pb.safetensors") }
    }

    fn tensors(&self) -> SafeTensors<'_> {
        SafeTensors::deserialize(&self.inputs).unwrap()
    }

    fn metadata(&self) -> HashMap<String, String> {
        let (_, header) = SafeTensors::read_metadata(&self.inputs).unwrap();
        header.metadata().clone().unwrap()
    }

    fn names(&self, key: &str) -> Vec<String> {
        serde_json::from_str(&self.metadata()[key]).unwrap()
    }

    fn f32s(&self, name: &str) -> Vec<f32> {
        let tensors = self.tensors();
        let bytes = tensors.tensor(name).unwrap().data().to_vec();
        bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
    }

    /// Every parameter of the entry computation has an input of its type and shape, in the order
    /// that the metadata say.
    fn assert_complete(&self) {
        let (names, tensors) = (self.names("inputs"), self.tensors());
        let entry =
            self.module.computations.iter().find(|c| c.id == self.module.entry_computation_id);
        let mut parameters: Vec<_> =
            entry.unwrap().instructions.iter().filter(|i| i.opcode == "parameter").collect();
        parameters.sort_by_key(|parameter| parameter.parameter_number);
        assert_eq!((parameters.len(), tensors.len()), (names.len(), names.len()));
        for (parameter, name) in parameters.iter().zip(&names) {
            let shape = parameter.shape.as_ref().unwrap();
            let tensor = tensors.tensor(name).unwrap();
            let extents: Vec<i64> = tensor.shape().iter().map(|&extent| extent as i64).collect();
            assert_eq!(extents, shape.dimensions, "{name}");
            // xla_data.proto: S32 = 4, U32 = 8, F32 = 11.
            let element = match tensor.dtype() {
                Dtype::I32 => 4,
                Dtype::U32 => 8,
                Dtype::F32 => 11,
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(element, shape.element_type, "{name}");
        }
    }
}

#[test]
fn the_forward_pass_with_first_weights_and_images() {
    let place = Place::new();
    let exported = Exported::new(&place, "");
    exported.assert_complete();
    let metadata = exported.metadata();
    assert_eq!((metadata["graph"].as_str(), metadata["model"].as_str()), ("forward", "cnn"));
    assert_eq!((metadata["dataset"].as_str(), metadata["seed"].as_str()), ("statlog-landsat", "0"));
    assert_eq!(exported.names("outputs"), ["logits", "losses"]);
    assert_eq!(metadata["aliases"], "{}");
    assert_eq!(exported.module.input_output_alias, None);
    // Pixels are normalised: they have both signs. A batch of real images counts in full.
    let image = exported.f32s("image");
    assert_eq!(image.len(), 8 * 4 * 3 * 3);
    assert!(image.iter().any(|&v| v > 0.1) && image.iter().any(|&v| v < -0.1));
    assert_eq!(exported.f32s("sample_weight"), [1.0; 8]);
    let weights =
        exported.names("inputs").into_iter().find(|name| name.ends_with("weight")).unwrap();
    assert!(exported.f32s(&weights).iter().any(|&v| v != 0.0), "{weights}");
}

#[test]
fn the_training_step_with_what_step_one_is_given() {
    let place = Place::new();
    let exported = Exported::new(&place, "--train");
    exported.assert_complete();
    assert_eq!(exported.f32s("step"), [1.0]);
    let rate = exported.f32s("learning_rate")[0];
    assert!(rate > 0.0 && rate <= 1e-3, "{rate}");
    assert_eq!(exported.tensors().tensor("key").unwrap().shape(), [2]);
    let aliases: HashMap<usize, usize> =
        serde_json::from_str(&exported.metadata()["aliases"]).unwrap();
    let of_module = exported.module.input_output_alias.as_ref().unwrap();
    assert_eq!(aliases.len(), of_module.entries.len());
    for entry in &of_module.entries {
        let output = usize::try_from(entry.output_shape_index[0]).unwrap();
        assert_eq!(aliases[&output] as i64, entry.parameter_number);
    }
    // Another seed draws other weights and another order of images; the graph is the same.
    let place = Place::new();
    let other = Exported::new(&place, "--train --seed 1");
    assert_eq!(other.module, exported.module);
    assert_ne!(other.f32s("image"), exported.f32s("image"));
}

#[test]
fn nothing_is_overwritten_unasked_and_nothing_is_half_written() {
    let place = Place::new();
    let line = format!("export --hlo model.pb {SMALL}");
    let output = place.run(&format!("{line} --json")).with_code(0);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(
        (&json["hlo"], &json["inputs"]),
        (&"model.pb".into(), &"model.pb.safetensors".into())
    );
    let read = |name: &str| fs::read(place.path().join(name)).unwrap();
    let before = read("model.pb");
    insta::assert_snapshot!(place.refusal(&line), @"error: `model.pb` exists already: choose another name, or replace it by `--force`");
    fs::remove_file(place.path().join("model.pb")).unwrap();
    insta::assert_snapshot!(place.refusal(&line), @"error: `model.pb.safetensors` exists already: choose another name, or replace it by `--force`");
    assert!(!place.path().join("model.pb").exists());
    fs::write(place.path().join("model.pb.safetensors"), "old").unwrap();
    let _replaced = place.run(&format!("{line} --force")).with_code(0);
    assert!(read("model.pb") == before, "the same flags give the same bytes");
    assert!(read("model.pb.safetensors").len() > 1000);

    let nowhere = place.run(&format!("export --hlo nowhere/model.pb {SMALL}")).with_code(2);
    assert!(error(&nowhere).contains("nowhere/"), "{}", nowhere.stderr);
    let mut names: Vec<_> =
        fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["model.pb", "model.pb.safetensors"]);
}
