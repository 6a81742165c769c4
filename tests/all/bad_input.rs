//! What the program says to bad input: every mistake at once, at its place, with a way out, and
//! never at the cost of an earlier output.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use iijdeck::cli::INIT_DECK;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a deck in it and an earlier output that must stay as it is.
struct Case {
    dir: TempDir,
}

impl Case {
    fn new(deck: &[u8]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("deck/out/deck/en")).expect("folders");
        let case = Self { dir };
        case.file("out/deck/en/deck.pdf", b"an earlier output");
        case.file("quarter.yaml", deck);
        case
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        let path = self.folder().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("deck")
    }

    /// Builds; whatever happens, no file may change or be left behind.
    fn refused(&self, args: &[&str]) -> String {
        let before = tree(self.dir.path());
        let output = self.run(&[&["build"], args].concat());
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(output.stdout.is_empty(), "{:?}", output.stdout);
        assert_eq!(tree(self.dir.path()), before, "files changed");
        told
    }

    fn run(&self, args: &[&str]) -> Output {
        program(&self.folder(), args).output().expect("the program runs")
    }
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = crate::program::iijdeck();
    command.env("COLUMNS", "80").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.current_dir(folder).args(args);
    command
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(tree(&path));
        } else {
            // A large file is told from another by its size alone.
            let size = fs::metadata(&path).expect("a file").len();
            let bytes = if size > 1 << 20 { Vec::new() } else { fs::read(&path).expect("a file") };
            out.insert(path, bytes);
        }
    }
    out
}

/// The first deck with one text in place of another.
fn with(from: &str, to: &str) -> String {
    assert!(INIT_DECK.contains(from), "{from}");
    INIT_DECK.replacen(from, to, 1)
}

