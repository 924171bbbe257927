use crate::market::{brownian, history, portfolio};
use nalgebra::DMatrix;
use neuron_simulation::{
    BlockBootstrap, Blocks, FilteredHistorical, GarchFilter, GeometricBrownian, JumpDiffusion,
    Marginal, NormalReturns, Portfolio, Process, Rebalancing, Sampling, Settings, SimulationError,
    StudentCopula, StudentReturns, simulate,
};

fn settings() -> Settings {
    Settings { paths: 1_000, ..Settings::new(4) }
}

#[track_caller]
fn refused(process: &Process, settings: &Settings) -> String {
    let portfolio = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    let report = simulate(process, &portfolio, settings);
    let error = report.expect_err("it is no such simulation").to_string();
    assert!(!error.contains('\n') && !error.ends_with('.'), "{error}");
    error
}

#[test]
fn portfolios_that_are_none() {
    let new = |names: &[&str], weights: &[f64]| {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Portfolio::new(names, weights.to_vec(), Rebalancing::BuyAndHold)
    };
    assert_eq!(new(&[], &[]), Err(SimulationError::NoAssets));
    assert!(matches!(new(&["a"], &[0.9]), Err(SimulationError::WeightSum { .. })));
    assert!(matches!(new(&["a"], &[0.5, 0.5]), Err(SimulationError::Length { .. })));
    assert!(matches!(new(&["a", "b"], &[f64::NAN, 1.0]), Err(SimulationError::Number { .. })));
    let twice = SimulationError::DuplicateName { name: "a".to_owned() };
    assert_eq!(new(&["a", "a"], &[0.5, 0.5]), Err(twice));
    let none = Portfolio::equal(Vec::new(), Rebalancing::BuyAndHold);
    assert_eq!(none, Err(SimulationError::NoAssets));
}

#[test]
fn numbers_of_paths_and_steps() {
    let process = Process::GeometricBrownian(brownian());
    let none = refused(&process, &Settings { paths: 0, ..settings() });
    assert_eq!(none, "the number of simulations is 0; at least one path is needed");
    for paths in [usize::MAX, 1 << 31, usize::MAX / 4 + 1] {
        let error = refused(&process, &Settings { paths, ..settings() });
        assert!(error.contains("too many"), "{error}");
    }
    let error = refused(&process, &Settings { horizons: vec![usize::MAX], ..settings() });
    assert!(error.contains("too many"), "{error}");
    for horizons in [vec![], vec![0]] {
        let error = refused(&process, &Settings { horizons, ..settings() });
        assert_eq!(error, "the horizon is 0 steps; at least one step is needed");
    }
    for horizons in [vec![0, 4], vec![4, 2], vec![2, 2]] {
        let error = refused(&process, &Settings { horizons, ..settings() });
        assert!(error.starts_with("horizon "), "{error}");
    }
}

#[test]
fn levels_and_tails() {
    let process = Process::GeometricBrownian(brownian());
    for level in [0.0, 1.0, 95.0, -0.1, f64::NAN] {
        let error = refused(&process, &Settings { levels: vec![level], ..settings() });
        assert!(error.contains("not between 0 and 1"), "{error}");
        let error = refused(&process, &Settings { quantiles: vec![level], ..settings() });
        assert!(error.contains("not between 0 and 1"), "{error}");
    }
    let error = refused(&process, &Settings { levels: vec![0.999], ..settings() });
    assert_eq!(
        error,
        "level 0.999 leaves 1 of 1000 paths in the tail, fewer than 10; simulate at least 10000 paths"
    );
}

#[test]
fn samplings_that_do_not_suit() {
    let process = Process::GeometricBrownian(brownian());
    let with = |paths, sampling| Settings { paths, sampling, ..settings() };
    let error = refused(&process, &with(1_001, Sampling::Antithetic));
    assert_eq!(error, "antithetic paths come in pairs, and 1001 is odd");
    for replicates in [0, 1, 3, 1_000] {
        let error = refused(&process, &with(1_000, Sampling::Sobol { replicates }));
        assert!(error.contains("do not divide"), "{error}");
    }
    let blocks = Blocks::Circular { length: 2 };
    let process = Process::BlockBootstrap(BlockBootstrap { history: history(), blocks });
    let error = refused(&process, &with(1_000, Sampling::Antithetic));
    assert!(error.contains("`circular-block-bootstrap` has none"), "{error}");
}

#[test]
fn bootstraps_of_too_little_history() {
    let blocks = Blocks::Stationary { mean_length: 3.0 };
    let process = Process::BlockBootstrap(BlockBootstrap { history: history(), blocks });
    for steps in [40, 41, 400] {
        let error = refused(&process, &Settings { horizons: vec![steps], ..settings() });
        assert!(error.contains("not below the history's 40 rows"), "{error}");
    }
    let with = |history: DMatrix<f64>, blocks| {
        refused(&Process::BlockBootstrap(BlockBootstrap { history, blocks }), &settings())
    };
    assert!(with(DMatrix::zeros(1, 3), blocks).contains("at least 2 are needed"));
    for blocks in [
        Blocks::Stationary { mean_length: 0.5 },
        Blocks::Stationary { mean_length: f64::NAN },
        Blocks::Circular { length: 0 },
        Blocks::Moving { length: 41 },
    ] {
        assert!(with(history(), blocks).contains("length"));
    }
    let mut broken = history();
    broken[(7, 2)] = f64::NAN;
    let error = with(broken.clone(), blocks);
    assert!(error.contains("row 7, column 2"), "{error}");
    broken[(7, 2)] = -1.5;
    assert!(with(broken, blocks).contains("-1.5"));
}

