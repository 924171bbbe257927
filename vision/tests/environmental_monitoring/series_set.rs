//! Series with classes: made up, from a table, from a folder; and what is none.

use neuron_vision::environmental_monitoring::series_set::{
    CLASSES, SeriesSet, open, read_series, synthetic_series,
};
use std::path::Path;

#[test]
fn made_up_series_are_the_same_each_time_and_balanced() {
    let one = synthetic_series(400, 2, 5);
    // NaN is not equal to itself: bits are.
    let bits = |set: &SeriesSet| -> Vec<u32> {
        set.sites.values.iter().map(|value| value.to_bits()).collect()
    };
    let again = synthetic_series(400, 2, 5);
    assert_eq!((bits(&one), &one.labels), (bits(&again), &again.labels));
    assert_ne!(bits(&one), bits(&synthetic_series(400, 2, 6)));
    // More of them do not change the first ones, nor does another band.
    let more = synthetic_series(800, 2, 5);
    assert_eq!(bits(&one), bits(&more)[..bits(&one).len()]);
    let single = synthetic_series(8, 1, 5);
    assert_eq!(single.sites.bands, ["NDVI"]);
    assert_eq!(one.sites.times(3), single.sites.times(3));

    assert!(one.synthetic && one.sites.bands == ["NDVI", "NDMI"]);
    assert_eq!((one.train.len(), one.test.len(), one.sites.length), (320, 80, 115));
    let mut wrong = 0;
    for (class, name) in CLASSES.iter().enumerate() {
        let count = one.test.iter().filter(|&&at| one.labels[at] as usize == class).count();
        assert_eq!(count, 10, "{name}");
        let of_class = more.train.iter().filter(|&&at| at % CLASSES.len() == class);
        wrong += of_class.filter(|&&at| more.labels[at] as usize != class).count();
    }
    // 3 % of 640 training labels; test labels are right.
    assert!((8..36).contains(&wrong), "{wrong}");
    assert!(one.test.iter().all(|&at| one.labels[at] as usize == at % CLASSES.len()));
}

#[test]
fn made_up_series_have_gaps_noise_and_what_their_class_says() {
    let set = synthetic_series(1600, 1, 1);
    let seen = set.sites.values.iter().filter(|value| !value.is_nan());
    let share = seen.count() as f64 / set.sites.values.len() as f64;
    assert!((0.55..0.85).contains(&share), "{share}");
    let year = |series: usize, from: f64| {
        let pairs = set.sites.times(series).iter().zip(set.sites.band(series, 0));
        let of =
            pairs.filter(|(time, value)| (from..from + 1.0).contains(*time) && !value.is_nan());
        let (count, sum) = of.fold((0, 0.0), |(n, s), (_, v)| (n + 1, s + f64::from(*v)));
        sum / f64::from(count)
    };
    let change = |class: usize| {
        let series = (0..1600).filter(|at| at % CLASSES.len() == class);
        series.map(|at| year(at, 2019.0) - year(at, 2015.0)).sum::<f64>() / 200.0
    };
    assert!(change(0).abs() < 0.02, "{}", change(0));
    assert!(change(1) < -0.1 && change(2) > 0.1 && change(3) < -0.1);
    assert!(change(5).abs() < 0.03 && change(7).abs() < 0.03);
}

