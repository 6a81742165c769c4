//! The pages of `iijdeck explain` are those of the codes that are declared.

use std::fs;
use std::path::Path;

use iijdeck::code;

#[test]
fn every_page_has_its_code() {
    // That every code has its page, and that something tells it, the compiler sees to.
    let pairs = code::ALL.windows(2).map(|pair| (pair[0].name(), pair[1].name()));
    let unsorted: Vec<_> = pairs.filter(|(before, after)| before >= after).collect();
    assert_eq!(unsorted, [("", ""); 0], "the rows of `src/code.rs` stand in the order of names");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explain");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the pages")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let declared: Vec<_> = code::ALL.iter().map(|code| format!("{}.md", code.name())).collect();
    assert_eq!(names, declared);
}
