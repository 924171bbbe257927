use neuron_forecast_evaluation::Note;
use neuron_forecast_evaluation::series::{Frequency, GapPolicy, LongTable, MetadataValue};

fn table() -> LongTable {
    LongTable::new("id", "day", "sold")
}

fn refusal(table: &LongTable, rows: &str) -> String {
    let text = format!("id,day,sold,price,kind\n{rows}");
    table.read(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn every_fault_names_its_row() {
    let price = table().known("price");
    let cases: [(&LongTable, &str, &str); 13] = [
        (
            &table(),
            "a,2024-01-01,1,,\na,2024-01-02,1,,\na,2024-01-05,1,,\n",
            "row 4: item `a` lacks 2 daily value(s) before 2024-01-05; fill them, or choose to \
             take gaps as missing or as zero",
        ),
        (
            &table(),
            "a,2024-01-01,1,,\nb,2024-01-01,1,,\na,2024-01-01,2,,\n",
            "rows 2 and 4: item `a` has two values at 2024-01-01; keep one",
        ),
        (
            &table(),
            "a,2024-01-02,1,,\na,2024-01-01,2,,\n",
            "row 3: item `a` goes back from 2024-01-02 to 2024-01-01; sort the rows, or read with \
             `sort`",
        ),
        (
            &table(),
            "a,2024-01-01,1,,\na,2024-01-02,2,,\nb,2024-01-01,1,,\nb,2024-01-08,1,,\n",
            "row 2: item `a` is daily while item `b` is weekly; use one frequency, or name it",
        ),
        (
            &table(),
            "a,2024-01-01,1,,\na,2024-01-02,-2,,\n",
            "row 3: item `a` has the negative demand -2; correct it, or allow returns",
        ),
        (
            &LongTable { refuse_constant: true, ..table() },
            "a,2024-01-01,4,,\na,2024-01-02,4,,\n",
            "row 2: item `a` is constant at 4 over 2 values",
        ),
        (
            &price,
            "a,2024-01-01,4,1,\na,2024-01-02,,2,\na,2024-01-03,,,\n",
            "row 4, column `price`: is empty after the target's end; a covariate known ahead needs \
             every future value",
        ),
        (&table(), "a,2024-01-01,four,,\n", "row 2, column `sold`: `four` is not a finite number"),
        (&table(), "a,2024-01-01,inf,,\n", "row 2, column `sold`: `inf` is not a finite number"),
        (
            &table(),
            "a,1.1.2024,4,,\n",
            "row 2, column `day`: `1.1.2024` is not a time such as `2024-05-31`",
        ),
        (&table(), ",2024-01-01,4,,\n", "row 2, column `id`: the item's name is empty"),
        (
            &table().metadata("kind"),
            "a,2024-01-01,4,,x\na,2024-01-02,4,,y\n",
            "row 3, column `kind`: metadata `y` was `x` in the item's first row; it must stay the \
             same",
        ),
        (
            &table().known("weather"),
            "a,2024-01-01,4,,\n",
            "column `weather` is not in the table; it has `id`, `day`, `sold`, `price`, `kind`",
        ),
    ];
    for (table, rows, expected) in cases {
        assert_eq!(refusal(table, rows), expected);
    }
    let far = LongTable { gaps: GapPolicy::Missing, frequency: Some(Frequency::Hourly), ..table() };
    assert_eq!(
        refusal(&far, "a,2024-01-01,4,,\na,9024-01-01,4,,\n"),
        "row 3: item `a` lies 61360728 hourly steps after its first row, at most 5000000 are read; \
         use one frequency, or name it"
    );
    assert_eq!(refusal(&table(), ""), "rows of the table: found 0, expected 1");
    assert!(refusal(&table(), "a,2024-01-01,4\n").starts_with("cannot read the table"));
}

#[test]
fn a_covariate_that_ends_too_early_is_missed() {
    let rows = "id,day,sold,price\na,2024-01-01,4,1\na,2024-01-02,3,1\na,2024-01-03,,1\n";
    let set = table().known("price").read(rows.as_bytes()).unwrap();
    assert!(set.require_future(2, 1).is_ok());
    assert_eq!(
        set.require_future(2, 2).unwrap_err().to_string(),
        "item `a`: covariate `price` is said to be known ahead but is missing at 2024-01-04; give \
         2 future value(s), or declare it as known in the past only"
    );
}

#[test]
fn gaps_are_taken_as_chosen_and_said() {
    let rows = "id,day,sold\na,2024-01-01,4\na,2024-01-03,NA\na,2024-01-04,1\nb,2024-01-02,5\n";
    let missing = LongTable { gaps: GapPolicy::Missing, ..table() };
    let set = missing.read(rows.as_bytes()).unwrap();
    assert_eq!(set.series()[0].target, [Some(4.0), None, None, Some(1.0)]);
    assert_eq!(set.series()[0].filled(), [4.0, 3.0, 2.0, 1.0]);
    assert_eq!(set.notes()[0].note, Note::MissingValues { count: 2, of: 4 });
    assert_eq!((set.series()[1].offset, set.series()[1].at(1)), (1, Some(5.0)));
    let zero = LongTable { gaps: GapPolicy::Zero, ..table() };
    let set = zero.read(rows.as_bytes()).unwrap();
    assert_eq!(set.series()[0].target, [Some(4.0), Some(0.0), None, Some(1.0)]);
}

#[test]
fn odd_demand_is_said() {
    let mut rows = "id,day,sold\n".to_owned();
    for day in 1..=28 {
        let lumpy = if day % 4 == 0 { day * day } else { 0 };
        rows += &format!("lumpy,2024-02-{day:02},{lumpy}\nflat,2024-02-{day:02},7\n");
        rows += &format!("returns,2024-02-{day:02},{}\n", day % 3 - 1);
    }
    let set = LongTable { allow_negative: true, ..table() }.read(rows.as_bytes()).unwrap();
    let notes: Vec<Note> = set.notes().into_iter().map(|note| note.note).collect();
    assert!(
        matches!(notes[0], Note::Intermittent { interval, class: "lumpy", .. } if interval == 4.0)
    );
    assert_eq!(notes[1], Note::Constant { value: 7.0 });
    assert_eq!(notes[2], Note::Negative { count: 9 });
}

#[test]
fn frequencies_are_found() {
    let read = |days: &[&str]| {
        let rows: String = days.iter().map(|day| format!("a,{day},1\n")).collect();
        table().read(format!("id,day,sold\n{rows}").as_bytes()).map(|set| set.frequency())
    };
    let cases: [(&[&str], Frequency); 7] = [
        (&["2024-03-01T22:00", "2024-03-01T23:00", "2024-03-02T00:00"], Frequency::Hourly),
        (&["2024-03-08", "2024-03-09", "2024-03-10"], Frequency::Daily),
        (&["2024-03-07", "2024-03-08", "2024-03-11"], Frequency::BusinessDaily),
        (&["2024-03-01", "2024-03-08", "2024-03-15"], Frequency::Weekly),
        (&["2024-01-31", "2024-02-29", "2024-03-31"], Frequency::Monthly),
        (&["2024-01", "2024-04", "2024-07"], Frequency::Quarterly),
        (&["2022", "2023", "2024"], Frequency::Yearly),
    ];
    for (days, expected) in cases {
        assert_eq!(read(days).unwrap(), expected, "{days:?}");
        assert_eq!(expected.to_string().parse::<Frequency>().unwrap(), expected);
    }
    assert!(read(&["2024-03-01T22:00", "2024-03-01T22:30"]).is_err());
    assert!("fortnightly".parse::<Frequency>().is_err());
    // Every grid leads back to where it came from.
    let start = jiff::civil::date(2023, 1, 31).at(0, 0, 0, 0);
    for frequency in Frequency::ALL {
        for steps in [-40, -5, -1, 0, 1, 4, 5, 6, 400] {
            let there = frequency.advance(start, steps).unwrap();
            assert_eq!(frequency.steps(start, there), Some(steps), "{frequency}");
        }
    }
}

#[test]
fn other_spellings_of_a_table() {
    let text = "\u{feff}id;day;sold;open;size\nb;2024-01-02;3,5;TRUE;7\nb;2024-01-01;2,5;false;7\n";
    let columns = LongTable { delimiter: b';', decimal_comma: true, sort: true, ..table() };
    let set = columns.known("open").metadata("size").read(text.as_bytes()).unwrap();
    let series = &set.series()[0];
    assert_eq!(series.target, [Some(2.5), Some(3.5)]);
    assert_eq!(series.covariates[0], [Some(0.0), Some(1.0)]);
    assert_eq!(series.metadata, [MetadataValue::Number(7.0)]);
    let latin1 = b"id,day,sold\n\xe4,2024-01-01,1\n";
    assert!(table().read(&latin1[..]).unwrap_err().to_string().contains("UTF-8"));
}

#[test]
fn a_refusal_is_one_line_whatever_the_cells_hold() {
    for text in [
        "\"\0\0\0\nmuu\t\0",
        "id,\"d\nay\",sold\na,2024-01-01,1\n",
        "id,day,sold\n\"a\nb\",2024-01-01,1\n",
        "id,day,sold\na,\"2024\n\",1\na,\"20\n24\",1\n",
        "id,day,sold\na,2024-01-01,\"1\n2\"\n",
        "id,day,sold,kind\na,2024-01-01,1,\"x\ny\"\n",
    ] {
        let columns = if text.contains("kind") { table().metadata("kind") } else { table() };
        let said = columns.read(text.as_bytes()).unwrap_err().to_string();
        assert!(!said.contains(char::is_control), "{said:?}");
    }
}