fn written(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_table_has_a_series_a_line() {
    let text = "id,label,2001-01-01,2001-07-02,2002.0\na,forest,.5,,.6\nb,field,.1,.9,NA\n\
                c,forest,.5,.5,.5\nd,field,.2,.8,.2\n";
    let folder = written(&[("sites.csv", text)]);
    let file = folder.path().join("sites.csv");
    let set = open(file.to_str().unwrap(), None, 2, 0).unwrap();
    assert_eq!((set.name.as_str(), set.synthetic), ("sites", false));
    assert_eq!(
        (set.classes, set.labels),
        (vec!["field".into(), "forest".into()], vec![1, 0, 1, 0])
    );
    assert_eq!(set.sites.times(1), [2001.0, 2001.0 + 182.0 / 365.0, 2002.0]);
    assert_eq!(set.sites.band(3, 0), [0.2, 0.8, 0.2]);
    assert!(set.sites.band(0, 0)[1].is_nan() && set.sites.band(1, 0)[2].is_nan());
    assert_eq!(set.train.len() + set.test.len(), 4);
}

#[test]
fn a_folder_has_a_file_for_each_series() {
    let folder = written(&[
        (
            "labels.csv",
            "file,label,split\none.csv,stable,train\ntwo.csv,loss,train\nthree.csv,loss,test\n",
        ),
        ("one.csv", "date,NDVI,NBR\n2001-01-01,.5,.1\n2001-02-01,.6,\n"),
        ("two.csv", "date,NDVI,NBR\n2001-01-01,.5,.1\n2001-02-01,.6,.2\n2001-03-01,.1,.0\n"),
        ("three.csv", "date,NDVI,NBR\n20010101,.5,.1\n"),
    ]);
    let set = open(folder.path().to_str().unwrap(), None, 2, 0).unwrap();
    assert_eq!((set.train, set.test), (vec![0, 1], vec![2]));
    assert_eq!((set.sites.length, set.sites.bands.len()), (3, 2));
    assert_eq!(set.sites.band(1, 1), [0.1, 0.2, 0.0]);
    assert_eq!(set.sites.band(0, 0)[..2], [0.5, 0.6]);
    assert!(set.sites.times(0)[2].is_nan() && set.sites.band(0, 0)[2].is_nan());
    assert_eq!(read_series(&folder.path().join("two.csv")).unwrap().times(0).len(), 3);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let refused = |files: &[(&str, &str)], name: &str| {
        let folder = written(files);
        let path = folder.path().join(name);
        let said = open(path.to_str().unwrap(), None, 2, 0).unwrap_err().to_string();
        said.replace(&format!("{}/", folder.path().display()), "")
    };
    let table = |text: &str| refused(&[("t.csv", text)], "t.csv");
    insta::assert_snapshot!(table("label,2001-01-01,x\na,1,2\n"), @"`t.csv`: column `x` is neither `label`, `split` or `id` nor a date such as 2004-06-09");
    insta::assert_snapshot!(table("label,2001-02-01,2001-01-01\na,1,2\n"), @"`t.csv`: column `2001-01-01` is not later than the one before");
    insta::assert_snapshot!(table("label,2001-01-01,2001-02-01\na,1,2\nb,1,two\n"), @"`t.csv`: line 3: expected a finite number, or nothing for a gap, found `two`");
    insta::assert_snapshot!(table("label,2001-01-01,2001-02-01\na,1,inf\n"), @"`t.csv`: line 2: expected a finite number, or nothing for a gap, found `inf`");
    insta::assert_snapshot!(table("id,2001-01-01,2001-02-01\na,1,2\n"), @"`t.csv`: it has no column `label`");
    insta::assert_snapshot!(table("label,2001-01-01,2001-02-01\na,1,2\na,1,3\n"), @"dataset `t`: expected 2 classes or more, found 1");
    insta::assert_snapshot!(table("label,2001-01-01,2001-02-01\n"), @"`t.csv`: it has no line below its header");
    insta::assert_snapshot!(table("label,split,2001-01-01,2001-02-01\na,train,1,2\nb,test,1,3\n"), @"dataset `t`: class `b` has no series to learn from");
    insta::assert_snapshot!(table("label,split,2001-01-01,2001-02-01\na,train,1,2\nb,,1,3\n"), @"dataset `t`: 1 of 2 series say their `split`: all or none");
    let list = |labels: &str, one: &str| refused(&[("labels.csv", labels), ("one.csv", one)], "");
    insta::assert_snapshot!(list("file,label\n../one.csv,a\n", ""), @"`labels.csv`: line 2: `../one.csv` is no file of this folder");
    insta::assert_snapshot!(list("file,class\none.csv,a\n", ""), @"`labels.csv`: expected the columns `file,label`, found `file,class`");
    insta::assert_snapshot!(list("file,label\none.csv,a\n", "date,v\n2001-13-01,1\n"), @"`one.csv`: line 2: expected a date such as 2004-06-09, or a year such as 2004.44, found `2001-13-01`");
    insta::assert_snapshot!(list("file,label\none.csv,a\n", "v\n1\n"), @"`one.csv`: expected a header `date,BAND,…`, found `v`");
    insta::assert_snapshot!(list("file,label\none.csv,a\n", "date,v\n2001-01-02,1\n2001-01-02,1\n"), @"`one.csv`: line 3: `2001-01-02` is not later than the line before");
    let unknown = open("no-such-thing", None, 2, 0).unwrap_err().to_string();
    assert!(unknown.contains("there is no dataset `no-such-thing`"), "{unknown}");
    assert!(!Path::new("no-such-thing").exists());
}
