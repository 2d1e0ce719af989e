import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, open, page, paper, settled, strict } from "./lib/browser.mjs";
import { serve } from "./lib/dateline.mjs";

const dateline = await serve();
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
    assert.equal((await titles(tab)).length, 40);
    assert.deepEqual(tab.heard.messages, []);
    const others = tab.heard.requests.filter((url) => !url.startsWith(`${dateline.origin}/`) && url !== `${courier.origin}/`);
    assert.deepEqual(others, []);
    await tab.context().close();
  });
}
