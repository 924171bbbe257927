use super::Evaluation;
use crate::datasets::ImageSet;
use crate::explain::{HeatMap, overlay};
use crate::image_io::picture;
use crate::tasks::{Split, TaskError};
use neuron_random::{Rng, Stream};
use neuron_train::plot::{Example, ExamplePanel, Svg};
use neuron_train::report::{Figure, Section, classification_sections};

/// Gives the heat maps of images of the set, by number.
pub(super) type Look<'a> = &'a dyn Fn(&[usize]) -> Result<Vec<HeatMap>, TaskError>;

/// What a report shows of a measured split: metrics, classes, confidence, examples.
///
/// # Errors
/// Where a plot cannot be drawn.
pub(super) fn sections(
    set: &ImageSet,
    images: &[usize],
    measured: &Evaluation,
    split: Split,
    look: Look<'_>,
) -> Result<Vec<Section>, TaskError> {
    let mut sections = classification_sections(&measured.report, &set.classes, split.name())?;
    sections.push(examples(set, images, measured, split, look)?);
    Ok(sections)
}

pub(super) fn likeliest(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
}

/// Images as people can look at them: right ones and, first of all, the surest of the wrong ones.
fn examples(
    set: &ImageSet,
    test: &[usize],
    measured: &Evaluation,
    split: Split,
    look: Look<'_>,
) -> Result<Section, TaskError> {
    let classes = set.classes.len();
    let row = |i: usize| &measured.probabilities[i * classes..(i + 1) * classes];
    let mut wrong: Vec<usize> = (0..measured.truth.len())
        .filter(|&i| likeliest(row(i)) != measured.truth[i] as usize)
        .collect();
    wrong.sort_by(|&a, &b| {
        row(b)[likeliest(row(b))].total_cmp(&row(a)[likeliest(row(a))]).then(a.cmp(&b))
    });
    let mut rng = Stream::new(0, "report").rng();
    let some: Vec<usize> = (0..12.min(measured.truth.len()))
        .map(|_| rng.random_range(0..measured.truth.len() as u64) as usize)
        .collect();
    let sample = format!("A sample of the {split} split");
    let mut section = Section::new("Examples").text(
        "Bands are shown as red, green and blue where there are three or more, the first three in \
         reverse order; each image is stretched by itself.",
    );
    for (name, title, chosen) in [
        ("surest-mistakes", "Wrong, and surest of it", wrong.into_iter().take(12).collect()),
        ("samples", sample.as_str(), some),
    ] {
        let chosen: Vec<usize> = chosen;
        if chosen.is_empty() {
            continue;
        }
        let numbers: Vec<usize> = chosen.iter().map(|&i| test[i]).collect();
        let heat = look(&numbers)?;
        let pictures = numbers.iter().map(|&number| picture(set, number)).collect();
        let under_heat =
            numbers.iter().zip(&heat).map(|(&number, heat)| overlay(set, number, heat));
        let labels: Vec<(String, String, bool)> = chosen
            .iter()
            .map(|&i| {
                let (said, truth) = (likeliest(row(i)), measured.truth[i] as usize);
                let detail = format!("{} {:.2}", set.classes[said], row(i)[said]);
                (set.classes[truth].clone(), detail, said == truth)
            })
            .collect();
        section = section.figures([
            Figure::new(
                name,
                "Above: the truth. Below: the prediction and its probability.",
                panel(title, pictures, &labels)?,
            ),
            Figure::new(
                &format!("{name}-heat"),
                "Where it looked: red spoke for the class that was named, blue did not (Grad-CAM).",
                panel("Where it looked", under_heat.collect(), &labels)?,
            ),
        ]);
    }
    Ok(section)
}

/// Pictures with the truth, what was said, and whether that was right.
fn panel(
    title: &str,
    pictures: Vec<Vec<u8>>,
    labels: &[(String, String, bool)],
) -> Result<Svg, TaskError> {
    let examples: Vec<Example<'_>> = pictures
        .iter()
        .zip(labels)
        .map(|(png, (label, detail, correct))| Example {
            png,
            label,
            detail,
            correct: Some(*correct),
        })
        .collect();
    Ok(ExamplePanel { title, examples: &examples, columns: 4 }.draw()?)
}
