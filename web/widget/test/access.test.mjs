import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, open, page, paper, settled } from "./lib/browser.mjs";
import { database, serve } from "./lib/dateline.mjs";
import { many, put } from "./lib/stories.mjs";
import { colours } from "../../test/lib/rules.js";

const db = await database();
const first = await serve({ db }); // brings the bundled story
await first.stop();
await put(db, many(120));
const dateline = await serve({ db });
const chromium = await browser();
const courier = await paper();
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const shots = fileURLToPath(new URL("./shots/", import.meta.url));
await mkdir(shots, { recursive: true });

/** Takes a picture of a whole page, to be looked at; none with SHOTS=off, as a long one takes a second or two. */
async function shoot(tab, name) {
  if (process.env.SHOTS !== "off") await tab.screenshot({ path: `${shots}${name}.png`, fullPage: true });
}

const script = `<script src="${dateline.origin}/dateline-timeline.js"></script>`;
const element = (attributes) => `<dateline-timeline heading-level="2" ${attributes}><a href="/story">The story on our pages</a></dateline-timeline>`;
const story = 'story="us-ukraine-peace-talks"';

/** Finds what axe finds wrong, in the light tree and in the shadow; in colours alone when it is asked for its rules of them. */
async function complaints(tab, options = {}) {
  if (!(await tab.evaluate(() => "axe" in window))) await tab.addScriptTag({ path: axe });
  const { violations } = await tab.evaluate((o) => window.axe.run(document, { resultTypes: ["violations"], ...o }), options);
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} ${n.failureSummary}`).join("; ")}`);
}

async function sideways(tab) {
  return tab.evaluate(() => {
    const section = document.querySelector("dateline-timeline").shadowRoot.querySelector("section");
    return { page: document.documentElement.scrollWidth - document.documentElement.clientWidth, inside: section.scrollWidth - section.clientWidth };
  });
}

/** Opens the evidence of every event. */
const unfold = (tab) => tab.locator("dateline-timeline summary").evaluateAll((list) => list.forEach((summary) => summary.click()));

// Each state, and how a page gets into it.
const states = {
  shown: { attributes: `${story} limit="100"`, ready: settled },
  more: { attributes: `${story} limit="10"`, ready: settled },
  opened: {
    attributes: `${story} limit="30"`,
    ready: async (tab) => {
      await settled(tab);
      await unfold(tab);
    },
  },
  many: { attributes: 'story="many" limit="40"', ready: settled },
  empty: { attributes: `${story} actor="kyiv-post" from="2026"`, ready: settled },
  failed: { attributes: 'story="no-such-story"', ready: settled },
  loading: { attributes: story, hold: true, ready: (tab) => tab.locator("dateline-timeline .ghost").waitFor() },
};

for (const [state, { attributes, ready, hold }] of Object.entries(states)) {
  for (const [lang, dir] of [["en", "ltr"], ["ar", "rtl"]]) {
    test(`axe finds nothing: ${state}, ${dir}, in light and in dark`, async () => {
      courier.pages["/"] = page(element(attributes) + script, { lang, dir, ground: true });
      const context = await chromium.newContext({ viewport: { width: 640, height: 900 }, colorScheme: "light", reducedMotion: "reduce" });
      const tab = await context.newPage();
      if (hold) await tab.route("**/v1/**", () => new Promise(() => {}));
      await tab.goto(`${courier.origin}/`);
      await ready(tab);
      if (!hold) await tab.waitForLoadState("networkidle");
      assert.deepEqual(await complaints(tab), []);
      await shoot(tab, `${state}-640-light-${dir}`);
      // Dark changes colours alone: web/test/colours.test.js.
      await tab.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await complaints(tab, { runOnly: { type: "rule", values: colours }, preload: false }), []);
      await shoot(tab, `${state}-640-dark-${dir}`);
      await context.close();
    });
  }
}

for (const lang of ["en", "uk", "ar", "zh", "es"]) {
  test(`nothing scrolls sideways at 320 and 360 px: ${lang}`, async () => {
    const dir = lang === "ar" ? "rtl" : "ltr";
    courier.pages["/"] = page(element(`${story} limit="100"`) + script, { lang, dir });
    const tab = await open(chromium, `${courier.origin}/`, { width: 320 });
    await settled(tab);
    await tab.waitForLoadState("networkidle");
    for (const width of [320, 360]) {
      await tab.setViewportSize({ width, height: 900 });
      assert.deepEqual(await sideways(tab), { page: 0, inside: 0 });
      await shoot(tab, `shown-${width}-light-${lang}`);
    }
    await unfold(tab);
    assert.deepEqual(await sideways(tab), { page: 0, inside: 0 });
    // Spaced as WCAG 1.4.12 lets readers space text.
    await tab.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
      document.querySelector("dateline-timeline").shadowRoot.adoptedStyleSheets.push(sheet);
    });
    assert.deepEqual(await sideways(tab), { page: 0, inside: 0 });
    await tab.context().close();
  });
}

