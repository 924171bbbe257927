//! What the Python program made.

use neuron_rt::graph::{DType, Literal, TensorType};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A module with its inputs and with its results by XLA.
pub(crate) struct Made {
    pub(crate) module: Vec<u8>,
    pub(crate) inputs: Vec<Literal>,
    pub(crate) outputs: Vec<Literal>,
}

struct Folder {
    folder: tempfile::TempDir,
    names: Vec<String>,
}

/// Runs the program once.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let python = std::env::var("NEURON_XLA_PYTHON").unwrap_or_else(|_| {
            panic!("NEURON_XLA_PYTHON is not set: run `cargo xtask test --only xla`")
        });
        let folder = tempfile::tempdir().unwrap();
        let program =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xla_jax_reader/functions.py");
        let output = Command::new(python)
            .arg(program)
            .arg(folder.path())
            .env("JAX_PLATFORMS", "cpu")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let names = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        Folder { folder, names }
    })
}

/// The functions.
pub(crate) fn names() -> &'static [String] {
    let names = &folder().names;
    assert!(names.len() > 60, "{names:?}");
    names
}

impl Made {
    pub(crate) fn of(name: &str) -> Self {
        let file = |ending: &str| folder().folder.path().join(format!("{name}.{ending}"));
        let all = |kind: &str| -> Vec<Literal> {
            let files = (0..).map(|n| file(&format!("{kind}{n}")));
            files.take_while(|file| file.exists()).map(|file| literal(&file)).collect()
        };
        let module = std::fs::read(file("pb")).unwrap();
        Self { module, inputs: all("in"), outputs: all("out") }
    }
}

/// A line with type and extents, and the elements.
fn literal(file: &PathBuf) -> Literal {
    let bytes = std::fs::read(file).unwrap();
    let end = bytes.iter().position(|&b| b == b'\n').unwrap();
    let line = std::str::from_utf8(&bytes[..end]).unwrap();
    let (ty, dims) = line.split_once(' ').unwrap();
    let dtype = match ty {
        "float32" => DType::F32,
        "float16" => DType::F16,
        "bfloat16" => DType::BF16,
        "int32" => DType::I32,
        "uint32" => DType::U32,
        "uint8" => DType::U8,
        "bool" => DType::Bool,
        other => panic!("{}: unknown type {other}", file.display()),
    };
    let dims = dims.split(',').filter(|d| !d.is_empty()).map(|d| d.parse().unwrap());
    let dims: Vec<usize> = dims.collect();
    Literal::from_bytes(TensorType::new(dtype, dims), bytes[end + 1..].to_vec()).unwrap()
}
