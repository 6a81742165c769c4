use std::fs;

use super::*;
use crate::source::Span;
use crate::view::{Block, Footer, Geometry, Inline, Layout, Page, Slot, Theme};
use crate::write::{MARKDOWN, TYPST};

/// Makes a view of the given paragraphs, one slide each.
pub(in crate::write) fn view(slides: &[&str]) -> View {
    let colors = ["ink", "muted", "rule", "band", "paper", "accent", "on_accent", "up", "down"];
    let pages = slides.iter().enumerate().map(|(at, text)| page(at + 1, text));
    View {
        lang: "en".to_owned(),
        title: "First Quarter".to_owned(),
        subject: String::new(),
        company: "Example Inc.".to_owned(),
        short: "Example".to_owned(),
        date: "2010-08-13".to_owned(),
        date_long: "August 13, 2010".to_owned(),
        date_parts: (2010, 8, 13),
        words: [("figures".to_owned(), "Figures".to_owned())].into(),
        theme: Theme {
            colors: colors.map(|role| (role.to_owned(), "#123456".to_owned())).into(),
            dark: [].into(),
            series: vec!["#123456".to_owned(); 8],
            on_series: vec!["#ffffff".to_owned(); 8],
            dark_series: vec!["#8ec1ea".to_owned(); 8],
            on_dark_series: vec!["#000000".to_owned(); 8],
            fonts: vec!["Source Sans 3".to_owned(), "Noto Sans JP".to_owned()],
            logo: None,
            logo_alt: String::new(),
            logo_data: None,
        },
        setting: crate::locale::Locale::of("en").expect("English").setting.clone(),
        browser_rules: Vec::new(),
        geometry: &Geometry::WIDE,
        footer: Footer { text: "Example Inc.".to_owned() },
        sections: Vec::new(),
        pages: pages.collect(),
        mark: String::new(),
        attachment: None,
    }
}

fn page(number: usize, text: &str) -> Page {
    let body = vec![Inline::text(text)];
    Page {
        id: format!("bullets-{number}"),
        number,
        kind: "bullets",
        layout: Layout::Rows,
        running: String::new(),
        label: format!("I-{number}."),
        title: "A slide".to_owned(),
        part: String::new(),
        heading: format!("I-{number}. A slide"),
        subheading: String::new(),
        unit: String::new(),
        step: 0,
        slots: vec![Slot { weight: 1, blocks: vec![Block::Prose { level: 0, body }] }],
        footnotes: Vec::new(),
        slide: number - 1,
        span: Span::default(),
    }
}

/// Renders one slide with files of the author's in place of built-in ones.
fn with_files(files: &[(&str, &str)]) -> Result<String, Box<TemplateError>> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = dir.path().join("templates").join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let folder = Folder::of(&dir.path().join("quarter.yaml"));
    Templates::new(&TYPST, Some(&folder)).render(&view(&["Revenue"]))
}

#[test]
fn a_misspelt_field_is_found_where_it_stands() {
    for wrong in ["{{ block.boddy }}", "{% for x in block.boddy %}{% endfor %}"] {
        let text = format!("      // prose\n      {wrong}\n");
        let error = with_files(&[("typ/block/prose.j2", &text)]).expect_err("it is misspelt");
        assert_eq!(error.name, "typ/block/prose.j2");
        assert_eq!(error.path.as_deref(), Some("templates/typ/block/prose.j2"));
        assert_eq!(error.line, Some(2), "{error}");
        assert_eq!(error.source, text);
        let range = error.range.expect("a place");
        assert!(text[range].contains("boddy"), "{wrong}");
    }
}

#[test]
fn filters_that_hide_a_misspelt_field_are_gone() {
    for filter in ["default('x')", "d('x')", "join(',')"] {
        let text = format!("{{{{ view.titel | {filter} }}}}");
        let error = with_files(&[("typ/deck.j2", &text)]).expect_err("the filter is gone");
        assert_eq!(error.line, Some(1));
    }
}

#[test]
fn a_broken_template_is_found_where_it_stands() {
    let error = with_files(&[("typ/deck.j2", "// x\n{% if %}\n")]).expect_err("it is broken");
    assert_eq!(error.path.as_deref(), Some("templates/typ/deck.j2"));
    assert_eq!(error.line, Some(2));
    assert_eq!(error.source, "// x\n{% if %}\n");
}

