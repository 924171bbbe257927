use super::{HolidayCalendar, Period, PeriodStamp, fourier_term};
use crate::series::SeriesSet;
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

/// Which features of the calendar are made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalendarFeatures {
    /// Each gives two features: the holidays within the period, and how much of the days before
    /// the holiday (`lead_days`) lies within it.
    pub holidays: HolidayCalendar,
    /// How many days before a holiday people prepare for it; 0 leaves this feature out.
    pub lead_days: usize,
    /// One feature for each of Monday to Sunday (for steps of a day or less).
    pub weekday: bool,
    /// One feature for each month.
    pub month: bool,
    /// Cycles: the period in steps and how many harmonics.
    pub fourier: Vec<(f64, usize)>,
    /// What the time of a value means.
    pub stamp: PeriodStamp,
}

impl Default for CalendarFeatures {
    /// Nothing but the stamp at the start.
    fn default() -> Self {
        Self {
            holidays: HolidayCalendar::default(),
            lead_days: 7,
            weekday: false,
            month: false,
            fourier: Vec::new(),
            stamp: PeriodStamp::Start,
        }
    }
}

/// A feature of the calendar with its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalendarFeature {
    /// Its name, as `Easter` or `Easter (before)`.
    pub name: String,
    /// What belongs together in attributions, as `Easter` or `month`.
    pub group: String,
    /// Its value for the period.
    pub value: f64,
}

impl CalendarFeatures {
    /// The features of the period at an index of the panel's grid, always in the same order. All
    /// are zero outside the years that can be written.
    ///
    /// ```
    /// use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar, PeriodStamp};
    /// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
    /// let friday = jiff::civil::date(2012, 4, 6).at(0, 0, 0, 0);
    /// let set = SeriesSet::new(Frequency::Weekly, friday, vec![Series::new("a", &[1.0])])?;
    /// let calendar = CalendarFeatures {
    ///     holidays: HolidayCalendar::from_toml("[[holiday]]\nname='Easter'\neaster=0\n")?,
    ///     stamp: PeriodStamp::End,
    ///     ..CalendarFeatures::default()
    /// };
    /// // The week that ends on Good Friday holds six of the seven days before Easter Sunday.
    /// let values: Vec<f64> = calendar.at(&set, 0).iter().map(|f| f.value).collect();
    /// assert_eq!(values, [0.0, 6.0 / 7.0]);
    /// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
    /// ```
    #[must_use]
    pub fn at(&self, set: &SeriesSet, index: usize) -> Vec<CalendarFeature> {
        let mut features = Vec::new();
        let mut push = |name: String, group: &str, value: f64| {
            features.push(CalendarFeature { name, group: group.to_owned(), value });
        };
        let period = Period::of(set, index, self.stamp);
        for holiday in &self.holidays.holidays {
            let (on, before) = period.map_or((0.0, 0.0), |period| {
                let ahead = period.last.checked_add((self.lead_days as i64).days());
                let days = holiday.within(period.first, ahead.unwrap_or(period.last));
                let on = days.iter().filter(|&&day| period.overlap(day, day) > 0).count();
                let before = days.iter().map(|&day| self.lead(period, day)).sum();
                (on as f64, before)
            });
            push(holiday.name.clone(), &holiday.name, on);
            if self.lead_days > 0 {
                push(format!("{} (before)", holiday.name), &holiday.name, before);
            }
        }
        let first = period.map(|period| period.first);
        let is = |found: Option<i8>, expected: i8| f64::from(u8::from(found == Some(expected)));
        if self.weekday {
            let found = first.map(|day| day.weekday().to_monday_one_offset());
            for weekday in 1..=7 {
                push(format!("weekday {weekday}"), "weekday", is(found, weekday));
            }
        }
        if self.month {
            let found = period.map(|period| period.last.month());
            for month in 1..=12 {
                push(format!("month {month}"), "month", is(found, month));
            }
        }
        for &(period, orders) in &self.fourier {
            for order in 1..=orders {
                let (sin, cos) = fourier_term(index, period, order);
                push(format!("sin {order}/{period:.2}"), "season", sin);
                push(format!("cos {order}/{period:.2}"), "season", cos);
            }
        }
        features
    }

    /// The share of the days before a holiday that lies in the period.
    fn lead(&self, period: Period, day: Date) -> f64 {
        let days = self.lead_days as i64;
        match (day.checked_sub(days.days()), day.checked_sub(1.day())) {
            (Ok(from), Ok(to)) => period.overlap(from, to) as f64 / self.lead_days.max(1) as f64,
            _ => 0.0,
        }
    }
}
