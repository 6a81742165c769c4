//! Financial results decks written as text: one checked YAML source, decks in every format.
//!
//! Every figure is written once, every figure is proved, and nothing that is wrong, missing or
//! overflowing leaves the building silently. The rooms import only leftward:
//!
//! `code < num < source < diag < shape < facts < prove < locale < view < chart < slide < deck < words <
//! i18n < workbook < filing < check < roll < import < write < diff < readback < live < cli`
//!
//! What a program needs is here; the rooms are open to the program's own tests and hidden from these pages.
//! `ARCHITECTURE.md` says what each holds, and gives the reasons.
//!
//! A deck is read, checked in its languages and built. Whatever is wrong with it is a [`Finding`] with its place; what
//! can be asked of its figures is asked of its [`Facts`].
//!
//! ```
//! use std::path::Path;
//!
//! use iijdeck::{FORMATS, Report, Sources, build, check, prove, read};
//!
//! let (mut sources, mut report) = (Sources::new(), Report::new());
//! let path = Path::new("examples/iij-1q-fy2010/quarter.yaml");
//! let deck = read(path, &mut sources, &mut report).expect("a deck");
//!
//! // Every figure once, and what must hold between them.
//! let revenue = deck.facts.references().key("revenue@1Q10").expect("an item");
//! assert_eq!(deck.facts.fact(revenue).and_then(|fact| fact.stated()).expect("typed").to_string(), "JPY 15,813 million");
//! assert!(prove(&deck.facts).statements().len() > 100);
//!
//! // What is laid out in English, and what is to be said of it.
//! let checked = check(&deck, &["en".to_owned()], false, &mut sources, &mut report);
//! let checked = checked.expect("no error");
//! assert!(!report.has_errors());
//! assert_eq!(checked.views()[0].pages[0].number, 1);
//!
//! let markdown = FORMATS.into_iter().filter(|format| format.name == "md").collect();
//! let files = build(&checked, &markdown, &mut sources).expect("no template fails");
//! assert!(files.iter().any(|file| file.main && file.path.ends_with(".md")));
//! ```

#[doc(hidden)]
pub mod chart;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod code;
#[doc(hidden)]
pub mod databook;
#[doc(hidden)]
pub mod deck;
#[doc(hidden)]
pub mod diag;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod facts;
#[doc(hidden)]
pub mod filing;
#[doc(hidden)]
pub mod i18n;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod live;
#[doc(hidden)]
pub mod locale;
#[doc(hidden)]
pub mod num;
#[doc(hidden)]
pub mod prove;
#[doc(hidden)]
pub mod readback;
#[doc(hidden)]
pub mod roll;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod slide;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod view;
#[doc(hidden)]
pub mod words;
#[doc(hidden)]
pub mod workbook;
#[doc(hidden)]
pub mod write;

pub use check::{Checked, in_languages as check};
pub use deck::{Deck, read};
pub use diag::{Finding, Report};
pub use facts::Facts;
pub use locale::Locale;
pub use prove::prove;
pub use source::Sources;
pub use view::View;
pub use write::{FORMATS, Format, OutputFile, build};
