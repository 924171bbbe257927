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
