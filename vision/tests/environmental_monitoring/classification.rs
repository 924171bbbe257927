//! What models of series must hold: gaps and what a series is filled up with change nothing, a forest says the same as
//! a graph.

use neuron_data::examples::{Draw, Examples, Field, Slot};
use neuron_rt::graph::{DType, TensorType};
use neuron_rt::nn::{Fields, Policy, Scope, evaluation};
use neuron_rt::{Buffer, Device, Resident};
use neuron_train::trainer::{Evaluator, Objective, Precision};
use neuron_vision::environmental_monitoring::classification::{
    BandScales, Complexity, ENCODING, EnvironmentalMonitoring, SeriesAugmentation,
    SeriesClassifier, SeriesConfig, SeriesExamples, SeriesModel, SeriesShape, Verdict, encode_time,
    features, recipe, verdict,
};
use neuron_vision::environmental_monitoring::forest::{Forest, ForestConfig, Table};
use neuron_vision::environmental_monitoring::series_set::{CLASSES, Sites, synthetic_series};
use neuron_vision::tasks::{Kind, Split};
use std::sync::Arc;

/// Examples whose gaps hold something.
struct Disturbed(SeriesExamples);

impl Examples for Disturbed {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn fields(&self) -> Vec<Field> {
        self.0.fields()
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.0.load(index, draw, slots)?;
        let [Slot::F32(values), Slot::F32(keep), Slot::F32(time), _] = slots else {
            return Err("other fields".into());
        };
        for place in (0..keep.len()).filter(|place| keep[*place] == 0.0) {
            values[2 * place..][..2].fill(77.0);
            time[ENCODING * place..][..ENCODING].fill(-3.0);
        }
        Ok(())
    }
}

fn examples(sites: &Sites) -> SeriesExamples {
    let indices: Vec<usize> = (0..sites.len()).collect();
    SeriesExamples {
        scales: BandScales::of(sites, &indices),
        sites: Arc::new(sites.clone()),
        labels: Arc::new(vec![0; indices.len()]),
        indices,
        augmentation: SeriesAugmentation::default(),
    }
}

/// Scores by a model with weights that are drawn, of these examples.
fn logits(model: &str, length: usize, examples: impl Examples + 'static) -> Vec<f32> {
    let classifier = SeriesClassifier {
        model: recipe("", Some(model)).model,
        shape: SeriesShape { length, bands: 2, classes: 8 },
        forest: [0; 3],
        label_smoothing: 0.0,
    };
    let examples: Arc<dyn Examples> = Arc::new(examples);
    let field = |name: &str, dtype, shape: &[usize]| {
        (name.to_owned(), TensorType::new(dtype, shape.to_vec()))
    };
    let fields = [
        field("values", DType::F32, &[6, length, 2]),
        field("keep", DType::F32, &[6, length]),
        field("time", DType::F32, &[6, length, ENCODING]),
        field("label", DType::I32, &[6]),
    ];
    let model = |scope: &Scope, batch: &Fields| Ok(classifier.forward(scope, batch)?.outputs);
    let recorded = evaluation(Policy::F32, &fields, &model).unwrap();
    let weights: Resident =
        recorded.parameters.iter().map(|spec| (spec.name.clone(), spec.initial(7))).collect();
    let mut evaluator =
        Evaluator::new(&classifier, &*examples, 6, 1, Precision::F32, &Device::Cpu).unwrap();
    let said = evaluator.predict(&examples, &weights, false).unwrap();
    said.outputs["logits"].clone()
}

