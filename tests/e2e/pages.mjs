// Opens every HTML file below a folder in Debian's Chromium at two widths: axe-core for WCAG A and AA, and the house's own checks.
// Usage: node pages.mjs FOLDER [--pictures FOLDER]
import { chromium } from "playwright-core";
import { readdirSync, readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2] ?? "");
const picturesAt = process.argv.indexOf("--pictures");
const pictures = picturesAt > 0 ? resolve(process.argv[picturesAt + 1]) : null;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1280, 320];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

function htmlBelow(at) {
  return readdirSync(at, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => (entry.isDirectory() ? htmlBelow(join(at, entry.name)) : entry.name.endsWith(".html") ? [join(at, entry.name)] : []));
}

// What axe does not judge, as words of what is wrong.
function houseRules() {
  const wrong = [];
  const all = (query) => [...document.querySelectorAll(query)];
  if (document.documentElement.lang !== "en-GB") wrong.push("the language is not en-GB");
  if (all("h1").length !== 1) wrong.push(`${all("h1").length} h1 headings`);
  let level = 0;
  for (const heading of all("h1,h2,h3,h4,h5,h6")) {
    const now = Number(heading.tagName[1]);
    if (now > level + 1) wrong.push(`heading level skipped at "${heading.textContent.trim().slice(0, 40)}"`);
    level = now;
  }
  if (!document.querySelector('a[href^="#"]')) wrong.push("no skip link");
  for (const table of all("table")) {
    if (!table.caption || !table.caption.textContent.trim()) wrong.push("a table without caption");
    for (const cell of table.querySelectorAll("th")) {
      if (!cell.scope) wrong.push(`a header cell without scope: "${cell.textContent.trim().slice(0, 30)}"`);
      if (!cell.textContent.trim()) wrong.push("an empty header cell");
    }
    if (table.querySelector("td[rowspan],td[colspan],th[rowspan],th[colspan]")) wrong.push("merged cells");
  }
  for (const drawing of all("svg")) {
    const hidden = drawing.getAttribute("aria-hidden") === "true";
    const told = drawing.getAttribute("role") === "img" && drawing.querySelector("title") && drawing.querySelector("desc");
    if (!hidden && !told) wrong.push("a drawing with neither role, title and desc nor aria-hidden");
  }
  if (all("script").length) wrong.push("a script");
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const outside = all("main *").filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !part.closest(".scroll"));
    wrong.push(`the page scrolls sideways by ${wide} px: ${outside.slice(0, 3).map((part) => part.tagName + "." + part.className).join(", ")}`);
  }
  for (const region of all(".scroll")) {
    if (region.getAttribute("role") !== "region" || !region.getAttribute("aria-label") || region.tabIndex !== 0) wrong.push("a scrolling region without role, name or focus");
  }
  return [...new Set(wrong)];
}

const files = htmlBelow(folder);
if (files.length === 0) {
  console.error(`no HTML below ${folder}`);
  process.exit(1);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
let passed = 0;
let failed = 0;
for (const file of files) {
  for (const width of WIDTHS) {
    // Without script: the page must work as it is. Checks are run from outside, which the browser still allows.
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: true, bypassCSP: true });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (fault) => faults.push(`script error: ${fault.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) faults.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    faults.push(...(await page.evaluate(houseRules)));
    await page.evaluate(axe);
    const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
    for (const violation of result.violations) {
      faults.push(`${violation.id}: ${violation.help} (${violation.nodes.length}; ${violation.nodes[0].target.join(" ")})`);
    }
    const name = `${relative(folder, file)} at ${width} px`;
    if (faults.length) {
      failed += 1;
      console.log(`FAIL ${name}`);
      faults.forEach((fault) => console.log(`     ${fault}`));
    } else {
      passed += 1;
      console.log(`ok   ${name}`);
    }
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${relative(folder, file).replaceAll("/", "-")}-${width}.png`), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
