//! Killed at any moment, a command leaves every file whole, and after the next start every set.

#![expect(clippy::print_stdout, reason = "how many were cut short is asked for")]

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::sets::{bilingual_page, files, made_of, start};
use iijdeck::cli::INIT_DECK;
use iijdeck::source::sha256;
use iijdeck::write::{FORMATS, WORK};

/// How often `roll` and `import` are killed.
const MOMENTS: u32 = 200;
/// How often `build` is.
const BUILDS: u32 = 300;

/// How many folders there are in which commands are killed at the same time: most of theirs is waiting for the disk.
const HANDS: u32 = 4;

/// Shares out moments among hands, each in a folder of its own, and adds up what they count.
fn at_once<const N: usize>(
    moments: u32,
    hand: impl Fn(RangeInclusive<u32>) -> [u32; N] + Sync,
) -> [u32; N] {
    let hand = &hand;
    scope(|scope| {
        let share = moments / HANDS;
        let shares = (0..HANDS).map(|at| at * share + 1..=(at + 1) * share);
        let hands: Vec<_> = shares.map(|share| scope.spawn(move || hand(share))).collect();
        hands
            .into_iter()
            .map(|hand| hand.join().expect("a hand ends"))
            .fold([0; N], |sum, counted| std::array::from_fn(|at| sum[at] + counted[at]))
    })
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

/// Kills a build while it puts its files in place: at a moment of the first half millisecond of that.
fn kill_placing(folder: &Path, args: &[&str], moment: u32) {
    let work = fs::read_dir(folder.join("out")).expect("a folder").flatten().next();
    let work = work.expect("a set").path().join(WORK).join("journal.json");
    let mut child = start(folder, args);
    while !work.exists() && child.try_wait().expect("it is ours").is_none() {
        sleep(Duration::from_micros(50));
    }
    let spread = moment.wrapping_mul(2_654_435_761) >> 16;
    let (begun, long) = (Instant::now(), Duration::from_micros(500) * spread / 65_536);
    // A sleep is not as exact as this.
    while begun.elapsed() < long {}
    let _ = child.kill();
    child.wait().expect("it ends");
}

#[test]
fn roll_leaves_no_half_file_and_no_lost_one() {
    let [ended] = at_once(MOMENTS, |moments| [roll_killed(moments)]);
    assert!(ended < MOMENTS, "no run was killed before its end");
}

/// Kills `roll` at each of the moments, and counts how often it had ended.
fn roll_killed(moments: RangeInclusive<u32>) -> u32 {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    fs::write(folder.join("quarter.yaml"), INIT_DECK).expect("a deck");
    let before = files(folder);
    let args = ["roll", "quarter.yaml", "--to", "2Q26"];
    let time = whole(folder, &args);
    let after = files(folder);
    let mut ended = 0;
    for moment in moments {
        for name in ["2q26.yaml", "2q26.reviews.yaml"] {
            let _ = fs::remove_file(folder.join(name));
        }
        kill(folder, &args, time, moment);
        let now = files(folder);
        assert!(before.iter().all(|(name, bytes)| now.get(name) == Some(bytes)), "the old deck");
        for (name, bytes) in &now {
            assert!(after.get(name) == Some(bytes), "{name} is half written at moment {moment}");
        }
        if now.contains_key("2q26.yaml") {
            assert!(now.contains_key("2q26.reviews.yaml"), "a deck without its reviews");
            ended += 1;
        }
    }
    ended
}

#[test]
fn after_the_next_start_a_killed_build_is_one_set() {
    let [kept, mixed] = at_once(BUILDS, build_killed);
    println!("{BUILDS} builds killed: {mixed} were mixed until the next start, {kept} stayed old");
    assert!(0 < kept && kept < BUILDS, "some builds were cut short, and some were not");
}

/// Kills a build at each of the moments, and counts how many sets stayed as they were, and how many were mixed until
/// the next start.
fn build_killed(moments: RangeInclusive<u32>) -> [u32; 2] {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let decks = bilingual_page(folder);
    let (deck, set) = (folder.join("quarter.yaml"), || {
        let built = fs::read_dir(folder.join("out")).expect("a folder").flatten().next();
        files(&built.expect("a set").path())
    });
    let build = |text: &String| {
        fs::write(&deck, text).expect("a file");
        let time = whole(folder, &["build"]);
        (set(), time)
    };
    let ((old, _), (new, time)) = (build(&decks[0]), build(&decks[1]));
    assert_eq!(
        old.keys().filter(|name| name.contains("deck.")).count(),
        2 * FORMATS.iter().filter(|format| format.usual).count(),
        "two languages"
    );
    assert_ne!(made_of(&old), made_of(&new));
    // The files are made within most of the time, and put in place at its end.
    let (mut kept, mut mixed) = (0, 0);
    for moment in moments {
        let wanted = usize::from(moment % 2 == 1);
        fs::write(&deck, &decks[1 - wanted]).expect("a file");
        if made_of(&set()) == Ok(sha256(decks[1 - wanted].as_bytes())) {
            fs::write(&deck, &decks[wanted]).expect("a file");
        }
        if moment % 2 == 0 {
            kill(folder, &["build"], time, moment);
        } else {
            kill_placing(folder, &["build"], moment);
        }
        for (name, bytes) in set() {
            let known = old.get(&name) == Some(&bytes) || new.get(&name) == Some(&bytes);
            assert!(known, "{name} is neither old nor new at moment {moment}");
        }
        mixed += u32::from(made_of(&set()).is_err());
        // The next start builds nothing: its deck is broken.
        fs::write(&deck, "iijdeck: 2\n").expect("a file");
        assert!(!start(folder, &["build"]).wait().expect("it ends").success());
        let now = set();
        assert!(now == old || now == new, "{:?} at moment {moment}", made_of(&now));
        let left = fs::read_dir(folder.join("out")).expect("a folder").flatten();
        let work = left.map(|set| set.path().join(WORK)).find(|work| work.exists());
        assert_eq!(work, None, "at moment {moment}");
        kept += u32::from(made_of(&now) == Ok(sha256(decks[1 - wanted].as_bytes())));
    }
    [kept, mixed]
}

#[test]
fn import_leaves_no_half_file_and_no_lost_one() {
    let [ended] = at_once(MOMENTS, |moments| [import_killed(moments)]);
    assert!(ended < MOMENTS, "some runs were cut short");
}

/// Kills `import` at each of the moments, and counts how often it had filled in its figures.
fn import_killed(moments: RangeInclusive<u32>) -> u32 {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let table = "item,period,value\r\nrevenue,1Q26,15814\r\ncustomers,2026-06-30,8121\r\n";
    fs::write(folder.join("figures.csv"), table).expect("a table");
    let record = folder.join("quarter.imports.yaml");
    let fresh = || {
        fs::write(folder.join("quarter.yaml"), INIT_DECK).expect("a deck");
        let _ = fs::remove_file(&record);
    };
    fresh();
    let args = ["import", "figures.csv", "--replace"];
    let time = whole(folder, &args);
    let after = files(folder);
    assert!(
        after["quarter.yaml"] != INIT_DECK.as_bytes() && after.contains_key("quarter.imports.yaml")
    );
    let mut ended = 0;
    for moment in moments {
        fresh();
        kill(folder, &args, time, moment);
        let now = files(folder);
        let old = now["quarter.yaml"] == INIT_DECK.as_bytes();
        assert!(old || now["quarter.yaml"] == after["quarter.yaml"], "half written at {moment}");
        let recorded = now.get("quarter.imports.yaml");
        assert!(recorded.is_none_or(|bytes| *bytes == after["quarter.imports.yaml"]));
        // A figure that was filled in is never without its record.
        assert!(old || recorded.is_some(), "no record at moment {moment}");
        ended += u32::from(!old);
    }
    ended
}
