//! An event-driven back-tester of strategies, and tests against fooling oneself.
#![forbid(unsafe_code)]
