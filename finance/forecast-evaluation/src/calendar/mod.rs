//! What the calendar says of a period: holidays, weekday, month, place in a cycle.

mod features;
mod fourier;
mod holiday;
mod holiday_calendar;
mod period;

pub use features::{CalendarFeature, CalendarFeatures};
pub use fourier::fourier_term;
pub use holiday::{Holiday, HolidayRule, easter};
pub use holiday_calendar::HolidayCalendar;
pub use period::{Period, PeriodStamp};
