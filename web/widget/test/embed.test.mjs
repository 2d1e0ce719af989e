import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled, strict } from "./lib/browser.mjs";
import { bundled } from "./lib/dateline.mjs";

const dateline = await bundled();
const chromium = await browser();
const courier = await paper();

const classic = `<script src="${dateline.origin}/dateline-timeline.js"></script>`;
const module = `<script type="module" src="${dateline.origin}/dateline-timeline.js"></script>`;
const embed = (attributes = "") => `<dateline-timeline story="us-ukraine-peace-talks" ${attributes}><a href="/story">The story</a></dateline-timeline>`;
const titles = (tab) => tab.locator("dateline-timeline .event__title").allTextContents();

for (const [name, script] of [["a classic script", classic], ["a module", module], ["both", classic + module]]) {
  test(`on a page of another origin it works as ${name}, silently, and asks its server alone`, async () => {
    courier.pages["/"] = { body: page(embed('limit="100"') + script), csp: `${strict(dateline.origin)}; img-src data:` };
    const tab = await open(chromium, `${courier.origin}/`);
    await settled(tab);
    await tab.waitForLoadState("networkidle");
    assert.equal((await titles(tab)).length, 39);
    assert.deepEqual(tab.heard.messages, []);
    const others = tab.heard.requests.filter((url) => !url.startsWith(`${dateline.origin}/`) && url !== `${courier.origin}/`);
    assert.deepEqual(others, []);
    await tab.context().close();
  });
}

test("two timelines stand on one page, each with its own name", async () => {
  courier.pages["/"] = page(embed('limit="3"') + embed('limit="4" label="The same once more" lang="uk"') + classic);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  assert.equal((await titles(tab)).length, 7);
  assert.equal(await tab.getByRole("region", { name: /^US–Ukraine peace talks/ }).count(), 1);
  assert.equal(await tab.getByRole("region", { name: "The same once more" }).count(), 1);
  const scripts = tab.heard.requests.filter((url) => url.endsWith("/dateline-timeline.js"));
  assert.equal(scripts.length, 1);
});

test("without JavaScript the page's own link stands there", async () => {
  courier.pages["/"] = page(embed() + classic);
  const tab = await open(chromium, `${courier.origin}/`, { javaScriptEnabled: false });
  assert.ok(await tab.getByRole("link", { name: "The story" }).isVisible());
});

test("when the script does not come, neither", async () => {
  courier.pages["/"] = page(`${embed()}<script src="${dateline.origin}/gone.js"></script>`);
  const tab = await open(chromium, `${courier.origin}/`);
  assert.ok(await tab.getByRole("link", { name: "The story" }).isVisible());
});

test("a script of another address asks the server that src names", async () => {
  const { body } = { body: await (await fetch(`${dateline.origin}/dateline-timeline.js`)).text() };
  courier.pages["/copy.js"] = { body, type: "text/javascript" };
  courier.pages["/"] = page(`${embed(`src="${dateline.origin}/" limit="2"`)}<script src="/copy.js"></script>`);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  assert.equal((await titles(tab)).length, 2);
});

test("an element that is moved, or made by a script, works on", async () => {
  courier.pages["/"] = page(`<div id="a"></div><div id="b" lang="es"></div>${classic}`);
  const tab = await open(chromium, `${courier.origin}/`);
  await tab.evaluate(() => {
    const e = Object.assign(document.createElement("dateline-timeline"), { story: "us-ukraine-peace-talks", limit: 2 });
    document.querySelector("#a").append(e);
  });
  await settled(tab);
  assert.match(await tab.locator("dateline-timeline .widget__foot").innerText(), /^Full timeline/);
  await tab.evaluate(() => document.querySelector("#b").append(document.querySelector("dateline-timeline")));
  await tab.getByText("Cronología completa").waitFor();
  assert.equal((await titles(tab)).length, 2);
});

test("the server lets caches keep the script, and tells when it changed", async () => {
  const address = `${dateline.origin}/dateline-timeline.js`;
  const got = await fetch(address);
  assert.equal(got.headers.get("access-control-allow-origin"), "*");
  assert.match(got.headers.get("cache-control"), /public, max-age=3600/);
  const again = await fetch(address, { headers: { "If-None-Match": got.headers.get("etag") }, cache: "no-store" });
  assert.equal(again.status, 304);
});

// 60 by 40 pixels. Its host is answered for within the browser: element and story name https addresses.
const drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="teal"/></svg>';
const illustrated = [
  { url: "https://pictures.test/a.svg", type: "image/svg+xml", alt: "Two people", caption: "The <b>talks</b>", credit: "A. Photographer", width: 600, height: 400 },
  { url: "https://pictures.test/gone.svg", type: "image/svg+xml", alt: "It is gone", caption: "Once a picture" },
  { url: "http://plain.test/a.svg", type: "image/svg+xml", alt: "Without TLS" },
  { url: "https://films.test/a.mp4", type: "video/mp4", caption: "A film", thumbnail: "https://pictures.test/poster.svg" },
  { url: "https://pictures.test/a.pdf", type: "constructor/pdf", alt: "A letter" },
];

for (const [name, policy, loaded] of [["allows them", "img-src data: https://pictures.test", 2], ["does not", "img-src data:", 0]]) {
  test(`pictures where the page's policy ${name}`, async () => {
    courier.pages["/"] = { body: page(embed('event="yermak-waltz-call" limit="1"') + classic), csp: `${strict(dateline.origin)}; ${policy}` };
    const tab = await open(chromium, "about:blank");
    await tab.route(/^https:\/\/pictures\.test\//, (route) =>
      route.fulfill(route.request().url().endsWith("/gone.svg") ? { status: 404, body: "" } : { contentType: "image/svg+xml", body: drawn }),
    );
    await tab.route(/\/v1\/events\?/, async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      for (const e of answer.data) e.media = illustrated;
      await route.fulfill({ response, json: answer });
    });
    await tab.goto(`${courier.origin}/`);
    await settled(tab);
    const figures = tab.locator("dateline-timeline .event").first().locator(".media");
    assert.equal(await figures.count(), illustrated.length);
    for (const img of await figures.locator("img").all()) {
      await img.evaluate((i) => i.scrollIntoView());
      await img.evaluate((i) => i.complete || !i.checkVisibility() || new Promise((done) => { i.onload = i.onerror = done; })); // hidden: it did not come
    }
    const shown = await figures.locator("img").evaluateAll((list) => list.filter((i) => i.naturalWidth > 0 && i.checkVisibility()).length);
    assert.equal(shown, loaded);
    for (const m of illustrated) assert.ok(await figures.locator(`a[href="${m.url}"]`).isVisible(), m.url);
    assert.deepEqual(await figures.locator("figcaption").allInnerTexts(), [
      "The <b>talks</b> A. Photographer", "Once a picture", "Without TLS", "A film", "A letter",
    ]);
    const asked = tab.heard.requests.filter((url) => !url.startsWith(dateline.origin) && !url.startsWith(courier.origin));
    assert.deepEqual(asked.filter((url) => !url.startsWith("https://pictures.test/")), []);
  });
}
