//! What commands write, and over what: sets without leftovers, modes and links kept, nothing that was
//! read, and no signature that was written by hand.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program;
use crate::sets::{bilingual, files, made_of};

fn run(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = program::run(folder, args);
    (output.status.success(), program::said(&output))
}

fn ran(folder: &Path, args: &[&str]) -> String {
    let (done, told) = run(folder, args);
    assert!(done, "{args:?}: {told}");
    told
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn what_belongs_to_a_set_no_more_is_gone_or_told() {
    let dir = folder();
    let [deck, _] = bilingual(dir.path());
    fs::create_dir(dir.path().join("acme")).expect("a folder");
    fs::rename(dir.path().join("i18n"), dir.path().join("acme/i18n")).expect("moved");
    fs::write(dir.path().join("acme/quarter.yaml"), &deck).expect("a deck");
    let deck = "acme/quarter.yaml";
    let set = dir.path().join("out/acme");
    ran(dir.path(), &["build", deck, "--proof"]);
    let all = files(&set);
    assert!(all.keys().any(|name| name.starts_with("en/charts/")), "{:?}", all.keys());
    assert!(all.contains_key("en/proof.pdf") && all.contains_key("ja/deck.pdf"));
    fs::write(set.join("notes.txt"), "mine").expect("a file");
    fs::write(set.join("en/deck.typ"), "changed").expect("a file");
    let told = ran(dir.path(), &["build", deck, "--format", "html,pdf", "--lang", "en"]);
    assert!(told.contains("ja/deck.pdf is gone"), "{told}");
    assert!(told.contains("without `--lang` and `--format` it holds all"), "{told}");
    assert!(told.contains("warning[left-over]: ") && told.contains("en/deck.typ"), "{told}");
    let now: Vec<_> = files(&set).into_keys().collect();
    let expected = ["en/deck.html", "en/deck.pdf", "en/deck.typ", "manifest.json", "notes.txt"];
    assert_eq!(now, expected);
    assert!(!set.join("ja").exists() && !set.join("en/charts").exists());
    // A manifest that somebody wrote has no file outside of the set taken away.
    let manifest = fs::read_to_string(set.join("manifest.json")).expect("a manifest");
    fs::write(dir.path().join("out/other.txt"), "x").expect("a file");
    let sum = iijdeck::source::sha256(b"x");
    let entry = format!("\"files\": [{{\"path\": \"../other.txt\", \"sha256\": \"{sum}\"}}, ");
    let theirs = manifest.replacen("\"files\": [", &entry, 1);
    assert_ne!(manifest, theirs);
    fs::write(set.join("manifest.json"), theirs).expect("a manifest");
    ran(dir.path(), &["build", deck]);
    assert!(dir.path().join("out/other.txt").exists());
    fs::remove_file(set.join("notes.txt")).expect("it stayed");
    assert!(made_of(&files(&set)).is_ok());
}

#[test]
fn what_was_read_is_not_written_over() {
    let dir = folder();
    ran(dir.path(), &["init"]);
    let deck = fs::read(dir.path().join("quarter.yaml")).expect("a deck");
    fs::write(dir.path().join("old.yaml"), &deck).expect("a deck");
    for args in [
        &["diff", "old.yaml", "quarter.yaml", "--out", "quarter.yaml"][..],
        &["diff", "old.yaml", "quarter.yaml", "--out", "./old.yaml"],
        &["export", "facts", "--out", "x/../quarter.yaml"],
        &["export", "facts", "--out", "quarter.yaml"],
    ] {
        let (done, told) = run(dir.path(), args);
        assert!(!done, "{args:?}: {told}");
        assert_eq!(fs::read(dir.path().join("quarter.yaml")).expect("a deck"), deck);
        assert_eq!(fs::read(dir.path().join("old.yaml")).expect("a deck"), deck);
    }
    ran(dir.path(), &["export", "facts", "--out", "facts.json"]);
}

#[test]
#[cfg(unix)]
fn a_private_deck_stays_private_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = folder();
    let real = dir.path().join("real");
    fs::create_dir(dir.path().join("desk")).expect("a folder");
    ran(dir.path(), &["init", "real"]);
    fs::set_permissions(real.join("quarter.yaml"), fs::Permissions::from_mode(0o600))
        .expect("a mode");
    symlink("../real/quarter.yaml", dir.path().join("desk/quarter.yaml")).expect("a link");
    ran(dir.path(), &["sign", "all", "desk/quarter.yaml", "--by", "A. Sato"]);
    let meta = fs::symlink_metadata(dir.path().join("desk/quarter.yaml")).expect("a link");
    assert!(meta.is_symlink(), "the link is still one");
    for name in ["quarter.yaml", "quarter.reviews.yaml"] {
        let mode = fs::metadata(real.join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    // The next quarter's deck holds the same figures.
    ran(dir.path(), &["roll", "real/quarter.yaml", "--to", "2Q26", "--out", "real/next.yaml"]);
    for name in ["next.yaml", "next.reviews.yaml"] {
        let mode = fs::metadata(real.join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    for deck in ["desk/quarter.yaml", "real/quarter.yaml"] {
        assert!(!ran(dir.path(), &["check", deck]).contains("stale-signature"));
    }
    // A folder of a language that is a link is another set's.
    ran(dir.path(), &["build", "real/quarter.yaml"]);
    fs::rename(dir.path().join("out/real/en"), dir.path().join("theirs")).expect("moved");
    symlink("../../theirs", dir.path().join("out/real/en")).expect("a link");
    let (done, told) = run(dir.path(), &["build", "real/quarter.yaml"]);
    assert!(!done && told.contains("error[unwritable]") && told.contains("it is a link"), "{told}");
}

#[test]
#[cfg(unix)]
fn a_pipe_is_refused_wherever_a_file_is_read() {
    let dir = folder();
    ran(dir.path(), &["init"]);
    let text = fs::read_to_string(dir.path().join("quarter.yaml")).expect("a deck");
    let named = "  language: en\n  theme: pipe.yaml\n";
    fs::write(dir.path().join("themed.yaml"), text.replacen("  language: en\n", named, 1))
        .expect("a deck");
    for name in ["pipe.yaml", "pipe.csv", "pipe.po"] {
        let made = Command::new("mkfifo").arg(dir.path().join(name)).status();
        assert!(made.expect("mkfifo runs").success());
    }
    fs::create_dir_all(dir.path().join("templates/html")).expect("folders");
    let deep = dir.path().join("templates/html/odd.txt");
    assert!(Command::new("mkfifo").arg(deep).status().expect("mkfifo runs").success());
    for args in [
        &["check", "pipe.yaml"][..],
        &["check", "themed.yaml"],
        &["import", "pipe.csv"],
        &["diff", "pipe.yaml", "quarter.yaml"],
        &["i18n", "import", "pipe.po", "--lang", "ja"],
    ] {
        let (done, told) = run(dir.path(), args);
        assert!(!done && told.contains("this is no file"), "{args:?}: {told}");
    }
    ran(dir.path(), &["sign", "2", "--by", "A. Sato"]);
}

#[test]
fn a_signature_that_was_written_by_hand_is_none() {
    let dir = folder();
    ran(dir.path(), &["init"]);
    ran(dir.path(), &["roll", "--to", "2Q26"]);
    let (deck, reviews) = (dir.path().join("2q26.yaml"), dir.path().join("2q26.reviews.yaml"));
    let check = || run(dir.path(), &["check", "2q26.yaml", "--message-format", "short"]).1;
    let unread = check().matches("[unreviewed]").count();
    assert!(unread > 2, "{}", check());
    let rolled = fs::read_to_string(&reviews).expect("reviews");
    let text = fs::read_to_string(&deck).expect("a deck");
    assert!(text.contains("\n  carried: "), "{text}");
    // The list of what is to be read, emptied.
    fs::write(&reviews, "carried: []\nsigned: []\n").expect("reviews");
    assert!(check().contains("[lost-record]"), "{}", check());
    // A name at an entry of it.
    let by = rolled.replacen("}\n", ", by: \"A. Sato\", on: 2026-11-06}\n", 1);
    fs::write(&reviews, by).expect("reviews");
    assert_eq!(check().matches("[unreviewed]").count(), unread);
    fs::write(&reviews, &rolled).expect("reviews");
    ran(dir.path(), &["sign", "deck", "2q26.yaml", "--by", "A. Sato"]);
    let signed = fs::read_to_string(&reviews).expect("reviews");
    let fewer = check().matches("[unreviewed]").count();
    assert!(fewer < unread, "{}", check());
    fs::write(&reviews, signed.replace("A. Sato", "B. Ito")).expect("reviews");
    assert_eq!(check().matches("[unreviewed]").count(), unread, "another name");
    // The same of slides: the name, and the day.
    let quarter = || run(dir.path(), &["check", "--message-format", "short"]).1;
    ran(dir.path(), &["sign", "2", "--by", "A. Sato"]);
    assert!(!quarter().contains("stale-signature"), "{}", quarter());
    let record = dir.path().join("quarter.reviews.yaml");
    let signed = fs::read_to_string(&record).expect("reviews");
    for (from, to) in [("A. Sato", "B. Ito"), ("on: 2026-", "on: 2025-")] {
        let other = signed.replace(from, to);
        assert_ne!(signed, other);
        fs::write(&record, other).expect("reviews");
        assert!(quarter().contains("[stale-signature]"), "{to}: {}", quarter());
    }
    for name in ["\u{200B}", "\u{3164}", "\u{2800}", " - ", "A\u{3164}"] {
        let (done, told) = run(dir.path(), &["sign", "2", "--by", name]);
        assert!(!done, "{name:?}: {told}");
    }
}

#[test]
fn two_fonts_of_one_name_are_refused() {
    let dir = folder();
    ran(dir.path(), &["init"]);
    let deck = dir.path().join("quarter.yaml");
    let text = fs::read_to_string(&deck).expect("a deck");
    let named = "  language: en\n  theme: theme.yaml\n";
    fs::write(&deck, text.replacen("  language: en\n", named, 1)).expect("a deck");
    let face = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts/SourceSans3-Regular.ttf");
    for folder in ["a", "b"] {
        fs::create_dir(dir.path().join(folder)).expect("a folder");
        for name in ["own.ttf", "sourcesans3-Regular.ttf"] {
            fs::copy(&face, dir.path().join(folder).join(name)).expect("a copy");
        }
    }
    for files in ["a/own.ttf, b/own.ttf", "a/sourcesans3-Regular.ttf"] {
        let theme = format!("font: {{family: Source Sans 3, files: [{files}]}}\n");
        fs::write(dir.path().join("theme.yaml"), theme).expect("a theme");
        let (done, told) = run(dir.path(), &["build", "--message-format", "short"]);
        assert!(!done && told.contains("[bad-theme]: another font file is named"), "{told}");
    }
}

#[test]
fn a_merge_that_nobody_finished_is_told_once() {
    let dir = folder();
    let [deck, _] = bilingual(dir.path());
    let split = deck.find("\nfacts:").expect("facts") + 1;
    let (head, rest) = deck.split_at(split);
    let merged = format!("{head}<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> theirs\n{rest}");
    fs::write(dir.path().join("quarter.yaml"), merged).expect("a deck");
    let (_, told) = run(dir.path(), &["check", "--message-format", "short"]);
    assert_eq!(told.lines().filter(|line| line.contains("error[")).count(), 1, "{told}");
    assert!(told.contains("[yaml-syntax]: a merge left both versions"), "{told}");
    fs::write(dir.path().join("quarter.yaml"), deck).expect("a deck");
    let po = dir.path().join("i18n/ja.po");
    let text = fs::read_to_string(&po).expect("a catalogue");
    fs::write(&po, format!("<<<<<<< HEAD\n=======\n{text}>>>>>>> theirs\n")).expect("a catalogue");
    let (_, told) = run(dir.path(), &["check", "--message-format", "short"]);
    assert!(told.contains("[po-syntax]: a merge left both versions"), "{told}");
}

/// A journal of a run that was killed, as whoever hands a folder on may write it.
fn journal(folder: &Path, path: &str, old: Option<&str>, new: &str) {
    let work = folder.join(".iijdeck");
    fs::create_dir_all(&work).expect("a folder");
    fs::write(work.join("new-0"), new).expect("a file");
    let sum = |text: &str| format!("\"{}\"", iijdeck::source::sha256(text.as_bytes()));
    let old = old.map_or_else(|| "null".to_owned(), sum);
    let (first, second) = (sum(new), sum("x"));
    fs::write(work.join("new-1"), "x").expect("a file");
    let moves = format!(
        "{{\"back\":false,\"moves\":[{{\"at\":0,\"path\":\"{path}\",\"old\":{old},\"new\":{first}}},\
         {{\"at\":1,\"path\":\"i18n/xx.po\",\"old\":null,\"new\":{second}}}]}}"
    );
    fs::write(work.join("journal.json"), moves).expect("a journal");
}

#[test]
fn a_folder_of_somebody_else_has_nothing_run_replaced_or_deleted() {
    let dir = folder();
    let root = dir.path();
    ran(root, &["init"]);
    fs::create_dir_all(root.join(".git/hooks")).expect("folders");
    fs::write(root.join("notes.txt"), "mine").expect("a file");
    let sign = ["sign", "2", "--by", "A. Sato"];
    for path in [".git/hooks/pre-commit", "notes.txt", "../out.yaml", "x/y.yaml"] {
        journal(root, path, None, "theirs");
        let (done, told) = run(root, &sign);
        assert!(
            !done && told.contains(&format!("`{path}` is no file that a run writes")),
            "{told}"
        );
        assert!(!root.join(".git/hooks/pre-commit").exists());
        assert_eq!(fs::read(root.join("notes.txt")).expect("a file"), b"mine");
        assert!(!root.join("quarter.reviews.yaml").exists(), "nothing is signed");
    }
    // The deck as it was is finished, told, and not signed unseen; as it was edited since it stays.
    let text = fs::read_to_string(root.join("quarter.yaml")).expect("a deck");
    let new = text.replacen("title: ", "title: New ", 1);
    journal(root, "quarter.yaml", Some("what it was before"), &new);
    let (done, told) = run(root, &sign);
    assert!(!done && told.contains("`quarter.yaml` was changed since"), "{told}");
    assert_eq!(fs::read_to_string(root.join("quarter.yaml")).expect("a deck"), text);
    fs::create_dir(root.join("i18n")).expect("a folder");
    journal(root, "quarter.yaml", Some(&text), &new);
    let (done, told) = run(root, &sign);
    assert!(!done && told.contains("changed quarter.yaml, i18n/xx.po"), "{told}");
    assert_eq!(fs::read_to_string(root.join("quarter.yaml")).expect("a deck"), new);
    assert!(!root.join(".iijdeck").exists() && !root.join("quarter.reviews.yaml").exists());
    fs::remove_file(root.join("i18n/xx.po")).expect("a file");
    ran(root, &sign);
}

#[test]
#[cfg(unix)]
fn pipes_and_links_in_a_set_are_told_and_not_waited_for() {
    use std::os::unix::fs::symlink;
    let dir = folder();
    let root = dir.path();
    ran(root, &["init", "acme"]);
    let (deck, set) = ("acme/quarter.yaml", root.join("out/acme"));
    let pipe = |path: &Path| {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    };
    for name in ["en/deck.md", "en/deck.pdf", "manifest.json"] {
        ran(root, &["build", deck]);
        let path = set.join(name);
        fs::remove_file(&path).expect("a file");
        pipe(&path);
        let (done, told) = run(root, &["verify", deck, "--message-format", "short"]);
        assert!(!done && told.contains("this is no file"), "{name}: {told}");
        fs::remove_file(&path).expect("a pipe");
        symlink("/dev/zero", &path).expect("a link");
        let (done, told) = run(root, &["verify", deck, "--message-format", "short"]);
        assert!(!done && told.contains("this is a link"), "{name}: {told}");
        ran(root, &["build", deck]);
        assert!(!path.is_symlink(), "{name} is replaced");
        // The right bytes elsewhere are not what is handed on.
        fs::rename(&path, root.join("theirs")).expect("moved");
        symlink(root.join("theirs"), &path).expect("a link");
        let (done, told) = run(root, &["verify", deck, "--message-format", "short"]);
        assert!(!done && told.contains("this is a link"), "{name}: {told}");
    }
    ran(root, &["build", deck]);
    let (work, victim) = (set.join(".iijdeck"), root.join("victim"));
    fs::create_dir(&work).expect("a folder");
    pipe(&work.join("journal.json"));
    for command in ["build", "verify"] {
        let (done, told) = run(root, &[command, deck, "--message-format", "short"]);
        assert!(!done && told.contains("[unwritable]"), "{command}: {told}");
    }
    fs::remove_dir_all(&work).expect("removed");
    fs::create_dir(&victim).expect("a folder");
    for name in ["journal.json", "new-1", "old-22", "x"] {
        fs::write(victim.join(name), "theirs").expect("a file");
    }
    symlink(&victim, &work).expect("a link");
    assert!(!run(root, &["build", deck]).0);
    assert_eq!(fs::read_dir(&victim).expect("a folder").count(), 4, "nothing is gone");
}
