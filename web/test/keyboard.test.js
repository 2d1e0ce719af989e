// Every control is reached by keyboard, in reading order, and shows that it has
// the focus.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, pages, startBrowser, startServer, unfold } from './lib/server.js'

let server, browser
before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

// Where the focus is after a press of Tab; it runs in the page. A control counts
// as seen when some of it is in the window, with nothing before its middle.
function focused () {
  const e = document.activeElement
  if (!e || e === document.body) return null
  globalThis.stops ??= []
  let n = globalThis.stops.indexOf(e)
  if (n < 0) n = globalThis.stops.push(e) - 1
  const style = getComputedStyle(e)
  const seen = [...e.getClientRects()].some(box => {
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)]
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)]
    if (right <= left || bottom <= top) return false
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return there !== null && (e.contains(there) || there.contains(e))
  })
  return {
    n,
    label: (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 40) || e.name,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen
  }
}

// How many stops a page should have; it runs in the page. A group of radio
// buttons is one.
function controls () {
  const groups = new Set()
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
    if (e.type === 'hidden' || !e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) return false
    if (e.type === 'radio') {
      if (!e.checked || groups.has(e.name)) return false
      groups.add(e.name)
    }
    return true
  }).length
}

for (const name of ['home', 'story', 'story-filtered', 'story-empty', 'explore', 'explore-list', 'embed', 'docs', 'mistake']) {
  // The documentation has a thousand stops: once is enough.
  for (const width of name === 'docs' ? [1280] : [1280, 360]) {
    test(`${name} at ${width}, with everything unfolded`, async () => {
      const { page, close } = await open(browser, server.address + pages[name], { width })
      await page.evaluate(unfold)
      const expected = await page.evaluate(controls)
      assert.ok(expected > 3)
      const reached = new Set()
      const faults = []
      for (let i = 0; i < expected + 5; i++) {
        await page.keyboard.press('Tab')
        const at = await page.evaluate(focused)
        if (!at || reached.has(at.n)) continue
        reached.add(at.n)
        if (!at.ring) faults.push(`${at.label} shows no ring`)
        if (!at.seen) faults.push(`${at.label} is not in view`)
      }
      assert.deepEqual(faults, [])
      assert.ok(reached.size >= expected, `${reached.size} of ${expected} controls are reached`)
      await close()
    })
  }
}

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
