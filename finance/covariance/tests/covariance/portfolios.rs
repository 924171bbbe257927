use crate::data::{Uniforms, covariance, names};
use crate::peers::{assert_close, vector};
use nalgebra::{DMatrix, DVector, dmatrix};
use neuron_covariance::hierarchy::{ClusterCount, LinkageMethod};
use neuron_covariance::portfolios::{
    ClusterRisk, HrpDefinition, equal_weight, hierarchical_equal_risk, hierarchical_risk_parity,
    hierarchical_risk_parity_within, inverse_variance, inverse_volatility, maximum_diversification,
    minimum_variance, nested_clusters, nested_minimum_variance,
};
use neuron_covariance::{Covariance, CovarianceError};

/// pypfopt 1.6.0: `HRPOpt(returns).optimize()`; skfolio 1.12.2: `HierarchicalRiskParity()`.
#[test]
fn hierarchical_risk_parity_is_that_of_the_peers() {
    let single = hierarchical_risk_parity(&covariance(), "hrp-single".parse().unwrap()).unwrap();
    assert_close(&single.portfolio.weights, &vector("hrp_single"), 1e-14);
    let ward = hierarchical_risk_parity(&covariance(), "hrp-ward".parse().unwrap()).unwrap();
    assert_close(&ward.portfolio.weights, &vector("hrp_ward"), 1e-14);
    assert_eq!((single.portfolio.method, ward.portfolio.method), ("hrp-single", "hrp-ward"));
}

/// skfolio 1.12.2: `HierarchicalRiskParity(min_weights=0.08, max_weights=0.2)`.
#[test]
fn bounded_hierarchical_risk_parity_is_that_of_skfolio() {
    let (lower, upper) = ([0.08; 8], [0.2; 8]);
    let ward = HrpDefinition::Ward;
    let bounded = hierarchical_risk_parity_within(&covariance(), ward, &lower, &upper).unwrap();
    assert_close(&bounded.portfolio.weights, &vector("hrp_bounded"), 1e-14);
    assert!(bounded.portfolio.weights.iter().all(|w| (0.08 - 1e-12..=0.2 + 1e-12).contains(w)));
}

/// skfolio 1.12.2: `HierarchicalEqualRiskContribution(risk_measure=…)`, whose last step is a solver
/// of 1e-14.
#[test]
fn hierarchical_equal_risk_is_that_of_skfolio() {
    for (risk, key) in [
        (ClusterRisk::Variance, "herc_variance"),
        (ClusterRisk::StandardDeviation, "herc_deviation"),
    ] {
        let (method, count) = (LinkageMethod::Ward, ClusterCount::TwoOrderGap);
        let herc = hierarchical_equal_risk(&covariance(), method, count, risk).unwrap();
        assert_close(&herc.portfolio.weights, &vector(key), 1e-9);
        assert!((herc.cluster_weights.iter().sum::<f64>() - 1.0).abs() < 1e-14);
    }
}

/// skfolio 1.12.2: `NestedClustersOptimization(MeanRisk(), MeanRisk(), cv="ignore")`,
/// `MeanRisk()` and `MaximumDiversification()`, with Clarabel at 1e-14.
#[test]
fn optimised_portfolios_are_those_of_skfolio() {
    let least = minimum_variance(&covariance()).unwrap();
    assert_close(&least.portfolio.weights, &vector("minimum_variance"), 1e-6);
    assert!(least.kkt_residual < 1e-12, "{}", least.kkt_residual);
    let nco =
        nested_minimum_variance(&covariance(), LinkageMethod::Ward, ClusterCount::TwoOrderGap)
            .unwrap();
    assert_close(&nco.portfolio.weights, &vector("nco"), 1e-6);
    let most = maximum_diversification(&covariance()).unwrap();
    assert_close(&most.weights, &vector("maximum_diversification"), 1e-6);
    let inverse = inverse_volatility(&covariance());
    assert_close(&inverse.weights, &vector("inverse_volatility"), 1e-14);
}

fn random_covariance(seed: u64, assets: usize, rows: usize) -> Covariance {
    let mut draws = Uniforms::new(seed);
    let table = DMatrix::from_fn(rows, assets, |_, i| draws.bell() * (1.0 + i as f64));
    let names = (0..assets).map(|i| i.to_string()).collect();
    // A common movement makes some assets worth nothing to the portfolio.
    let common = DMatrix::repeat(assets, assets, 20.0);
    Covariance::new(names, table.tr_mul(&table) / rows as f64 + common).unwrap()
}

/// The least variance over all supports, each solved in closed form.
#[test]
fn minimum_variance_is_the_best_of_all_supports() {
    for seed in 0..20 {
        let covariance = random_covariance(seed, 9, 12);
        let found = minimum_variance(&covariance).unwrap();
        let mut least = f64::INFINITY;
        for support in 1_usize..1 << 9 {
            let members: Vec<usize> = (0..9).filter(|i| support >> i & 1 == 1).collect();
            let part = covariance.matrix().select_rows(&members).select_columns(&members);
            let raw = part.clone().cholesky().unwrap().solve(&DVector::repeat(members.len(), 1.0));
            if raw.iter().all(|w| *w >= 0.0) {
                least = least.min(1.0 / raw.sum());
            }
        }
        let variance = found.portfolio.volatility.powi(2);
        assert!((variance / least - 1.0).abs() < 1e-12, "seed {seed}: {variance} against {least}");
        assert!(found.kkt_residual < 1e-12);
    }
}

