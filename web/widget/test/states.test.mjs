import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { database, serve } from "./lib/dateline.mjs";
import { harmful, hostile, many, mixed, put } from "./lib/stories.mjs";

const db = await database();
const dateline = await serve({ db }); // the first start brings the bundled story
await dateline.stop();
await put(db, harmful());
await put(db, mixed());
await put(db, many(120));
await put(db, many(500, "years"));
let server = await serve({ db, port: dateline.port });
const chromium = await browser();
const courier = await paper();

const script = `<script src="${server.origin}/dateline-timeline.js"></script>`;
async function show(attributes, { inside = "", ...options } = {}) {
  courier.pages["/"] = page(`<dateline-timeline ${attributes}>${inside}</dateline-timeline>${script}`);
  return open(chromium, `${courier.origin}/`, options);
}
const text = (tab, selector) => tab.locator(`dateline-timeline ${selector}`).allInnerTexts();

test("a story in three lanes, with dates that say how they are known", async () => {
  const tab = await show('story="us-ukraine-peace-talks" limit="100"');
  await settled(tab);
  assert.deepEqual(await text(tab, ".widget__title"), ["US–Ukraine peace talks after the White House clash"]);
  await tab.locator("dateline-timeline .strip").waitFor();
  assert.deepEqual(await text(tab, ".widget__sub"), ["39 events, 1 with a stated day. Source undated."]);
  assert.deepEqual(await text(tab, ".strip__label"), ["Done 12", "Said 13", "Assessed 14"]);
  // The election of 2024 would press all others into a corner of the strip.
  assert.deepEqual(await text(tab, ".strip__beyond"), ["1 lies too far off to be drawn."]);
  assert.match(await tab.locator("dateline-timeline .strip__grid").getAttribute("aria-label"), /4 March 2025 – 5 March 2025/);
  const stated = tab.locator("dateline-timeline .group.is-stated", { hasText: "Yermak and Waltz" });
  assert.equal(await stated.locator(".when__date").innerText(), "5 March 2025");
  assert.equal(await stated.locator("time").getAttribute("datetime"), "2025-03-05");
  assert.equal(await stated.locator(".when__basis").innerText(), "Stated: On March 5, 2025");
  assert.ok((await text(tab, ".when__date")).some((words) => words.replaceAll(/\s+/g, " ") === "By 4 March 2025"));
  assert.deepEqual(await text(tab, ".widget__more"), ["All 39 shown"]);
});

test("what lies ahead stands below the now line, and above it in the other order; what has no date comes last", async () => {
  const order = (tab) => tab.locator("dateline-timeline :is(.now__t, .undated__t, .event__title)").allInnerTexts();
  const told = await (await fetch(`${server.origin}/v1/events?story=us-ukraine-peace-talks&order=story&limit=100`)).json();
  const late = (e) => ["scheduled", "expected", "proposed", "postponed"].includes(e.status), dated = (e) => e.date.earliest !== null || e.date.latest !== null;
  const titles = (keep) => told.data.filter(keep).map((e) => e.title);
  const parts = [titles((e) => !late(e) && dated(e)), ["Still ahead", ...titles(late)], ["When is not known", ...titles((e) => !late(e) && !dated(e))]];
  assert.ok(parts.every((part) => part.length > 3));
  for (const limit of [100, 10]) {
    const tab = await show(`story="us-ukraine-peace-talks" limit="${limit}"`);
    await settled(tab);
    while (await tab.locator("dateline-timeline .widget__more button").count()) {
      await tab.locator("dateline-timeline .widget__more button").first().click();
      await settled(tab);
    }
    assert.deepEqual(await order(tab), parts.flat());
  }
  const back = await show('story="us-ukraine-peace-talks" limit="100" order="-date"');
  await settled(back);
  const backwards = await order(back);
  assert.equal(backwards[0], "Still ahead");
  assert.equal(backwards[1], "Formal peace talks could begin");
  assert.equal(backwards.indexOf("When is not known"), parts[0].length + parts[1].length);
});

