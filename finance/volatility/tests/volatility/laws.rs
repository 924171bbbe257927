use neuron_random::Stream;
use neuron_volatility::InnovationLaw;

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() < tolerance, "{found}, expected {expected}");
}

#[test]
fn quantiles_and_tails_equal_arch() {
    // arch 8.0.0: `SkewStudent().ppf(q, [7, -0.25])` and `.partial_moment(1, ppf, …) / q`;
    // `StudentsT()` with 5.5; scipy 1.17.1: `norm.ppf(q)` and `-norm.pdf(ppf) / q`.
    let skewed = InnovationLaw::skew_t(7.0, -0.25).unwrap();
    let student = InnovationLaw::student_t(5.5).unwrap();
    for (law, probability, quantile, tail) in [
        (&skewed, 0.01, -2.893_235_889_046_302, -3.707_256_534_721_117_3),
        (&skewed, 0.3, -0.399_848_897_439_846_3, -1.167_068_201_349_9),
        (&skewed, 0.5, 0.099_450_846_518_440_1, -0.755_910_752_865_897_3),
        (&skewed, 0.9, 1.120_563_986_546_548_2, -0.173_024_566_342_464_3),
        (&student, 0.01, -2.585_204_767_035_956_6, -3.362_656_713_013_693_7),
        (&student, 0.05, -1.575_728_096_189_081_2, -2.225_387_489_522_21),
        (&student, 0.6, 0.212_114_387_910_193_13, -0.602_066_486_718_330_3),
        (&InnovationLaw::Normal, 0.01, -2.326_347_874_040_840_8, -2.665_214_220_345_808),
        (&InnovationLaw::Normal, 0.6, 0.253_347_103_135_799_7, -0.643_904_222_494_767_6),
    ] {
        close(law.quantile(probability), quantile, 1e-9);
        close(law.tail_mean(probability), tail, 1e-8);
        close(law.cdf(quantile), probability, 1e-10);
    }
}

#[test]
fn draws_have_mean_variance_and_tail() {
    let skewed = InnovationLaw::skew_t(7.0, -0.25).unwrap();
    for law in [InnovationLaw::Normal, InnovationLaw::student_t(7.0).unwrap(), skewed] {
        let mut rng = Stream::new(5, "laws").rng();
        let draws: Vec<f64> = (0..200_000).map(|_| law.sample(&mut rng)).collect();
        let n = draws.len() as f64;
        close(draws.iter().sum::<f64>() / n, 0.0, 0.01);
        close(draws.iter().map(|z| z * z).sum::<f64>() / n, 1.0, 0.03);
        let bound = law.quantile(0.05);
        let tail: Vec<f64> = draws.iter().copied().filter(|z| *z <= bound).collect();
        close(tail.len() as f64 / n, 0.05, 0.002);
        close(tail.iter().sum::<f64>() / tail.len() as f64, law.tail_mean(0.05), 0.03);
    }
}

#[test]
fn empirical_quantiles_are_those_of_numpy() {
    let law = InnovationLaw::empirical(&[3.0, -1.0, 2.0, 0.5, -4.0]).unwrap();
    // numpy 2.4.6: quantile([3, -1, 2, .5, -4], [.1, .5, .9])
    close(law.quantile(0.1), -2.8, 1e-12);
    close(law.quantile(0.5), 0.5, 1e-12);
    close(law.quantile(0.9), 2.6, 1e-12);
    close(law.tail_mean(0.1), -4.0, 1e-12);
    close(law.cdf(0.5), 0.6, 1e-12);
}

#[test]
fn ends_of_the_laws_are_no_accident() {
    let laws = [
        InnovationLaw::Normal,
        InnovationLaw::student_t(3.0).unwrap(),
        InnovationLaw::skew_t(3.0, 0.5).unwrap(),
    ];
    for law in laws {
        assert_eq!(law.quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(law.quantile(1.0), f64::INFINITY);
        assert_eq!((law.tail_mean(0.0), law.tail_mean(1.0)), (f64::NEG_INFINITY, 0.0));
        // Far out, and on both sides of the joint of the skewed law, there is no NaN either.
        for probability in [1e-12, 0.249, 0.251, 0.5, 1.0 - 1e-12] {
            let z = law.quantile(probability);
            assert!((law.cdf(z) / probability - 1.0).abs() < 1e-6, "{law:?} at {probability}");
            assert!(law.tail_mean(probability).is_finite());
        }
    }
    let sample = InnovationLaw::empirical(&[1.0, 2.0]).unwrap();
    assert_eq!((sample.quantile(-1.0), sample.quantile(2.0)), (1.0, 2.0));
    assert!(InnovationLaw::student_t(2.0).is_err() && InnovationLaw::student_t(f64::NAN).is_err());
    assert!(InnovationLaw::skew_t(5.0, -1.0).is_err());
}
