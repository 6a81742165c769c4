// axe.mjs DECK.html: the deck in a browser: accessibility, network, errors, keys, no script, print.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = new URL("../target/ci/node/package.json", import.meta.url);
const require = createRequire(modules);
const { chromium } = require("playwright-core");
const { source: axe } = require("axe-core");

const DECK = pathToFileURL(resolve(process.argv[2])).href;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 720 };
const NARROW = { width: 390, height: 844 };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let failures = 0;
function check(good, what, ...details) {
  console.log((good ? "ok    " : "FAIL  ") + what);
  if (!good) {
    failures += 1;
    for (const detail of details.flat()) console.log("      " + detail);
  }
  return good;
}

// Opens the deck in a context of its own, runs `look`, then checks that it stayed silent.
async function visit(browser, name, options, look) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const requests = [];
  const errors = [];
  // Nothing but the file itself gets through; anything else is refused and recorded.
  await context.route("**/*", (route) => {
    const url = route.request().url();
    return url.split("#")[0] === DECK || url.startsWith("data:") ? route.continue() : route.abort();
  });
  context.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== DECK && !url.startsWith("data:")) requests.push(url.slice(0, 200));
  });
  context.on("weberror", (error) => errors.push(`page: ${error.error()}`));
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()}`);
  });
  try {
    await page.goto(DECK, { waitUntil: "load" });
    await look(page);
    await page.waitForTimeout(200);
  } catch (error) {
    check(false, `${name}: ran to its end`, String(error));
  }
  check(requests.length === 0, `${name}: no request for anything else`, [...new Set(requests)]);
  check(errors.length === 0, `${name}: no error on the console or the page`, errors);
  await context.close();
}

// For each slide: its first heading, whether slide and heading are shown, and where it is.
const slides = (page) =>
  page.$$eval("section.slide", (sections) =>
    sections.map((section) => {
      const shown = (element) => {
        const box = element.getBoundingClientRect();
        const visible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        return visible && box.width > 0 && box.height > 0;
      };
      const heading = section.querySelector("h1, h2, h3, h4, h5, h6");
      const box = section.getBoundingClientRect();
      return {
        heading: heading?.textContent.trim() ?? "",
        text: section.textContent.replace(/\s+/g, " ").trim(),
        read: section.innerText.replace(/\s+/g, " ").trim(),
        shown: shown(section),
        titled: heading !== null && heading.textContent.trim() !== "" && shown(heading),
        inView: shown(section) && box.top < innerHeight / 2 && box.bottom > innerHeight / 2 &&
          box.left < innerWidth / 2 && box.right > innerWidth / 2,
      };
    }),
  );

// Whatever may tell that the deck has moved: the address, any scrolling, the current slide.
const state = (page) =>
  page.evaluate(() =>
    JSON.stringify([
      location.hash,
      scrollX,
      scrollY,
      [...document.querySelectorAll("section.slide")].map((slide) => {
        const box = slide.getBoundingClientRect();
        return [box.left, box.top, box.width, box.height].map(Math.round);
      }),
      [...document.querySelectorAll("[data-current], [aria-current]")].map((element) => [
        element.id || [...document.querySelectorAll("*")].indexOf(element),
        element.getAttribute("data-current"),
        element.getAttribute("aria-current"),
      ]),
    ]),
  );

// Presses a key and waits until the deck has moved and stands still again.
async function press(page, key) {
  const before = await state(page);
  let last = before;
  await page.keyboard.press(key);
  for (let still = 0, waited = 0; waited < 3000 && still < 3; waited += 100) {
    await page.waitForTimeout(100);
    const now = await state(page);
    still = now === last && (now !== before || waited > 1000) ? still + 1 : 0;
    last = now;
  }
  return last !== before;
}

async function violations(page) {
  // Evaluated rather than added as a script, so that the deck's own policy on scripts may stand.
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return {
      passes: result.passes.length,
      unsure: result.incomplete.map((rule) => `${rule.id} (${rule.nodes.length})`),
      failed: result.violations.flatMap((rule) =>
        rule.nodes.slice(0, 5).map((node) =>
          `${rule.id}: ${rule.help}: ${node.target.join(" ")}: ` +
          (node.failureSummary ?? "").replace(/\s+/g, " "),
        ),
      ),
    };
  }, TAGS);
}

async function accessible(page, name) {
  const count = (await slides(page)).length;
  check(count > 0, `${name}: ${count} slides`);
  // axe judges what is shown: where slides are shown in turn, it is run on each.
  const turns = (await slides(page)).every((slide) => slide.shown) ? 1 : count;
  for (let turn = 1; turn <= turns; turn += 1) {
    const { passes, unsure, failed } = await violations(page);
    const where = turns === 1 ? name : `${name}, slide ${turn}`;
    check(failed.length === 0 && passes > 0, `${where}: ${passes} axe rules pass, ${failed.length} places fail`, failed);
    if (unsure.length > 0) console.log(`      for a person to judge: ${unsure.join(", ")}`);
    if (turn < turns) await press(page, "ArrowRight");
  }
}

async function keys(page) {
  const view = async () => (await slides(page)).findIndex((slide) => slide.inView) + 1;
  for (const key of ["ArrowRight", "End", "Home"]) {
    const moved = await press(page, key);
    const report = `${key} ${moved ? "moves" : "does not move"}: slide ${await view()} in view`;
    if (key === "ArrowRight") check(moved, report);
    else console.log("      " + report);
  }
}

async function unscripted(page, scripted) {
  const found = await slides(page);
  check(found.length === scripted.length && found.length > 0, `no script: ${found.length} slides`);
  const dark = found.flatMap((slide, i) => (slide.shown && slide.titled ? [] : [`slide ${i + 1} "${slide.heading}"`]));
  check(dark.length === 0, "no script: every slide and its heading is shown", dark);
  const last = found.at(-1);
  const whole = last !== undefined && last.read !== "" && last.text === scripted.at(-1).text;
  check(whole, "no script: the text of the last slide is there", last?.read ?? "no slide");
}

async function printed(page, name, temp) {
  const count = (await slides(page)).length;
  const path = join(temp, "print.pdf");
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
  const pages = Number(/^Pages: +(\d+)/m.exec(execFileSync("pdfinfo", [path], { encoding: "utf8" }))[1]);
  check(pages === count, `${name}: ${count} slides print on ${pages} pages`);
}

const temp = mkdtempSync(join(tmpdir(), "deck-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: FLAGS,
});
try {
  console.log(`chromium ${browser.version()}`);
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [WIDE, NARROW]) {
      const name = `${colorScheme} ${viewport.width}x${viewport.height}`;
      await visit(browser, name, { colorScheme, viewport }, (page) => accessible(page, name));
    }
  }
  let scripted = [];
  await visit(browser, "keys", {}, async (page) => {
    scripted = await slides(page);
    await keys(page);
  });
  await visit(browser, "no script", { javaScriptEnabled: false }, (page) => unscripted(page, scripted));
  await visit(browser, "print", {}, (page) => printed(page, "print", temp));
  await visit(browser, "print without script", { javaScriptEnabled: false }, (page) =>
    printed(page, "print without script", temp),
  );
} finally {
  await browser.close();
  rmSync(temp, { recursive: true, force: true });
}
console.log(failures === 0 ? "all good" : `${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
