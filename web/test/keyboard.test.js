// Every control is reached by keyboard, in reading order, and shows that it has
// the focus.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { open, pages, startBrowser, startServer, unfold } from './lib/server.js'

let server, browser
before(async () => {
  server = await startServer()
  browser = await startBrowser()
})

// Notes at each press of a key where the focus has been until then; it runs in
// the page. A control counts as seen when some of it is in the window, with
// nothing before its middle.
function watch () {
  globalThis.stops = new Map()
  const seen = e => [...e.getClientRects()].some(box => {
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)]
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)]
    if (right <= left || bottom <= top) return false
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return e.contains(there)
  })
  addEventListener('keydown', () => {
    const e = document.activeElement
    if (!e || e === document.body || globalThis.stops.has(e)) return
    const style = getComputedStyle(e)
    globalThis.stops.set(e, {
      label: (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 40) || e.name,
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      seen: seen(e)
    })
  }, { capture: true })
}

// How many stops a page should have; it runs in the page. A group of radio
// buttons is one, and so are the marks of a strip.
function controls () {
  const groups = new Set()
  return [...document.querySelectorAll('a[href]:not([aria-hidden="true"] a), button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
    if (e.matches('.strip .at ~ .at, .strip__plot.m ~ .strip__plot.m .at') && e.tabIndex < 0) return false
    if (e.type === 'hidden' || !e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) return false
    if (e.type === 'radio') {
      if (!e.checked || groups.has(e.name)) return false
      groups.add(e.name)
    }
    return true
  }).length
}

// Presses Tab n times, and does not wait for one before it sends the next.
async function tab (page, n) {
  const keyboard = await page.context().newCDPSession(page)
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
  const sent = []
  for (let i = 0; i < n; i++) for (const type of ['rawKeyDown', 'keyUp']) sent.push(keyboard.send('Input.dispatchKeyEvent', { type, ...key }))
  await Promise.all(sent)
}

// Walks through a page, everything unfolded, from its first control to its last.
async function walk (page) {
  await page.evaluate(unfold)
  const expected = await page.evaluate(controls)
  assert.ok(expected > 3)
  await page.evaluate(watch)
  await tab(page, expected + 2)
  return { expected, stops: await page.evaluate(() => [...globalThis.stops.values()]) }
}

for (const name of ['home', 'story', 'story-filtered', 'story-empty', 'explore', 'explore-list', 'embed', 'docs', 'docs-routes', 'mistake']) {
  // The documentation has hundreds of stops: once is enough.
  for (const width of name.startsWith('docs') ? [1280] : [1280, 360]) {
    test(`${name} at ${width}, with everything unfolded`, async () => {
      const { page, close } = await open(browser, server.address + pages[name], { width })
      const { stops, expected } = await walk(page)
      assert.deepEqual(stops.filter(s => !s.ring).map(s => s.label), [], 'these show no ring')
      assert.deepEqual(stops.filter(s => !s.seen).map(s => s.label), [], 'these are not in view')
      assert.equal(stops.length, expected, 'so many controls are reached')
      await close()
    })
  }
}

test('what nobody sees would be found', async () => {
  const { page, close } = await open(browser, server.address + pages.home)
  await page.evaluate(() => {
    const [first, second, third] = document.querySelectorAll('nav a')
    first.style.outline = 'none'
    second.style.clipPath = 'inset(50%)'
    third.tabIndex = -1
  })
  const { stops, expected } = await walk(page)
  assert.deepEqual(stops.filter(s => !s.ring).map(s => s.label), ['Stories'])
  assert.deepEqual(stops.filter(s => !s.seen).map(s => s.label), ['Explore'])
  assert.equal(stops.length, expected - 1)
  await close()
})

test('the skip link leads to the timeline', async () => {
  const { page, close } = await open(browser, server.address + pages.story)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'timeline')
  await close()
})

test('evidence opens by keyboard and without a script', async () => {
  const { page, close } = await open(browser, server.address + pages.story, { js: false })
  const summary = page.locator('.cite summary').first()
  await summary.focus()
  await page.keyboard.press('Enter')
  assert.ok(await page.locator('.cite .panel').first().isVisible())
  await close()
})
