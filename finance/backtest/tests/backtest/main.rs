//! The back-tester, its indicators and statistics against other libraries, closed forms and bad
//! input.

mod account;
mod backtesting_py;
mod bad_input;
mod indicators;
mod look_ahead;
mod made_up;
mod overfitting;
mod search;
mod statistics;
mod strategies;
