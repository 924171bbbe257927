use super::Findings;
use crate::datasets::ImageSet;
use crate::explain::{HeatMap, overlay};
use crate::image_io::picture;
use crate::tasks::TaskError;
use neuron_train::plot::{Example, ExamplePanel, PlotError, Svg};
use neuron_train::report::{Figure, Section};

/// How many are shown.
const SHOWN: usize = 12;

/// Gives the heat maps of images of the set, by number.
pub type Look<'a> = &'a dyn Fn(&[usize]) -> Result<Vec<HeatMap>, TaskError>;

/// The images that are called wrong and most surely so, and where the model looked, as a section of a
/// report. `part` are their numbers within the set.
///
/// # Errors
/// What drawing them, and asking where the model looked, meet.
pub fn mistakes(
    findings: &Findings,
    set: &ImageSet,
    part: &[usize],
    look: Look<'_>,
) -> Result<Section, TaskError> {
    let truth = |i: usize| findings.truth[i] as usize;
    // How little the truth is believed in.
    let belief = |i: usize| findings.probabilities.row(i)[truth(i)];
    let mut wrong: Vec<usize> =
        (0..part.len()).filter(|&i| findings.called[i] as usize != truth(i)).collect();
    wrong.sort_by(|&a, &b| belief(a).total_cmp(&belief(b)).then(a.cmp(&b)));
    let section = Section::new("Worst mistakes");
    if wrong.is_empty() {
        return Ok(section.text("None: every image is called right."));
    }
    let said = format!("{} of {} images are called wrong.", wrong.len(), part.len());
    wrong.truncate(SHOWN);
    let names: Vec<(String, String)> = wrong
        .iter()
        .map(|&i| {
            let called = findings.called[i] as usize;
            let detail = format!("called {}, {:.2}", set.classes[called], belief(i));
            (set.classes[truth(i)].clone(), detail)
        })
        .collect();
    let numbers: Vec<usize> = wrong.iter().map(|&i| part[i]).collect();
    let heat = look(&numbers)?;
    let pictures: Vec<Vec<u8>> = numbers.iter().map(|&number| picture(set, number)).collect();
    let looked: Vec<Vec<u8>> =
        numbers.iter().zip(&heat).map(|(&number, heat)| overlay(set, number, heat)).collect();
    Ok(section.text(said).figures([
        Figure::new(
            "worst-mistakes",
            "Above: the truth. Below: the call, and the probability that was given to the truth. Each \
             image is stretched by itself.",
            panel("Wrong, and surest of it", &pictures, &names)?,
        ),
        Figure::new(
            "worst-mistakes-heat",
            "The same images by Grad-CAM: red spoke for the likelier class, blue did not.",
            panel("Where the model looked", &looked, &names)?,
        ),
    ]))
}

fn panel(title: &str, pictures: &[Vec<u8>], names: &[(String, String)]) -> Result<Svg, PlotError> {
    let examples: Vec<Example<'_>> = pictures
        .iter()
        .zip(names)
        .map(|(png, (label, detail))| Example { png, label, detail, correct: Some(false) })
        .collect();
    ExamplePanel { title, examples: &examples, columns: 4 }.draw()
}
