//! The whole program over a folder of which one file is not what it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use iijdeck::cli::INIT_DECK;
use iijdeck::source::sha256;
use iijdeck::write::MANIFEST;
use serde_json::Value;

use super::{Run, below};

/// The files of the folder, each behind the letter that an input names it by.
const FILES: [(u8, &str); 6] = [
    (b'd', "quarter.yaml"),
    (b't', "theme.yaml"),
    (b'p', "i18n/ja.po"),
    (b'r', "quarter.reviews.yaml"),
    (b'c', "figures.csv"),
    (b'h', "templates/html/slide.j2"),
];

/// What is done in the folder, by the second letter.
const COMMANDS: [(u8, &[&str]); 5] = [
    (b'b', &["build", "--format", "md,html,typ"]),
    (b's', &["sign", "all", "--by", "A. Sato"]),
    (b'i', &["import", "figures.csv"]),
    (b'u', &["i18n", "update"]),
    (b'v', &["verify"]),
];

/// Each file with each command.
pub fn corpus() -> Vec<Vec<u8>> {
    let reviews = "carried:\n  - {at: \"a\", starts: \"b\", text: \"c\"}\nsigned: []\n";
    let mut texts = vec![
        (b'd', deck()),
        (b't', "footer: Example\ncolors: {accent: \"#0b3d66\"}\n".to_owned()),
        (b'r', reviews.to_owned()),
        (b'c', "item,period,value\nrevenue,1Q26,15813\n".to_owned()),
        (b'h', "<section>{{ page.heading }}</section>\n".to_owned()),
    ];
    let catalogues = below("docs/walk", &["po"]);
    texts.extend(catalogues.iter().map(|text| (b'p', String::from_utf8_lossy(text).into_owned())));
    let all = texts.iter().flat_map(|(file, text)| {
        COMMANDS.iter().map(|(command, _)| [&[*file, *command], text.as_bytes()].concat())
    });
    all.collect()
}

/// The deck of `init` in two languages, with a theme and its records.
fn deck() -> String {
    let more = "  language: en\n  translations: {ja: {}}\n  theme: theme.yaml\n  reviews: quarter.reviews.yaml\n";
    INIT_DECK.replacen("  language: en\n", more, 1)
}

/// Runs a command over the folder: it must end by itself, with a code that says what it found, and
/// leave one set.
pub fn command() -> Run {
    let dir = tempfile::tempdir().expect("a folder");
    let program = program();
    let whole = |letter: u8| {
        let found = corpus().into_iter().find(|input| input[0] == letter);
        found.map(|input| input[2..].to_vec()).unwrap_or_default()
    };
    let fresh: Vec<_> = FILES.iter().map(|(letter, name)| (*name, whole(*letter))).collect();
    Box::new(move |input| {
        let (head, rest) = input.split_at(input.len().min(2));
        let which = |at: usize| usize::from(head.get(at).copied().unwrap_or_default());
        let file = FILES.iter().find(|(letter, _)| usize::from(*letter) == which(0));
        let command = COMMANDS.iter().find(|(letter, _)| usize::from(*letter) == which(1));
        let (_, file) = file.unwrap_or(&FILES[which(0) % FILES.len()]);
        let (_, args) = command.unwrap_or(&COMMANDS[which(1) % COMMANDS.len()]);
        for (name, bytes) in &fresh {
            let place = dir.path().join(name);
            fs::create_dir_all(place.parent().expect("a folder")).expect("folders");
            let html = name.starts_with("templates") && !file.starts_with("templates");
            if html {
                let _ = fs::remove_file(&place);
            } else {
                fs::write(&place, if name == file { rest } else { bytes }).expect("a file");
            }
        }
        let run = Command::new(&program)
            .current_dir(dir.path())
            .args(*args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()
            .expect("the program runs");
        let told = String::from_utf8_lossy(&run.stderr);
        assert!(matches!(run.status.code(), Some(0 | 1)), "{args:?}: {}: {told}", run.status);
        for set in fs::read_dir(dir.path().join("out")).into_iter().flatten().flatten() {
            whole_set(&set.path());
        }
    })
}

/// Every file is that of the manifest.
fn whole_set(set: &Path) {
    let Ok(manifest) = fs::read(set.join(MANIFEST)) else { return };
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let languages = manifest["languages"].as_array().into_iter().flatten();
    for file in languages.flat_map(|one| one["files"].as_array().into_iter().flatten()) {
        let bytes = fs::read(set.join(file["path"].as_str().expect("a path"))).expect("a file");
        assert_eq!(Some(sha256(&bytes).as_str()), file["sha256"].as_str(), "{}", file["path"]);
    }
}

/// The program, beside which this one was built.
fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a path");
    let program = own.ancestors().nth(2).expect("a folder").join("iijdeck");
    assert!(program.is_file(), "build {} first", program.display());
    program
}
