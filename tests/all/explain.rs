//! The pages of `iijdeck explain` are those of the codes that are declared.

use std::fs;
use std::path::Path;

use iijdeck::code;

#[test]
fn every_page_has_its_code() {
    // That every code has its page, and that something tells it, the compiler sees to.
    assert!(code::ALL.is_sorted_by(|a, b| a.name() < b.name()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explain");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the pages")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let declared: Vec<_> = code::ALL.iter().map(|code| format!("{}.md", code.name())).collect();
    assert_eq!(names, declared);
}
