import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { database, serve } from "./lib/dateline.mjs";
import { many, put } from "./lib/stories.mjs";

const n = 5000;
const blankest = 15; // frames that are waited for after a step
const db = await database();
await put(db, many(n));
const dateline = await serve({ db });
const chromium = await browser();
const courier = await paper();

const watch = `<script>
  window.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask", buffered: true });
  const started = performance.now();
  const look = () => {
    const first = document.querySelector("dateline-timeline")?.shadowRoot?.querySelector(".event");
    if (first) window.firstContent = performance.now();
    else requestAnimationFrame(look);
  };
  look();
</script>`;

// Scrolls by a window at a time a hundred times, then jumps over the whole page
// in a hundred steps; it runs in the page. What a step costs is the time from the
// scrolling until its frame has been drawn. `blank` counts the frames that were drawn
// after a step before there was an event in the middle of the window, a few at most.
async function scrolled(blankest) {
  const shadow = document.querySelector("dateline-timeline")?.shadowRoot;
  const frame = (act) =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const started = performance.now();
        act?.();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - started);
        port2.postMessage(null);
      }),
    );
  const seen = () => [-40, 0, 40].some((off) => shadow?.elementFromPoint(innerWidth / 2, innerHeight / 2 + off)?.closest(".event"));
  const costs = [], blank = { steps: [], jumps: [] };
  const go = async (kind, to) => {
    costs.push(await frame(() => scrollTo(0, to)));
    let frames = 0;
    for (; !seen() && frames < blankest; frames++) await frame();
    blank[kind].push(frames);
  };
  for (let i = 1; i <= 100; i++) await go("steps", i * innerHeight);
  for (let i = 1; i <= 100; i++) await go("jumps", (i / 100) * (document.documentElement.scrollHeight - innerHeight));
  costs.sort((a, b) => a - b);
  scrollTo(0, 0);
  return { median: costs[100], late: costs[198], blank, height: document.documentElement.scrollHeight };
}

test(`${n} events are shown without freezing the page, and every one can be reached`, async (t) => {
  courier.pages["/"] = page(`<dateline-timeline story="many" limit="${n}"></dateline-timeline><script src="${dateline.origin}/dateline-timeline.js"></script>`, { head: watch });
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  const { first, longest, total, nodes } = await tab.evaluate(() => ({
    first: window.firstContent,
    longest: Math.max(0, ...window.tasks),
    total: performance.now(),
    nodes: document.querySelector("dateline-timeline").shadowRoot.querySelectorAll("*").length,
  }));
  t.diagnostic(`first event after ${first.toFixed(0)} ms, all ${n} after ${total.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms, ${nodes} elements`);

  const titles = tab.locator("dateline-timeline .event__title a");
  assert.equal(await titles.count(), n);
  assert.equal(await tab.locator("dateline-timeline .widget__more").innerText(), "All 5,000 shown");

  // Each step of scrolling shows events at once. An empty page of the same height says what a step costs on this machine.
  const thread = await tab.context().newCDPSession(tab);
  await thread.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await thread.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
  const before = await worked();
  const { median, late, blank, height } = await tab.evaluate(scrolled, blankest);
  const cpu = ((await worked()) - before) / 200;
  courier.pages["/empty"] = page(`<div style="block-size: ${height}px"></div>`);
  const bare = await open(chromium, `${courier.origin}/empty`);
  const least = await bare.evaluate(scrolled, 1);
  await bare.close();
  t.diagnostic(`a scroll step takes ${median.toFixed(1)} ms and ${cpu.toFixed(1)} ms of CPU, 1 of 100 more than ${late.toFixed(1)} ms; on an empty page ${least.median.toFixed(1)} and ${least.late.toFixed(1)} ms`);
  const lateness = (frames) => `${frames.filter((n) => n > 0).length} of 100 (${Math.max(...frames)} frames at most)`;
  t.diagnostic(`events came late after a step of a window in ${lateness(blank.steps)}, after a jump in ${lateness(blank.jumps)}`);
  assert.ok(Math.max(...blank.steps, ...blank.jumps) < blankest, "wherever the page is scrolled to, events are shown");
  assert.equal(Math.min(...least.blank.steps, ...least.blank.jumps), 1, "an empty page is seen to be empty");

  // The keyboard goes from one to the next, also far below what is on the screen.
  await titles.nth(2500).focus();
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Tab");
  const at = await tab.evaluate(() => {
    const focused = document.activeElement.shadowRoot.activeElement;
    const { top, bottom } = focused.getBoundingClientRect();
    return { text: focused.textContent, seen: top >= 0 && bottom <= innerHeight };
  });
  assert.deepEqual(at, { text: "Event number 2501 of a long story", seen: true });

  // The browser's own search finds what is far below.
  await tab.evaluate(() => scrollTo(0, 0));
  assert.ok(await tab.evaluate(() => window.find("Event number 4321 of")));
  const found = await titles.nth(4321).evaluate((e) => e.getBoundingClientRect().top);
  assert.ok(found >= 0 && found <= 900, `it is ${found} px from the top`);
});

// Chromium tells of what is far from the screen only where somebody listens.
test("a screen reader is told of every event, in one list of dates", async () => {
  const some = 1000;
  courier.pages["/heard"] = page(`<dateline-timeline story="many" limit="${some}"></dateline-timeline><script src="${dateline.origin}/dateline-timeline.js"></script>`);
  const tab = await open(await browser({ heard: true }), `${courier.origin}/heard`);
  await settled(tab);
  const thread = await tab.context().newCDPSession(tab);
  await thread.send("Accessibility.enable");
  const { result } = await thread.send("Runtime.evaluate", { expression: `document.querySelector("dateline-timeline").shadowRoot.querySelector(".groups")` });
  const told = async (role) => (await thread.send("Accessibility.queryAXTree", { objectId: result.objectId, role })).nodes.filter((node) => !node.ignored);
  const headings = (await told("heading")).map((node) => node.name.value);
  assert.deepEqual(headings, Array.from({ length: some }, (_, i) => `Event number ${i} of a long story`));
  const levels = (await told("listitem")).map((node) => node.properties.find((p) => p.name === "level").value.value);
  assert.deepEqual([levels.filter((level) => level === 1).length, levels.filter((level) => level === 2).length], [some, some]);
});
