// Addresses as they come to a browser: at an event, and with what others append.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer, story } from './lib/server.js'

let server, browser, dir
const n = 700

// A story of more events than three pages hold, three of them on each day.
function longFile () {
  const lines = ['dateline: 1', 'story: {id: days, title: A story of many days, language: en}', 'events:']
  for (let i = 0; i < n; i++) {
    const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(i / 3))).toISOString().slice(0, 10)
    lines.push(`  - {id: day-${i}, title: Event ${i} of a story of many days, type: meeting, date: ${day}}`)
  }
  return lines.join('\n') + '\n'
}

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-addresses-'))
  writeFileSync(join(dir, 'days.yaml'), longFile())
  server = await startServer([join(dir, 'days.yaml')])
  browser = await startBrowser()
})
after(() => rmSync(dir, { recursive: true, force: true }))

// Where an event and the text of a date that stands for it are in the window; it runs in the page.
const seen = id => {
  const event = document.getElementById('e-' + id)
  const dates = [event.querySelector('.event__when'), event.closest('.group').querySelector('.when__date')].filter(e => e?.checkVisibility())
  const inside = e => { const { top, bottom } = e.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight }
  return {
    target: document.querySelector(':target')?.id,
    title: inside(event.querySelector('.event__title')),
    date: dates.filter(inside).map(e => e.innerText.trim())
  }
}

for (const [width, height] of [[360, 640], [1280, 900]]) {
  test(`a page and a frame open at any event, its date in sight, at ${width} pixels`, async () => {
    // One tab for all: each address is a page of its own, and none leaves anything behind.
    const { page, heard, close } = await open(browser, server.address, { width, height })
    for (const path of ['/stories/days', '/embed/days']) {
      for (const i of [1, 301, 302, 699]) {
        for (const address of [`${path}?event=day-${i}#e-day-${i}`, `${path}?event=day-${i}&utm_source=x`, `${path}#e-day-${i}`]) {
          await page.goto(server.address + address)
          await page.waitForFunction(id => document.querySelector(':target')?.id === id, `e-day-${i}`)
          const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(i / 3))).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
          const found = await page.evaluate(seen, `day-${i}`)
          assert.equal(found.title, true, `${address}: the event is in sight`)
          assert.ok(found.date.some(d => d.startsWith(day)), `${address}: ${JSON.stringify(found)} lacks ${day}`)
          assert.deepEqual(heard, [], address)
          if (i > 300) assert.equal(await page.locator('[rel=prev]').first().isVisible(), true, `${address}: there is a way to what comes before`)
        }
      }
    }
    await close()
  })
}

test('without scripts, an address with both opens at the event, and leads back to the first', async () => {
  const { page, close } = await open(browser, `${server.address}/embed/days?event=day-650#e-day-650`, { js: false, width: 360, height: 640 })
  assert.equal((await page.evaluate(seen, 'day-650')).title, true)
  for (const id of ['day-599', 'day-499', 'day-399', 'day-299', 'day-199', 'day-0']) {
    await page.locator('[rel=prev]').first().click()
    await page.locator(`#e-${id}`).waitFor()
  }
  await close()
})

test('an event that is nowhere in a story changes nothing', async () => {
  const { page, close } = await open(browser, `${server.address}${story}#e-no-such-event`)
  assert.equal(await page.locator('.event').count() > 10, true)
  await page.goto(`${server.address}/stories/days#e-no-such-event`)
  await page.waitForURL(/event=no-such-event/)
  assert.ok(await page.locator('#e-day-0').count())
  await close()
})

test('what others append changes no page', async () => {
  const { page, answer, close } = await open(browser, `${server.address}/explore?fbclid=x&actr=nato`)
  assert.equal(answer.status(), 200)
  assert.match(await page.locator('.ignored').innerText(), /actr \(Did you mean actor\?\)/)
  const shared = await page.goto(`${server.address}${story}/?fbclid=IwAR0x`)
  assert.equal(shared.status(), 200)
  assert.equal(new URL(page.url()).pathname, story)
  assert.equal(await page.getAttribute('link[rel=canonical]', 'href'), server.address + story)
  await close()
})
