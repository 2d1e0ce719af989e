// What a reader does with the strip of the element: as on the server's pages, whose
// script it shares (web/test/strip.test.js).
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { database, serve } from "./lib/dateline.mjs";
import { put } from "./lib/stories.mjs";

const event = (id, title, type, date, more) => ({ id, title, type, date, ...more });
const days = {
  dateline: 1,
  story: { id: "days", title: "A story of some days", language: "en" },
  events: [
    event("a", "The first thing", "meeting", "2025-03-03", { key: true }),
    event("b", "The second thing", "call", "2025-03-05"),
    event("c", "The third thing", "call", "2025-03-05"),
    event("d", "Something said", "statement", "2025-03-06"),
    event("e", "The last thing that was done and told at some length", "meeting", "2025-03-12", { key: true }),
    event("f", "What may come", "negotiation", "2025-03-14", { status: "expected" }),
    ...Array.from({ length: 8 }, (_, i) => event(`g${i}`, `Remark ${i}`, "statement", "2025-03-10")),
  ],
};
const db = await database();
await put(db, days);
const server = await serve({ db });
const chromium = await browser();
const courier = await paper();

async function show({ attributes = "", ...options } = {}) {
  courier.pages["/"] = page(`<p><button>Before</button></p><dateline-timeline story="days" ${attributes}></dateline-timeline><script src="${server.origin}/dateline-timeline.js"></script>`);
  const tab = await open(chromium, `${courier.origin}/`, options);
  await settled(tab);
  await tab.locator("dateline-timeline .strip").waitFor();
  return tab;
}
const within = (tab, selector) => tab.locator(`dateline-timeline ${selector}`);
const at = (tab) => tab.evaluate(() => document.querySelector("dateline-timeline").shadowRoot.activeElement?.closest(".at, .event__title")?.textContent.trim() || document.querySelector("dateline-timeline").shadowRoot.activeElement?.ariaLabel);

test("the marks are one stop for Tab, say what they stand for, and lead to the list", async () => {
  const tab = await show({ attributes: 'limit="3"' });
  await tab.getByRole("button", { name: "Before" }).focus();
  for (const key of ["Tab", "Tab"]) await tab.keyboard.press(key); // the title, the strip
  const said = [];
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "End", "Home"]) {
    said.push(await at(tab));
    assert.equal(await within(tab, ".strip__tip").innerText(), said.at(-1));
    await tab.keyboard.press(key);
  }
  assert.deepEqual(said, [
    "3 March 2025\nThe first thing",
    "5 March 2025 (2)\nThe second thing\nThe third thing",
    "6 March 2025\nSomething said",
    "10 March 2025 (8)\nRemark 0\nRemark 1\nRemark 2\nRemark 3\nRemark 4\nRemark 5\n2 more events",
    "14 March 2025\nWhat may come (expected)",
  ]);
  await tab.keyboard.press("Escape");
  assert.equal(await within(tab, ".strip__tip").isVisible(), false);
  assert.deepEqual(await within(tab, ".strip text.n").allTextContents(), ["2", "8"]);
  await tab.keyboard.press("End");
  await tab.keyboard.press("Enter");
  await within(tab, '[data-id="f"]').waitFor(); // beyond the three that were there
  await tab.waitForFunction(() => document.querySelector("dateline-timeline").shadowRoot.activeElement?.textContent === "What may come");
  assert.equal(new URL(tab.url()).pathname, "/");
});

test("what is within twelve pixels of a mark is on it", async () => {
  const tab = await show();
  const { x, y, width } = await within(tab, ".at").last().locator("rect").first().boundingBox();
  await tab.mouse.click(x + width + 10, y);
  await tab.waitForFunction(() => document.querySelector("dateline-timeline").shadowRoot.activeElement?.textContent === "Remark 0");
});

test("a stretch narrows the list, and a button leads back", async () => {
  const tab = await show();
  await within(tab, ".at").first().focus();
  for (const key of ["ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"]) await tab.keyboard.press(key);
  const all = within(tab, ".widget__sub button");
  await all.waitFor();
  await settled(tab);
  assert.deepEqual((await within(tab, ".event").evaluateAll((list) => list.map((e) => e.dataset.id))).slice(0, 3), ["b", "c", "d"]);
  await tab.waitForFunction(() => document.querySelector("dateline-timeline").shadowRoot.activeElement?.matches(".widget__sub button"));
  assert.match(await within(tab, "[role=status]").innerText(), /^11 events$/);
  await all.click();
  await within(tab, '[data-id="a"]').waitFor();
  assert.equal(await all.count(), 0);
});

test("a wide strip names the key events", async () => {
  const tab = await show({ width: 1200 });
  assert.deepEqual(await within(tab, ".strip__names text").allTextContents(), ["The first thing", "The last thing that was done and…"]);
});