test("quotes have their speakers, and evidence is one step away", async () => {
  const tab = await show('story="us-ukraine-peace-talks" limit="100"');
  await settled(tab);
  const quote = tab.locator("dateline-timeline figure", { hasText: "good talks on substance" });
  assert.match(await quote.innerText(), /^“We’re having good talks on substance… We’ll see movement soon.”\s+Mike Waltz, /);
  const event = tab.locator("dateline-timeline .event", { hasText: "Yermak and Waltz speak by phone" });
  await event.locator(".evidence summary").click();
  assert.match(await event.locator(".panel").innerText(), /Forge Path to Peace[\s\S]*characters 594–788[\s\S]*236839e2/);
});

test("words are marked up in the language of their record", async () => {
  const tab = await show('story="mixed"');
  await settled(tab);
  const languages = await tab.locator("dateline-timeline :is(.event__title, .event__text, blockquote)").evaluateAll((list) => list.map((e) => e.lang));
  assert.deepEqual(languages, ["en", "uk", "uk", "uk"]);
});

test("an event's link leads to it on the story's page, and tells the host", async () => {
  const tab = await show('story="us-ukraine-peace-talks" limit="100"');
  await settled(tab);
  const link = tab.locator("dateline-timeline .event__title a", { hasText: "Yermak and Waltz" });
  assert.equal(await link.getAttribute("href"), `${server.origin}/stories/us-ukraine-peace-talks?event=yermak-waltz-call#e-yermak-waltz-call`);
  await tab.evaluate(() => document.addEventListener("dateline-select", (e) => {
    window.selected = { id: e.detail.id, title: e.detail.event.title };
    e.preventDefault();
  }));
  await link.click();
  assert.deepEqual(await tab.evaluate(() => window.selected), { id: "yermak-waltz-call", title: "Yermak and Waltz speak by phone about negotiating with Russia" });
  assert.equal(new URL(tab.url()).pathname, "/");
});

test("more is loaded when asked for, announced, and the focus goes to what is new", async () => {
  courier.pages["/"] = page(`<script>window.loads = []; addEventListener("dateline-load", (e) => loads.push(e.detail))</script><dateline-timeline story="us-ukraine-peace-talks" limit="15"></dateline-timeline>${script}`);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  const titles = () => text(tab, ".event__title");
  assert.equal((await titles()).length, 15);
  assert.match((await text(tab, ".widget__more"))[0], /^Show 15 more\s*Show all 39\s*15 of 39 shown$/);
  await tab.getByRole("button", { name: "Show 15 more" }).click();
  await tab.getByText("30 of 39 shown").waitFor();
  assert.deepEqual(await text(tab, "[role=status]"), ["15 more events"]);
  const focused = await tab.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent);
  assert.equal(focused, (await titles())[15]);
  await tab.getByRole("button", { name: "Show 9 more" }).click();
  await tab.getByText("All 39 shown").waitFor();
  assert.equal(new Set(await tab.locator("dateline-timeline .event").evaluateAll((list) => list.map((e) => e.dataset.id))).size, 39);
  assert.deepEqual(await tab.evaluate(() => window.loads), [{ count: 15, total: 39 }, { count: 30, total: 39 }, { count: 39, total: 39 }]);
});

test("all can be asked for at once, and more than 80 are drawn as a histogram", async () => {
  const tab = await show('story="many" limit="10"');
  await settled(tab);
  await tab.getByRole("button", { name: "Show all 120" }).click();
  await tab.getByText("All 120 shown").waitFor();
  assert.equal((await text(tab, ".event__title")).length, 120);
  const strip = tab.locator("dateline-timeline .strip__grid");
  assert.match(await strip.getAttribute("aria-label"), /^Where 120 events lie, .+ 2011\. Done 40, Said 40, Assessed 40\.$/);
  assert.ok((await strip.locator("rect.solid").count()) > 10);
});

