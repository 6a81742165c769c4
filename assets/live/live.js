// Shows what the server tells: the deck, its pages, its findings. A change of the deck is put into
// the shown one slide by slide, so that the reader's place stays.
(() => {
  "use strict";
  const ui = (id) => document.getElementById(id);
  const make = (tag, props, ...children) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  let state = null;
  let shown = 0; // the version of the deck that is shown
  let view = "deck";
  const frames = new Map(); // by language: the frame and what it was made from

  // ---- The HTML deck -----------------------------------------------------
  const address = (tag) => `/deck/${tag}/deck.html`;
  const read = async (tag) => (await fetch(address(tag))).text();
  // What a deck is made of: each slide, and all that is around them.
  const taken = (text) => {
    const [start, end] = [text.indexOf("<main"), text.lastIndexOf("</main>")];
    const [first, ...all] = text.slice(start, end).split(/\n(?=<section class="slide )/);
    const slides = new Map(all.map((slide) => [/ id="([^"]*)"/.exec(slide)[1], slide]));
    return { slides, around: [text.slice(0, start), first, ...slides.keys(), text.slice(end)].join() };
  };
  const open = async (tag) => {
    const frame = make("iframe", { title: `The deck (${tag})` });
    frame.lang = tag;
    ui("deck").append(frame);
    const text = await read(tag);
    const kept = { frame, made: null };
    frames.set(tag, kept);
    kept.loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    frame.src = address(tag);
    await kept.loaded;
    kept.made = taken(text);
  };
  const renew = async (tag) => {
    const kept = frames.get(tag);
    if (!kept) return open(tag);
    const text = await read(tag);
    await kept.loaded;
    const inside = kept.frame.contentDocument;
    const made = taken(text);
    const overview = inside.documentElement.classList.contains("overview");
    if (!kept.made || kept.made.around !== made.around || overview) {
      const hash = kept.frame.contentWindow.location.hash;
      kept.loaded = new Promise((done) => kept.frame.addEventListener("load", done, { once: true }));
      kept.frame.contentWindow.location.replace(address(tag) + "?" + state.version + hash);
      await kept.loaded;
    } else {
      for (const [id, text] of made.slides) {
        if (kept.made.slides.get(id) === text) continue;
        const old = inside.getElementById(id);
        const fresh = inside.createRange().createContextualFragment(text).firstElementChild;
        old.className = fresh.className;
        old.replaceChildren(...fresh.childNodes);
      }
    }
    kept.made = made;
  };
  const renewAll = async () => {
    const tags = state.languages.map((language) => language.tag);
    for (const [tag, kept] of frames) {
      if (!tags.includes(tag)) {
        kept.frame.remove();
        frames.delete(tag);
      }
    }
    await Promise.all(tags.map(renew));
  };

  // ---- Findings ----------------------------------------------------------
  const page = (finding) => {
    if (finding.slide === null || !state.languages.length) return null;
    const found = state.languages[0].pages.findIndex((page) => page.slide === finding.slide);
    return found < 0 ? null : found;
  };
  const go = (at) => {
    if (view === "pages") {
      document.querySelectorAll(".row")[at]?.scrollIntoView({ block: "start" });
      return;
    }
    for (const language of state.languages) {
      const frame = frames.get(language.tag)?.frame;
      const slide = frame?.contentDocument.getElementById(language.pages[at]?.id);
      slide?.scrollIntoView({ block: "start" });
    }
  };
  const tell = (finding, jump) => {
    const place = finding.file && `${finding.file}${finding.line ? `:${finding.line}` : ""}`;
    const link = place && finding.link
      ? make("a", { href: finding.link, textContent: place })
      : make("span", { textContent: place || "" });
    const at = page(finding);
    const button = jump && at !== null
      ? make("button", { type: "button", className: "jump", textContent: `page ${at + 1}`, onclick: () => go(at) })
      : null;
    const kind = make("span", { className: "kind", textContent: `${finding.severity}[${finding.code}]` });
    const more = [...finding.notes, ...finding.help].map((textContent) => make("p", { className: "more", textContent }));
    return make(
      "div",
      { className: `finding ${finding.severity}` },
      make("p", {}, kind, " ", finding.message),
      ...more,
      make("p", {}, link, button ? " · " : null, button),
    );
  };
  const order = ["error", "warning", "info"];
  const findings = () => {
    const all = [...state.findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    ui("count").textContent = `(${all.length})`;
    const none = make("p", { className: "none", textContent: "Nothing to report." });
    ui("findings").replaceChildren(...(all.length ? all.map((finding) => tell(finding, true)) : [none]));
  };

  // ---- Pages of the PDF, with their findings beside them -------------------
  const pages = () => {
    const longest = Math.max(0, ...state.languages.map((language) => language.pages.length));
    const known = new Map([...document.querySelectorAll("#pages img")].map((image) => [image.getAttribute("src"), image]));
    const rows = [];
    for (let at = 0; at < longest; at += 1) {
      const slides = state.languages.map((language) => {
        const page = language.pages[at];
        if (!page) return make("div", { className: "slide" });
        const image = known.get(page.picture) ?? make("img", { loading: "lazy", width: 1440, height: 810 });
        if (!image.getAttribute("src")) image.src = page.picture;
        image.alt = `Page ${at + 1}: ${page.heading}`;
        const heading = make("h2", { textContent: `${at + 1}  ${page.heading}`, lang: language.tag });
        return make("div", { className: "slide" }, heading, image);
      });
      const own = state.findings.filter((finding) => page(finding) === at);
      const beside = make("div", { className: "beside" }, ...own.map((finding) => tell(finding, false)));
      rows.push(make("div", { className: "row" }, ...slides, own.length ? beside : null));
    }
    const links = state.languages.map((language) =>
      make("p", {}, make("a", { href: `/deck/${language.tag}/deck.pdf`, textContent: `deck.pdf (${language.tag})` })));
    ui("pages").replaceChildren(...links, ...rows);
  };

  // ---- The whole ---------------------------------------------------------
  const draw = async () => {
    ui("file").textContent = state.file;
    document.title = `${state.broken ? "✗ " : ""}${state.file}`;
    ui("broken").hidden = !state.broken;
    const none = state.languages.length === 0;
    ui("broken").textContent = none
      ? "The source has errors. The deck is shown once they are mended."
      : "The source has errors. Below is the last deck without any.";
    ui("status").textContent = `built in ${state.took} ms`;
    let deck = null;
    if (view === "deck" && shown !== state.good) {
      shown = state.good;
      deck = renewAll();
    }
    findings();
    if (view === "pages") pages();
    await deck;
  };
  // One drawing at a time; what comes meanwhile is drawn next.
  let busy = false;
  let again = false;
  const show = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await draw();
    } finally {
      busy = false;
    }
    if (again) {
      again = false;
      show();
    }
  };
  const turn = (to) => {
    view = to;
    for (const name of ["deck", "pages"]) {
      ui(name).hidden = name !== to;
      ui(`view_${name}`).setAttribute("aria-pressed", String(name === to));
    }
    if (state) show();
  };
  ui("view_deck").addEventListener("click", () => turn("deck"));
  ui("view_pages").addEventListener("click", () => turn("pages"));

  // A browser keeps few connections to one server, and a page that listens holds one: of all pages
  // that are open one listens, and tells the others. Where it is closed, the next takes its place.
  const others = new BroadcastChannel("iijdeck");
  let told = null; // by the server, last
  let listens = false;
  const take = (text) => {
    told = text;
    if (text === "null") return;
    state = JSON.parse(text);
    show();
  };
  const ended = () => {
    ui("status").textContent = "iijdeck serve has ended; start it again";
    shown = 0;
  };
  others.addEventListener("message", ({ data }) => {
    if (data.ask && listens && told) others.postMessage({ told });
    if (data.told) take(data.told);
    if (data.ended) ended();
  });
  navigator.locks.request("iijdeck", () => new Promise(() => {
    listens = true;
    const events = new EventSource("/events");
    events.addEventListener("message", (event) => {
      take(event.data);
      others.postMessage({ told: event.data });
    });
    events.addEventListener("error", () => {
      ended();
      others.postMessage({ ended: true });
    });
  }));
  others.postMessage({ ask: true });
})();
