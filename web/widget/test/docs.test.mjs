import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { browser, open, page, paper, settled, strict } from "./lib/browser.mjs";
import { atTheEnd } from "./lib/cleanup.mjs";
import { bundled } from "./lib/dateline.mjs";

const docs = await readFile(new URL("../../../docs/embedding.md", import.meta.url), "utf8");
const src = new URL("../src/", import.meta.url);
const sources = (await Promise.all((await readdir(src)).filter((n) => n.endsWith(".ts")).map((n) => readFile(new URL(n, src), "utf8")))).join("\n");
const styles = await readFile(new URL("../../styles/tokens.css", src), "utf8");

/** The names in the first column of the table below a heading's line. */
function table(header) {
  const rows = docs.slice(docs.indexOf(`| ${header} |`)).split("\n\n")[0].split("\n").slice(2);
  return rows.flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map((m) => m[1])).sort();
}
const found = (pattern, text = sources) => [...new Set([...text.matchAll(pattern)].map((m) => m[1]))].sort();

const dateline = await bundled();
const chromium = await browser();
const courier = await paper();

/** The code blocks of a language in the page, for this test's server. */
const snippets = (language) =>
  [...docs.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((m) => m[1].replaceAll("https://dateline.example", dateline.origin));

const elements = snippets("html").filter((html) => html.includes("<dateline-timeline"));

test("the tables list what the code has", () => {
  const declared = /static override properties[^=]*= \{([\s\S]*?)\n  \};/.exec(sources)[1];
  const attributes = [...declared.matchAll(/^\s+(\w+): \{(.*)\}/gm)].map(([, name, options]) => /attribute: "([^"]+)"/.exec(options)?.[1] ?? name).sort();
  assert.ok(attributes.length >= 12);
  assert.deepEqual(table("attribute"), attributes);
  assert.deepEqual(table("event"), found(/#emit\("([^"]+)"/g));
  assert.deepEqual(table("property"), found(/var\((--dateline-[a-z-]+)/g, styles));
  assert.deepEqual(table("part"), found(/[ "]part="([^"]+)"/g));
});

for (const html of elements) {
  test(`the page's snippet works under the policy that it names: ${html.split("\n")[0]}`, async () => {
    const [, policy] = /^```\n(script-src.*)\n```$/m.exec(docs);
    assert.equal(policy.replaceAll("https://dateline.example", dateline.origin), `script-src ${dateline.origin}; connect-src ${dateline.origin}`);
    courier.pages["/"] = { body: page(html), csp: `${strict(dateline.origin)}; img-src data:` };
    const tab = await open(chromium, `${courier.origin}/`);
    await settled(tab);
    assert.ok((await tab.locator("dateline-timeline .event").count()) > 0);
    assert.deepEqual(tab.heard.messages, []);
    await tab.context().close();
  });
}

test("there are a plain snippet and a module", () => assert.equal(elements.length, 2));

test("the style snippet reaches the title", async () => {
  const style = snippets("html").find((html) => html.includes("::part"));
  courier.pages["/"] = page(elements[0], { head: style });
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  const title = await tab.locator("dateline-timeline .widget__title").evaluate((e) => [getComputedStyle(e).fontSize, getComputedStyle(e).fontFamily]);
  assert.deepEqual(title, ["32px", "Georgia, serif"]);
});

test("React renders it, sets its properties and hears its events", async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const dir = await mkdtemp(join(here, ".react-"));
  atTheEnd(() => rm(dir, { recursive: true, force: true }));
  const [component] = snippets("jsx");
  await writeFile(join(dir, "timeline.jsx"), component);
  await writeFile(join(dir, "main.jsx"), `import { createRoot } from "react-dom/client";
import { Timeline } from "./timeline.jsx";
createRoot(document.querySelector("#app")).render(<Timeline story="us-ukraine-peace-talks" onSelect={(e) => { e.preventDefault(); window.selected = e.detail.id; }} />);`);
  const [{ output }] = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, lib: { entry: join(dir, "main.jsx"), formats: ["iife"], name: "App", fileName: () => "app.js" } },
  }).then((list) => [list].flat());
  courier.pages["/app.js"] = { body: output[0].code, type: "text/javascript" };
  courier.pages["/"] = { body: page('<div id="app"></div><script src="/app.js"></script>'), csp: `default-src 'none'; script-src 'self' ${dateline.origin}; connect-src ${dateline.origin}; img-src data:` };
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  assert.equal(await tab.locator("dateline-timeline .event").count(), 8);
  assert.equal(await tab.locator("dateline-timeline h2.widget__title").count(), 1);
  await tab.locator("dateline-timeline .event__title a").first().click();
  assert.equal(await tab.evaluate(() => window.selected), "election-cycle-2024");
  assert.deepEqual(tab.heard.messages, []);
});
