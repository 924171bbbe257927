use jiff::civil::date;
use neuron_forecast_evaluation::calendar::{
    CalendarFeatures, HolidayCalendar, PeriodStamp, easter, fourier_term,
};
use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};

#[test]
fn federal_holidays_are_those_of_pandas() {
    // pandas 2.3.3: USFederalHolidayCalendar().holidays('1990-01-01', '2040-12-31'): 530 days, and
    // sum((k + 1) * yyyymmdd) % 1000003 = 739995 over them in order.
    let federal = HolidayCalendar::us_federal();
    let (from, to) = (date(1990, 1, 1), date(2040, 12, 31));
    let mut days: Vec<_> = federal.holidays.iter().flat_map(|h| h.within(from, to)).collect();
    days.sort_unstable();
    assert_eq!(days.len(), 530);
    let number = |day: &jiff::civil::Date| {
        i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
    };
    let sum: i64 = days.iter().zip(1..).map(|(day, k)| k * number(day)).sum();
    assert_eq!(sum % 1_000_003, 739_995);
    let of_2010: Vec<String> = days
        .iter()
        .filter(|day| day.year() == 2010)
        .map(|day| day.strftime("%m-%d").to_string())
        .collect();
    // New Year's Day of 2011 was a Saturday, kept on the last day of 2010.
    let expected = [
        "01-01", "01-18", "02-15", "05-31", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24",
        "12-31",
    ];
    assert_eq!(of_2010, expected);
}

#[test]
fn easter_sundays() {
    // The United States Census Bureau's list of Easter Sundays.
    for (year, month, day) in
        [(2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2012, 4, 8), (2024, 3, 31), (2038, 4, 25)]
    {
        assert_eq!(easter(year), Some(date(year, month, day)));
    }
}

#[test]
fn faults_of_a_holiday_list_are_named() {
    let cases = [
        ("x = 1", "holiday list: there is no `[[holiday]]` in it"),
        ("[[holiday]]\nmonth = 1", "holiday list: holiday 1 ``: `name` is missing"),
        (
            "[[holiday]]\nname = 'a'\nmonth = 13\nday = 1",
            "holiday list: holiday 1 `a`: `month` is 13, expected 1 to 12",
        ),
        (
            "[[holiday]]\nname = 'a'\ndates = ['2024-02-30']",
            "holiday list: holiday 1 `a`: \"2024-02-30\" is not a date such as \"2024-05-31\"",
        ),
        (
            "[[holiday]]\nname = 'a'\nmonth = 5\nweekday = 'Funday'\nnth = 1",
            "holiday list: holiday 1 `a`: `Funday` is no weekday",
        ),
        (
            "[[holiday]]\nname = 'a'\nmonth = 5",
            "holiday list: holiday 1 `a`: expected `dates`, `month` with `day`, `month` with \
             `weekday` and `nth`, or `easter`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(HolidayCalendar::from_toml(text).unwrap_err().to_string(), expected);
    }
    let list =
        "[[holiday]]\nname = 'fair'\nmonth = 5\nweekday = 'Friday'\nnth = -1\nlast_year = 2023";
    let fair = HolidayCalendar::from_toml(list).unwrap();
    assert_eq!(fair.on(date(2023, 5, 26)), ["fair"]);
    assert!(fair.on(date(2024, 5, 31)).is_empty());
}

#[test]
fn features_of_days_and_weeks() {
    let set = |frequency, start: jiff::civil::Date| {
        let series = vec![Series::new("a", &[1.0])];
        SeriesSet::new(frequency, start.at(0, 0, 0, 0), series).unwrap()
    };
    let calendar = CalendarFeatures {
        holidays: HolidayCalendar::from_toml(
            "[[holiday]]\nname = 'Christmas'\nmonth = 12\nday = 25",
        )
        .unwrap(),
        weekday: true,
        month: true,
        ..CalendarFeatures::default()
    };
    let daily = set(Frequency::Daily, date(2023, 12, 20));
    let value = |set: &SeriesSet, calendar: &CalendarFeatures, t, name: &str| {
        calendar.at(set, t).into_iter().find(|f| f.name == name).unwrap().value
    };
    assert_eq!(value(&daily, &calendar, 5, "Christmas"), 1.0);
    assert_eq!(value(&daily, &calendar, 4, "Christmas"), 0.0);
    assert_eq!(value(&daily, &calendar, 4, "Christmas (before)"), 1.0 / 7.0);
    assert_eq!(value(&daily, &calendar, 5, "weekday 1"), 1.0);
    assert_eq!(value(&daily, &calendar, 5, "month 12"), 1.0);
    // The same week by its first and by its last day.
    let start = set(Frequency::Weekly, date(2023, 12, 23));
    let end = set(Frequency::Weekly, date(2023, 12, 29));
    let by_end = CalendarFeatures { stamp: PeriodStamp::End, ..calendar.clone() };
    for name in ["Christmas", "Christmas (before)"] {
        let (a, b) = (value(&start, &calendar, 0, name), value(&end, &by_end, 0, name));
        assert_eq!(a, b, "{name}");
    }
    assert_eq!(value(&start, &calendar, 0, "Christmas (before)"), 2.0 / 7.0);
    let (sin, cos) = fourier_term(13, 52.0, 1);
    assert!((sin - 1.0).abs() < 1e-15 && cos.abs() < 1e-15);
}
