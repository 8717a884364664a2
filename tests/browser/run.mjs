// Opens the pages of a report in Chromium and looks for what a reader would stumble over.
//   node tests/browser/run.mjs CHROMIUM FOLDER...
// A folder is a report or the sheets that go back. Prints what is wrong, a line each.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, ...folders] = process.argv.slice(2);
const WIDTHS = [360, 768, 1440];
const wrong = [];
let checks = 0;

/** One page of each kind, and those with the widest tables. */
function pagesOf(folder) {
  const all = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".html"));
  const kinds = ["smd-standardized", "staff-per-10k", "functional-centres", "tcm-techniques-pavilions", "sanxing-second-level", "recommended-standard-village-clinics", "cataract-surgical-rate"];
  const one = (start) => all.filter((name) => name.startsWith(start)).sort().slice(0, 1);
  const indicators = kinds.map((id) => join("indicators", `${id}.html`)).filter((name) => all.includes(name));
  const flat = all.filter((name) => !name.includes("/"));
  return [...flat, ...one("townships/"), ...one("facilities/"), ...indicators];
}

function expect(what, holds, detail = "") {
  checks += 1;
  if (!holds) wrong.push(`${what}${detail ? `: ${detail}` : ""}`);
}

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(page, folder, name) {
  await page.goto(pathToFileURL(resolve(folder, name)).href);
}

/** What sticks out of the page or is cut off. */
function cut() {
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.scrollingElement.scrollWidth > width + 1) found.push(`the page scrolls sideways by ${document.scrollingElement.scrollWidth - width}px`);
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(element);
    if (style.clipPath !== "none" || style.position === "absolute" || element.closest(".v, svg")) continue;
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1)) found.push(`<${element.localName} class="${element.className}"> reaches ${Math.round(box.right)} of ${width}: ${element.textContent.trim().slice(0, 40)}`);
    if (element.matches(".score td.c a") && element.scrollWidth > element.clientWidth + 1) found.push(`a cell is cut: ${element.textContent.trim()}`);
  }
  return found.slice(0, 5);
}

for (const folder of folders) {
  for (const name of pagesOf(folder)) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await open(page, folder, name);
      await page.evaluate(axe);
      const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of result.violations) {
        const where = violation.nodes.slice(0, 2).map((node) => `${node.html.slice(0, 140)} (${node.any.map((check) => check.message).join("; ").slice(0, 120)})`);
        expect(`${name} ${colorScheme} axe ${violation.id}`, false, where.join(" | "));
      }
      expect(`${name} ${colorScheme} axe`, result.violations.length === 0);
      if (colorScheme === "light") {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate(cut);
          expect(`${name} at ${width}px`, found.length === 0, found.join(" | "));
        }
        // On paper no row is cut, and the heads of tables come again.
        await page.emulateMedia({ media: "print" });
        const broken = await page.evaluate(() => [...document.querySelectorAll("tr")].filter((row) => getComputedStyle(row).breakInside !== "avoid").length);
        const heads = await page.evaluate(() => [...document.querySelectorAll("thead")].filter((head) => getComputedStyle(head).display !== "table-header-group").length);
        expect(`${name} on paper`, broken === 0 && heads === 0, `${broken} rows can be cut, ${heads} heads do not come again`);
      }
      await context.close();
    }
    // Without script everything that can be read is there.
    const texts = [];
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await open(page, folder, name);
      texts.push(await page.locator("main").innerText());
      if (!javaScriptEnabled) expect(`${name} shows no tools without script`, (await page.locator(".tools:visible").count()) === 0);
      await context.close();
    }
    const lines = (text) => new Set(text.split("\n").map((line) => line.trim()).filter(Boolean));
    const without = lines(texts[1]);
    const lost = [...lines(texts[0])].filter((line) => !without.has(line) && !/^\d+\/\d+|#|显示|shown|全部|^all$/.test(line));
    const tools = name === "index.html" ? 60 : 0;
    expect(`${name} without script`, lost.length <= tools, lost.slice(0, 5).join(" | "));
  }

  // A township's page prints on at most three sheets; English takes one more.
  const townships = join(folder, "townships");
  for (const name of existsSync(townships) ? readdirSync(townships).filter((name) => name.endsWith(".html")) : []) {
    const page = await browser.newPage();
    await open(page, townships, name);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    const most = (await page.getAttribute("html", "lang")).startsWith("zh") ? 3 : 4;
    expect(`townships/${name} on paper`, sheets <= most, `${sheets} sheets`);
    await page.close();
  }

  // The scorecard is sorted and filtered with the keyboard alone.
  if (existsSync(join(folder, "methods.html"))) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await open(page, folder, "index.html");
    const shown = () => page.locator(".score tbody tr:not(.ch):visible").count();
    const all = await shown();
    const choose = async (id, times) => {
      for (let steps = 0; (await page.evaluate(() => document.activeElement.id)) !== id; steps += 1) {
        if (steps > 400) throw new Error(`${id} cannot be reached with Tab`);
        await page.keyboard.press("Tab");
      }
      for (let step = 0; step < times; step += 1) await page.keyboard.press("ArrowDown");
    };
    await choose("t-plan", 2);
    const ofPlan = await shown();
    expect("filter by plan", ofPlan > 0 && ofPlan < all, `${ofPlan} of ${all}`);
    expect("the number of rows is said", (await page.locator("#t-count").innerText()).includes(`${ofPlan}/${all}`));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.evaluate(() => document.querySelector("#t-plan").focus());
    await choose("t-sort", 1);
    const gaps = await page.locator(".score tbody tr:not(.ch) td.D").evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.gap || 0)));
    expect("sort by gap", gaps.every((gap, at) => at === 0 || gaps[at - 1] >= gap), gaps.join(" "));
    await page.keyboard.press("ArrowUp");
    await page.evaluate(() => document.querySelector("#t-department").focus());
    await choose("t-township", 1);
    const cells = await page.locator(".score tbody tr:not(.ch):visible").first().locator("td.c:visible").count();
    expect("one township picked", cells <= 2, `${cells} cells`);
    await page.close();
  }
}
await browser.close();
for (const line of wrong) console.log(line);
console.log(`${checks - wrong.length} passed, ${wrong.length} failed`);
process.exit(wrong.length ? 1 : 0);