#[test]
fn minimum_variance_of_many_assets_is_optimal() {
    let covariance = random_covariance(5, 120, 400);
    let found = minimum_variance(&covariance).unwrap();
    assert!(found.kkt_residual < 1e-11, "{}", found.kkt_residual);
    let used = found.portfolio.weights.iter().filter(|w| **w > 0.0).count();
    assert!(used > 5 && used < 120, "{used} assets");
}

#[test]
fn an_asset_that_entered_first_leaves_again() {
    // The first asset enters first; the other two hedge each other and leave no room for it.
    let matrix = dmatrix![
        0.030, 0.020, 0.005;
        0.020, 0.040, -0.020;
        0.005, -0.020, 0.030];
    let covariance = Covariance::new(names(3), matrix).unwrap();
    let found = minimum_variance(&covariance).unwrap();
    assert_close(&found.portfolio.weights, &[0.0, 5.0 / 11.0, 6.0 / 11.0], 1e-15);
    assert!(found.kkt_residual < 1e-13, "{found:?}");
}

#[test]
fn nearly_equal_assets_neither_stall_nor_mislead() {
    // Two assets that differ in the twelfth digit, and many that differ in the sixth.
    let close = 0.04 * (1.0 - 1e-12);
    let matrix = dmatrix![0.04, close, 0.01; close, 0.04, 0.01; 0.01, 0.01, 0.05];
    let found = minimum_variance(&Covariance::new(names(3), matrix).unwrap()).unwrap();
    // As one asset of variance 0.04 and the third: (0.05 - 0.01) / (0.04 + 0.05 - 0.02).
    let weights = found.portfolio.weights;
    assert!((weights[0] + weights[1] - 4.0 / 7.0).abs() < 1e-9, "{weights:?}");
    let mut draws = Uniforms::new(41);
    let common: Vec<f64> = (0..40).map(|_| draws.bell()).collect();
    let table =
        DMatrix::from_fn(40, 25, |t, i| common[t] * (1.0 + 0.1 * i as f64) + 1e-6 * draws.bell());
    let names = (0..25).map(|i| i.to_string()).collect();
    let covariance = Covariance::new(names, table.tr_mul(&table) / 40.0).unwrap();
    let found = minimum_variance(&covariance).unwrap();
    assert!(found.kkt_residual < 1e-7, "{}", found.kkt_residual);
    assert!(found.portfolio.weights[0] > 0.999, "the least volatile of the same bets");
}

#[test]
fn uncorrelated_assets_get_inverse_variances_from_all() {
    let matrix = DMatrix::from_diagonal(&DVector::from_vec(vec![0.01, 0.02, 0.04, 0.05, 0.08]));
    let covariance = Covariance::new(names(5), matrix).unwrap();
    let expected = inverse_variance(&covariance).weights;
    let definitions = [HrpDefinition::Single, HrpDefinition::Ward];
    for definition in definitions {
        let hrp = hierarchical_risk_parity(&covariance, definition).unwrap();
        assert_close(&hrp.portfolio.weights, &expected, 1e-15);
    }
    assert_close(&minimum_variance(&covariance).unwrap().portfolio.weights, &expected, 1e-15);
    let most = maximum_diversification(&covariance).unwrap();
    assert_close(&most.weights, &inverse_volatility(&covariance).weights, 1e-15);
    assert_close(&equal_weight(&covariance).weights, &[0.2; 5], 1e-16);
}

#[test]
fn nested_clusters_take_any_optimiser() {
    let mut asked = Vec::new();
    let nco = nested_clusters(
        &covariance(),
        LinkageMethod::Ward,
        ClusterCount::Given(3),
        |part, members| {
            asked.push(members.map(<[usize]>::to_vec));
            Ok::<_, CovarianceError>(equal_weight(part).weights)
        },
    )
    .unwrap();
    // Two levels of equal weights.
    for members in &nco.clusters {
        for &i in members {
            assert!((nco.portfolio.weights[i] * 3.0 * members.len() as f64 - 1.0).abs() < 1e-15);
        }
    }
    assert_eq!(asked.last(), Some(&None));
    let error =
        nested_clusters(&covariance(), LinkageMethod::Ward, ClusterCount::Given(3), |part, _| {
            Ok::<_, CovarianceError>(vec![0.3; part.assets()])
        })
        .unwrap_err();
    assert!(matches!(error, CovarianceError::WeightsSum { .. }), "{error}");
}

#[test]
fn one_asset_takes_all() {
    let covariance = Covariance::new(names(1), dmatrix![0.04]).unwrap();
    for definition in [HrpDefinition::Single, HrpDefinition::Ward] {
        let hrp = hierarchical_risk_parity(&covariance, definition).unwrap();
        assert_eq!(hrp.portfolio.weights, [1.0]);
    }
    let (method, count) = (LinkageMethod::Ward, ClusterCount::TwoOrderGap);
    let herc = hierarchical_equal_risk(&covariance, method, count, ClusterRisk::Variance).unwrap();
    assert_eq!(herc.portfolio.weights, [1.0]);
    assert_eq!(
        nested_minimum_variance(&covariance, method, count).unwrap().portfolio.weights,
        [1.0]
    );
}
