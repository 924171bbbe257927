use super::Reconstruction;
use super::measurement::Probed;
use crate::image_io::picture_like;
use crate::tasks::{Split, TaskError};
use neuron_train::plot::{Example, ExamplePanel};
use neuron_train::report::{Figure, Section, Table};

/// Images beside what the model was shown of them and what it made of that.
///
/// # Errors
/// Where the panel cannot be drawn.
pub(super) fn reconstructions(
    made: &[Reconstruction],
    extent: [usize; 3],
    hidden: f64,
    split: Split,
) -> Result<Section, TaskError> {
    let pictures: Vec<[Vec<u8>; 3]> = made
        .iter()
        .map(|made| {
            [&made.image, &made.masked, &made.filled].map(|v| picture_like(v, &made.image, extent))
        })
        .collect();
    let share = format!("{:.0} % hidden", 100.0 * hidden);
    let labels = ["image", share.as_str(), "given back"];
    let examples: Vec<Example<'_>> = pictures
        .iter()
        .flatten()
        .zip(labels.iter().cycle())
        .map(|(png, label)| Example { png, label, detail: "", correct: None })
        .collect();
    let title = format!("Images of the {split} split");
    let svg = ExamplePanel { title: &title, examples: &examples, columns: 6 }.draw()?;
    Ok(Section::new("Reconstructions")
        .text(
            "Left: the image. Middle: what the model sees of it; what is hidden is shown as the mean \
             of each band. Right: the model's answer in place of what is hidden. Where it learns the \
             structure of patches alone, their mean and contrast are those of the image.",
        )
        .figures([Figure::new("reconstructions", "", svg)]))
}

/// How much the embeddings know of the classes.
pub(super) fn probes(probed: &Probed, classes: usize, split: Split) -> Section {
    let columns = ["probe", "pre-trained", "not trained"];
    let mut table = Table::new("Accuracy of probes", &columns);
    let (after, before) = (probed.trained, probed.untrained);
    for (name, trained, untrained) in [
        ("nearest neighbours", after.neighbours, before.neighbours),
        ("linear classifier", after.linear, before.linear),
    ] {
        table.row([name.to_owned(), format!("{trained:.4}"), format!("{untrained:.4}")]);
    }
    Section::new("What the embeddings know of the classes")
        .text(format!(
            "The encoder has seen no label and is not changed any more. The probes see {} labelled \
             training images and are asked for the class, one of {classes}, of each image of the \
             {split} split. Beside it stands the same encoder with its first weights.",
            probed.labelled
        ))
        .table(table)
}
