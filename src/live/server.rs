//! The page on the loopback address.
//!
//! It answers a handful of addresses from memory and never opens a file, so that no path leads
//! anywhere. A request that names another host is refused, or a page of the web could reach the
//! deck under a name of its own (DNS rebinding).

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::ServedState;
use crate::write::{HTML, PDF};

/// Connections at once, each with a thread of its own: who reads slowly keeps nobody waiting.
const CONNECTIONS: usize = 64;
/// Pages that may listen at once.
const LISTENERS: usize = 16;
/// How often a page that listens is looked for.
const PULSE: Duration = Duration::from_secs(10);
/// Largest head of a request, in bytes.
const MAX_HEAD: usize = 16 << 10;
/// How long a request may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(5);
/// How long a reader may take for an answer.
const READING: Duration = Duration::from_mins(1);
/// How long is read on behind an answer.
const LEFT: Duration = Duration::from_millis(500);
/// Bytes written at once.
const PIECE: usize = 64 << 10;

/// Every answer has these: nothing may be guessed, kept, passed on or taken in by another site.
const ALWAYS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];
/// What the page itself may do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
/// What a deck in it may do: show itself.
const DECK_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; \
                           style-src 'unsafe-inline'; img-src data:; font-src data:; \
                           base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
/// A picture's address changes with the picture.
const FOREVER: &str = "private, max-age=31536000, immutable";

/// The parts of the page itself: address, kind, text.
const PARTS: [(&str, &str, &str); 3] = [
    ("/", "text/html; charset=utf-8", include_str!("../../assets/live/index.html")),
    ("/live.css", "text/css; charset=utf-8", include_str!("../../assets/live/live.css")),
    ("/live.js", "text/javascript; charset=utf-8", include_str!("../../assets/live/live.js")),
];

/// What is sent back.
struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: AnswerBody,
}

/// The bytes of an answer.
enum AnswerBody {
    Fixed(&'static [u8]),
    Own(Vec<u8>),
    Shared(Arc<Vec<u8>>),
}

impl AnswerBody {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Fixed(bytes) => bytes,
            Self::Own(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// The head of a request.
struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
}

/// Serves the page until the process ends.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    port: u16,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<ServedState>,
    listeners: Mutex<Vec<Sender<Arc<String>>>>,
}

impl Server {
    /// Starts to serve on a port of the loopback address; any that is free for 0.
    ///
    /// # Errors
    /// That of the system, such as a port that is taken.
    pub fn start(port: u16, state: ServedState) -> Result<Self, String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).map_err(|error| {
            let help = "Choose another port with `--port`; 0 takes any that is free";
            format!("{error}\n  = help: {help}")
        })?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let shared = Shared { state: Mutex::new(state), listeners: Mutex::default() };
        let shared = Arc::new(shared);
        let (answering, places) = (Arc::clone(&shared), Connections::default());
        let accept = move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let Ok(place) = places.take(&stream) else { continue };
                let answering = Arc::clone(&answering);
                // Where the system gives no thread, the connection closes.
                let _ = thread::Builder::new().spawn(move || {
                    let _ = answering.answer(stream, port, &place);
                });
            }
        };
        thread::Builder::new().spawn(accept).map_err(|error| error.to_string())?;
        Ok(Self { shared, port })
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Changes what is shown, and tells every page that listens.
    pub fn change(&self, change: impl FnOnce(&mut ServedState)) {
        let event = {
            let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut state);
            Arc::clone(&state.event)
        };
        let mut all = self.shared.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|listener| listener.send(Arc::clone(&event)).is_ok());
    }
}

/// The connections at once that are asked or answered, the oldest first.
#[derive(Clone, Debug, Default)]
struct Connections(Arc<Mutex<OpenConnections>>);

/// The number of the last, and each that is open by its number.
type OpenConnections = (u64, VecDeque<(u64, TcpStream)>);

/// One of them.
struct Connection(Connections, u64);

impl Connections {
    /// Takes a place; where there is none, whoever has been at it for longest has to go: a page that
    /// is asked for by its owner comes in a moment, and takes none for long.
    fn take(&self, stream: &TcpStream) -> io::Result<Connection> {
        let stream = stream.try_clone()?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, open) = &mut *all;
        if open.len() >= CONNECTIONS
            && let Some((_, oldest)) = open.pop_front()
        {
            let _ = oldest.shutdown(Shutdown::Both);
        }
        *next += 1;
        open.push_back((*next, stream));
        Ok(Connection(self.clone(), *next))
    }
}

