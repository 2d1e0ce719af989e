// The order in which a page tells a story, and what it leaves unsaid.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer, story } from './lib/server.js'

let server, browser, dir

// Recorded in another order than it is told in.
const told = `dateline: 1
story: {id: told, title: A story told in order, language: en}
actors: [{id: jo, name: Jo, kind: person}, {id: bo, name: Bo, kind: person}]
sources:
  - {id: paper, title: A paper}
  - {id: sheet, title: A sheet}
events:
  - {id: never, title: Nobody dates this, type: statement, relations: [{type: responds-to, event: day}]}
  - {id: always, title: It goes on, type: other, status: ongoing, date: {edtf: /.., basis: inferred, text: goes on}, relations: [{type: follows, event: by}]}
  - {id: put-off, title: Put off, type: meeting, status: postponed, date: 2025-03-01}
  - {id: hoped, title: Hoped for, type: meeting, status: expected}
  - {id: day, title: On the day, type: meeting, key: true, date: 2025-03-05, citations: [{source: paper}, {source: sheet}],
     summary: The two of them agree that the bridge is to be built at once, quotes: [
      {id: again, speaker: jo, text: The bridge should be built at once., kind: indirect},
      {id: more, speaker: bo, text: Nobody else will ever pay a single penny., kind: indirect}]}
  - {id: before, title: Since before, type: other, date: ../2025-03-05}
  - {id: by, title: By the day, type: meeting, key: true, date: '[..2025-03-05]', verification: disputed, citations: [{source: paper}]}
  - {id: eve, title: The evening before, type: call, date: '2025-03-04T23:59:59Z', citations: [{source: paper}]}
  - {id: last, title: The last, type: call, date: 2025-04-01}
`

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-order-'))
  writeFileSync(join(dir, 'told.yaml'), told)
  server = await startServer([join(dir, 'told.yaml')])
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const parts = page => page.$$eval('section[aria-labelledby^=part-]', list => list.map(s => [s.getAttribute('aria-labelledby'), ...[...s.querySelectorAll('.event')].map(e => e.id)]))

for (const path of ['/stories/told', '/embed/told']) {
  test(`${path} tells what happened, what is still ahead and what nobody dates, each in its section`, async () => {
    const { page, close } = await open(browser, server.address + path, { js: false })
    const [dated, later, undated] = [['part-dated', 'e-eve', 'e-before', 'e-by', 'e-day', 'e-last'], ['part-ahead', 'e-put-off', 'e-hoped'], ['part-undated', 'e-never', 'e-always']]
    assert.deepEqual(await parts(page), [dated, later, undated])
    // What has no date says after what it came, and leads there.
    assert.equal(await page.locator('#e-never .event__after').innerText(), 'Responds to On the day')
    assert.equal(await page.locator('#e-always .event__after').innerText(), 'Follows By the day')
    assert.equal(await page.locator('#e-always .event__after a').getAttribute('href'), '#e-by')
    assert.equal(await page.locator('.event__after').count(), 2)
    await page.goto(`${server.address}${path}?order=-date`)
    assert.deepEqual(await parts(page), [['part-ahead', 'e-put-off', 'e-hoped'], ['part-dated', 'e-last', 'e-day', 'e-eve', 'e-by', 'e-before'], ['part-undated', 'e-always', 'e-never']])
    await close()
  })

  test(`${path} says what is not as usual, and nothing else`, async () => {
    const { page, close } = await open(browser, server.address + path, { js: false })
    const meta = id => page.locator(`#e-${id} .event__meta`).innerText()
    assert.equal(await meta('eve'), 'Call')
    assert.match(await meta('by'), /^Meeting\W+Disputed$/)
    assert.match(await meta('day'), /^Meeting\W+2 sources$/)
    assert.match(await meta('always'), /^Other\W+Ongoing when written$/)
    const text = await page.locator('body').innerText()
    for (const phrase of ['Occurred', 'Reported', 'evidence (0)', '1 source', 'publisher not stated']) assert.ok(!text.includes(phrase), phrase)
    // A paraphrase of what the summary says folds; another stands there.
    assert.equal(await page.locator('#e-day details.said').count(), 1)
    assert.match(await page.locator('#e-day details.said summary').innerText(), /In paraphrase:\s+Jo/)
    assert.equal(await page.getByText('The bridge should be built at once.').isVisible(), false)
    assert.equal(await page.getByText('Nobody else will ever pay').isVisible(), true)
    await page.locator('#e-day details.said summary').click()
    assert.equal(await page.getByText('The bridge should be built at once.').isVisible(), true)
    await close()
  })
}

test('key events are larger, and can be had alone without scripts', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/told`, { js: false })
  const size = id => page.locator(`#e-${id} .event__title`).evaluate(e => parseFloat(getComputedStyle(e).fontSize))
  assert.ok(await size('day') > await size('eve') * 1.15)
  await page.getByRole('link', { name: 'Key events' }).click()
  await page.waitForURL(/key=true/)
  assert.deepEqual(await parts(page), [['part-dated', 'e-by', 'e-day']])
  await page.getByRole('link', { name: 'Show all 9' }).click()
  await page.waitForLoadState('load')
  assert.equal(await page.locator('.event').count(), 9)
  await close()
})

for (const [width, most] of [[1280, 1500], [360, 2000]]) {
  test(`the first that happened stands in sight at ${width} pixels`, async () => {
    const { page, close } = await open(browser, server.address + story, { width })
    const top = await page.locator('.event').first().evaluate(e => e.getBoundingClientRect().top)
    assert.ok(top < most, `it begins at ${top}`)
    assert.equal(await page.locator('section').filter({ has: page.locator('h2#part-dated') }).locator('.event').first().getAttribute('id'), 'e-election-cycle-2024')
    assert.ok(await page.locator('.bar').evaluate(e => e.getBoundingClientRect().height) < 100, 'one line is enough for filters and data')
    await close()
  })
}

test('what is true of all of a story is said once', async () => {
  const { page, close } = await open(browser, server.address + story)
  const text = await page.locator('body').innerText()
  for (const [phrase, times] of [['publisher not stated', 1], ['Occurred', 0], ['1 source', 0], ['evidence (0)', 0]]) {
    assert.equal(text.split(phrase).length - 1, times, phrase)
  }
  await close()
})
