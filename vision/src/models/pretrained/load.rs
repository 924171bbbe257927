use super::places::{Placed, placed};
use super::positions::interpolate_positions;
use super::tensor::Tensor;
use super::{Layout, NewBands, PretrainedError};
use crate::models::{ImageShape, VitConfig};
use neuron_rt::graph::{Builder, DType, GraphError, Role, TensorType};
use neuron_rt::nn::{ParameterSpec, Policy, Scope};
use neuron_rt::{Buffer, Resident};
use neuron_train::checkpoint::load_safetensors;
use std::path::Path;

/// Weights for a model.
#[derive(Debug)]
pub struct Pretrained {
    /// By our names, in our shapes.
    pub weights: Resident,
    /// Whose names the file has.
    pub layout: Layout,
    /// Whether the head is among them; where its classes are others, it is to be drawn.
    pub head: bool,
}

/// Reads weights for a Vision Transformer that sees images of `shape`; a folder stands for the
/// `model.safetensors` in it.
///
/// # Errors
/// [`PretrainedError`]: where the file is not sound, names a tensor that the model has no place for,
/// lacks one, or has one of another shape.
pub fn load(
    file: &Path,
    config: &VitConfig,
    shape: ImageShape,
    bands: NewBands,
) -> Result<Pretrained, PretrainedError> {
    let file = &if file.is_dir() { file.join("model.safetensors") } else { file.to_path_buf() };
    let stored = load_safetensors(file)?;
    let Some((layout, prefix)) = Layout::of(stored.tensors()) else {
        return Err(PretrainedError::Layout { file: file.clone() });
    };
    let mut found = placed(file, &stored, layout, &prefix)?;
    drop(stored);
    let asked = parameters(config, shape)?;
    biases_that_were_left_out(&mut found, config);
    if let Some(weight) = found.get_mut("patch_embed.proj.weight")
        && let &[features, of_file, rows, columns] = weight.shape.as_slice()
    {
        weight.values = bands.spread(&weight.values, of_file, shape.bands, rows * columns);
        weight.shape = vec![features, shape.bands, rows, columns];
    }
    places_of(file, &mut found, config, shape)?;
    // Where nothing reads a class token, a file may have one all the same.
    if config.leading() == 0 {
        found.remove("cls_token");
    }
    let head = ["head.weight", "head.bias"].into_iter().all(|name| {
        let spec = asked.iter().find(|spec| spec.name == name);
        found.get(name).zip(spec).is_some_and(|(t, spec)| t.shape == spec.shape.dims())
    });
    let mut weights = Resident::new();
    for spec in asked {
        let tensor = found.remove(&spec.name);
        if spec.name.starts_with("head.") && !head {
            continue;
        }
        let Some(tensor) = tensor else {
            let (file, tensor) =
                (file.clone(), format!("{prefix}{}", layout.name_of(&spec.name, 0)));
            return Err(PretrainedError::Missing { file, tensor, place: spec.name });
        };
        if tensor.shape != spec.shape.dims() {
            return Err(tensor.misfit(file, format!("{:?}", spec.shape.dims())));
        }
        weights.insert(spec.name.clone(), Buffer::from_slice(spec.ty(), &tensor.values));
    }
    match found.into_values().next() {
        Some(Tensor { name, .. }) => {
            Err(PretrainedError::Unknown { file: file.clone(), tensor: name })
        }
        None => Ok(Pretrained { weights, layout, head }),
    }
}

/// What the model asks for.
fn parameters(config: &VitConfig, shape: ImageShape) -> Result<Vec<ParameterSpec>, GraphError> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, false);
    let image = TensorType::new(DType::F32, [1, shape.bands, shape.height, shape.width]);
    config.forward(&scope, &builder.input("image", image, Role::Data)?, shape)?;
    Ok(scope.parameters())
}

/// Some models have no biases of queries, keys and values at all: those of ours are 0 then.
fn biases_that_were_left_out(found: &mut Placed, config: &VitConfig) {
    let name = |block: usize| format!("blocks.{block}.self_attn.in_proj_bias");
    if found.keys().any(|name| name.ends_with(".in_proj_bias")) {
        return;
    }
    for block in 0..config.depth {
        let zeros = vec![0.0; 3 * config.dim];
        found.insert(
            name(block),
            Tensor { name: name(block), shape: vec![zeros.len()], values: zeros },
        );
    }
}

/// Positions for the model's grid, with a place in front for a class token where it has one.
fn places_of(
    file: &Path,
    found: &mut Placed,
    config: &VitConfig,
    shape: ImageShape,
) -> Result<(), PretrainedError> {
    let leading = usize::from(found.contains_key("cls_token"));
    let (Some(places), Some(grid)) =
        (found.get_mut("pos_embed"), config.grid(shape.height, shape.width))
    else {
        return Ok(());
    };
    let wrong = |places: &Tensor| {
        let expected = format!("[1, {leading} + a square number of patches, {}]", config.dim);
        places.misfit(file, expected)
    };
    if leading < config.leading() {
        return Ok(());
    }
    let &[1, tokens, dim] = places.shape.as_slice() else { return Err(wrong(places)) };
    if dim != config.dim || tokens < leading {
        return Err(wrong(places));
    }
    let patches = tokens - leading;
    // A file does not say how its patches lie: as ours where there are as many, else in a square.
    let side = patches.isqrt();
    let from = if patches == grid[0] * grid[1] {
        grid
    } else if patches > 0 && side * side == patches {
        [side, side]
    } else {
        return Err(wrong(places));
    };
    let (front, rest) = places.values.split_at(leading * dim);
    let mut values = front.get(..config.leading() * dim).unwrap_or_default().to_vec();
    values.extend(interpolate_positions(rest, from, grid, dim));
    places.shape = vec![1, config.leading() + grid[0] * grid[1], dim];
    places.values = values;
    Ok(())
}