fn apart(one: &[f32], two: &[f32]) -> f32 {
    assert_eq!(one.len(), two.len());
    one.iter().zip(two).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn what_a_series_is_filled_up_with_changes_nothing() {
    let sites = synthetic_series(6, 2, 3).sites;
    let mut longer = sites.clone();
    longer.stretch(160);
    for model in ["transformer", "cnn"] {
        let one = logits(model, 115, examples(&sites));
        let two = logits(model, 160, examples(&longer));
        assert!(apart(&one, &two) < 1e-4, "{model}: {}", apart(&one, &two));
        // And it says something about each series.
        assert!(apart(&one[..8], &one[8..16]) > 1e-3, "{model}");
    }
}

#[test]
fn what_stands_in_gaps_changes_nothing_for_the_transformer() {
    let sites = synthetic_series(6, 2, 3).sites;
    assert!(sites.values.iter().any(|value| value.is_nan()));
    let one = logits("transformer", 115, examples(&sites));
    let two = logits("transformer", 115, Disturbed(examples(&sites)));
    assert!(apart(&one, &two) < 1e-5, "{}", apart(&one, &two));
}

#[test]
fn a_series_of_nothing_but_gaps_is_a_number_all_the_same() {
    let mut sites = synthetic_series(6, 2, 3).sites;
    sites.values.fill(f32::NAN);
    sites.values[115 * 2..].fill(0.3);
    for model in ["transformer", "cnn"] {
        let said = logits(model, 115, examples(&sites));
        assert!(said.iter().all(|value| value.is_finite()), "{model}");
    }
}

#[test]
fn times_are_encoded_by_season_and_age() {
    let [one, later] = [2015.25, 2018.25].map(|time| encode_time(time, 2015.0));
    assert_eq!(one.len(), ENCODING);
    assert!(apart(&one[..6], &later[..6]) < 1e-5, "the same day of the year");
    assert!((one[0] - 1.0).abs() < 1e-6 && one[1].abs() < 1e-6, "a quarter of a turn");
    assert!(apart(&one[6..], &later[6..]) > 0.5);
    assert!((later[ENCODING - 1] - 0.325).abs() < 1e-6);
}

/// The same trees, walked node by node and as products of matrices.
#[test]
fn a_forest_in_a_graph_votes_as_its_trees() {
    let mut config = recipe("synthetic-series", Some("forest"));
    config.dataset_size = 240;
    config.model =
        SeriesModel::Forest(ForestConfig { trees: 15, depth: 6, least: 2, candidates: 0 });
    let task = EnvironmentalMonitoring::open(config, &neuron_vision::tasks::DataOptions::default())
        .unwrap();
    let mut weights = task.start().unwrap();
    assert_eq!(weights.len(), 5);
    for (name, value) in [("forest.factor", 1.0f32), ("forest.offset", 0.0)] {
        let ty = weights["forest.select"].ty();
        let ty = TensorType::new(ty.dtype, [1, 8]);
        let _ = weights.insert(name.to_owned(), Buffer::from_slice(ty, &[value; 8]));
    }
    let examples = task.examples(Split::Test);
    let mut evaluator =
        Evaluator::new(task.objective(), &*examples, 16, 1, Precision::F32, &Device::Cpu).unwrap();
    let said = evaluator.predict(&examples, &weights, false).unwrap();

    let set = synthetic_series(240, 2, 0);
    let learn = neuron_data::sampling::stratified_split(
        &set.train.iter().map(|&at| set.labels[at]).collect::<Vec<_>>(),
        None,
        0.1,
        0,
    );
    let train: Vec<usize> = learn.train.iter().map(|&at| set.train[at]).collect();
    let labels = train.iter().map(|&at| set.labels[at]).collect();
    let numbers = features(&set.sites, &train);
    let width = numbers.len() / train.len();
    let table = Table::new(width, 8, numbers, labels).unwrap();
    let config = ForestConfig { trees: 15, depth: 6, least: 2, candidates: 0 };
    let forest = Forest::grow(&table, &config, 0);
    let tests = features(&set.sites, &set.test);
    assert_eq!(set.test.len() * 8, said.outputs["logits"].len());
    for (row, logits) in tests.chunks(width).zip(said.outputs["logits"].chunks(8)) {
        for (share, logit) in forest.shares(row).iter().zip(logits) {
            assert!(((share + 1e-3).ln() - logit).abs() < 1e-4, "{share} {logit}");
        }
    }
}

#[test]
fn rules_see_what_is_plain_to_see() {
    let set = synthetic_series(1600, 1, 2);
    let right = |class: usize| {
        let of_class = (0..1600).filter(|at| at % CLASSES.len() == class);
        of_class.filter(|&at| verdict(&set.sites, at).name() == CLASSES[class]).count()
    };
    // Of 200 each; what is hidden in noise is missed.
    assert!(right(0) > 100, "{}", right(0));
    let all: usize = (0..Verdict::ALL.len()).map(right).sum();
    assert!((500..1400).contains(&all), "{all}");
}

#[test]
fn settings_that_do_not_fit_are_refused() {
    let said = |change: &dyn Fn(&mut SeriesConfig)| {
        let mut config = recipe("synthetic-series", Some("forest"));
        config.dataset_size = 80;
        change(&mut config);
        match EnvironmentalMonitoring::open(config, &neuron_vision::tasks::DataOptions::default()) {
            Ok(_) => panic!("an error"),
            Err(error) => error.to_string(),
        }
    };
    insta::assert_snapshot!(said(&|c: &mut SeriesConfig| c.complexity = Complexity::Complex), @"`complexity` is complex of the model forest, expected simple of a forest, complex of any other model; `--complexity` sets both");
    insta::assert_snapshot!(said(&|c: &mut SeriesConfig| c.bands = 3), @"`bands` is 3, expected 1 or 2");
    insta::assert_snapshot!(said(&|c: &mut SeriesConfig| c.validation_share = 0.0), @"`validation_share` is 0, expected more than 0 and less than 1, to find the best weights by");
    insta::assert_snapshot!(said(&|c: &mut SeriesConfig| c.model = SeriesModel::Forest(ForestConfig { trees: 0, ..ForestConfig::default() })), @"`model` is 0 trees of depth 24, expected 1 to 2000 trees of depth 1 to 30");
}
