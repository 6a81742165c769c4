//! Killed at any moment, a command leaves every file whole: as it was, or as it should be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often each command is killed.
const MOMENTS: u32 = 200;

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_iijdeck"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Runs a command to its end and gives its time.
fn whole(folder: &Path, args: &[&str]) -> Duration {
    let started = Instant::now();
    let status = start(folder, args).wait().expect("it ends");
    assert!(status.success(), "{args:?}");
    started.elapsed()
}

/// Kills a command at a moment of its time; the moments are spread without a pattern.
fn kill(folder: &Path, args: &[&str], time: Duration, moment: u32) {
    let mut child = start(folder, args);
    // A multiplicative hash: the same moments in every run of this test.
    let spread = moment.wrapping_mul(2_654_435_761) >> 16;
    sleep(time * spread / 60_000);
    let _ = child.kill();
    child.wait().expect("it ends");
}

/// Every file below a folder but the temporary ones, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn below(folder: &Path, root: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).expect("below").display().to_string();
            if path.is_dir() {
                below(&path, root, out);
            } else if !entry.file_name().to_string_lossy().starts_with(".iijdeck-") {
                out.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut out = BTreeMap::new();
    below(folder, folder, &mut out);
    out
}

#[test]
fn roll_leaves_no_half_file_and_no_lost_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let deck = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    for name in ["quarter.yaml", "theme.yaml"] {
        fs::copy(deck.join(name), folder.join(name)).expect("a copy");
    }
    let before = files(folder);
    let args = ["roll", "quarter.yaml", "--to", "2Q10"];
    let time = whole(folder, &args);
    let after = files(folder);
    let mut ended = 0;
    for moment in 1..=MOMENTS {
        for name in ["2q10.yaml", "2q10.reviews.yaml"] {
            let _ = fs::remove_file(folder.join(name));
        }
        kill(folder, &args, time, moment);
        let now = files(folder);
        assert!(before.iter().all(|(name, bytes)| now.get(name) == Some(bytes)), "the old deck");
        for (name, bytes) in &now {
            assert!(after.get(name) == Some(bytes), "{name} is half written at moment {moment}");
        }
        if now.contains_key("2q10.yaml") {
            assert!(now.contains_key("2q10.reviews.yaml"), "a deck without its reviews");
            ended += 1;
        }
    }
    assert!(ended < MOMENTS, "no run was killed before its end");
}

#[test]
fn build_leaves_every_file_old_or_new() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    whole(folder, &["init"]);
    let deck = fs::read_to_string(folder.join("quarter.yaml")).expect("the deck");
    let title =
        deck.lines().find(|line| line.trim_start().starts_with("title: ")).expect("a title");
    let other = deck.replacen(title, &format!("{title} and Outlook"), 1);
    let args = ["build", "--format", "md,html,pdf", "--out", "out"];
    let time = whole(folder, &args);
    let old = files(&folder.join("out"));
    fs::write(folder.join("quarter.yaml"), &other).expect("a file");
    whole(folder, &args);
    let new = files(&folder.join("out"));
    assert!(old.keys().eq(new.keys()) && old != new, "the two decks differ");
    for moment in 1..=MOMENTS {
        let text = if moment % 2 == 0 { &other } else { &deck };
        fs::write(folder.join("quarter.yaml"), text).expect("a file");
        kill(folder, &args, time, moment);
        for (name, bytes) in files(&folder.join("out")) {
            let known = old.get(&name) == Some(&bytes) || new.get(&name) == Some(&bytes);
            assert!(known, "{name} is neither old nor new at moment {moment}");
        }
        assert!(files(&folder.join("out")).keys().eq(old.keys()), "a file is lost");
    }
}

#[test]
fn import_leaves_no_half_file_and_no_lost_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let deck = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    let text = fs::read_to_string(deck.join("quarter.yaml")).expect("the example");
    fs::copy(deck.join("theme.yaml"), folder.join("theme.yaml")).expect("a copy");
    let table = "item,period,value\r\nrevenue,1Q10,15814\r\nmobile_lines,2010-06-30,41000\r\n";
    fs::write(folder.join("figures.csv"), table).expect("a table");
    let record = folder.join("quarter.imports.yaml");
    let fresh = || {
        fs::write(folder.join("quarter.yaml"), &text).expect("a deck");
        let _ = fs::remove_file(&record);
    };
    fresh();
    let args = ["import", "figures.csv"];
    let time = whole(folder, &args);
    let after = files(folder);
    assert!(after["quarter.yaml"] != text.as_bytes() && after.contains_key("quarter.imports.yaml"));
    let mut ended = 0;
    for moment in 1..=MOMENTS {
        fresh();
        kill(folder, &args, time, moment);
        let now = files(folder);
        let old = now["quarter.yaml"] == text.as_bytes();
        assert!(old || now["quarter.yaml"] == after["quarter.yaml"], "half written at {moment}");
        let recorded = now.get("quarter.imports.yaml");
        assert!(recorded.is_none_or(|bytes| *bytes == after["quarter.imports.yaml"]));
        // A figure that was filled in is never without its record.
        assert!(old || recorded.is_some(), "no record at moment {moment}");
        ended += u32::from(!old);
    }
    assert!(ended < MOMENTS, "some runs were cut short");
}
