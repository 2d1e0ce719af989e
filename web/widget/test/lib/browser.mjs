import { createServer } from "node:http";
import { afterEach } from "node:test";
import { atTheEnd, standing } from "./cleanup.mjs";
import { chromium } from "playwright-core";
import { flags } from "../../../test/lib/flags.js";

const launched = new Map();

/** Chromium with a profile of its own, one for all tests of this process; another with all that it builds for screen readers when it is heard. */
export function browser({ heard = false } = {}) {
  if (!launched.has(heard)) launched.set(heard, standing(() => launch(heard)));
  return launched.get(heard);
}

// What a test leaves open would go on under the tests that follow.
afterEach(async () => {
  for (const one of await Promise.all(launched.values())) await Promise.all(one.contexts().map((context) => context.close()));
});

async function launch(heard) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const args = [...flags];
  if (heard) args.push("--force-renderer-accessibility");
  const started = await chromium.launch({ executablePath, args });
  await atTheEnd(() => started.close());
  return started;
}

/** A newspaper's server: another origin, with pages that tests give it. */
export async function paper(pages = {}) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url, "http://x").pathname];
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    const { body, csp, status = 200, headers = {}, type = "text/html; charset=utf-8" } = typeof page === "string" ? { body: page } : page;
    response.writeHead(status, { "Content-Type": type, ...headers, ...(csp ? { "Content-Security-Policy": csp } : {}) }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  atTheEnd(() => server.close());
  return { origin: `http://127.0.0.1:${server.address().port}`, pages };
}

/** What a page of the paper may load under a strict policy: its Dateline server, and nothing else. */
export const strict = (origin) => `default-src 'none'; script-src ${origin}; connect-src ${origin}`;

/** A document around some markup. */
export function page(body, { lang = "en", dir = "ltr", head = "", scheme = "light dark", ground = false } = {}) {
  // axe takes a page for white that does not say what it stands on.
  const css = ground ? "<style>html { background: Canvas; color: CanvasText }</style>" : "";
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${scheme}"><title>A paper's page</title><link rel="icon" href="data:,">${css}${head}</head><body><main><h1>A paper's page</h1>${body}</main></body></html>`;
}

/** Opens an address and notes all that the page says and asks for. */
export async function open(browser, address, { width = 640, height = 900, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", ...options });
  const tab = await context.newPage();
  const heard = { messages: [], requests: [] };
  tab.on("console", (message) => heard.messages.push(message.text()));
  tab.on("pageerror", (error) => heard.messages.push(String(error)));
  tab.on("request", (request) => heard.requests.push(request.url()));
  await tab.goto(address);
  return Object.assign(tab, { heard });
}

/** Waits until the element shows its events, or another state. */
export const settled = (tab, selector = "dateline-timeline") =>
  tab.waitForFunction((s) => {
    const all = [...document.querySelectorAll(s)];
    return all.length > 0 && all.every((e) => {
      const section = e.shadowRoot?.querySelector("section");
      return section && !section.hasAttribute("aria-busy");
    });
  }, selector);