/// Line and column of a text in a deck, as findings tell them.
fn place(deck: &str, of: &str) -> String {
    let at = deck.find(of).expect("the text");
    let line = deck[..at].matches('\n').count() + 1;
    let column = deck[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("quarter.yaml:{line}:{column}")
}

/// A finding as people see it: code, place, caret, reason and way out.
fn assert_told(told: &str, code: &str, place: &str, reason: &str, help: &str) {
    let head = format!("error[{code}]: ");
    assert!(told.contains(&head), "no {head:?} in:\n{told}");
    assert!(told.contains(&format!("--> {place}\n")), "no {place} in:\n{told}");
    assert!(told.contains(reason), "no {reason:?} in:\n{told}");
    assert!(told.contains(help), "no {help:?} in:\n{told}");
    assert!(told.contains("= help: "), "no way out in:\n{told}");
    assert!(told.contains('^'), "no caret in:\n{told}");
    assert!(!told.contains("internal error") && !told.contains("panicked"), "{told}");
    assert!(told.contains("nothing was written"), "{told}");
}

/// From, to, what the finding points at, code, reason, way out.
const MISTAKES: &[[&str; 6]] = &[
    [
        "tagline:",
        "tagine:",
        "tagine",
        "unknown-field",
        "`tagine` is not a field here",
        "Did you mean `tagline`?",
    ],
    [
        "{operating_income}",
        "{operating_incme}",
        "{operating_incme}",
        "unknown-item",
        "no item is called `operating_incme`",
        "Did you mean `operating_income`?",
    ],
    [
        "show: gross_profit",
        "show: gross_proft",
        "gross_proft, as",
        "unknown-item",
        "no item is called `gross_proft`",
        "Did you mean `gross_profit`?",
    ],
    [
        "1Q25: 351",
        "1Q26: 351",
        "1Q26: 351",
        "duplicate-key",
        "`1Q26` is written twice",
        "Keep one of the two",
    ],
    [
        "1Q26: 356",
        "1Q26: 2.3%",
        "2.3%\n      1Q25: 351",
        "wrong-unit",
        "found one in `%`",
        "or give the item its `unit`",
    ],
    [
        "{revenue@FY2025 in billion}",
        "{revenue@FY2024 in billion}",
        "{revenue@FY2024",
        "missing-period",
        "`revenue@FY2024` has no figure",
        "`revenue` is known for",
    ],
    [
        "1Q26: 15,813",
        "1Q26: 15,81",
        "15,81\n",
        "bad-number",
        "comma",
        "if the comma is a decimal one",
    ],
    [
        "date: 2026-08-07",
        "date: 2026/08/07",
        "2026/08/07",
        "bad-date",
        "is not a date",
        "Did you mean `2026-08-07`?",
    ],
    ["period: 1Q26 ", "period: 5Q26 ", "5Q26", "bad-period", "quarter", "Write a quarter"],
    [
        "language: en",
        "language: tlh",
        "tlh",
        "unknown-language",
        "`tlh` is not a language",
        "Known here: `en`",
    ],
    [
        "- statement:",
        "- statment:",
        "statment",
        "unknown-kind",
        "`statment` is not a kind",
        "Did you mean `statement`?",
    ],
    ["as: total}", "as: totl}", "totl}", "unknown-word", "`totl` is not", "Did you mean `total`?"],
    ["rounding: half up", "rounding: half-up", "half-up", "unknown-word", "", "half up"],
    [
        "{revenue yoy verb}",
        "{revenue yoy verbs}",
        "{revenue yoy verbs}",
        "bad-citation",
        "`verbs` is not a word",
        "Did you mean `verb`?",
    ],
    [
        "gross_profit = revenue -",
        "gross_profit : revenue -",
        "gross_profit : revenue - cost",
        "yaml-syntax",
        "holds `: `",
        "Put the text into quotes",
    ],
    [
        "gross_profit = revenue -",
        "gross_profit is revenue -",
        "gross_profit is",
        "bad-relation",
        "no `=`",
        "Write it as `total = first + second - third`",
    ],
    ["1Q26: 3025", "1Q26: 3035", "3035", "total-differs", "is not the sum", "Correct the figure"],
    ["1Q26: 2.3%", "1Q26: 3.2%", "3.2%", "ratio-differs", "is not the ratio", "Correct the figure"],
    [
        "1Q25: 1.5% ",
        "1Q25: 5.1% ",
        "5.1%",
        "change-differs",
        "does not follow",
        "Correct the change",
    ],
    [
        "target: {FY2026: 68.5",
        "traget: {FY2026: 68.5",
        "traget",
        "unknown-scope",
        "no scope is called `traget`",
        "Did you mean `target`?",
    ],
    [
        "title: Revenue by Quarter",
        "title: [Revenue]",
        "[Revenue]",
        "wrong-kind",
        "expected a text, found a list",
        "Write one value",
    ],
];

#[test]
fn mistakes_in_the_deck_are_told_at_their_place() {
    for &[from, to, at, code, reason, help] in MISTAKES {
        let deck = with(from, to);
        // A colon in a flow sequence is noticed later on the line, so only the line is compared.
        let place = place(&deck, at);
        let case = Case::new(deck.as_bytes());
        let told = case.refused(&[]);
        if code == "yaml-syntax" {
            let line = place.rsplit_once(':').map_or("", |(line, _)| line);
            let shown = told.lines().find(|l| l.contains("-->")).unwrap_or_default();
            assert!(shown.contains(line), "{shown} is not at {line}");
            let place = shown.rsplit("--> ").next().unwrap_or_default();
            assert_told(&told, code, place, reason, help);
        } else {
            assert_told(&told, code, &place, reason, help);
        }
    }
}

#[test]
fn an_alias_bomb_is_refused_unread() {
    let mut bomb = INIT_DECK.to_owned();
    bomb.push_str("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i"].into_iter().zip('a'..) {
        writeln!(bomb, "{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}]")
            .expect("a string");
    }
    let told = Case::new(bomb.as_bytes()).refused(&[]);
    let place = place(&bomb, "&a [x");
    assert_told(&told, "alias", &place, "anchors (`&name`) are not allowed", "cite it by its name");
}

#[test]
fn a_text_that_is_too_large_or_empty_is_told_once() {
    let note = "\"**{revenue yoy verb}**, mainly by new customers\"";
    let title = "title: Revenue by Quarter";
    let long = "word ".repeat(4000);
    for (typed, with, code, words) in [
        (note, format!("\"{long}\""), "too-large", "a text of 20000 bytes"),
        (title, format!("title: {long}"), "too-large", "a text of 19999 bytes"),
        (note, "\"\"".to_owned(), "wrong-kind", "the text is empty"),
    ] {
        assert!(INIT_DECK.contains(typed));
        let told = Case::new(INIT_DECK.replacen(typed, &with, 1).as_bytes()).refused(&[]);
        assert!(told.contains(&format!("error[{code}]")) && told.contains(words), "{told}");
        let found = told.matches("error[").count() + told.matches("warning[").count();
        assert_eq!(found, 1, "{told}");
    }
}

#[test]
fn a_file_of_50_mb_is_refused_before_it_is_read() {
    let case = Case::new(b"");
    let file = fs::File::create(case.folder().join("quarter.yaml")).expect("a file");
    file.set_len(50 << 20).expect("a size");
    let started = std::time::Instant::now();
    let told = case.refused(&[]);
    assert!(told.contains("error[too-large]: quarter.yaml: the file has 52428800 bytes"), "{told}");
    assert!(told.contains("= help: "), "{told}");
    assert!(started.elapsed().as_secs() < 5, "it was read");
}

#[test]
fn bytes_that_are_not_utf_8_are_shown() {
    let mut bytes = INIT_DECK.as_bytes().to_vec();
    let at = INIT_DECK.find("An example").expect("the tagline");
    bytes[at] = 0x8D;
    let told = Case::new(&bytes).refused(&[]);
    let place = place(INIT_DECK, "An example");
    assert_told(&told, "not-utf8", &place, "(0x8D) is not UTF-8", "Save the file as UTF-8");
}

#[test]
fn a_template_of_the_deck_is_told_with_its_place() {
    let case = Case::new(INIT_DECK.as_bytes());
    case.file("templates/typ/page/cover.j2", b"#slide(\n  {{ page.titel }}\n)\n");
    let told = case.refused(&[]);
    let place = "./templates/typ/page/cover.j2:2:";
    let shown = told.lines().find_map(|line| line.split("--> ").nth(1)).unwrap_or_default();
    assert!(shown.trim_start_matches("./").starts_with(place.trim_start_matches("./")), "{told}");
    assert_told(&told, "template-error", shown, "`page.titel`", "built-in template");

    let case = Case::new(INIT_DECK.as_bytes());
    case.file("templates/typ/page/cover.j2", b"line\n{% for x in %}\n");
    let told = case.refused(&[]);
    assert!(told.contains("cover.j2:2:"), "{told}");
    assert!(told.contains("error[template-error]: "), "{told}");
}

#[test]
fn the_style_of_the_house_must_be_there_and_inside() {
    for (path, code) in [
        ("house.yaml", "no-file"),
        ("../house.yaml", "outside"),
        ("/etc/hostname", "outside"),
        ("out", "unreadable"),
    ] {
        let deck = with("tagline:", &format!("style: {path}\n  tagline:"));
        let case = Case::new(deck.as_bytes());
        case.file("../house.yaml", b"footing: exact\n");
        let told = case.refused(&[]);
        let at = place(&deck, &format!("{path}\n  tagline"));
        assert_told(&told, code, &at, "", "");
    }
}

#[test]
fn files_of_the_theme_must_be_there_and_inside() {
    let deck = with("tagline:", "theme: theme.yaml\n  tagline:");
    let at = place(&deck, "theme.yaml");
    let told = Case::new(deck.as_bytes()).refused(&[]);
    assert_told(&told, "no-file", &at, "there is no such file", "Check the path");

    let case = Case::new(deck.as_bytes());
    case.file("theme.yaml", b"logo: img/logo.svg\nlogo_alt: Example\n");
    let told = case.refused(&[]);
    let theme = told.lines().find_map(|line| line.split("--> ").nth(1)).unwrap_or_default();
    assert!(theme.trim_start_matches("./") == "theme.yaml:1:7", "{told}");
    assert_told(&told, "no-file", theme, "there is no such file", "Check the path");

    for (path, code) in [
        ("../theme.yaml", "outside"),
        ("/etc/hostname", "outside"),
        ("a/../../theme.yaml", "outside"),
        ("link.yaml", "outside"),
        ("out", "unreadable"),
    ] {
        let deck = with("tagline:", &format!("theme: {path}\n  tagline:"));
        let case = Case::new(deck.as_bytes());
        case.file("../theme.yaml", b"footer: secret\n");
        #[cfg(unix)]
        std::os::unix::fs::symlink("../theme.yaml", case.folder().join("link.yaml"))
            .expect("a link");
        let told = case.refused(&[]);
        let at = place(&deck, &format!("{path}\n  tagline"));
        assert_told(&told, code, &at, "", "");
        assert!(!told.contains("secret"), "{told}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let case = Case::new(INIT_DECK.as_bytes());
    case.file("taken", b"a file, not a folder");
    let told = case.refused(&["--out", "taken"]);
    assert!(told.contains("error[unwritable]: taken/"), "{told}");
    assert!(told.contains("= help: Choose another folder with `--out`"), "{told}");

    // One of the outputs is a folder: the others must not be put in place either.
    let case = Case::new(INIT_DECK.as_bytes());
    case.file("out/deck/en/deck.typ/keep", b"");
    let told = case.refused(&[]);
    assert!(told.contains("error[unwritable]: ") && told.contains("deck.typ"), "{told}");
}

#[test]
fn a_deck_that_is_not_there_or_is_a_folder_is_told() {
    let case = Case::new(INIT_DECK.as_bytes());
    let told = case.refused(&["none.yaml"]);
    assert!(told.contains("error[no-file]: none.yaml: there is no such file"), "{told}");
    let told = case.refused(&["out"]);
    assert!(told.contains("error[unreadable]: out: "), "{told}");
    let told = Case::new(b"").refused(&[]);
    assert_told(&told, "wrong-kind", "quarter.yaml:1:1", "the file is empty", "iijdeck init");
}

/// A deck with one mistake of each of these kinds.
fn many() -> (String, [&'static str; 14]) {
    let deck = [
        ("tagline:", "tagine:"),
        ("{operating_income}", "{operating_incme}"),
        ("1Q25: 351", "1Q26: 351"),
        ("1Q26: 12788", "1Q26: 4.1%"),
        ("{revenue@FY2025 in billion}", "{revenue@FY2024 in billion}"),
        ("9M25: {value: \"47,313\"", "9M25: {value: \"47,31\""),
        ("source: results-fy2025}\n      FY2025", "source: results-fy2052}\n      FY2025"),
        ("{revenue qoq verb}", "{revenue qoq verbs}"),
        ("as: total}", "as: totl}"),
        ("- disclaimer:", "- disclaimr:"),
        ("operating_income = gross", "operating_income is gross"),
        ("target: {FY2026: 3.8", "traget: {FY2026: 3.8"),
        ("language: en", "language: tlh"),
        ("1Q26: 2.3%", "Q126: 2.3%"),
    ];
    let codes = [
        "unknown-field",
        "unknown-item",
        "duplicate-key",
        "wrong-unit",
        "missing-period",
        "bad-number",
        "unknown-source",
        "bad-citation",
        "unknown-word",
        "unknown-kind",
        "bad-relation",
        "unknown-scope",
        "unknown-language",
        "bad-period",
    ];
    let text = deck.into_iter().fold(INIT_DECK.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    (text, codes)
}

#[test]
fn all_mistakes_are_told_in_one_run() {
    let (deck, codes) = many();
    let told = Case::new(deck.as_bytes()).refused(&[]);
    let missing: Vec<_> =
        codes.into_iter().filter(|code| !told.contains(&format!("error[{code}]"))).collect();
    assert!(missing.is_empty(), "{missing:?} not in:\n{told}");
    // A figure that is refused is not reported again wherever it is used.
    assert!(!told.contains("bad-derivation") && !told.contains("is missing"), "{told}");
}

#[test]
fn short_messages_have_one_line_each() {
    let (deck, codes) = many();
    let told = Case::new(deck.as_bytes()).refused(&["--message-format", "short"]);
    assert!(told.lines().count() >= codes.len(), "{told}");
    for line in told.lines() {
        let mut parts = line.splitn(4, ':');
        assert_eq!(parts.next(), Some("quarter.yaml"), "{line}");
        for _ in 0..2 {
            let number = parts.next().and_then(|part| part.parse::<u32>().ok());
            assert!(number.is_some_and(|number| number > 0), "{line}");
        }
        assert!(parts.next().is_some_and(|rest| rest.starts_with(" error[")), "{line}");
    }
}

#[test]
fn programs_are_told_as_json() {
    let (deck, codes) = many();
    let case = Case::new(deck.as_bytes());
    let before = tree(case.dir.path());
    let output = case.run(&["build", "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(tree(case.dir.path()), before, "files changed");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["files"], Value::Array(Vec::new()));
    let findings = told["findings"].as_array().expect("findings");
    for code in codes {
        let finding = findings.iter().find(|f| f["code"] == code).expect(code);
        assert_eq!(finding["severity"], "error");
        assert_eq!(finding["file"], "quarter.yaml");
        for key in ["line", "column", "end_line", "end_column"] {
            assert!(finding[key].as_u64().is_some_and(|n| n > 0), "{code}: {key}");
        }
        assert!(finding["message"].as_str().is_some_and(|text| !text.ends_with('.')), "{code}");
        assert!(finding["help"].as_array().is_some_and(|help| !help.is_empty()), "{code}");
    }

    let case = Case::new(INIT_DECK.as_bytes());
    let output = case.run(&["build", "--message-format", "json", "--format", "typ"]);
    assert_eq!(output.status.code(), Some(0));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["findings"], Value::Array(Vec::new()));
    assert!(told["files"][0]["path"].as_str().is_some_and(|path| path.ends_with("deck.typ")));
    assert!(told["files"][0]["bytes"].as_u64().is_some_and(|bytes| bytes > 1000));
}

#[test]
fn a_missing_figure_is_a_warning_and_under_release_an_error() {
    let deck = with("1Q25: 351\n", "1Q25: 351\n      1Q24: {missing: not known}\n");
    let case = Case::new(deck.as_bytes());
    let output = case.run(&["check"]);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("warning[missing-figure]: "), "{told}");
    let told = case.refused(&["--release"]);
    assert!(told.contains("error[missing-figure]: "), "{told}");
}

#[test]
fn mistakes_in_the_command_exit_with_2() {
    let dir = tempfile::tempdir().expect("a folder");
    for args in [
        &["built"][..],
        &[],
        &["build", "--formt", "pdf"],
        &["build", "--format", "docx"],
        &["verify", "a.yaml", "b.yaml"],
        &["check", "--message-format", "xml"],
        &["completions"],
    ] {
        let output = program(dir.path(), args).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("Usage: ") || told.contains("try '--help'"), "{args:?}: {told}");
    }
    let output = program(dir.path(), &["explain", "total-difers"]).output().expect("a run");
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("Did you mean `total-differs`?"), "{told}");
}

#[test]
fn a_reader_who_leaves_early_is_no_crash() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = program(dir.path(), &["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // Closed before anything is read: the pipe has no reader when the program writes.
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().expect("a stream").read_to_string(&mut told).expect("UTF-8");
    let status = child.wait().expect("an end");
    assert_eq!(status.code(), Some(3), "{told}");
    assert!(told.is_empty(), "{told}");
}

#[test]
fn colour_is_for_terminals_and_may_be_refused() {
    let (deck, _) = many();
    let case = Case::new(deck.as_bytes());
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb"), ("LANG", "C")] {
        let mut command = program(&case.folder(), &["check"]);
        if name == "NO_COLOR" {
            // The user's refusal goes before the wish of a program around.
            command.env("CLICOLOR_FORCE", "1");
        }
        let output = command.env(name, value).output().expect("the program runs");
        assert!(
            !output.stderr.contains(&0x1B),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let output = program(&case.folder(), &["check"])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("the program runs");
    assert!(output.stderr.contains(&0x1B), "no colour where it is asked for");
}

#[test]
fn the_help_fits_80_columns() {
    let dir = tempfile::tempdir().expect("a folder");
    for command in
        ["build", "check", "watch", "serve", "init", "schema", "explain", "completions", "man"]
    {
        let output = program(dir.path(), &[command, "--help"]).output().expect("a run");
        assert!(output.status.success(), "{command}");
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            assert!(line.chars().count() <= 80, "{command}: {line}");
        }
    }
    let output = program(dir.path(), &["explain"]).output().expect("a run");
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(list.lines().any(|line| line.starts_with("total-differs ")), "{list}");
}

#[test]
fn what_does_not_fit_is_found_by_check_as_well() {
    // A point and what hangs below it are not parted.
    let point = format!("- Revenue\\n{}", "  - and gross margin\\n".repeat(60));
    let case = Case::new(
        with("slides:\n", "slides:\n  - bullets: {title: B, columns: [\"X\"]}\n")
            .replace("[\"X\"]", &format!("[\"{point}\"]"))
            .as_bytes(),
    );
    let told = String::from_utf8(case.run(&["check"]).stderr).expect("UTF-8");
    assert!(told.contains("error[overflow]"), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_template_that_takes_all_memory_is_stopped() {
    let case = Case::new(INIT_DECK.as_bytes());
    let template = "#let x = \"a\"\n#for i in range(40) { x = x + x }\n#x\n";
    case.file("templates/typ/deck.j2", template.as_bytes());
    let told = case.refused(&[]);
    assert!(told.contains("MiB of memory; nothing was written"), "{told}");
}
