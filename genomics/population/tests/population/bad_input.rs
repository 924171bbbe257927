//! What cannot be computed is one readable line.

use crate::place::{genotypes, slice};
use neuron_genotypes::Variant;
use neuron_population::ancestry::admixture::{AdmixtureParameters, cross_validate, fit};
use neuron_population::ancestry::classification::{Method, held_out};
use neuron_population::association::{Covariate, Design, Phenotype};
use neuron_population::differentiation::{hudson, weir_cockerham};
use neuron_population::diversity::{spectrum, windows};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::frequency::AlleleCounts;
use neuron_population::homozygosity::{RunParameters, runs_of_homozygosity};
use neuron_population::kinship::king;
use neuron_population::linkage::{Contigs, Window, prune};
use neuron_population::structure::{Scaling, principal_components};
use neuron_population::{PopulationError, Populations};

#[track_caller]
fn says<T>(result: Result<T, PopulationError>, expected: &str) {
    let Err(error) = result else { panic!("expected an error: {expected}") };
    let text = error.to_string();
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains('\n') && !text.ends_with('.'), "{text}");
}

#[test]
fn one_sample() {
    let genotypes = genotypes(&["0/1", "0/0"]);
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    says(king(&dosages), "kinship needs at least 2 samples, found 1");
    says(
        principal_components(&dosages, 2, Scaling::Variance),
        "a relationship matrix needs at least 2 samples, found 1",
    );
    // Ancestry of one sample is possible with one ancestry.
    assert!(fit(&dosages, &AdmixtureParameters::new(1)).is_ok());
    says(fit(&dosages, &AdmixtureParameters::new(2)), "`k` is 2, expected from 1 to");
}

#[test]
fn nothing_varies_or_all_is_missing() {
    for line in ["0/0 0/0 0/0", "./. ./. ./."] {
        let dosages = Dosages::new(&genotypes(&[line, line]), Haploids::Doubled);
        says(
            principal_components(&dosages, 2, Scaling::Variance),
            "needs at least 1 sites that vary, found 0",
        );
        says(
            fit(&dosages, &AdmixtureParameters::new(2)),
            "ancestry needs at least 1 sites that vary",
        );
        assert!(king(&dosages).unwrap().iter().all(|pair| pair.coefficient.is_none()));
        let contigs = Contigs::of(&genotypes(&[line, line]).variants).unwrap();
        let window = Window::Sites { size: 50, step: 5 };
        assert_eq!(prune(&dosages, &contigs, window, 0.2).unwrap().removed, [0, 1]);
    }
}

#[test]
fn a_population_of_one_sample() {
    let genotypes = genotypes(&["0/1 0/0 1/1", "0/0 0/1 0/1"]);
    let populations = Populations::from_labels(&[Some("A"), Some("A"), Some("B")]);
    says(
        weir_cockerham(&genotypes, &populations),
        "population `B` has 1 sample(s), Weir and Cockerham's Fst needs at least 2",
    );
    let one = Populations::single("all", 3);
    says(weir_cockerham(&genotypes, &one), "needs at least 2 populations, found 1");
    says(held_out(&genotypes, &populations, Method::Discriminant, 2, 2, 1), "population `B` has 1");
    // Hudson's needs two copies, which one diploid has.
    let [a, b] = [0, 1].map(|at| AlleleCounts::of(&genotypes, &populations.members[at]));
    assert!(hudson(&a, &b).unwrap()[0].value().is_some());
}

