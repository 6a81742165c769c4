use super::*;
use crate::write::format::TYPST;
use crate::write::template::Templates;
use crate::write::template::tests::view;

fn typ(view: &View) -> String {
    Templates::new(&TYPST, None).render(view).expect("the built-in templates are whole")
}

fn pdf(view: &View) -> Result<Pdf, Vec<LayoutProblem>> {
    compile(&typ(view), &BTreeMap::new(), view, Fonts::embedded())
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    let view = view(&["Revenue", "売上高"]);
    let first = pdf(&view).expect("it fits");
    comemo::evict(0);
    assert_eq!(first.pages, 2);
    assert_eq!(Ok(first), pdf(&view));
}

#[test]
fn every_overfull_slide_is_found_and_measured() {
    let long = "Revenue and gross margin. ".repeat(400);
    let view = view(&["short", &long, "short", &long]);
    let found = pdf(&view).expect_err("two slides overflow");
    assert_eq!(found.iter().map(LayoutProblem::page).collect::<Vec<_>>(), [Some(2), Some(4)]);
    for problem in found {
        assert!(
            matches!(problem, LayoutProblem::Overflow { side: OverflowSide::Bottom, points, lines, .. }
                if points > 100.0 && (5..100).contains(&lines)),
            "{problem}"
        );
    }
}

#[test]
fn a_word_wider_than_the_slide_is_found() {
    let view = view(&[&"x".repeat(400)]);
    let found = pdf(&view).expect_err("it is too wide");
    assert!(
        matches!(found[0], LayoutProblem::Overflow { page: 1, side: OverflowSide::Right, .. }),
        "{found:?}"
    );
}

#[test]
fn a_character_without_a_shape_is_found() {
    let view = view(&["fine", "not \u{1F600} fine"]);
    let found = pdf(&view).expect_err("no face has it");
    assert!(
        matches!(&found[..], [LayoutProblem::Glyph { page: 2, character: '\u{1F600}', .. }]),
        "{found:?}"
    );
}

#[test]
fn an_unknown_font_is_an_error() {
    let mut view = view(&["Revenue"]);
    view.theme.fonts.insert(0, "No Such Sans".to_owned());
    let found = pdf(&view).expect_err("there is no such font");
    assert!(found[0].to_string().contains("no such sans"), "{found:?}");
}

#[test]
fn a_template_that_loses_a_page_is_found() {
    let view = view(&["one", "two"]);
    let found = compile("#page[one]", &BTreeMap::new(), &view, Fonts::embedded());
    assert_eq!(found, Err(vec![LayoutProblem::Pages { slides: 2, pages: 1 }]));
}

#[test]
fn nothing_but_the_given_files_is_read() {
    let view = view(&["one"]);
    for code in ["read(\"/etc/hostname\")", "import \"@preview/cetz:0.3.0\"", "read(\"x.json\")"] {
        let found = compile(&format!("#{code}"), &BTreeMap::new(), &view, Fonts::embedded());
        assert!(matches!(&found.expect_err(code)[0], LayoutProblem::Typst { line: Some(1), .. }));
    }
}

#[test]
fn a_press_prints_the_changed_deck() {
    let mut press = Compositor::new(Fonts::embedded().clone());
    let (before, after) = (view(&["10", "20"]), view(&["10", "21"]));
    let first = press.compile(&typ(&before), &BTreeMap::new(), &before).expect("it fits");
    let second = press.compile(&typ(&after), &BTreeMap::new(), &after).expect("it fits");
    assert_ne!(first, second);
    assert_eq!(Ok(second), pdf(&after));
}
