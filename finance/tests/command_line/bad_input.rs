//! What is wrong is one line, exit code 2, and nothing half written.

use super::place::Place;

#[test]
fn flags_and_files_are_named() {
    let place = Place::new();
    place.file("constant.csv", "date,A,B\n2024-01-02,1,2\n2024-01-03,1,3\n2024-01-04,1,2.5\n");
    place.file("holes.csv", "date,A,B\n2024-01-02,1,2\n2024-01-03,,3\n2024-01-04,2,2.5\n");
    place.file("negative.csv", "date,A,B\n2024-01-02,1,2\n2024-01-03,-4,3\n");
    place.file("limits.toml", "gross_exposure = 1\n\nleverage = 2\n");
    place.file("broken.toml", "name = \"x\"\ntickers = [\"A\"\n");
    let cases = [
        ("run optimize --objective sharpe", "`--objective` is `sharpe`, expected one of those"),
        (
            "run optimize --objective hrp-ward --max-weight 0.3",
            "`--max-weight` is given with `--objective hrp-ward`",
        ),
        ("run optimize --portfolio none", "`--portfolio` is `none` without prices"),
        ("run optimize --prices absent.csv", "absent.csv"),
        ("run optimize --prices constant.csv", "`A`"),
        ("run optimize --prices holes.csv", "`A` has no price on 2024-01-03"),
        ("run optimize --prices negative.csv", "`negative.csv`, row 3, column `A`"),
        (
            "run optimize --constraints limits.toml",
            "`limits.toml`, line 3: unknown field `leverage`",
        ),
        ("run optimize --portfolio broken.toml --prices holes.csv", "`broken.toml`"),
        ("run optimize --tickers AAPL,NONE", "NONE"),
        ("run optimize --align ffill", "`ffill`"),
        ("run optimize --covariance guess", "`guess`"),
        ("run optimize --max-weight 0.2", "\"every weight at most 0.2\""),
        ("run optimize --risk-free 0.9", "0.9"),
        ("run optimize --objective min-cvar=1.5", "1.5"),
        ("run simulate --simulations 0", "0"),
        ("run simulate --horizon 0", "0"),
        ("run simulate --levels 1.5", "1.5"),
        ("run simulate --simulations 100 --levels 0.99", "0.99"),
        ("run volatility --asset NONE", "NONE"),
        ("run volatility --backtest --window 5000", "5000"),
        ("run forecast --method guess", "`guess`"),
        ("run forecast --horizon 0", "0"),
        ("run forecast --data absent.csv", "absent.csv"),
        ("run forecast --data holes.csv", "`holes.csv`"),
        ("run backtest --tickers NONE", "`--tickers` is `NONE`, expected one of AAPL"),
        ("run backtest --set speed=3", "`--set` is `speed=3`"),
        ("run backtest --cash 0", "cash"),
        ("run backtest --bars absent.csv", "absent.csv"),
        ("fetch none", "there is no dataset `none`"),
        ("fetch tech-portfolio", "in the program itself"),
    ];
    for (line, part) in cases {
        let said = place.refusal(line);
        assert!(said.contains(part), "{line}: {said}");
    }
}

#[test]
fn what_contradicts_itself_is_named_and_no_file_is_left() {
    let place = Place::new();
    let said = place.refusal("run optimize --max-weight 0.2 --output best.toml");
    assert!(said.contains("sum to") && said.contains("0.2"), "{said}");
    assert!(!place.path().join("best.toml").exists());
    let said = place.refusal("run optimize --output absent/best.toml");
    assert!(said.contains("cannot write `absent/best.toml`"), "{said}");
}

/// Tables of prices, each wrong in its own way, by the place that is wrong.
#[test]
fn wrong_tables_are_named_by_row_and_column() {
    let place = Place::new();
    for (rows, part) in [
        ("2024-01-02,1,2\n2024-01-03,nan,3\n", "row 3, column `A`"),
        ("2024-01-02,1,2\n2024-01-03,inf,3\n", "row 3, column `A`"),
        ("2024-01-02,1,2\n2024-01-03,2,0\n", "row 3, column `B`"),
        ("2024-01-02,1,2\n2024-01-03,2,3 USD\n", "row 3, column `B`"),
        ("2024-01-02,1,2\n2024-01-03,2\n", "row 3"),
        ("2024-01-02,1,2\n2024-01-02,2,3\n", "2024-01-02"),
        ("2024-01-03,1,2\n2024-01-02,2,3\n", "2024-01-02"),
        ("2024-01-02,1,2\n2024-13-03,2,3\n", "`2024-13-03` is no day"),
        ("", "wrong.csv"),
    ] {
        place.file("wrong.csv", &format!("date,A,B\n{rows}"));
        let said = place.refusal("run optimize --prices wrong.csv");
        assert!(said.contains(part) && said.contains("wrong.csv"), "{rows}: {said}");
    }
    for (bytes, part) in [
        (&b"date,A\n2024-01-02,1\n2024-01-03,\xe9\n"[..], "not UTF-8"),
        (b"\xff\xfed\0a\0t\0e\0", "UTF-16"),
        (b"\x1f\x8b\x08\x00broken", "cannot be unpacked"),
        (b"PAR1 and no more", "no parquet file"),
        (b"", "empty"),
    ] {
        std::fs::write(place.path().join("bytes.csv"), bytes).unwrap();
        let said = place.refusal("run optimize --prices bytes.csv");
        assert!(said.contains(part) && said.contains("`bytes.csv`"), "{said}");
    }
}

