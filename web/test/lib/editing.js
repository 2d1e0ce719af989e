// What the tests of the pages below /edit share.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { holds } from './axe.js'
import { open } from './server.js'

// The link for the first person, which is logged when the server has begun.
export async function firstLink (server) {
  for (;;) {
    const found = server.log.map(line => line.match(/link=(http:\S+)/)).find(Boolean)
    if (found) return found[1]
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

// Signs somebody in, in a browser of their own. The first one says a name; others are
// invited by theirs.
export async function signIn (browser, server, { name, ...options } = {}) {
  const opened = await open(browser, name ? invited(server, name) : await firstLink(server), options)
  if (!name) await opened.page.fill('#name', 'Olena Kovalenko')
  await opened.page.click('main button')
  await opened.page.waitForURL(/\/edit(\?|$)/)
  return opened
}

const invited = (server, name) => execFileSync(server.binary, ['user', 'invite', name, '--db', server.db, '--public-url', server.address],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

// Does what makes a form save itself, and waits for the answer to a save that holds what
// was written. It listens before it acts, as an answer may come before what acts is done.
export async function saving (page, path, written, act) {
  const holds = request => request.method() === 'POST' && request.url().includes(path) &&
    [...new URLSearchParams(request.postData() ?? '').values()].includes(written)
  const [answer] = await Promise.all([page.waitForResponse(answer => holds(answer.request())), act()])
  return answer
}

// What is pressed or filled in in the main part of a page, and is lower than 44 pixels.
// A box to tick counts with its label.
const low = page => page.evaluate(() => [...document.querySelectorAll('main :is(button, input:not([type="checkbox"], [type="radio"]), select, textarea, summary, label:has(input), .edit-nav a, .desk a, .button)')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 200)))

// Holds a page, as it stands, to what every reader is owed: in two languages, two
// colours and three widths. What scripts draw is waited for.
export async function check (page, address, widths = [320, 360, 1280], drawn = 'main') {
  for (const lang of ['en', 'ar']) {
    const at = new URL(address)
    at.searchParams.set('lang', lang)
    await page.goto(at.href)
    await page.locator(drawn).waitFor({ state: 'attached' })
    await holds(page, `${at.pathname} ${lang}`)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      assert.deepEqual(await low(page), [], `${at.pathname} ${lang} ${width}`)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${at.pathname} ${lang} scrolls sideways at ${width}`)
    }
  }
}