test("the keyboard reaches everything, in reading order", async () => {
  courier.pages["/"] = page(element(`${story} limit="5"`) + script);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  await tab.locator("dateline-timeline .strip").waitFor();
  // Of the marks of the strip one is a stop, and a target of 24 pixels whatever its size (strip.test.mjs).
  const wanted = await tab.locator("dateline-timeline section :is(a, button, summary)").evaluateAll((list) => list.filter((e) => e.tabIndex >= 0).map((e) => e.textContent.trim()));
  const reached = [];
  for (let i = 0; i < wanted.length; i++) {
    await tab.keyboard.press("Tab");
    const { text, ring, size } = await tab.evaluate(() => {
      const e = document.activeElement.shadowRoot.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(e);
      return { text: e.textContent.trim(), ring: `${outlineStyle} ${outlineWidth}`, size: e.matches(".at") ? 24 : e.getBoundingClientRect().height };
    });
    reached.push(text);
    assert.equal(ring, "solid 3px", text);
    assert.ok(size >= 15, `${text} is ${size} px high`);
  }
  assert.deepEqual(reached, wanted);
  // Evidence opens from the keyboard.
  await tab.locator("dateline-timeline summary").first().focus();
  await tab.keyboard.press("Enter");
  assert.ok(await tab.locator("dateline-timeline .panel").first().isVisible());
});

test("screen readers get a labelled region, headings in order, and lists of lists", async () => {
  courier.pages["/"] = page(element(`${story} limit="100"`) + script);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  assert.equal(await tab.getByRole("region", { name: "US–Ukraine peace talks after the White House clash" }).count(), 1);
  assert.equal(await tab.getByRole("heading", { level: 2 }).count(), 1);
  assert.equal(await tab.getByRole("heading", { level: 3 }).count(), 39);
  assert.equal(await tab.locator("dateline-timeline ol.groups").first().getAttribute("role"), "list");
  assert.equal(await tab.locator("dateline-timeline ol ol.events > li.event").count(), 39);
  await tab.getByRole("group", { name: /^Where 39 events lie, .*Done 12, Said 13, Assessed 14\. 18 have no known date/ }).waitFor();
});

test("a host whose root is 10 px sets one property, and nothing of its style leaks in", async () => {
  const head = '<style>html { font-size: 62.5% } dateline-timeline { --dateline-rem: 1.6rem } h2 { font: italic 9px fantasy; color: red } ol { list-style: upper-roman; padding: 4rem } a { color: purple; border-bottom: 3px solid }</style>';
  courier.pages["/"] = page(element(`${story} limit="30"`) + script, { head });
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  const style = (selector, name) => tab.locator(`dateline-timeline ${selector}`).first().evaluate((e, n) => getComputedStyle(e)[n], name);
  assert.equal(await style(".widget__title", "fontSize"), "20px");
  assert.equal(await style(".event__meta", "fontSize"), "13px");
  assert.equal(await style(".widget__title", "fontStyle"), "normal");
  assert.equal(await style("ol.groups", "listStyleType"), "none");
  assert.equal(await style(".event__title a", "borderBottomWidth"), "0px");
  assert.equal(await style(".event__title a", "color"), "rgb(20, 24, 28)");
  // Two columns need 34 em, counted in the element's own type.
  assert.match(await style(".group", "gridTemplateColumns"), /^160px 14px /);
  await shoot(tab, "host-640-light");
});

test("the theme follows the page, or what the embed says", async () => {
  const ink = (tab) => tab.locator("dateline-timeline .widget__title").evaluate((e) => getComputedStyle(e).color);
  const shown = async (attributes, scheme, colorScheme) => {
    courier.pages["/"] = page(element(`${story} limit="3" ${attributes}`) + script, { scheme });
    const tab = await open(chromium, `${courier.origin}/`, { colorScheme });
    await settled(tab);
    return ink(tab);
  };
  const dark = "rgb(232, 235, 238)", light = "rgb(20, 24, 28)";
  assert.equal(await shown("", "light dark", "dark"), dark);
  assert.equal(await shown("", "light", "dark"), light); // the paper is light only
  assert.equal(await shown('theme="dark"', "light", "light"), dark);
  assert.equal(await shown('theme="light"', "light dark", "dark"), light);
});

test("on paper the controls go and the evidence stays", async () => {
  courier.pages["/"] = page(element(`${story} limit="10"`) + script);
  const tab = await open(chromium, `${courier.origin}/`, { width: 720 });
  await settled(tab);
  await tab.emulateMedia({ media: "print" });
  assert.ok(!(await tab.getByRole("button", { name: /Show 10 more/ }).isVisible()));
  const panel = tab.locator("dateline-timeline .panel").first();
  assert.ok((await panel.boundingBox()).height > 10);
  assert.match(await panel.innerText(), /characters 4074–4166/);
  const color = await tab.locator("dateline-timeline .event__title").first().evaluate((e) => getComputedStyle(e).color);
  assert.equal(color, "rgb(0, 0, 0)");
  await shoot(tab, "print-720");
  await tab.pdf({ path: `${shots}print.pdf`, format: "A4" });
});

test("a long list fills in its evidence before it is printed", async () => {
  courier.pages["/"] = page(element('story="many" limit="120"') + script);
  const tab = await open(chromium, `${courier.origin}/`);
  await settled(tab);
  const panels = () => tab.locator("dateline-timeline .panel").count();
  assert.ok((await panels()) < 120);
  const last = tab.locator("dateline-timeline summary").last();
  await last.click();
  await tab.locator("dateline-timeline .panel").last().getByText("characters 0–5").waitFor();
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await panels(), 120);
});
