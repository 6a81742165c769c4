//! `watch` and `serve`: a deck anew at every save, the last good one while the source is broken,
//! and nobody else at the local page.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use iijdeck::cli::INIT_DECK;
use tempfile::TempDir;

use crate::program::iijdeck;

/// A command that goes on until the test ends.
struct Running {
    dir: TempDir,
    child: Child,
    /// Its first line on standard output.
    first: String,
}

impl Running {
    fn start(args: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("quarter.yaml"), INIT_DECK).expect("a file");
        let mut command = iijdeck();
        command.current_dir(dir.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut first = String::new();
        let stdout = child.stdout.take().expect("its output");
        let mut stdout = BufReader::new(stdout);
        stdout.read_line(&mut first).expect("a line");
        // What it says later is read, so that it is never kept waiting.
        std::thread::spawn(move || drop(stdout.read_to_end(&mut Vec::new())));
        let mut stderr = child.stderr.take().expect("its messages");
        std::thread::spawn(move || drop(stderr.read_to_end(&mut Vec::new())));
        Self { dir, child, first }
    }

    fn save(&self, from: &str, to: &str) {
        let text = INIT_DECK.replace(from, to);
        assert_ne!(text, INIT_DECK, "`{from}` is in the deck");
        fs::write(self.dir.path().join("quarter.yaml"), text).expect("a file");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
        sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_save_is_built_and_a_broken_one_is_not() {
    let running = Running::start(&["watch", "--format", "md"]);
    let folder = running.dir.path().file_name().map(PathBuf::from).expect("a name");
    let deck = running.dir.path().join("out").join(folder).join("en/deck.md");
    let holds = |text: &str| fs::read_to_string(&deck).is_ok_and(|deck| deck.contains(text));
    until("the first building", || holds("8,120"));
    running.save("8120", "8121");
    until("the save is built", || holds("8,121"));
    running.save("iijdeck: 2", "]: {");
    sleep(Duration::from_millis(300));
    assert!(holds("8,121"), "the last good deck stays");
    // The manifest is that of these files, and what another build left of the set is gone.
    running.save("8120", "8123");
    let program = || iijdeck();
    let built = program().current_dir(running.dir.path()).args(["build", "--release"]).output();
    assert!(built.expect("the program runs").status.success());
    let set = deck.parent().and_then(Path::parent).expect("a set").to_owned();
    running.save("8120", "8124");
    until("the save is built", || holds("8,124"));
    until("the set is of these files", || crate::sets::made_of(&crate::sets::files(&set)).is_ok());
    let manifest = fs::read_to_string(set.join("manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"release\": false"), "{manifest}");
    assert!(!set.join("en/deck.pdf").exists(), "the released PDF is of another set");
    // A template of the deck is part of it.
    running.save("8120", "8122");
    until("the save is built", || holds("8,122"));
    let templates = running.dir.path().join("templates/md/page");
    fs::create_dir_all(&templates).expect("folders");
    fs::write(templates.join("cover.j2"), "A cover of our own\n").expect("a file");
    until("the template is used", || holds("A cover of our own"));
}

/// Asks as no browser would; gives the whole answer.
fn ask(port: &str, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = Vec::new();
    let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_page_shows_the_last_good_deck_to_nobody_else() {
    let running = Running::start(&["serve", "--port", "0"]);
    let port = running.first.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
    let port = port.expect("an address").to_owned();
    let own = format!("127.0.0.1:{port}");
    let get = |path: &str| ask(&port, path, &own);
    until("the deck is there", || get("/deck/en/deck.html").contains("8,120"));
    let page = get("/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'none'"), "{page}");
    running.save("8120", "8121");
    until("the save is shown", || get("/deck/en/deck.html").contains("8,121"));
    running.save("1Q26: 3025", "1Q26: 3125");
    until("the finding is told", || get("/events").contains("\"total-differs\""));
    let told = get("/events");
    assert!(told.contains("\"broken\":true") && told.contains("vscode://file/"), "{told}");
    assert!(get("/deck/en/deck.html").contains("8,121"), "the last good deck stays");
    assert!(get("/deck/en/deck.pdf").contains("%PDF-"));
    for path in
        ["/quarter.yaml", "/../quarter.yaml", "/deck/en/../../quarter.yaml", "/deck/xx/deck.html"]
    {
        assert!(get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    for host in ["evil.example", "localhost", "127.0.0.1:1", "127.0.0.1.evil.example"] {
        assert!(ask(&port, "/", host).starts_with("HTTP/1.1 403"), "{host}");
    }
    assert!(ask(&port, "/", &format!("localhost:{port}")).starts_with("HTTP/1.1 200"));
}

#[test]
fn nobody_keeps_others_waiting_and_no_request_is_without_end() {
    let running = Running::start(&["serve", "--port", "0"]);
    let port = running.first.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
    let port = port.expect("an address").to_owned();
    let own = format!("127.0.0.1:{port}");
    until("the deck is there", || ask(&port, "/deck/en/deck.html", &own).contains("8,120"));
    let open = |text: &str| {
        let mut stream = TcpStream::connect(&own).expect("it listens");
        stream.write_all(text.as_bytes()).expect("it is sent");
        stream
    };
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {own}\r\n\r\n");
    // Some read nothing of a long answer, some never end their request, some listen.
    let slow: Vec<_> = (0..8)
        .flat_map(|_| [get("/deck/en/deck.pdf"), "GET / HTTP/1.1\r\n".to_owned(), get("/events")])
        .map(|text| open(&text))
        .collect();
    let started = Instant::now();
    assert!(ask(&port, "/", &own).starts_with("HTTP/1.1 200"), "the page comes all the same");
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    drop(slow);
    // However many are slow, whoever comes next is answered at once: the oldest of them has to go.
    let slow: Vec<_> = (0..200).map(|_| open("GET / HTTP/1.1\r\n")).collect();
    let slow: Vec<_> =
        slow.into_iter().chain((0..60).map(|_| open(&get("/deck/en/deck.pdf")))).collect();
    let started = Instant::now();
    assert!(ask(&port, "/", &own).starts_with("HTTP/1.1 200"), "the page comes all the same");
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    drop(slow);
    let long = format!("GET / HTTP/1.1\r\nHost: {own}\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    let mut stream = open(&long);
    let mut answer = String::new();
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[test]
fn a_deck_that_cannot_be_watched_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    for command in ["watch", "serve"] {
        let run = iijdeck()
            .current_dir(Path::new(dir.path()))
            .args([command, "none/quarter.yaml"])
            .output()
            .expect("the program runs");
        assert_eq!(run.status.code(), Some(1));
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(told.contains("none/quarter.yaml cannot be watched"), "{told}");
    }
}