#[test]
fn parameters_of_processes() {
    let base = brownian();
    let brownians = [
        GeometricBrownian { drift: vec![0.1, f64::NAN, 0.0], ..base.clone() },
        GeometricBrownian { volatility: vec![0.1, -0.1, 0.0], ..base.clone() },
        GeometricBrownian { volatility: vec![0.1, 0.1], ..base.clone() },
        GeometricBrownian { step: 0.0, ..base.clone() },
        GeometricBrownian { correlation: DMatrix::identity(2, 2), ..base.clone() },
        GeometricBrownian { correlation: DMatrix::from_element(3, 3, 0.5), ..base.clone() },
        GeometricBrownian {
            correlation: DMatrix::from_fn(3, 3, |i, j| if i == j { 1.0 } else { -0.9 }),
            ..base.clone()
        },
    ];
    for process in &brownians {
        refused(&Process::GeometricBrownian(process.clone()), &settings());
    }
    let error = refused(&Process::GeometricBrownian(brownians[6].clone()), &settings());
    // The eigenvalues are 1.9, 1.9 and 1 − 1.8.
    assert!(error.contains("least eigenvalue is -8.0") || error.contains("-7.99"), "{error}");

    let mean = vec![0.0; 3];
    let covariance = DMatrix::identity(3, 3);
    let negative = DMatrix::from_diagonal_element(3, 3, -1.0);
    refused(
        &Process::Normal(NormalReturns { mean: mean.clone(), covariance: negative }),
        &settings(),
    );
    for degrees in [2.0, 1.0, f64::NAN, f64::INFINITY] {
        let (mean, covariance) = (mean.clone(), covariance.clone());
        let process = Process::Student(StudentReturns { mean, covariance, degrees });
        assert!(refused(&process, &settings()).contains("degrees"));
    }
    let copula = StudentCopula {
        mean,
        deviation: vec![0.1; 3],
        correlation: DMatrix::identity(3, 3),
        degrees: 4.0,
        marginals: vec![Marginal::Normal; 3],
    };
    for copula in [
        StudentCopula { degrees: 0.5, ..copula.clone() },
        StudentCopula { marginals: vec![Marginal::Student { degrees: 2.0 }; 3], ..copula.clone() },
        StudentCopula { marginals: vec![Marginal::Normal; 2], ..copula.clone() },
        StudentCopula { deviation: vec![f64::INFINITY; 3], ..copula },
    ] {
        refused(&Process::StudentCopula(copula), &settings());
    }
    let jumps = JumpDiffusion {
        diffusion: base,
        intensity: vec![1.0; 3],
        jump_mean: vec![0.0; 3],
        jump_deviation: vec![0.1; 3],
    };
    for jumps in [
        JumpDiffusion { intensity: vec![-1.0; 3], ..jumps.clone() },
        JumpDiffusion { intensity: vec![1e6; 3], ..jumps.clone() },
        JumpDiffusion { jump_deviation: vec![-0.1; 3], ..jumps.clone() },
        JumpDiffusion { jump_mean: vec![f64::NAN; 3], ..jumps },
    ] {
        refused(&Process::JumpDiffusion(jumps), &settings());
    }
}

#[test]
fn parameters_of_filters() {
    let filter =
        GarchFilter { mean: 0.0, omega: 0.1, alpha: 0.1, gamma: 0.0, beta: 0.8, variance: 1.0 };
    for filter in [
        GarchFilter { omega: 0.0, ..filter },
        GarchFilter { alpha: -0.1, ..filter },
        GarchFilter { gamma: -0.2, ..filter },
        GarchFilter { beta: f64::NAN, ..filter },
        GarchFilter { variance: -1.0, ..filter },
        GarchFilter { mean: f64::INFINITY, ..filter },
    ] {
        let (filters, residuals) = (vec![filter; 3], history());
        let process =
            Process::FilteredHistorical(FilteredHistorical { filters, residuals, scale: 0.01 });
        refused(&process, &settings());
    }
    let (filters, residuals) = (vec![filter; 3], DMatrix::zeros(40, 2));
    let process = FilteredHistorical { filters, residuals, scale: 0.01 };
    refused(&Process::FilteredHistorical(process.clone()), &settings());
    let process = FilteredHistorical { residuals: history(), scale: f64::NAN, ..process };
    refused(&Process::FilteredHistorical(process), &settings());
}

#[test]
fn numbers_that_overflow_are_an_error_and_not_infinity() {
    let process = GeometricBrownian { drift: vec![5_000.0; 3], ..brownian() };
    let error = refused(&Process::GeometricBrownian(process), &settings());
    assert!(error.contains("left the range of numbers"), "{error}");
}
