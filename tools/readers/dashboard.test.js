// The page of docs/examples/dashboard shows the numbers of the API, to the
// height of its bars, and a click narrows them.

import assert from 'node:assert/strict'
import { mkdir, readFile, stat } from 'node:fs/promises'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { openPage, serveFiles, startChromium } from './browser.js'
import { BUNDLED, HARD, startDateline } from './dateline.js'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const picture = path('../../docs/images/dashboard.png')

test('dashboard', async (t) => {
  const dateline = await startDateline()
  const browser = await startChromium()
  const origin = await serveFiles(t, { '/': path('../../docs/examples/dashboard/'), '/node_modules/': path('node_modules/') })

  const open = async (t, query, options = {}) => {
    const page = await openPage(t, browser, { viewport: { width: 1280, height: 900 }, ...options })
    await page.goto(`${origin}/?api=${dateline.origin}&${query}`)
    await drawn(page, 1)
    return page
  }

  await t.test('shows what the API counts', async (t) => {
    for (const query of [`story=${BUNDLED}`, `story=${BUNDLED}&interval=day&from=2025-02-20&to=2025-03-10`, `story=${HARD}&from=1950&interval=year`]) {
      const page = await open(t, query)
      await compare(page, dateline, new URLSearchParams(query))
    }
  })
  await t.test('narrows by a click and by a key, and lets go', async (t) => {
    const page = await open(t, `story=${BUNDLED}`)
    const all = await page.locator('#title').innerText()
    await page.getByRole('button', { name: /^Donald Trump: / }).click()
    await drawn(page, 2)
    assert.equal(new URL(page.url()).searchParams.get('actor'), 'donald-trump')
    await compare(page, dateline, new URLSearchParams({ story: BUNDLED, actor: 'donald-trump' }))
    assert.notEqual(await page.locator('#title').innerText(), all)

    await page.getByRole('button', { name: /^election: / }).press('Enter')
    await drawn(page, 3)
    await compare(page, dateline, new URLSearchParams({ story: BUNDLED, actor: 'donald-trump', type: 'election' }))
    assert.equal(await page.locator('#title').innerText(), '1 event')
    assert.equal(await page.locator('[role=button][aria-pressed=true]').count(), 2)
    assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^election: /) // drawn anew, the focus stays

    await page.getByRole('button', { name: 'type: election' }).click()
    await drawn(page, 4)
    await page.getByRole('button', { name: /^Donald Trump: / }).click()
    await drawn(page, 5)
    assert.equal(await page.locator('#title').innerText(), all)
    await compare(page, dateline, new URLSearchParams({ story: BUNDLED }))
  })
  await t.test('asks for another interval', async (t) => {
    const page = await open(t, `story=${BUNDLED}`)
    await page.locator('#interval').selectOption('quarter')
    await drawn(page, 2)
    await compare(page, dateline, new URLSearchParams({ story: BUNDLED, interval: 'quarter' }))
  })
  await t.test('says what the API refuses', async (t) => {
    const page = await open(t, `story=${HARD}&interval=day`) // from the beginning of the universe on
    assert.match(await page.locator('#problem').innerText(), /more than 5000 buckets/)
  })
  await t.test('says when the API is not there', async (t) => {
    const page = await openPage(t, browser)
    await page.goto(`${origin}/?api=http://127.0.0.1:1`)
    await drawn(page, 1)
    assert.match(await page.locator('#problem').innerText(), /^The API at http:\/\/127\.0\.0\.1:1 does not answer/)
  })
  await t.test('says when nothing is dated', async (t) => {
    const page = await open(t, `story=${BUNDLED}&type=statement`)
    assert.match(await page.locator('#undated').innerText(), /^None of 6 events is drawn\. 6 have no known date/)
    assert.equal(await page.locator('#histogram svg').count(), 0)
    assert.deepEqual([...page.complaints, ...page.messages], [])
  })
  await t.test('fits a telephone, in the dark too', async (t) => {
    const page = await open(t, `story=${BUNDLED}`, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    const outside = await page.evaluate(() => {
      const texts = [...document.querySelectorAll('svg text, h1, h2, p, button')].filter((e) => e.getBoundingClientRect().width > 0)
      return texts.filter((e) => e.getBoundingClientRect().left < 0 || e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent)
    })
    assert.deepEqual(outside, [])
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360)
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)')
    await compare(page, dateline, new URLSearchParams({ story: BUNDLED }))
  })
  await t.test('has its picture in the documentation', async (t) => {
    // With DATELINE_UPDATE_GOLDEN=1 the picture is taken anew; look at it before you commit it.
    const page = await open(t, `story=${BUNDLED}`)
    const taken = process.env.DATELINE_UPDATE_GOLDEN ? picture : path('../../bin/dashboard.png')
    await mkdir(path('../../bin'), { recursive: true })
    await page.screenshot({ path: taken, fullPage: true })
    const { size } = await stat(picture)
    assert.ok(size < 150_000, `${size} bytes`)
    // Fonts differ from machine to machine, so that no more than the size is compared.
    const sizes = await Promise.all([picture, taken].map(async (file) => (await readFile(file)).readUInt32BE(16)))
    assert.deepEqual(sizes, [1280, 1280])
  })
  await t.test('is as the documentation quotes it', async () => {
    const code = await readFile(path('../../docs/examples/dashboard/dashboard.js'), 'utf8')
    const page = await readFile(path('../../docs/dashboards.md'), 'utf8')
    const quoted = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map((m) => m[1])
    assert.ok(quoted.length > 1)
    for (const block of quoted) assert.ok(code.includes(block), `dashboard.js has no\n${block}`)
    const pinned = async (file) => JSON.parse(await readFile(path(file), 'utf8'))
    const [theirs, ours] = [await pinned('../../docs/examples/dashboard/package.json'), await pinned('package.json')]
    assert.equal(theirs.dependencies['@observablehq/plot'], ours.devDependencies['@observablehq/plot'])
  })
})