#[test]
fn wrong_parameters() {
    let (genotypes, _) = slice();
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let contigs = Contigs::of(&genotypes.variants).unwrap();
    let sites = |size, step| Window::Sites { size, step };
    says(prune(&dosages, &contigs, sites(1, 1), 0.2), "`window` is 1, expected at least 2 sites");
    says(prune(&dosages, &contigs, sites(50, 0), 0.2), "`step` is 0");
    says(
        prune(&dosages, &contigs, sites(50, 5), f64::NAN),
        "`threshold` is NaN, expected at least 0",
    );
    says(prune(&dosages, &contigs, Window::Bases(0), 0.2), "`window` is 0");
    let wrong = RunParameters { window_threshold: 0.0, ..RunParameters::default() };
    says(runs_of_homozygosity(&dosages, &contigs, &wrong), "`window threshold` is 0");
    let wrong = RunParameters { window_sites: 0, ..RunParameters::default() };
    says(runs_of_homozygosity(&dosages, &contigs, &wrong), "`window sites` is 0");
    says(principal_components(&dosages, 0, Scaling::None), "needs at least 1 components");
    let counts = AlleleCounts::all(&genotypes);
    says(windows(&counts, &contigs.positions, 0..10, 0, 5), "`window` is 0");
    says(windows(&counts, &[1, 2], 0..2, 5, 5), "list of positions has 2 entries, expected 4165");
    says(spectrum(&counts, 1), "needs at least 2 copies");
    let parameters = AdmixtureParameters { tolerance: f64::NAN, ..AdmixtureParameters::new(2) };
    says(fit(&dosages, &parameters), "`tolerance` is NaN");
    says(cross_validate(&dosages, &AdmixtureParameters::new(2), 1), "needs at least 2 folds");
}

#[test]
fn sites_out_of_order() {
    let variant = |contig: &str, position| Variant {
        contig: contig.into(),
        position,
        id: String::new(),
        reference: "A".into(),
        alternates: vec!["C".into()],
    };
    says(
        Contigs::of(&[variant("1", 7), variant("1", 5)]),
        "contig `1`, position 5: it stands behind position 7; sort the sites",
    );
    says(
        Contigs::of(&[variant("1", 7), variant("2", 5), variant("1", 9)]),
        "contig `1` stands at two places",
    );
    assert!(Contigs::of(&[variant("1", 7), variant("1", 7)]).is_ok());
}

#[test]
fn phenotypes_and_covariates() {
    let quantitative =
        |values: &[f64]| Phenotype::Quantitative(values.iter().map(|v| Some(*v)).collect());
    let covariate = |name: &str, values: &[f64]| Covariate {
        name: name.to_owned(),
        values: values.iter().map(|v| Some(*v)).collect(),
    };
    let y = quantitative(&[1.0, 2.0, 3.0, 4.0, 6.0]);
    says(
        Design::new("height", &quantitative(&[2.0; 5]), &[]),
        "phenotype `height` has one value among the samples",
    );
    says(
        Design::new("case", &Phenotype::Binary(vec![Some(true); 5]), &[]),
        "phenotype `case` has one",
    );
    says(Design::new("y", &Phenotype::Binary(vec![None; 5]), &[]), "found 0");
    says(
        Design::new("y", &y, &[covariate("age", &[3.0; 5])]),
        "covariate `age` has one value among the samples; leave it out",
    );
    let age = covariate("age", &[1.0, 5.0, 2.0, 7.0, 3.0]);
    let months = covariate("months", &[12.0, 60.0, 24.0, 84.0, 36.0]);
    says(
        Design::new("y", &y, &[age.clone(), months]),
        "covariate `months` is determined by the covariates before it",
    );
    says(Design::new("y", &y, &[covariate("age", &[1.0])]), "covariate has 1 entries, expected 5");
    says(
        Design::new("y", &y, &[covariate("age", &[1.0, f64::NAN, 2.0, 3.0, 4.0])]),
        "covariate `age` has a value that is not finite",
    );
    let many: Vec<Covariate> = (0..4).map(|at| covariate(&at.to_string(), &[1.0; 5])).collect();
    says(
        Design::new("y", &y, &many),
        "needs at least 7 samples with phenotype and covariates, found 5",
    );
}

#[test]
fn counts_of_different_sites() {
    let a = AlleleCounts::from_rows(2, vec![1, 1]);
    let b = AlleleCounts::from_rows(2, vec![1, 1, 2, 2]);
    says(hudson(&a, &b), "has 2 entries, expected 1");
}
