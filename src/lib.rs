//! Financial results decks written as text: one checked YAML source, decks in every format.
//!
//! Every figure is written once, every figure is proved, and nothing that is wrong, missing or
//! overflowing leaves the building silently. The rooms import only leftward:
//!
//! `code < num < source < diag < shape < facts < prove < locale < view < chart < slide < deck < words <
//! i18n < book < check < roll < import < write < diff < readback < live < cli`
//!
//! A source is read ([`source`], [`shape`]) into a [`deck::Deck`] of [`facts`] and [`slide`]s,
//! laid out as a [`view::View`] in each language, checked into a [`check::Checked`], written
//! ([`mod@write`]) as bytes, and read back ([`readback`]) to prove that nothing was lost. [`live`] does so at every save. `ARCHITECTURE.md` gives the reasons.

pub mod book;
pub mod chart;
pub mod check;
pub mod cli;
pub mod code;
pub mod deck;
pub mod diag;
pub mod diff;
pub mod facts;
pub mod i18n;
pub mod import;
pub mod live;
pub mod locale;
pub mod num;
pub mod prove;
pub mod readback;
pub mod roll;
pub mod shape;
pub mod slide;
pub mod source;
pub mod view;
pub mod words;
pub mod write;
