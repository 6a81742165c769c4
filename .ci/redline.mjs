// redline.mjs REDLINE.html: a redline in a browser: accessibility in light, dark and narrow, no request, no script.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = new URL("../target/ci/node/package.json", import.meta.url);
const require = createRequire(modules);
const { chromium } = require("playwright-core");
const { source: axe } = require("axe-core");

const FILE = pathToFileURL(resolve(process.argv[2])).href;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const LOOKS = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
};

let failures = 0;
function check(good, what, ...details) {
  console.log((good ? "ok    " : "FAIL  ") + what);
  if (good) return;
  failures += 1;
  for (const detail of details.flat()) console.log("      " + detail);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
for (const [name, options] of Object.entries(LOOKS)) {
  const context = await browser.newContext(options);
  const requests = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.split("#")[0] === FILE || url.startsWith("data:")) return route.continue();
    requests.push(url.slice(0, 200));
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(FILE, { waitUntil: "load" });
  const seen = await page.evaluate(() => ({
    marks: document.querySelectorAll(".pane del, .pane ins, .pane tspan").length,
    folded: document.querySelectorAll("details.same:not([open])").length,
    scripts: document.querySelectorAll("script").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  check(seen.marks > 0, `${name}: ${seen.marks} changes are marked in the pages`);
  check(seen.folded > 0, `${name}: ${seen.folded} pages without a change are folded`);
  check(seen.scripts === 0, `${name}: no script`);
  check(seen.wide <= 0, `${name}: nothing is wider than the window`, `${seen.wide} pixels`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const failed = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.flatMap((rule) =>
      rule.nodes.slice(0, 5).map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}`),
    );
  }, TAGS);
  check(failed.length === 0, `${name}: axe finds nothing`, failed);
  check(requests.length === 0, `${name}: no request`, requests);
  await context.close();
}
await browser.close();
process.exit(failures === 0 ? 0 : 1);
