// How other systems embed: with what each adds to the markup and to the addresses.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { atTheEnd } from "./lib/cleanup.mjs";
import { bundled } from "./lib/dateline.mjs";

const dateline = await bundled();
const chromium = await browser();
const courier = await paper();
const story = "us-ukraine-peace-talks";
const docs = (await readFile(new URL("../../../docs/embedding.md", import.meta.url), "utf8")).replaceAll("https://dateline.example", dateline.origin);
const snippets = (language) => [...docs.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((m) => m[1]);
const frameOf = () => snippets("html").find((html) => html.startsWith("<iframe"));
const listener = () => snippets("js").find((js) => js.includes("dateline-height"));

/** The frame of the story in a page, however deep, when all of its events are there. */
async function framed(tab) {
  await tab.waitForFunction(() => document.querySelector("iframe"));
  for (;;) {
    const frame = tab.frames().find((f) => f.url().includes(`/embed/${story}`));
    if (frame) {
      await frame.waitForSelector(".event");
      return frame;
    }
    await tab.evaluate(() => new Promise(requestAnimationFrame)); // a frame may have come since
  }
}
const count = async () => (await (await fetch(`${dateline.origin}/v1/events?story=${story}&count=true&limit=1`)).json()).page.total;

test("WordPress's script tag, with its version and its strategy, brings the element", async () => {
  const php = snippets("php").find((text) => text.includes("wp_enqueue_script"));
  const [, handle, src] = /wp_enqueue_script\( '([^']+)', '([^']+)', array\(\), null, array\( 'strategy' => 'async' \) \)/.exec(php);
  // As WP_Scripts::do_item prints it, with the version and without.
  for (const version of ["?ver=6.5.2", ""]) {
    courier.pages["/"] = page(`<dateline-timeline story="${story}" limit="3"></dateline-timeline>
<script src="${src}${version}" id="${handle}-js" async data-wp-strategy="async"></script>`);
    const tab = await open(chromium, `${courier.origin}/`);
    await settled(tab);
    assert.equal(await tab.locator("dateline-timeline .event").count(), 3, version);
    assert.ok(tab.heard.requests.includes(src + version));
    assert.deepEqual(tab.heard.messages, []);
    await tab.context().close();
  }
});

test("WordPress's sandbox around what /oembed answers shows the story", async () => {
  const asked = new URLSearchParams({ format: "json", url: `${dateline.origin}/stories/${story}/?fbclid=IwAR0x`, maxwidth: 645, maxheight: 967, dnt: 1 });
  const { html } = await (await fetch(`${dateline.origin}/oembed?${asked}`, { headers: { "User-Agent": "WordPress/6.5.2; https://news.example" } })).json();
  // As wp_filter_oembed_result does it to servers that it does not know.
  const secret = "98UbXOuCr4";
  const filtered = html.replace(/ src="([^"]*)"/, ` class="wp-embedded-content" sandbox="allow-scripts" security="restricted" src="$1#?secret=${secret}" data-secret="${secret}"`);
  courier.pages["/"] = page(filtered);
  const tab = await open(chromium, `${courier.origin}/`);
  const frame = await framed(tab);
  assert.equal(await frame.locator(".event").count(), await count());
  assert.match(frame.url(), /#\?secret=/);
  await tab.waitForLoadState("networkidle");
  assert.deepEqual(tab.heard.messages, []);
});

test("a frame within frames, in sandboxes as Google Sites and Drupal have them, shows the story", async () => {
  const sandbox = "allow-scripts allow-popups allow-forms allow-same-origin allow-popups-to-escape-sandbox allow-downloads allow-modals";
  courier.pages["/inner"] = page(frameOf().replace("<iframe", `<iframe sandbox="${sandbox}"`).replace(' loading="lazy"', ""));
  courier.pages["/"] = page(`<iframe title="Google's own" sandbox="allow-scripts allow-popups allow-forms" src="/inner" width="700" height="800"></iframe>`);
  const tab = await open(chromium, `${courier.origin}/`);
  const frame = await framed(tab);
  assert.equal(await frame.locator(".event").count(), await count());
  assert.deepEqual(tab.heard.messages, []);
});

test("a frame tells its height, and the page's snippet follows it under a strict policy", async () => {
  courier.pages["/listener.js"] = { body: listener(), type: "text/javascript" };
  const body = `<script src="/listener.js"></script>${frameOf().replace(' loading="lazy"', "")}<iframe id="other" title="Another" src="/other"></iframe>`;
  courier.pages["/other"] = page("<p>Another frame</p>");
  courier.pages["/"] = { body: page(body), csp: `default-src 'none'; script-src 'self'; frame-src 'self' ${dateline.origin}; img-src data:` };
  const tab = await open(chromium, `${courier.origin}/`);
  const frame = await framed(tab);
  const fits = () => frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight && innerHeight - document.getElementById("main").getBoundingClientRect().bottom < 60);
  const followed = () => tab.waitForFunction(() => document.querySelector("iframe").style.height !== "");
  await followed();
  while (!(await fits())) await frame.evaluate(() => new Promise(requestAnimationFrame));
  const before = await tab.evaluate(() => document.querySelector("iframe").offsetHeight);
  assert.ok(before > 2000, `${before} pixels`);
  await frame.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await tab.waitForFunction((height) => document.querySelector("iframe").offsetHeight > height, before);
  assert.equal(await tab.evaluate(() => document.querySelector("#other").style.height), "", "no other frame is changed");
  // What anybody else says is not followed.
  await tab.frames().find((f) => f.url().endsWith("/other")).evaluate(() => parent.postMessage({ type: "dateline-height", height: 7 }, "*"));
  await tab.evaluate(() => new Promise((done) => { addEventListener("message", done, { once: true }); postMessage("after it"); }));
  assert.equal(await tab.evaluate(() => document.querySelector("#other").style.height), "");
  assert.deepEqual(tab.heard.messages, []);
});

