// What the tests of pages below /edit share.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// The link for the first person, which is logged when the server has begun.
export async function firstLink (server) {
  for (;;) {
    const found = server.log.map(line => line.match(/link=(http:\S+)/)).find(Boolean)
    if (found) return found[1]
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

// Signs the first person in, on a page that may run no scripts.
export async function signInFirst (page, server, name) {
  await page.goto(await firstLink(server))
  await page.fill('#name', name)
  await page.click('main form button')
  await page.waitForSelector('.edit-nav__who')
}

export async function violations (page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe)
  const found = await page.evaluate(runOnly => globalThis.axe.run({ runOnly, resultTypes: ['violations'], selectors: false }), rules)
  return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`)
}

// What is pressed or filled in in the main part of a page, and is lower than 44 pixels.
const low = page => page.evaluate(() => [...document.querySelectorAll('main :is(button, input, select, textarea, summary, .edit-nav a, .desk a, .acts a)')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML))

// Holds what a page shows to what every reader is owed, in two colours and 320 pixels wide.
export async function checkShown (page, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await violations(page), [], `${what} ${colorScheme}`)
  }
  assert.deepEqual(await low(page), [], what)
  await page.setViewportSize({ width: 320, height: 800 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} scrolls sideways`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

// The same of an address, in two languages.
export async function checkEdit (page, origin, path) {
  for (const lang of ['en', 'ar']) {
    await page.goto(`${origin}${path}?lang=${lang}`)
    await checkShown(page, `${path} ${lang}`)
  }
}