test("the strip says when the source was written and names its ends, in a narrow column too", async () => {
  for (const [story, ends, written] of [
    ["us-ukraine-peace-talks", ["4 March", "5 March 2025"], ["source written here or later"]],
    ["years", ["1 January 2011", "14 May 2012"], []], // no whole weeks; its source is of another time
  ]) {
    for (const width of [640, 320]) {
      const tab = await show(`story="${story}"`, { width });
      await settled(tab);
      await tab.locator("dateline-timeline .strip").waitFor();
      const texts = tab.locator("dateline-timeline .strip__axis text");
      assert.deepEqual([await texts.allTextContents(), await tab.locator("dateline-timeline .note-now").allTextContents()], [ends, written]);
      const [one, other] = await texts.evaluateAll((list) => list.map((e) => e.getBoundingClientRect().toJSON()));
      assert.ok(one.right < other.left || one.bottom <= other.top, `at ${width} px the ends of ${story} stand on each other`);
      assert.ok([one, other].every((box) => box.left >= 0 && box.right <= width));
      assert.equal(await tab.locator("dateline-timeline .strip .band").count(), written.length * 3);
      await tab.close();
    }
  }
});

test("an empty answer says what was asked, and offers the rest", async () => {
  const tab = await show('story="us-ukraine-peace-talks" actor="kyiv-post" from="2026"');
  await settled(tab);
  assert.deepEqual(await text(tab, ".state"), ["No events match this embed.\n\nIt asks for actor kyiv-post and from 2026.\n\nShow all events"]);
  await tab.getByRole("button", { name: "Show all events" }).click();
  await tab.getByText("20 of 39 shown").waitFor();
});

test("filters and a range are the API's", async () => {
  const tab = await show('story="us-ukraine-peace-talks" actor="andriy-yermak" from="2025-03-05" to="2025-03-05"');
  await settled(tab);
  assert.deepEqual(await text(tab, ".event__title"), ["Yermak and Waltz speak by phone about negotiating with Russia"]);
  const person = await show('actor="andriy-yermak"');
  await settled(person);
  assert.deepEqual(await text(person, ".widget__title"), ["Andriy Yermak"]);
});

test("while it loads, the page's own link stands there", async () => {
  courier.pages["/"] = page(`<dateline-timeline story="us-ukraine-peace-talks"><a href="/story">The story on our pages</a></dateline-timeline>${script}`);
  const context = await chromium.newContext();
  const tab = await context.newPage();
  let go;
  const held = new Promise((resume) => (go = resume));
  await tab.route("**/v1/**", async (route) => {
    await held;
    await route.continue();
  });
  await tab.goto(`${courier.origin}/`);
  await tab.getByText("Loading the timeline.").waitFor();
  assert.ok(await tab.getByText("The story on our pages").isVisible());
  assert.equal(await tab.locator("dateline-timeline section").getAttribute("aria-busy"), "true");
  go();
  await settled(tab);
  assert.ok(!(await tab.getByText("The story on our pages").isVisible()));
});

test("a strip that comes late does not take the place of a later one", async () => {
  const tab = await show('story="many" limit="10"');
  let go;
  const held = new Promise((resume) => (go = resume));
  await tab.locator("dateline-timeline .strip").waitFor();
  let asked = 0;
  await tab.route("**/v1/events/histogram**", async (route) => {
    asked++;
    await held;
    await route.continue().catch(() => {}); // it may have been given up
  });
  await tab.evaluate(() => document.querySelector("dateline-timeline").reload());
  await tab.getByRole("button", { name: "Show 10 more" }).click();
  await tab.getByText("20 of 120 shown").waitFor();
  assert.ok(asked > 0);
  await tab.evaluate(() => (document.querySelector("dateline-timeline").story = "us-ukraine-peace-talks"));
  const labels = ["Done 12", "Said 13", "Assessed 14"];
  await tab.getByText(labels[0]).waitFor();
  go();
  await tab.waitForTimeout(500);
  assert.deepEqual(await text(tab, ".strip__label"), labels);
});

