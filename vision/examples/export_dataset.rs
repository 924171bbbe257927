//! Writes a dataset as raw numbers for other programs: `images.f32`, `labels.u32` and `shape.json`.
//!
//! ```sh
//! cargo run --release -p neuron-vision --example export_dataset -- synthetic-s2 FOLDER 5000
//! ```

use neuron_vision::datasets::{OpenOptions, open};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, folder, size @ ..] = arguments.as_slice() else {
        return Err("expected: DATASET FOLDER [SIZE]".into());
    };
    let size = size.first().map(|size| size.parse()).transpose()?;
    let data = open(name, &OpenOptions { size, ..OpenOptions::default() })?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    let set = &data.set;
    let values = (0..set.len()).flat_map(|i| set.image(i)).flat_map(f32::to_le_bytes);
    std::fs::write(folder.join("images.f32"), values.collect::<Vec<u8>>())?;
    let labels = set.labels.iter().flat_map(|label| label.to_le_bytes());
    std::fs::write(folder.join("labels.u32"), labels.collect::<Vec<u8>>())?;
    let shape = serde_json::json!({
        "images": set.len(), "bands": set.bands.len(), "height": set.height, "width": set.width,
        "train": data.train, "test": data.test, "synthetic": set.synthetic,
    });
    std::fs::write(folder.join("shape.json"), shape.to_string())?;
    Ok(())
}
