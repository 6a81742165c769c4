// faces.mjs FILE.html: every letter is drawn with a face that the file brings along, and digits are of one width.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = new URL("../target/ci/node/package.json", import.meta.url);
const require = createRequire(modules);
const { chromium } = require("playwright-core");

const FILE = pathToFileURL(resolve(process.argv[2])).href;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

let failures = 0;
function check(good, what, ...details) {
  console.log((good ? "ok    " : "FAIL  ") + what);
  if (good) return;
  failures += 1;
  for (const detail of details.flat()) console.log("      " + detail);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(FILE, { waitUntil: "load" });
await page.evaluate(() => document.fonts.ready);
const session = await context.newCDPSession(page);
await session.send("DOM.enable");
await session.send("CSS.enable");
const { root } = await session.send("DOM.getDocument", { depth: -1 });
const count = new Map();
const strange = [];
async function walk(node) {
  // The faces of an element are those of its own text and of all below it: the leaves are asked.
  const children = node.children ?? [];
  const text = children.filter((child) => child.nodeType === 3 && child.nodeValue.trim() !== "");
  const skipped = ["SCRIPT", "STYLE", "TITLE", "DESC", "HEAD"].includes(node.nodeName.toUpperCase());
  if (skipped) return;
  if (text.length > 0) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: node.nodeId });
    for (const { familyName, isCustomFont, glyphCount } of fonts) {
      const name = `${familyName}${isCustomFont ? "" : " (not within the file)"}`;
      count.set(name, (count.get(name) ?? 0) + glyphCount);
      if (!isCustomFont && children.length === text.length) {
        strange.push(`${familyName}: ${text.map((child) => child.nodeValue.trim()).join(" ").slice(0, 60)}`);
      }
    }
  }
  for (const child of children) await walk(child);
}
await walk(root);
for (const [name, glyphs] of count) console.log(`      ${name}: ${glyphs} glyphs`);
const own = [...count.keys()].every((name) => !name.endsWith("(not within the file)"));
check(own && count.size > 0, "every letter is of a face within the file", strange.slice(0, 20));

const widths = await page.evaluate(() => {
  const cells = [...document.querySelectorAll("td")].filter((cell) => /\d,\d|\d\.\d/.test(cell.textContent));
  const [cell] = cells;
  if (!cell) return null;
  const probe = document.createElement("span");
  cell.append(probe);
  const each = [..."0123456789"].map((digit) => {
    probe.textContent = digit.repeat(20);
    return probe.getBoundingClientRect().width;
  });
  probe.remove();
  return each;
});
if (widths) check(Math.max(...widths) - Math.min(...widths) < 0.01, "digits in tables are of one width", String(widths));
await browser.close();
process.exit(failures === 0 ? 0 : 1);
