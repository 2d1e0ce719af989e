import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { bundled, run, serve } from "./lib/dateline.mjs";
import { streaming } from "./lib/stream.mjs";

const dateline = await bundled();
const chromium = await browser();
const courier = await paper();

async function show(server, attributes) {
  courier.pages["/"] = page(`<dateline-timeline src="${server.origin}" story="us-ukraine-peace-talks" ${attributes}></dateline-timeline><script src="${dateline.origin}/dateline-timeline.js"></script>`);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  await tab.waitForLoadState("load");
  return tab;
}
/** Waits for something that comes, or until the time of the test is up. */
const until = async (what) => {
  while (!what()) await new Promise((next) => setTimeout(next, 20));
};

/** Imports the story with another title of the call. */
async function retitle(server, title) {
  const story = await run(["export", "--db", server.db, "--story", "us-ukraine-peace-talks", "--format", "story"]);
  const file = server.db.replace("timeline.db", "story.yaml");
  await writeFile(file, story.replace(/Yermak and Waltz (speak|talk) (again )?by phone/, title));
  await run(["import", "--db", server.db, file]);
}

test("nothing is listened to unless asked for", async () => {
  const server = await streaming(dateline.origin);
  const tab = await show(server, "");
  await tab.waitForLoadState("networkidle");
  assert.deepEqual(server.asked, []);
});

test("changes wait behind a button, and nothing moves before it is pressed", async () => {
  const server = await streaming(dateline.origin);
  const tab = await show(server, 'live actor="mike-waltz"');
  await until(() => server.listeners.size === 1);
  const seq = (await fetch(`${dateline.origin}/v1/events`)).headers.get("Dateline-Seq");
  assert.deepEqual(server.asked, [`/v1/events/stream?story=us-ukraine-peace-talks&actor=mike-waltz&since=${seq}`]);
  const before = await tab.locator("dateline-timeline .event__title").allTextContents();
  server.send("update", "yermak-waltz-call");
  server.send("remove", "waltz-good-talks");
  server.send("update", "yermak-waltz-call");
  const button = tab.getByRole("button", { name: "2 events changed. Show them" });
  await button.waitFor();
  assert.deepEqual(await tab.locator("dateline-timeline .event__title").allTextContents(), before);
  await button.click();
  await button.waitFor({ state: "detached" });
  assert.equal(await tab.locator("dateline-timeline [role=status]").innerText(), "The timeline shows what is known now.");
  assert.equal(await tab.evaluate(() => document.activeElement.shadowRoot.activeElement.closest("h3, h2")?.id), "title");
  await tab.evaluate(() => (document.querySelector("dateline-timeline").live = false));
  await until(() => server.listeners.size === 0);
});

test("changes that could not be loaded are not said to be shown", async () => {
  const server = await streaming(dateline.origin);
  const tab = await show(server, "live");
  await until(() => server.listeners.size === 1);
  server.send("update", "yermak-waltz-call");
  await tab.route("**/v1/events?**", (route) => route.abort());
  const button = tab.getByRole("button", { name: "1 event changed. Show it" });
  await button.click();
  await tab.getByText("The server did not answer. Nothing is lost.").waitFor();
  await tab.waitForTimeout(200);
  assert.equal(await tab.locator("dateline-timeline [role=status]").textContent(), "");
  await tab.unroute("**/v1/events?**");
  await button.click();
  await tab.getByText("The timeline shows what is known now.").waitFor({ state: "attached" });
});

test("a server's own stream tells of what was written", async () => {
  const server = await serve();
  const tab = await show(server, 'live actor="mike-waltz"');
  await retitle(server, "Yermak and Waltz talk by phone");
  const button = tab.getByRole("button", { name: "1 event changed. Show it" });
  await button.waitFor();
  await button.click();
  await tab.locator(".event__title", { hasText: "Yermak and Waltz talk by phone" }).first().waitFor();
  await retitle(server, "Yermak and Waltz talk again by phone"); // the stream goes on from the new list
  await button.click();
  await tab.locator(".event__title", { hasText: "Yermak and Waltz talk again by phone" }).first().waitFor();
});

test("what was written since the list was made is told, also when nobody listened", async () => {
  const server = await serve();
  const tab = await show(server, 'actor="mike-waltz"');
  await retitle(server, "Yermak and Waltz talk by phone");
  await tab.evaluate(() => (document.querySelector("dateline-timeline").live = true));
  await tab.getByRole("button", { name: "1 event changed. Show it" }).waitFor();
});

test("an element that leaves the page listens no longer", async () => {
  const server = await streaming(dateline.origin);
  const tab = await show(server, "live");
  await until(() => server.listeners.size === 1);
  await tab.evaluate(() => document.querySelector("dateline-timeline").remove());
  await until(() => server.listeners.size === 0);
});

test("a stream that a server has no place for, or not while it restarts, is asked for again", async () => {
  const server = await streaming(dateline.origin, { status: 503 });
  const tab = await show(server, "live");
  await until(() => server.asked.length === 1);
  server.status = 200;
  await until(() => server.listeners.size === 1);
  assert.equal(server.asked[1], server.asked[0]);
  server.send("update", "yermak-waltz-call");
  await tab.getByRole("button", { name: "1 event changed. Show it" }).waitFor();

  server.status = 502;
  server.drop();
  await until(() => server.asked.length === 3);
  server.status = 200;
  await until(() => server.listeners.size === 1);
  assert.equal(new URL(server.asked[3], server.origin).searchParams.get("since"), "1"); // the last change that came
  server.send("update", "waltz-good-talks");
  await tab.getByRole("button", { name: "2 events changed. Show them" }).waitFor();
});

test("an element that leaves the page does not ask again", async () => {
  const server = await streaming(dateline.origin, { status: 503 });
  const tab = await show(server, "live");
  await until(() => server.asked.length === 1);
  await tab.evaluate(() => document.querySelector("dateline-timeline").remove());
  await tab.waitForTimeout(3500); // longer than the first pause
  assert.equal(server.asked.length, 1);
});

test("a server without the stream is asked again after pauses that grow, and the timeline stays", async () => {
  const server = await streaming(dateline.origin, { status: 404 });
  const tab = await show(server, "live");
  await until(() => server.asked.length === 1);
  await until(() => server.asked.length === 3);
  const [first, second, third] = server.times; // a slow machine only makes the pauses longer
  assert.ok(second - first >= 2000, `the first pause is ${second - first} ms`);
  assert.ok(third - second >= 4000, `the second pause is ${third - second} ms`);
  assert.equal(await tab.locator("dateline-timeline .event").count(), 20);
  assert.equal(await tab.locator("dateline-timeline :is(.state, .widget__news)").count(), 0);
});
