//! Prices of many assets on common days: panels, returns, calendars, sources, warnings.
#![forbid(unsafe_code)]