impl Connection {
    /// Leaves the place to others: a page that listens is counted elsewhere.
    fn leave(&self) {
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.1.retain(|(number, _)| *number != self.1);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Shared {
    /// Answers one request; an error means that whoever asked went away.
    fn answer(&self, mut stream: TcpStream, port: u16, place: &Connection) -> io::Result<()> {
        let request = match Request::read(&mut stream)? {
            Ok(request) => request,
            Err(status) => return plain(status, "This request is not read.\n").send(&mut stream),
        };
        if !named(&request, port) {
            return plain("403 Forbidden", "This host is not served here.\n").send(&mut stream);
        }
        if request.method != "GET" {
            return plain("405 Method Not Allowed", "Only GET is answered.\n").send(&mut stream);
        }
        if request.target == "/events" {
            let events = self.listen();
            place.leave();
            return stream_events(&mut stream, &events);
        }
        // What stands behind a `?` only keeps the browser from showing an old answer.
        let url = request.target.split('?').next().unwrap_or_default();
        let answer = self.find(url);
        answer
            .unwrap_or_else(|| plain("404 Not Found", "There is nothing here.\n"))
            .send(&mut stream)
    }

    /// Finds what an address names; what is not spelt as the page spells it names nothing.
    fn find(&self, url: &str) -> Option<Answer> {
        if let Some((_, kind, text)) = PARTS.iter().find(|(name, ..)| *name == url) {
            let answer = of(AnswerBody::Fixed(text.as_bytes()), kind, "no-store");
            return Some(answer.with("Content-Security-Policy", POLICY));
        }
        let parts: Vec<&str> = url.strip_prefix('/')?.split('/').collect();
        let shown = |lang: &str| {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.deck(lang).cloned()
        };
        match parts.as_slice() {
            ["deck", lang, name] if *name == HTML.file() => {
                let html = AnswerBody::Shared(shown(lang)?.html);
                let answer = of(html, "text/html; charset=utf-8", "no-store");
                Some(answer.with("Content-Security-Policy", DECK_POLICY))
            }
            ["deck", lang, name] if *name == PDF.file() => {
                Some(of(AnswerBody::Shared(shown(lang)?.pdf), "application/pdf", "no-store"))
            }
            ["page", lang, number, name] => {
                let shown = shown(lang)?;
                let at = number.parse::<usize>().ok()?.checked_sub(1)?;
                let mark = name.strip_suffix(".png")?;
                let known = shown.marks.get(at).is_some_and(|known| known == mark);
                // Drawn without holding the lock: a picture takes longer than a rebuild.
                let png = known.then(|| shown.pictures?.png(at)).flatten()?;
                Some(of(AnswerBody::Own(png), "image/png", FOREVER))
            }
            _ => None,
        }
    }

    /// Has a page told of every change, until it goes away.
    fn listen(&self) -> Receiver<Arc<String>> {
        let (send, events) = channel();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= LISTENERS {
            all.remove(0);
        }
        let _ = send.send(Arc::clone(&state.event));
        all.push(send);
        events
    }
}

/// Sends events as they come (`text/event-stream`).
fn stream_events(page: &mut TcpStream, events: &Receiver<Arc<String>>) -> io::Result<()> {
    let head =
        head("200 OK", &[("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")]);
    write(page, format!("{head}\r\n").as_bytes())?;
    loop {
        let text = match events.recv_timeout(PULSE) {
            Ok(text) => format!("data: {text}\n\n"),
            Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        write(page, text.as_bytes())?;
    }
}

impl Request {
    /// Reads the head of a request, or gives the status that refuses it.
    fn read(stream: &mut TcpStream) -> io::Result<Result<Self, &'static str>> {
        let ends = Instant::now() + ARRIVAL;
        let (mut head, mut piece) = (Vec::new(), [0; 2048]);
        let end = loop {
            if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            let left = ends.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Err("408 Request Timeout"));
            }
            if head.len() > MAX_HEAD {
                return Ok(Err("431 Request Header Fields Too Large"));
            }
            stream.set_read_timeout(Some(left))?;
            match stream.read(&mut piece) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => head.extend_from_slice(&piece[..count]),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                    ) =>
                {
                    return Ok(Err("408 Request Timeout"));
                }
                Err(error) => return Err(error),
            }
        };
        let text = head.get(..end).and_then(|head| std::str::from_utf8(head).ok());
        Ok(text.and_then(Self::parse).ok_or("400 Bad Request"))
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let known = first.next().is_some_and(|version| version.starts_with("HTTP/1."));
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            let token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let whole = !name.is_empty() && name.chars().all(token);
            whole.then(|| (name.to_ascii_lowercase(), value.trim().to_owned()))
        };
        let headers: Option<Vec<_>> = lines.map(header).collect();
        (known && first.next().is_none()).then_some(Self { method, target, headers: headers? })
    }

    fn header(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Tells whether a request names this server as its host, and comes from its own page.
fn named(request: &Request, port: u16) -> bool {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let hosts: Vec<&str> = request.header("host").collect();
    let host = matches!(hosts.as_slice(), [host] if own.iter().any(|own| own == host));
    let origin = |origin: &str| own.iter().any(|own| origin.strip_prefix("http://") == Some(own));
    host && request.header("origin").all(origin)
}

impl Answer {
    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    fn send(&self, stream: &mut TcpStream) -> io::Result<()> {
        let bytes = self.body.bytes();
        let head = head(self.status, &self.headers);
        write(stream, format!("{head}Content-Length: {}\r\n\r\n", bytes.len()).as_bytes())?;
        write(stream, bytes)?;
        stream.shutdown(Shutdown::Write)?;
        // What was not read of the request would make the system take the answer back.
        stream.set_read_timeout(Some(LEFT))?;
        let (ends, mut rest) = (Instant::now() + LEFT, [0; 4096]);
        while Instant::now() < ends && stream.read(&mut rest).unwrap_or(0) > 0 {}
        Ok(())
    }
}

/// Writes the head of an answer, but for the blank line behind it.
fn head(status: &str, headers: &[(&str, &str)]) -> String {
    let lines = headers.iter().chain(&ALWAYS).chain(&[("Connection", "close")]);
    lines.fold(format!("HTTP/1.1 {status}\r\n"), |head, (name, value)| {
        head + &[name, ": ", value, "\r\n"].concat()
    })
}

/// Writes for as long as a reader may take.
fn write(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    let ends = Instant::now() + READING;
    for piece in bytes.chunks(PIECE) {
        let left = ends.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        stream.write_all(piece)?;
    }
    stream.flush()
}

fn of(body: AnswerBody, kind: &'static str, kept: &'static str) -> Answer {
    Answer {
        status: "200 OK",
        headers: vec![("Content-Type", kind), ("Cache-Control", kept)],
        body,
    }
}

fn plain(status: &'static str, text: &'static str) -> Answer {
    Answer {
        status,
        ..of(AnswerBody::Fixed(text.as_bytes()), "text/plain; charset=utf-8", "no-store")
    }
}
