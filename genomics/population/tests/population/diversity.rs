use crate::place::{close, mixed, slice};
use neuron_population::diversity::{
    folded_spectrum, joint_spectrum, spectrum, tajima_d, theta_pi, theta_watterson, windows,
};
use neuron_population::frequency::AlleleCounts;

// scikit-allel 1.3.13: sequence_diversity(pos, ac), watterson_theta(pos, ac), tajima_d(ac) of each population and of all
#[test]
fn diversity_of_the_slice() {
    let (genotypes, populations) = slice();
    let expected = [
        [0.000139552083975534, 0.000136312881921882, 0.0768014172463191],
        [0.000133823027799599, 0.000124029368156707, 0.255156260175139],
        [0.000141167135081476, 0.000133920645344839, 0.175946220889112],
        [0.000145176480841237, 0.000142102040753727, 0.0695482564542223],
        [0.000141065822444012, 0.000144852040752515, -0.0840265910381624],
        [0.00014087288292991, 0.0001853925181675, -0.707618415238084],
    ];
    let own = populations.members.iter().map(|members| AlleleCounts::of(&genotypes, members));
    for (counts, [pi, theta, d]) in own.chain([AlleleCounts::all(&genotypes)]).zip(expected) {
        close(theta_pi(&counts, 0..4165) / 2_999_263.0, pi, 1e-16);
        close(theta_watterson(&counts, 0..4165) / 2_999_263.0, theta, 1e-16);
        close(tajima_d(&counts, 0..4165).unwrap(), d, 1e-11);
    }
}

// scikit-allel 1.3.13: windowed_diversity, windowed_watterson_theta and windowed_tajima_d(size=100000, step=50000)
#[test]
fn windows_of_the_slice() {
    let (genotypes, _) = slice();
    let counts = AlleleCounts::all(&genotypes);
    let positions: Vec<u64> = genotypes.variants.iter().map(|variant| variant.position).collect();
    let found = windows(&counts, &positions, 0..4165, 100_000, 50_000).unwrap();
    assert_eq!(found.len(), 59);
    let expected = [
        (
            0,
            1_000_226,
            1_100_225,
            134,
            [0.000105717812527818, 0.000178894317668729, -1.15612143011024],
        ),
        (
            30,
            2_500_226,
            2_600_225,
            151,
            [0.000145109957172389, 0.000201589865432673, -0.795581056973656],
        ),
        (
            58,
            3_900_226,
            3_999_488,
            133,
            [0.000131839843578411, 0.00017887761345851, -0.742991955607595],
        ),
    ];
    for (window, start, end, sites, [pi, theta, d]) in expected {
        let window = found[window];
        assert_eq!((window.start, window.end, window.sites), (start, end, sites));
        close(window.pi, pi, 1e-16);
        close(window.theta, theta, 1e-16);
        close(window.tajima_d.unwrap(), d, 1e-11);
    }
}

// scikit-allel 1.3.13: mean_pairwise_difference(ac).sum() and tajima_d(ac) of contigs 1 and X, a, b and all
#[test]
fn diversity_with_missing_genotypes_and_haploids() {
    let (genotypes, populations) = mixed();
    let expected = [
        [(38.2081275270639, 2.117311087774369), (14.479580649235821, 2.3340129710267186)],
        [(37.79320109235275, 2.2830564014964545), (11.966321192273217, 1.4375775092040275)],
        [(40.50152064283882, 3.0111833707840434), (14.210961342619024, 2.7699335381196963)],
    ];
    let own = populations.members.iter().map(|members| AlleleCounts::of(&genotypes, members));
    for (counts, expected) in own.chain([AlleleCounts::all(&genotypes)]).zip(expected) {
        for (sites, (pi, d)) in [0..120, 120..160].into_iter().zip(expected) {
            close(theta_pi(&counts, sites.clone()), pi, 1e-12);
            close(tajima_d(&counts, sites).unwrap(), d, 1e-12);
        }
    }
}

// scikit-allel 1.3.13: sfs(ac[:, 1], n=198), sfs_folded(ac, n=198), joint_sfs(ceu[:, 1], fin[:, 1], n1=198, n2=198)
#[test]
fn spectra_of_the_slice() {
    let (genotypes, populations) = slice();
    let [ceu, fin] = [0, 1].map(|at| AlleleCounts::of(&genotypes, &populations.members[at]));
    let unfolded = spectrum(&ceu, 198).unwrap();
    assert_eq!(unfolded[..6], [1768.0, 606.0, 164.0, 97.0, 75.0, 43.0]);
    let folded = folded_spectrum(&unfolded);
    assert_eq!(folded[..6], [1768.0, 607.0, 168.0, 104.0, 80.0, 50.0]);
    assert_eq!(folded[99], 12.0);
    let joint = joint_spectrum(&ceu, &fin, [198, 198]).unwrap();
    let row = |first: usize, from: usize| joint.sites[first * 199 + from..][..4].to_vec();
    assert_eq!(row(0, 0), [1427.0, 222.0, 55.0, 16.0]);
    assert_eq!(row(1, 0), [447.0, 82.0, 36.0, 12.0]);
    assert_eq!(row(5, 3), [6.0, 7.0, 5.0, 2.0]);
    assert_eq!(joint.sites.iter().sum::<f64>(), 4165.0);
}

#[test]
fn projected_spectrum_keeps_pi() {
    let (genotypes, populations) = slice();
    let counts = AlleleCounts::of(&genotypes, &populations.members[2]);
    let projected = spectrum(&counts, 20).unwrap();
    close(projected.iter().sum::<f64>(), 4165.0, 1e-8);
    // The chance that two of n copies differ does not depend on n.
    let pi: f64 = (0..=20).map(|k| projected[k] * (k * (20 - k)) as f64 / 190.0).sum();
    close(pi, theta_pi(&counts, 0..4165), 1e-8);
}

#[test]
fn too_few_sites_or_copies_have_no_tajima() {
    let monomorphic = AlleleCounts::from_rows(2, vec![8, 0, 8, 0, 8, 0, 8, 0]);
    assert_eq!(tajima_d(&monomorphic, 0..4), None);
    assert_eq!((theta_pi(&monomorphic, 0..4), theta_watterson(&monomorphic, 0..4)), (0.0, 0.0));
    let empty = AlleleCounts::from_rows(2, vec![0, 0, 1, 0]);
    assert_eq!((tajima_d(&empty, 0..2), theta_watterson(&empty, 0..2)), (None, 0.0));
    assert_eq!(spectrum(&empty, 2).unwrap(), [0.0, 0.0, 0.0]);
}
