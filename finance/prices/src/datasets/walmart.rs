//! `walmart-weekly`: weekly sales of departments of a shop, with what goes with them.

use crate::csv::{CsvOptions, DayFormat, Limits, Row, Table, unpacked};
use crate::series::check_order;
use crate::{Place, PricesError};
use jiff::civil::Date;
use serde::Serialize;

/// A week of a department.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DepartmentWeek {
    /// The Friday at its end.
    pub date: Date,
    /// Sales, in dollars; negative where more was given back than sold.
    pub sales: f64,
    /// Whether a public holiday is in it.
    pub is_holiday: bool,
    /// Mean temperature, in degrees Fahrenheit.
    pub temperature: f64,
    /// Price of fuel, in dollars a gallon.
    pub fuel_price: f64,
    /// Five kinds of price cuts, in dollars; unknown before November 2011, and where there was none.
    pub markdowns: [Option<f64>; 5],
    /// Consumer price index.
    pub cpi: f64,
    /// Rate of unemployment, in percent.
    pub unemployment: f64,
}

/// A department's weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DepartmentWeeks {
    /// Shop and department, such as `1_8`.
    pub id: String,
    /// The shop.
    pub store: u32,
    /// The department.
    pub department: u32,
    /// The shop's type, such as `A`.
    pub store_type: String,
    /// The shop's size, in square feet.
    pub store_size: f64,
    /// Its weeks, rising, none missing between the first and the last.
    pub weeks: Vec<DepartmentWeek>,
}

/// The columns, in their order.
const COLUMNS: [&str; 17] = [
    "id",
    "Store",
    "Dept",
    "Date",
    "Weekly_Sales",
    "IsHoliday",
    "Type",
    "Size",
    "Temperature",
    "Fuel_Price",
    "MarkDown1",
    "MarkDown2",
    "MarkDown3",
    "MarkDown4",
    "MarkDown5",
    "CPI",
    "Unemployment",
];

/// The departments' weeks from the bytes of the file `walmart_sales_weekly.csv`, in its order; `name` is
/// what errors call it. There are 7 departments of 143 weeks each, 5 February 2010 to 26 October 2012.
///
/// # Errors
/// [`PricesError`] with row and column.
pub fn walmart_weekly(bytes: &[u8], name: &str) -> Result<Vec<DepartmentWeeks>, PricesError> {
    let text = unpacked(bytes, name, &Limits::default())?;
    let mut table = Table::new(&text, name, &CsvOptions::default())?;
    if table.header() != COLUMNS {
        let what = format!("expected the columns {}", COLUMNS.join(", "));
        return Err(PricesError::format(table.place().row(1), what));
    }
    let mut departments: Vec<DepartmentWeeks> = Vec::new();
    while let Some(row) = table.next()? {
        let id = row.cell(0);
        let week = week(&table, &row)?;
        let place = table.at(&row);
        match departments.iter_mut().find(|own| own.id == id) {
            Some(own) => {
                check_next(place, own, week.date)?;
                own.weeks.push(week);
            }
            None => departments.push(DepartmentWeeks {
                id: id.to_owned(),
                store: number(&table, &row, 1)?,
                department: number(&table, &row, 2)?,
                store_type: row.cell(6).to_owned(),
                store_size: finite(&table, &row, 7)?,
                weeks: vec![week],
            }),
        }
    }
    if departments.is_empty() {
        let hint = "there are no rows below the header";
        return Err(PricesError::Empty { place: table.place(), of: String::new(), hint });
    }
    Ok(departments)
}

/// Refuses a week that does not follow the one before it.
fn check_next(place: Place, own: &DepartmentWeeks, date: Date) -> Result<(), PricesError> {
    let Some(last) = own.weeks.last() else { return Ok(()) };
    let row = place.row.unwrap_or_default();
    check_order(place.clone(), &own.id, last.date, date, row.saturating_sub(1))?;
    let days = last.date.until(date).map_or(0, |span| span.get_days());
    if days == 7 {
        return Ok(());
    }
    let what = format!("{date} of `{}` is {days} days after the week before, expected 7", own.id);
    Err(PricesError::format(place, what))
}

fn week(table: &Table<'_>, row: &Row) -> Result<DepartmentWeek, PricesError> {
    let is_holiday = match row.cell(5) {
        "TRUE" | "True" | "true" => true,
        "FALSE" | "False" | "false" => false,
        _ => return Err(PricesError::format(table.at_cell(row, 5), "expected TRUE or FALSE")),
    };
    let mut markdowns = [None; 5];
    for (number, markdown) in markdowns.iter_mut().enumerate() {
        let column = 10 + number;
        if !matches!(row.cell(column), "NA" | "") {
            *markdown = Some(finite(table, row, column)?);
        }
    }
    Ok(DepartmentWeek {
        date: DayFormat::Iso.read(row.cell(3), || table.at_cell(row, 3))?,
        sales: finite(table, row, 4)?,
        is_holiday,
        temperature: finite(table, row, 8)?,
        fuel_price: finite(table, row, 9)?,
        markdowns,
        cpi: finite(table, row, 15)?,
        unemployment: finite(table, row, 16)?,
    })
}

fn number<T: std::str::FromStr>(
    table: &Table<'_>,
    row: &Row,
    column: usize,
) -> Result<T, PricesError> {
    row.cell(column).parse().map_err(|_| {
        let shown: String = row.cell(column).chars().take(60).collect();
        let what = format!("`{}` is no number", shown.escape_debug());
        PricesError::format(table.at_cell(row, column), what)
    })
}

fn finite(table: &Table<'_>, row: &Row, column: usize) -> Result<f64, PricesError> {
    let value: f64 = number(table, row, column)?;
    match value.is_finite() {
        true => Ok(value),
        false => Err(PricesError::format(table.at_cell(row, column), "expected a finite number")),
    }
}