/// A mark of the encoding, semicolons and decimal commas are no mistakes.
#[test]
fn tables_of_other_countries_are_read() {
    let place = Place::new();
    let mut text = String::from("\u{feff}Date;A;B\n");
    for day in 1..=28 {
        text += &format!("2024-02-{day:02};{},5;{},25\n", 10 + day * 7 % 5, 20 + day * 3 % 4);
    }
    place.file("prices.csv", &text);
    let json = place.json("run optimize --prices prices.csv --objective min-volatility");
    assert_eq!(
        (json["prices"]["days"].as_u64(), json["weights"].as_object().unwrap().len()),
        (Some(28), 2)
    );
}

#[test]
fn settings_that_cannot_be_are_named() {
    let place = Place::new();
    place.file(
        "group.toml",
        "name = \"g\"\ntickers = [\"AAPL\", \"IBM\"]\n[groups.s]\nt = [\"ZZZ\"]\n",
    );
    place.file("prices.csv", "date,A,B\n2024-01-02,1,2\n2024-01-03,2,3\n2024-01-04,1,2\n");
    place.file("few.csv", "date,A,B,C\n2024-01-02,1,2,3\n2024-01-03,2,3,2\n2024-01-04,1,2,3\n");
    place.file("same.csv", "date,A,B\n2024-01-02,1,2\n2024-01-03,2,4\n2024-01-04,1.5,3\n");
    place.file("one.csv", "date,A\n2024-01-02,1\n2024-01-03,2\n2024-01-04,1.5\n");
    place.file(
        "heavy.toml",
        "name = \"h\"\ntickers = [\"A\", \"B\"]\n[weights]\nA = 0.5\nB = 0.7\n",
    );
    place.file("sales.csv", "item,time,value\na,2024-01-01,3\na,2024-01-02,-4\na,2024-01-03,5\n");
    for (line, part) in [
        ("run optimize --min-weight 0.6 --max-weight 0.4", "0.6"),
        ("run optimize --group sector/energy=..0.2", "`--group`"),
        ("run optimize --group sector=0.2", "`--group` is `sector=0.2`"),
        ("run optimize --portfolio group.toml --prices prices.csv", "ZZZ"),
        ("run optimize --objective efficient-return=9", "9"),
        ("run optimize --objective min-cvar=0", "0"),
        ("run optimize --objective min-cvar=0.999", "leaves 2.1 of 2147 scenarios in the tail"),
        ("run optimize --objective min-tracking-error", "weights of the benchmark"),
        ("run optimize --objective worst-case=-1", "radius"),
        ("run optimize --objective min-worst-loss=3", "`--objective` is `min-worst-loss=3`"),
        ("run optimize --tickers AAPL", "`--tickers` is `AAPL` alone"),
        ("run optimize --prices one.csv", "`--prices` is `A` alone"),
        ("run optimize --prices few.csv", "`sample` of 2 returns of 3 assets"),
        ("run optimize --prices same.csv", "`A` and `B` have the same returns"),
        (
            "run simulate --portfolio heavy.toml --prices prices.csv",
            "`heavy.toml`, row 3: the weights add up to 1.2",
        ),
        ("run simulate --levels 0.9999", "simulate at least 100001 paths"),
        ("run simulate --simulations 18446744073709551615", "18446744073709551615"),
        ("run simulate --process bootstrap --horizon 3000", "3000"),
        ("run simulate --process student --degrees 2", "degrees"),
        ("run simulate --sampling sobol --process bootstrap", "sobol"),
        ("run forecast --quantiles 1.5", "1.5"),
        ("run forecast --data sales.csv", "-4"),
        ("run forecast --data sales.csv --target sold", "sold"),
        ("run forecast --data sales.csv --covariates price", "price"),
        (
            "run forecast --data sales.csv --allow-negative --method naive --horizon 2 --windows 9",
            "windows",
        ),
        ("run forecast --conformal 1 --method theta --horizon 0", "`--horizon`"),
        ("run volatility --level 1.5 --backtest", "1.5"),
        ("run backtest --strategy pairs --tickers GOOG", "two assets"),
        ("run backtest --leverage 0.5 --set fast=0", "0"),
    ] {
        let said = place.refusal(line);
        assert!(said.contains(part), "{line}: {said}");
    }
}
