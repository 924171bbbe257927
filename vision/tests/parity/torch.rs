//! PyTorch's side.

use crate::agree::Made;
use crate::case::Case;
use neuron_rt::Buffer;
use neuron_rt::graph::DType;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize_to_file};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) fn run(case: &Case) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let [weights, batch, into] = ["weights", "batch", "made"]
        .map(|name| folder.path().join(name).with_extension("safetensors"));
    save(&weights, &case.weights);
    save(&batch, &case.batch);
    let shape = case.shape;
    let shape = json!({
        "bands": shape.bands, "height": shape.height, "width": shape.width, "classes": shape.classes,
    });
    let load = json!({
        "do": "load", "model": case.model, "shape": shape, "weights": weights, "batch": batch,
    });
    let replies = serve(&[load, json!({"do": "gradients", "into": into})]);
    let bytes = std::fs::read(&into).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let values = |view: TensorView<'_>| -> Vec<f32> {
        let words = view.data().chunks_exact(4);
        words.map(|word| f32::from_le_bytes(word.try_into().unwrap())).collect()
    };
    let tensors = tensors.tensors().into_iter().map(|(name, view)| (name, values(view)));
    Made { loss: replies[1]["loss"].as_f64().unwrap(), tensors: tensors.collect() }
}

/// Sends all requests to a server of its own and reads all replies.
fn serve(requests: &[Value]) -> Vec<Value> {
    let python = std::env::var_os("NEURON_PARITY_PYTHON")
        .expect("NEURON_PARITY_PYTHON names a Python that can import torch");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/peers/torch/serve.py");
    let mut server = Command::new(python)
        .arg("-B")
        .arg(script)
        // With twelve channels, oneDNN's kernels for AVX-512 write past a buffer now and then: PyTorch 1.13
        // and 2.15 end with a damaged heap.
        .env("ONEDNN_MAX_CPU_ISA", "AVX2")
        .env("DNNL_MAX_CPU_ISA", "AVX2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    server.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = server.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let replies = String::from_utf8(output.stdout).unwrap();
    replies.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn save(path: &Path, tensors: &BTreeMap<String, Buffer>) {
    let views = tensors.iter().map(|(name, buffer)| (name, view(buffer)));
    serialize_to_file(views, None, path).unwrap();
}

fn view(buffer: &Buffer) -> TensorView<'_> {
    let dtype = match buffer.ty().dtype {
        DType::F32 => Dtype::F32,
        DType::I32 => Dtype::I32,
        other => panic!("no case holds {other}"),
    };
    TensorView::new(dtype, buffer.ty().shape.dims().to_vec(), buffer.bytes()).unwrap()
}
