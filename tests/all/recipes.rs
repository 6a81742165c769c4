//! The hook and the workflow of `docs/recipes.md`, run as they stand there.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use iijdeck::cli::INIT_DECK;
use tempfile::TempDir;

use crate::program::{iijdeck, said};

const RECIPES: &str = include_str!("../../docs/recipes.md");
/// A deck that is like no other, so that git takes it for no copy.
const SMALL: &str = "iijdeck: 2
deck: {title: Ergebnis, date: 2026-08-07, period: 1Q26, language: de}
company: {name: Muster Netze AG, short: Muster, unit: EUR million, rounding: half even, fiscal_year: {starts: april, named_by: start}}
facts:
  umsatz: {label: Umsatz, values: {1Q26: 158}}
slides:
  - bullets: {title: Ergebnis, columns: [\"- Der Umsatz betrug {umsatz}\"]}
";
/// A gross profit that is no difference of its parts.
const WRONG: (&str, &str) = ("1Q26: 3025", "1Q26: 3125");

/// A repository whose commands find this program, and a `gh` that only notes what it was told.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let new = Self(tempfile::tempdir().expect("a folder"));
        new.script("bin/gh", "#!/bin/sh\necho \"$*\" >>\"$TOLD\"\n");
        let program = iijdeck().get_program().to_owned();
        std::os::unix::fs::symlink(program, new.0.path().join("bin/iijdeck")).expect("a link");
        fs::create_dir(new.0.path().join("tree")).expect("a folder");
        new.good(
            "git init -q -b main . && git config user.name A && git config user.email a@b.example",
        );
        new
    }

    fn script(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may run");
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join("tree").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join("tree").join(name)).unwrap_or_default()
    }

    fn bash(&self, script: &str) -> Output {
        let bin = self.0.path().join("bin");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        command.current_dir(self.0.path().join("tree")).env("PATH", path);
        for (name, file) in [("TOLD", "told"), ("GITHUB_ENV", "env")] {
            command.env(name, self.0.path().join(file));
        }
        command.env("GITHUB_REPOSITORY", "a/b").env("PR", "1").env("BASE", "main");
        // No configuration of this machine takes part.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        command.output().expect("bash runs")
    }

    fn good(&self, script: &str) {
        let output = self.bash(script);
        assert!(output.status.success(), "{script}: {}", said(&output));
    }
}

fn deck(change: (&str, &str)) -> String {
    let text = INIT_DECK.replacen(change.0, change.1, 1);
    assert!(change.0 == change.1 || text != INIT_DECK, "`{}` is in the deck", change.0);
    text
}

fn hook() -> &'static str {
    let (_, behind) = RECIPES.split_once("`.git/hooks/pre-commit`").expect("the hook");
    let (_, script) = behind.split_once("```bash\n").expect("its script");
    script.split_once("```").expect("its end").0
}

/// The script of a step of the workflow.
fn step(name: &str) -> String {
    let (_, behind) = RECIPES.split_once(&format!("- name: {name}\n")).expect("a step");
    let (_, script) = behind.split_once("run: |\n").expect("its script");
    let lines = script.lines().take_while(|line| line.starts_with("          "));
    lines.flat_map(|line| [&line[10..], "\n"]).collect()
}

