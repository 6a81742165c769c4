//! `iijdeck i18n import`: what a translator wrote comes back whole.

use std::fs;

use crate::program::run;

/// A deck with a Japanese catalogue, every text of which says `訳` before the source.
fn translated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run(folder.path(), &["init"]).status.success());
    let extracted = run(folder.path(), &["i18n", "extract", "--lang", "ja"]);
    assert!(extracted.status.success(), "{}", String::from_utf8_lossy(&extracted.stderr));
    folder
}

#[test]
fn notes_flags_the_translators_name_and_old_entries_come_back() {
    let folder = translated();
    let path = folder.path().join("i18n/ja.po");
    let ours = fs::read_to_string(&path).expect("a catalogue");
    let theirs = ours
        .replacen("Last-Translator: \\n", "Last-Translator: K. Ito <ito@example.com>\\n", 1)
        .replacen(
            "msgctxt \"company / short\"",
            "# Ito: keep the English?\n#, no-wrap\nmsgctxt \"company / short\"",
            1,
        )
        .replacen(
            "msgid \"Example\"\nmsgstr \"\"",
            "msgid \"Example\"\nmsgstr \"エグザンプル\"",
            1,
        )
        + "\n#~ msgctxt \"gone\"\n#~ msgid \"Gone\"\n#~ msgstr \"無い\"\n";
    assert!(theirs.contains("no-wrap") && theirs.contains("エグザンプル"));
    fs::write(folder.path().join("theirs.po"), &theirs).expect("a file");
    // Twice: the second time every text is the same, and nothing is lost either.
    for _ in 0..2 {
        let output = run(folder.path(), &["i18n", "import", "--lang", "ja", "theirs.po"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = fs::read_to_string(&path).expect("a catalogue");
        for kept in [
            "Last-Translator: K. Ito <ito@example.com>\\n",
            "# Ito: keep the English?\n",
            "no-wrap",
            "msgstr \"エグザンプル\"",
            "#~ msgid \"Gone\"\n#~ msgstr \"無い\"",
        ] {
            assert_eq!(text.matches(kept).count(), 1, "{kept}: {text}");
        }
    }
}

#[test]
fn a_catalogue_of_another_language_is_refused() {
    let folder = translated();
    let path = folder.path().join("i18n/ja.po");
    let ours = fs::read_to_string(&path).expect("a catalogue");
    let german = ours.replacen("Language: ja\\n", "Language: de\\n", 1);
    fs::write(folder.path().join("de.po"), german).expect("a file");
    let output = run(folder.path(), &["i18n", "import", "--lang", "ja", "de.po"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("is in `de`, not in `ja`"), "{told}");
    assert_eq!(fs::read_to_string(&path).expect("a catalogue"), ours);
}

#[test]
fn a_text_without_context_is_taken_wherever_there_is_none_yet() {
    let folder = translated();
    let bare = "msgid \"Revenue\"\nmsgstr \"売上収益\"\n";
    fs::write(folder.path().join("bare.po"), bare).expect("a file");
    let output = run(folder.path(), &["i18n", "import", "--lang", "ja", "bare.po"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(folder.path().join("i18n/ja.po")).expect("a catalogue");
    assert_eq!(text.matches("msgid \"Revenue\"\nmsgstr \"売上収益\"").count(), 2, "{text}");
}