#[test]
fn an_error_in_a_built_in_template_has_no_path() {
    let mut view = view(&["Revenue"]);
    view.theme.colors.remove("accent");
    let error = Templates::new(&TYPST, None).render(&view).expect_err("a colour is missing");
    assert_eq!((error.name.as_str(), error.path), ("typ/lib.j2", None));
}

#[test]
fn a_runaway_loop_stops() {
    let text = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
    let error = with_files(&[("typ/deck.j2", text)]).expect_err("it takes too long");
    assert!(error.message.contains("steps"), "{error}");
}

#[test]
fn a_template_that_includes_itself_stops() {
    let text = "{% include \"typ/deck.j2\" %}";
    assert!(with_files(&[("typ/deck.j2", text)]).is_err());
}

#[test]
fn output_is_limited() {
    let text = "{% set big = \"0123456789\" * 100000 %}\
                {% for a in range(100) %}{{ big }}{% endfor %}";
    let error = with_files(&[("typ/deck.j2", text)]).expect_err("it is too large");
    assert!(error.message.contains("64 MB"), "{error}");
}

#[test]
fn a_kind_may_have_a_page_of_its_own() {
    let own = with_files(&[("typ/page/kind-bullets.j2", "// own page\n")]).expect("it renders");
    assert!(own.contains("// own page\n"));
}

#[test]
fn nothing_outside_the_templates_is_included() {
    for name in ["../quarter.yaml", "/etc/hostname", "typ/../../quarter.yaml"] {
        let text = format!("{{% include \"{name}\" %}}");
        assert!(with_files(&[("typ/deck.j2", &text)]).is_err(), "{name}");
    }
}

#[test]
fn an_import_under_no_name_is_told_and_no_crash() {
    let deck =
        |import: &str| with_files(&[("typ/deck.j2", &format!("a\n{{% import {import} %}}"))]);
    for bad in ["'typ/cell.j2' as 1", "'typ/cell.j2' as x --0", "'typ/cell.j2'", "x as", "-"] {
        let error = deck(bad).expect_err(bad);
        assert!(error.message.contains("line 2: write an import as"), "{bad}: {}", error.message);
    }
    for good in ["'typ/inline.j2' as alias", "'typ/inline.j2' as b without context"] {
        assert!(deck(good).is_ok(), "{good}");
    }
}

#[test]
fn values_become_literals() {
    let text = "{{ view.title ~ '\"#' }} {{ page.number }} {{ true }} {{ none }} \
                {{ 1.5 }} {{ -2 }} {{ view.theme.fonts }}";
    let deck = "{{ slides[0].text }}";
    let made = with_files(&[("typ/deck.j2", deck), ("typ/slide.j2", text)]).expect("it renders");
    assert_eq!(
        made,
        "\"First Quarter\\\"#\" 1 true none 1.5 -2 (\"Source Sans 3\", \"Noto Sans JP\", )"
    );
}

#[test]
fn a_view_that_changed_reads_as_if_it_were_the_first() {
    let mut kept = Templates::new(&TYPST, None);
    let mut views = vec![view(&["10", "20", "30"]), view(&["10", "21", "30"]), view(&["10"])];
    // Another frame, the same slides; then one slide more than before.
    views.push(View { company: "Other Inc.".to_owned(), ..view(&["10"]) });
    views.push(view(&["10", "20"]));
    for view in &views {
        let anew = Templates::new(&TYPST, None).render(view);
        assert_eq!(kept.render(view), anew);
        assert!(anew.expect("it renders").contains(&view.company));
    }
}

#[test]
fn a_slide_that_failed_is_not_taken_for_written() {
    let text = "{{ page.title }}{% if page.number == 2 and view.title == 'Bad' %}\
                {{ no }}{% endif %}";
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(dir.path().join("templates/md")).expect("a folder");
    fs::write(dir.path().join("templates/md/slide.j2"), text).expect("a file");
    let folder = Folder::of(&dir.path().join("quarter.yaml"));
    let mut kept = Templates::new(&MARKDOWN, Some(&folder));
    let (good, mut bad) = (view(&["10", "20"]), view(&["10", "20"]));
    bad.title = "Bad".to_owned();
    let first = kept.render(&good).expect("it renders");
    for _ in 0..2 {
        kept.render(&bad).expect_err("the second slide fails");
    }
    assert_eq!(kept.render(&good), Ok(first));
}
