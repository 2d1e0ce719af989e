// What the element leaves unsaid, where it opens, and how small its marks may be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { database, serve } from "./lib/dateline.mjs";
import { many, put } from "./lib/stories.mjs";

const db = await database();
await put(db, many(700));
await put(db, {
  dateline: 1,
  story: { id: "told", title: "A story told in order", language: "en" },
  sources: [{ id: "paper", title: "A paper" }, { id: "sheet", title: "A sheet" }],
  actors: [{ id: "jo", name: "Jo", kind: "person" }],
  events: [
    { id: "never", title: "Nobody dates this", type: "statement", relations: [{ type: "responds-to", event: "day" }] },
    {
      id: "day",
      title: "On the day",
      summary: "The two agree that the bridge is to be built at once",
      type: "meeting",
      key: true,
      date: "2025-03-05",
      citations: [{ source: "paper" }, { source: "sheet" }],
      actors: [{ id: "jo", role: "speaker" }],
      quotes: [{ id: "again", speaker: "jo", text: "The bridge should be built at once.", kind: "indirect" }],
    },
    { id: "by", title: "By the day", type: "meeting", verification: "disputed", date: "[..2025-03-05]", citations: [{ source: "paper" }] },
    { id: "eve", title: "The evening before", type: "call", date: "2025-03-04T23:59:59Z", citations: [{ source: "paper" }] },
  ],
});
// Days and a second, in a story of five years.
const short = { "v-a": "2020-03-01", "v-b": "2021-06-15", "v-c": "2023-05-05T10:00:00Z", "v-d": "2025-03-05" };
await put(db, { dateline: 1, story: { id: "five", title: "Five years in days" }, events: Object.entries(short).map(([id, date]) => ({ id, title: id, type: "other", date })) });
const server = await serve({ db });
const chromium = await browser();
const courier = await paper();

async function show(attributes, options) {
  courier.pages["/"] = page(`<dateline-timeline ${attributes}></dateline-timeline><script src="${server.origin}/dateline-timeline.js"></script>`);
  const tab = await open(chromium, `${courier.origin}/`, options);
  await settled(tab);
  return tab;
}

test("what is as usual is not said, and what has no date says what it answers", async () => {
  const tab = await show('story="told"');
  const event = (id) => tab.locator(`dateline-timeline [data-id="${id}"]`);
  const meta = async (id) => (await event(id).locator(".event__meta").innerText()).replaceAll(/\W+/g, " ");
  assert.deepEqual(await tab.locator("dateline-timeline .event").evaluateAll((list) => list.map((e) => e.dataset.id)), ["eve", "by", "day", "never"]);
  assert.deepEqual([await meta("eve"), await meta("by"), await meta("day")], ["Call", "Meeting Disputed", "Meeting 2 sources"]);
  assert.equal(await event("never").locator(".event__after").innerText(), "Responds to On the day");
  assert.match(await event("day").locator("details.said summary").innerText(), /^In paraphrase:\s+Jo/);
  const size = (id) => event(id).locator(".event__title").evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
  assert.ok((await size("day")) > (await size("eve")) * 1.15);
});

test("the element opens at the event that it is told", async () => {
  for (const i of [5, 650]) {
    const tab = await show(`story="many" event="many-${i}"`);
    const at = tab.locator(`dateline-timeline [data-id="many-${i}"]`);
    await at.and(tab.locator(".is-target")).waitFor();
    const { top, bottom } = await at.evaluate((e) => e.getBoundingClientRect());
    assert.ok(top >= 0 && bottom <= 900, `event ${i} is from ${top} to ${bottom}`);
  }
  const none = await show('story="told" event="no-such-event"');
  assert.equal(await none.locator("dateline-timeline .event").count(), 4);
});

test("a mark can be seen whatever the span, as on the server's own page", async () => {
  for (const width of [360, 1280]) {
    const tab = await show('story="five"', { width });
    await tab.locator("dateline-timeline .strip .mark").first().waitFor();
    const widths = await tab.locator("dateline-timeline .strip .mark").evaluateAll((list) => list.map((g) => Math.max(...[...g.querySelectorAll("rect")].map((r) => r.getBoundingClientRect().width))));
    assert.equal(widths.length, 4);
    const frame = await open(chromium, `${server.origin}/embed/five`, { width });
    const least = await frame.locator(".strip .at").evaluateAll((list) => Math.min(...list.map((g) => Math.max(...[...g.querySelectorAll("rect")].map((r) => r.getBoundingClientRect().width)))));
    assert.ok(least >= 5, `${least} px in the frame`);
    assert.ok(Math.min(...widths) >= least, `${widths} px, and ${least} in the frame`);
  }
});