#[test]
fn the_hook_refuses_every_deck_that_is_wrong_and_no_other() {
    let repository = Repository::new();
    repository.write("decks/co/quarter.yaml", INIT_DECK);
    repository.good("git add . && git commit -qm start");
    repository.script("tree/.git/hooks/pre-commit", hook());
    let commit = "git add -A . && git commit -qm next";
    for (name, text) in [
        ("decks/plain/quarter.yaml", deck(WRONG)),
        ("decks/株式/quarter.yaml", deck(WRONG)),
        ("decks/my co/quarter.yaml", deck(WRONG)),
        ("decks/co01/決算.yaml", deck(WRONG)),
        ("decks/co02/a b.yml", deck(WRONG)),
        ("decks/mark/quarter.yaml", format!("\u{feff}{}", deck(WRONG))),
        ("decks/quoted/quarter.yaml", deck(WRONG).replacen("iijdeck: 2", "\"iijdeck\": 2", 1)),
        ("decks/区 分/会 社/quarter.yaml", deck(WRONG)),
        ("decks/quote's $x/quarter.yaml", deck(WRONG)),
    ] {
        repository.write(name, &text);
        let refused = repository.bash(commit);
        assert!(!refused.status.success(), "{name} passed: {}", said(&refused));
        assert!(said(&refused).contains("total-differs"), "{name}: {}", said(&refused));
        // As it will be committed: what is mended in the working tree alone does not count.
        repository.write(name, &text.replacen(WRONG.1, WRONG.0, 1));
        assert!(!repository.bash("git commit -qm next").status.success(), "{name}");
        repository.good(commit);
    }
    // A catalogue belongs to its deck.
    let translated =
        INIT_DECK.replacen("language: en", "language: en\n  translations: {ja: {}}", 1);
    repository.write("decks/株式/quarter.yaml", &translated);
    repository.good("iijdeck i18n extract decks/株式/quarter.yaml");
    repository.good(commit);
    let catalogue = repository.read("decks/株式/i18n/ja.po");
    repository.write("decks/株式/i18n/ja.po", &catalogue.replacen("msgstr", "msgst", 2));
    let refused = repository.bash(commit);
    assert!(
        !refused.status.success() && said(&refused).contains("po-syntax"),
        "{}",
        said(&refused)
    );
    repository.write("decks/株式/i18n/ja.po", &catalogue);
    // Nothing of a deck, and a deck that goes.
    repository.write("readme.txt", "x");
    repository.good(commit);
    repository.good("git rm -qr 'decks/my co' && git commit -qm gone");
}

#[test]
fn the_workflow_builds_what_changed_and_refuses_a_restated_figure() {
    let repository = Repository::new();
    repository.write("decks/株式 会社/quarter.yaml", INIT_DECK);
    repository.write("decks/same/quarter.yaml", INIT_DECK);
    repository.good("git add . && git commit -qm start && git checkout -qb next");
    // A comparative with another digit, in a folder with another name; and a deck that is new.
    repository.good("git mv 'decks/株式 会社' 'decks/新 会社'");
    repository.write("decks/新 会社/quarter.yaml", &deck(("1Q25: 12306", "1Q25: 12307")));
    repository.good(
        "cd 'decks/新 会社' && iijdeck roll quarter.yaml --to 2Q26 --out next.yaml \
         && mv next.yaml quarter.yaml",
    );
    repository.write("decks/neu/quarter.yaml", SMALL);
    repository.good("git add . && git commit -qm next");
    let built = repository.bash(&step("Build"));
    let findings = repository.read("findings.sarif");
    assert!(findings.contains("\"version\""), "{}", said(&built));
    for (name, changed) in [("新 会社", true), ("neu", true), ("same", false)] {
        assert_eq!(repository.read("changed").contains(name), changed, "{name}");
    }
    assert!(repository.0.path().join("tree/out/neu/de/deck.pdf").exists(), "{}", said(&built));
    let told = repository.bash(&step("Say what changed"));
    assert!(!told.status.success(), "a restated figure passed: {}", said(&told));
    assert!(said(&told).contains("restated"), "{}", said(&told));
    let comment = repository.read("comment.md");
    assert!(comment.contains("### decks/新 会社/quarter.yaml"), "{comment}");
    assert!(!comment.contains("neu") && !comment.contains("same"), "{comment}");
    assert!(!repository.read("out/redlines/decks/新 会社/quarter.yaml.html").is_empty());
    let gh = fs::read_to_string(repository.0.path().join("told")).expect("gh was called");
    assert!(gh.contains("repos/a/b/issues/1/comments"), "{gh}");
    // With a reason it passes.
    let reason = "1Q25: {value: 12307, restated: fees are part of it now}";
    let rolled = repository.read("decks/新 会社/quarter.yaml");
    repository.write("decks/新 会社/quarter.yaml", &rolled.replace("1Q25: 12307", reason));
    let told = repository.bash(&step("Say what changed"));
    assert!(told.status.success(), "{}", said(&told));
}