test("when the server is gone it says so, and a second try works once it is back", async () => {
  const tab = await show('story="us-ukraine-peace-talks"', { inside: '<a href="/story">The story on our pages</a>' });
  await settled(tab);
  await server.stop();
  await tab.evaluate(() => document.querySelector("dateline-timeline").reload());
  await tab.getByText("The server did not answer. Nothing is lost.").waitFor();
  assert.ok(await tab.getByText("The story on our pages").isVisible());
  server = await serve({ db, port: server.port });
  await tab.getByRole("button", { name: "Try again" }).click();
  await tab.getByText("20 of 39 shown").waitFor();

  await server.stop();
  await tab.getByRole("button", { name: "Show 19 more" }).click();
  await tab.getByText("More events did not load.").waitFor();
  assert.equal((await text(tab, ".event__title")).length, 20);
  server = await serve({ db, port: server.port });
  await tab.getByRole("button", { name: "Try again" }).click();
  await tab.getByText("All 39 shown").waitFor();
});

test("what is not there, refused or busy is told apart", async () => {
  const missing = await show('story="no-such-story"');
  await missing.getByText("The server has no such timeline (404).").waitFor();
  assert.equal(await missing.getByRole("link", { name: "Read it on its own page" }).count(), 1);
  const refused = await show('story="us-ukraine-peace-talks" from="yesterday"');
  await refused.getByText(/refused what this embed asks for \(400\): .*yesterday/).waitFor();
  const nowhere = await show('story="us-ukraine-peace-talks" src="javascript:alert(1)"');
  await nowhere.getByText("src must be a web address").waitFor();
  assert.equal(await nowhere.locator("dateline-timeline a").count(), 0);
  const busy = await paper({});
  busy.pages["/v1/stories/x"] = busy.pages["/v1/events"] = { status: 503, headers: { "Retry-After": "30", "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" }, body: "{}" };
  const late = await show(`story="x" src="${busy.origin}"`);
  await late.getByText("The server is busy (503). Nothing is lost. It asks for another try after 30 seconds.").waitFor();
});

test("hostile strings stay text", async () => {
  const tab = await show('story="harmful"');
  await settled(tab);
  await tab.locator("dateline-timeline summary").click();
  for (const selector of [".widget__title", ".event__title", ".event__text", "blockquote", ".panel cite", ".panel", "figcaption", ".who", ".when__basis"]) {
    assert.ok((await tab.locator(`dateline-timeline ${selector}`).first().textContent()).includes(hostile), selector);
  }
  const made = await tab.evaluate(() => document.querySelector("dateline-timeline").shadowRoot.querySelectorAll("img, script, [onerror], [style]").length);
  assert.equal(made, 0);
  assert.equal(await tab.title(), "A paper's page");
  assert.deepEqual(tab.heard.messages, []);
});

test("attributes and properties are one, and a change asks again", async () => {
  const tab = await show('story="us-ukraine-peace-talks" actor="mike-waltz"');
  await settled(tab);
  const reflected = await tab.evaluate(async () => {
    const e = document.querySelector("dateline-timeline");
    Object.assign(e, { theme: "dark", headingLevel: 2, label: "Waltz", limit: 5, order: "-date", lang: "es", actor: "john-ratcliffe", live: false });
    await e.updateComplete;
    return e.outerHTML.replace(/>.*/s, ">");
  });
  for (const attribute of ['theme="dark"', 'heading-level="2"', 'label="Waltz"', 'limit="5"', 'order="-date"', 'lang="es"', 'actor="john-ratcliffe"']) assert.ok(reflected.includes(attribute), reflected);
  await settled(tab);
  assert.equal(await tab.locator("dateline-timeline h2.widget__title").count(), 1);
  assert.ok((await tab.locator("dateline-timeline h3.event__title").count()) > 0);
  assert.equal(await tab.getByRole("region", { name: "Waltz" }).count(), 1);
  assert.deepEqual(await text(tab, ".widget__foot span:first-child"), ["Cronología completa"]);
});