const drawn = (page, turn) => page.waitForFunction((n) => document.body.dataset.turn === String(n), turn)

/** Compares what is drawn with what the API answers to a query. */
async function compare(page, dateline, query) {
  assert.deepEqual([...page.complaints, ...page.messages], [])
  const interval = query.get('interval') ?? 'month'
  const filters = new URLSearchParams([...query].filter(([name]) => name !== 'interval'))
  const histogram = await dateline.json(`/v1/events/histogram?interval=${interval}&by=type&${filters}`)
  const { data: facets } = await dateline.json(`/v1/events/facets?by=type,actor&limit=12&${filters}`)
  const { data: network } = await dateline.json(`/v1/events/network?limit=12&${filters}`)
  const { page: { total } } = await dateline.json(`/v1/events?count=true&limit=1&${filters}`)

  const seen = await page.evaluate(readDashboard)
  assert.equal(seen.title, total === 1 ? '1 event' : `${total} events`)
  const bars = histogram.data.flatMap((b) => Object.entries(b.by ?? {}).map(([type, n]) => [b.start, type, n.estimate]))
  assert.deepEqual(near(seen.bars), near(bars))
  const errors = histogram.data.filter((b) => b.certain !== b.possible).map((b) => [b.certain, b.possible])
  assert.deepEqual(near(seen.errors), near(errors))
  for (const name of ['type', 'actor']) assert.deepEqual(near(seen[name]), facets[name].map((r) => [r.label, r.count]))
  assert.deepEqual(seen.network, [network.nodes.map((n) => n.name), network.edges.length])
  if (histogram.undated) assert.ok(seen.undated.includes(`${histogram.undated} ha`), seen.undated)
  else assert.equal(seen.undated, 'Every event is drawn.')
  assert.ok(seen.bars.length > 0 && seen.actor.length > 0, 'there is something to compare')
}

/** Rows with their numbers to a hundredth. */
const near = (rows) => rows.map((row) => row.map((v) => (typeof v === 'number' ? Math.round(v * 100) / 100 : v)))

/** Reads the numbers back from the geometry, in the page. */
function readDashboard() {
  const all = (selector) => [...document.querySelectorAll(selector)]
  const number = (element, ...names) => names.map((n) => Number(element.getAttribute(n)))
  const plot = document.querySelector('#histogram svg')
  const [x, y] = [plot.scale('x'), plot.scale('y')]
  const facet = (name) => {
    const scale = document.querySelector(`#${name} svg`).scale('x')
    const labels = all(`#${name} [role=button]`).map((b) => b.getAttribute('aria-label').replace(/: \d+$/, ''))
    return all(`#${name} .bars rect`).map((rect, i) => {
      const [left, width] = number(rect, 'x', 'width')
      return [labels[i], scale.invert(left + width)]
    })
  }
  return {
    title: document.getElementById('title').textContent,
    undated: document.getElementById('undated').textContent,
    bars: all('#histogram .bars rect').map((rect) => {
      const [left, top, height] = number(rect, 'x', 'y', 'height')
      const start = new Date(Math.round(x.invert(left - 0.5) / 86_400_000) * 86_400_000)
      return [start.toISOString().replace('.000', ''), rect.textContent.replace(/: .*/, ''), y.invert(top) - y.invert(top + height)]
    }),
    errors: all('#histogram .error-bars line').map((line) => number(line, 'y1', 'y2').map((v) => y.invert(v)).sort((a, b) => a - b)),
    type: facet('type'),
    actor: facet('actor'),
    network: [all('#network [aria-label=text] text').map((e) => e.textContent), all('#network [aria-label=arrow] path').length],
  }
}
