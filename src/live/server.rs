//! The page on the loopback address.
//!
//! It answers a handful of addresses from memory and never opens a file, so that no path leads
//! anywhere. A request that names another host is refused, or a page of the web could reach the
//! deck under a name of its own (DNS rebinding).

use std::io::{self, Cursor, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

use super::State;

/// Requests answered at once.
const THREADS: usize = 4;
/// Pages that may listen at once.
const LISTENERS: usize = 16;
/// How often a page that listens is looked for.
const PULSE: Duration = Duration::from_secs(10);

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

type Answer = Response<Cursor<Vec<u8>>>;

/// Serves the page until the process ends.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    port: u16,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    listeners: Mutex<Vec<Sender<Arc<String>>>>,
}

impl Server {
    /// Starts to serve on a port of the loopback address; any that is free for 0.
    ///
    /// # Errors
    /// That of the system, such as a port that is taken.
    pub fn start(port: u16, state: State) -> Result<Self, String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let http = tiny_http::Server::http(address).map_err(|error| error.to_string())?;
        let bound = http.server_addr().to_ip().map(|address| address.port());
        let port = bound.ok_or("this is no address")?;
        let shared = Shared { state: Mutex::new(state), listeners: Mutex::default() };
        let (shared, http) = (Arc::new(shared), Arc::new(http));
        for _ in 0..THREADS {
            let (shared, http) = (Arc::clone(&shared), Arc::clone(&http));
            thread::spawn(move || {
                while let Ok(request) = http.recv() {
                    shared.answer(request, port);
                }
            });
        }
        Ok(Self { shared, port })
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Changes what is shown, and tells every page that listens.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        let told = {
            let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut state);
            Arc::clone(&state.told)
        };
        let mut all = self.shared.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|listener| listener.send(Arc::clone(&told)).is_ok());
    }
}

impl Shared {
    fn answer(&self, request: Request, port: u16) {
        // Whoever went away meanwhile needs no answer.
        let refuse = |request: Request, code: u16, why: &str| {
            let _ = request.respond(plain(why).with_status_code(code));
        };
        if !named(&request, port) {
            return refuse(request, 403, "This host is not served here.\n");
        }
        if *request.method() != Method::Get {
            return refuse(request, 405, "Only GET is answered.\n");
        }
        if request.url() == "/events" {
            self.listen(request);
            return;
        }
        // What stands behind a `?` only keeps the browser from showing an old answer.
        let url = request.url().split('?').next().unwrap_or_default();
        match self.find(url) {
            Some(answer) => drop(request.respond(answer)),
            None => refuse(request, 404, "There is nothing here.\n"),
        }
    }

    /// Finds what an address names; what is not spelt as the page spells it names nothing.
    fn find(&self, url: &str) -> Option<Answer> {
        if let Some((_, kind, text)) = PARTS.iter().find(|(name, ..)| *name == url) {
            let answer = of(text.as_bytes().to_vec(), kind, "no-store");
            return Some(with(answer, "Content-Security-Policy", POLICY));
        }
        let parts: Vec<&str> = url.strip_prefix('/')?.split('/').collect();
        let shown = |lang: &str| {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.deck(lang).cloned()
        };
        match parts.as_slice() {
            ["deck", lang, "deck.html"] => {
                let answer = of(shown(lang)?.html.to_vec(), "text/html; charset=utf-8", "no-store");
                Some(with(answer, "Content-Security-Policy", DECK_POLICY))
            }
            ["deck", lang, "deck.pdf"] => {
                Some(of(shown(lang)?.pdf.to_vec(), "application/pdf", "no-store"))
            }
            ["page", lang, number, name] => {
                let shown = shown(lang)?;
                let at = number.parse::<usize>().ok()?.checked_sub(1)?;
                let mark = name.strip_suffix(".png")?;
                let known = shown.marks.get(at).is_some_and(|known| known == mark);
                // Drawn without holding the lock: a picture takes longer than a rebuild.
                let png = known.then(|| shown.pictures?.png(at)).flatten()?;
                Some(of(png, "image/png", FOREVER))
            }
            _ => None,
        }
    }

    /// Keeps a page told of every change, until it goes away.
    fn listen(&self, request: Request) {
        let (send, told) = channel();
        {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let mut all = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() >= LISTENERS {
                all.remove(0);
            }
            let _ = send.send(Arc::clone(&state.told));
            all.push(send);
        }
        thread::spawn(move || {
            let _ = tell(request, &told);
        });
    }
}

/// Sends events as they come (`text/event-stream`).
fn tell(request: Request, told: &Receiver<Arc<String>>) -> io::Result<()> {
    let mut page = request.into_writer();
    let mut head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    Connection: close\r\n"
            .to_owned();
    for (name, value) in ALWAYS {
        head += &[name, ": ", value, "\r\n"].concat();
    }
    page.write_all(format!("{head}\r\n").as_bytes())?;
    page.flush()?;
    loop {
        let text = match told.recv_timeout(PULSE) {
            Ok(text) => format!("data: {text}\n\n"),
            Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        page.write_all(text.as_bytes())?;
        page.flush()?;
    }
}

/// Tells whether a request names this server as its host, and comes from its own page.
fn named(request: &Request, port: u16) -> bool {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let header = |name: &'static str| {
        let found = request.headers().iter().filter(move |header| header.field.equiv(name));
        found.map(|header| header.value.as_str())
    };
    let hosts: Vec<&str> = header("Host").collect();
    let host = matches!(hosts.as_slice(), [host] if own.iter().any(|own| own == host));
    let origin = |origin: &str| own.iter().any(|own| origin.strip_prefix("http://") == Some(own));
    host && header("Origin").all(origin)
}

fn of(bytes: Vec<u8>, kind: &str, kept: &str) -> Answer {
    let answer = with(Response::from_data(bytes), "Content-Type", kind);
    let answer = with(answer, "Cache-Control", kept);
    ALWAYS.iter().fold(answer, |answer, (name, value)| with(answer, name, value))
}

fn plain(text: &str) -> Answer {
    of(text.as_bytes().to_vec(), "text/plain; charset=utf-8", "no-store")
}

fn with(answer: Answer, name: &str, value: &str) -> Answer {
    match Header::from_bytes(name, value) {
        Ok(header) => answer.with_header(header),
        Err(()) => answer,
    }
}