test("Vue renders it, sets its properties and hears its events", async () => {
  const dir = await mkdtemp(join(dirname(fileURLToPath(import.meta.url)), ".vue-"));
  atTheEnd(() => rm(dir, { recursive: true, force: true }));
  const [component] = snippets("vue");
  const plugin = snippets("js").find((js) => js.startsWith("vue("));
  await writeFile(join(dir, "Timeline.vue"), component);
  await writeFile(join(dir, "main.js"), `import { createApp, h, ref } from "vue";
import Timeline from "./Timeline.vue";
const story = ref("no-such-story");
window.show = (id) => { story.value = id; };
createApp({ render: () => h(Timeline, { story: story.value, onSelect: (e) => { e.preventDefault(); window.selected = e.detail.id; } }) }).mount("#app");`);
  const [{ output }] = await build({
    configFile: false,
    logLevel: "error",
    plugins: [new Function("vue", `return ${plugin}`)(vue)],
    define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
    build: { write: false, lib: { entry: join(dir, "main.js"), formats: ["iife"], name: "App", fileName: () => "app.js" } },
  }).then((list) => [list].flat());
  courier.pages["/app.js"] = { body: output[0].code, type: "text/javascript" };
  courier.pages["/"] = { body: page('<div id="app"></div><script src="/app.js"></script>'), csp: `default-src 'none'; script-src 'self' ${dateline.origin}; connect-src ${dateline.origin}; img-src data:` };
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  assert.equal(await tab.locator("dateline-timeline .event").count(), 0);
  await tab.evaluate((id) => window.show(id), story); // a property of the element by now
  await tab.locator("dateline-timeline .event").first().waitFor();
  assert.equal(await tab.locator("dateline-timeline .event").count(), 8);
  assert.equal(await tab.locator("dateline-timeline h2.widget__title").count(), 1);
  const first = await tab.locator("dateline-timeline .event__title a").first().getAttribute("href");
  await tab.locator("dateline-timeline .event__title a").first().click();
  assert.equal(await tab.evaluate(() => window.selected), new URL(first).searchParams.get("event"));
});
