use crate::cli::args::ExpressionArgs;
use crate::cli::error::CommandError;
use crate::cli::expression::plot::{Group, Scatter, Svg, heat_map};
use neuron_expression::transformation::{
    TransformTrend, Transformed, principal_components, variance_stabilised,
};
use neuron_expression::{FittedExperiment, GeneResult, Results};

/// Genes of the heat map, and of the principal components.
const HEAT: usize = 30;
const VARIABLE: usize = 500;

/// Names written into the volcano.
const NAMED: usize = 10;

/// Smallest p-value that is drawn at its place.
const LEAST: f64 = 1e-300;

/// A plot with its caption.
pub(super) struct Figure {
    name: &'static str,
    pub(super) caption: String,
    pub(super) svg: Svg,
}

impl Figure {
    /// The name of its file beside a report of this stem.
    pub(super) fn file(&self, stem: &str) -> String {
        format!("{stem}-{}.svg", self.name)
    }
}

pub(super) fn draw(
    args: &ExpressionArgs,
    fitted: &FittedExperiment,
    results: &Results,
) -> Result<Vec<Figure>, CommandError> {
    let transformed = variance_stabilised(fitted, TransformTrend::Blind)?;
    let plots = [
        (
            "pca",
            samples(fitted, &transformed)?,
            "Samples on the components of greatest variance".to_owned(),
        ),
        ("volcano", volcano(args, results), format!("Volcano: {}", results.contrast)),
        ("ma", ma(args, results), "Fold change over mean".to_owned()),
        (
            "heat",
            heat(fitted, &transformed, results),
            "Genes of the smallest p-values, each about its mean: blue is less, orange more"
                .to_owned(),
        ),
    ];
    let figures = plots
        .into_iter()
        .filter_map(|(name, svg, caption)| Some(Figure { name, caption, svg: svg? }));
    Ok(figures.collect())
}

fn samples(
    fitted: &FittedExperiment,
    transformed: &Transformed,
) -> Result<Option<Svg>, CommandError> {
    let found = principal_components(transformed, VARIABLE, 2)?;
    let table = fitted.experiment().samples();
    let variable = fitted.experiment().design().formula().variables().last();
    let labels: Vec<String> = match variable {
        Some(name) => table.variable(name)?.to_vec(),
        None => vec!["samples".to_owned(); table.samples().len()],
    };
    let mut levels = labels.clone();
    levels.sort();
    levels.dedup();
    // A number has no groups.
    let many = levels.len() > 7;
    let of_level = |(number, level): (usize, &String)| {
        let places = (0..labels.len()).filter(|&sample| many || labels[sample] == *level);
        let (points, names) = places
            .map(|sample| {
                let score = &found.scores[sample];
                let second = score.get(1).copied().unwrap_or(0.0);
                ((score[0], second), table.samples()[sample].clone())
            })
            .unzip();
        let name = if many { String::new() } else { level.clone() };
        Group { name, colour: Some(number), points, names, radius: 5 }
    };
    let groups = levels.iter().enumerate().take(if many { 1 } else { 7 }).map(of_level).collect();
    let axis = |place: usize| {
        let share = found.explained.get(place).copied().unwrap_or(0.0);
        format!("component {}, {:.1} % of the variance", place + 1, 100.0 * share)
    };
    let title = format!("Principal components of {} genes", found.genes);
    Ok(Scatter { title, x: axis(0), y: axis(1), groups, lines: Vec::new() }.draw())
}

fn is_significant(gene: &GeneResult, alpha: f64) -> bool {
    gene.adjusted_p_value.is_some_and(|p| p < alpha)
}

fn volcano(args: &ExpressionArgs, results: &Results) -> Option<Svg> {
    let point =
        |gene: &&GeneResult| Some((gene.log2_fold_change?, -gene.p_value?.max(LEAST).log10()));
    let ranked = results.ranked();
    let (called, rest): (Vec<&GeneResult>, Vec<&GeneResult>) =
        ranked.into_iter().partition(|gene| is_significant(gene, args.alpha));
    let (up, down): (Vec<&GeneResult>, Vec<&GeneResult>) =
        called.into_iter().partition(|gene| gene.log2_fold_change.is_some_and(|lfc| lfc > 0.0));
    let group = |name: &str, colour: Option<usize>, genes: &[&GeneResult], named: usize| Group {
        name: name.to_owned(),
        colour,
        points: genes.iter().filter_map(point).collect(),
        names: genes
            .iter()
            .filter(|g| point(g).is_some())
            .take(named)
            .map(|g| g.gene.clone())
            .collect(),
        radius: 2,
    };
    let groups = vec![
        group("not significant", None, &rest, 0),
        group("less", Some(0), &down, NAMED),
        group("more", Some(1), &up, NAMED),
    ];
    let title = format!("{}, adjusted p < {}", results.contrast, args.alpha);
    let (x, y) = ("log2 fold change".to_owned(), "-log10 p".to_owned());
    Scatter { title, x, y, groups, lines: Vec::new() }.draw()
}

fn ma(args: &ExpressionArgs, results: &Results) -> Option<Svg> {
    let points = |significant: bool| -> Vec<(f64, f64)> {
        let chosen = results
            .genes
            .iter()
            .filter(|gene| gene.base_mean > 0.0 && is_significant(gene, args.alpha) == significant);
        chosen.filter_map(|gene| Some((gene.base_mean.log10(), gene.log2_fold_change?))).collect()
    };
    let group = |name: &str, colour: Option<usize>, points: Vec<(f64, f64)>| Group {
        name: name.to_owned(),
        colour,
        points,
        names: Vec::new(),
        radius: 2,
    };
    let groups = vec![
        group("not significant", None, points(false)),
        group("significant", Some(0), points(true)),
    ];
    let title = "Fold change over mean".to_owned();
    let (x, y) = ("log10 mean of normalised counts".to_owned(), "log2 fold change".to_owned());
    Scatter { title, x, y, groups, lines: vec![0.0] }.draw()
}

fn heat(fitted: &FittedExperiment, transformed: &Transformed, results: &Results) -> Option<Svg> {
    let mut order: Vec<usize> =
        (0..results.genes.len()).filter(|&gene| results.genes[gene].p_value.is_some()).collect();
    let p = |gene: usize| results.genes[gene].p_value.unwrap_or(1.0);
    order.sort_by(|&a, &b| p(a).total_cmp(&p(b)));
    let rows: Vec<(String, Vec<f64>)> = order
        .into_iter()
        .take(HEAT)
        .map(|gene| (results.genes[gene].gene.clone(), transformed.gene(gene).to_vec()))
        .collect();
    heat_map("Genes of the smallest p-values", &rows, fitted.experiment().samples().samples())
}
