// What only /explore does: dates in words, mistakes beside their fields, and
// everything that is shown as a filter.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer } from './lib/server.js'

let server, browser
before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const asked = page => Object.fromEntries(new URL(page.url()).searchParams)
const total = async page => Number((await page.locator('h1').innerText()).match(/\d+/)[0])

for (const [lang, typed, shown] of [
  ['en', 'March 5, 2025', '5 March 2025'], ['es', '5 de marzo de 2025', '5 de marzo de 2025'], ['uk', '05.03.2025', '5 березня 2025 р.'],
  ['ar', '٥ مارس ٢٠٢٥', '5 مارس 2025'], ['zh', '2025 年 3 月 5 日', '2025年3月5日']
]) {
  test(`a date as people type it in ${lang}`, async () => {
    const { page, close } = await open(browser, `${server.address}/explore?lang=${lang}`, { js: false })
    await page.fill('#f-from', typed)
    await page.click('.q-bar button[type=submit]')
    assert.deepEqual(asked(page), { from: '2025-03-05', lang })
    assert.equal(await page.inputValue('#f-from'), shown)
    await page.click('.q-bar button[type=submit]')
    assert.deepEqual(asked(page), { from: '2025-03-05', lang }, 'the words that stand there mean the same again')
    await close()
  })
}

test('a mistake keeps the form, and is said beside its field', async () => {
  const { page, close } = await open(browser, `${server.address}/explore?actor=ukraine`, { js: false })
  await page.fill('#f-q', 'peace')
  await page.fill('#f-to', 'the day after')
  const [answer] = await Promise.all([page.waitForNavigation(), page.click('.q-bar button[type=submit]')])
  assert.equal(answer.status(), 400)
  assert.equal(await page.inputValue('#f-q'), 'peace')
  assert.equal(await page.inputValue('#f-to'), 'the day after')
  assert.equal(await page.getAttribute('#f-to', 'aria-invalid'), 'true')
  const by = (await page.getAttribute('#f-to', 'aria-describedby')).split(' ')
  assert.match(await page.locator('#' + by.at(-1)).innerText(), /not understood as a date/)
  await page.click('#fault a')
  assert.equal(new URL(page.url()).hash, '#f-to')
  await page.fill('#f-to', '5 March 2025')
  await page.click('.q-bar button[type=submit]')
  assert.deepEqual(asked(page), { actor: 'ukraine', q: 'peace', to: '2025-03-05' })
  await close()
})

test('a date that may be two offers both', async () => {
  const { page, close } = await open(browser, `${server.address}/explore?from=05/03/2025`, { js: false })
  assert.deepEqual(await page.locator('#w-from a').allInnerTexts(), ['5 March 2025', '3 May 2025'])
  await page.locator('#w-from a').first().click()
  assert.deepEqual(asked(page), { from: '2025-03-05' })
  await close()
})

test('a mistake in a field that is folded away is seen', async () => {
  const { page, close } = await open(browser, `${server.address}/explore?near=here`, { js: false })
  assert.ok(await page.locator('#f-near').isVisible())
  assert.ok(await page.locator('#w-near').isVisible())
  await close()
})

test('a value of a facet applies on one click, and drops on another', async () => {
  const { page, close } = await open(browser, `${server.address}/explore`, { js: false })
  const all = await total(page)
  const value = name => page.locator('#facet-type .opt', { hasText: name })
  const events = Number(await value('Statement').locator('.opt__n').innerText())
  await value('Statement').click()
  assert.deepEqual(asked(page), { type: 'statement' })
  assert.equal(await total(page), events)
  const more = Number(await value('Assessment').locator('.opt__n').innerText())
  await value('Assessment').click()
  assert.deepEqual(asked(page), { type: 'statement,assessment' })
  assert.equal(await total(page), events + more)
  assert.equal(await value('Statement').getAttribute('aria-current'), 'true')
  await value('Statement').click()
  assert.deepEqual(asked(page), { type: 'assessment' })
  await value('Assessment').click()
  assert.deepEqual(asked(page), {})
  assert.equal(await total(page), all)
  await close()
})

test('every filter has a chip that takes it off', async () => {
  const query = { actor: 'ukraine', affiliated: 'true', from: '2025-03', match: 'certain', type: 'call', q: 'peace', place: '!geneva' }
  const { page, close } = await open(browser, `${server.address}/explore?${new URLSearchParams(query)}`, { js: false })
  const chips = page.locator('.active .chip')
  assert.equal(await chips.count(), Object.keys(query).length)
  const off = await chips.evaluateAll(list => list.map(a => [...new URL(a.href).searchParams.keys()].sort()))
  for (const name of Object.keys(query)) assert.ok(off.some(names => !names.includes(name)), `${name} stays on`)
  await close()
})

test('bars, marks of the map, nodes and arcs are filters', async () => {
  const { page, close } = await open(browser, `${server.address}/explore`, { js: false })
  for (const [mark, names] of [['.hist a', ['from', 'to']], ['.map-marks a', ['place']], ['.arcs a:has(.node)', ['actor']], ['.arcs a:has(.arc)', ['actor']]]) {
    await page.goto(`${server.address}/explore`)
    const link = page.locator(mark).first()
    const [label, href] = [await link.locator('title').textContent(), await link.getAttribute('href')]
    assert.deepEqual([...new Set(new URL(href, server.address).searchParams.keys())], names, mark)
    assert.match(label, /\d/, mark)
    assert.equal((await page.goto(server.address + href)).status(), 200)
    assert.ok(await total(page) > 0, mark)
  }
  // By keyboard, the same stands in lists and tables.
  await page.goto(`${server.address}/explore`)
  for (const [marks, others] of [['.hist a', '.plain th a'], ['.map-marks a', 'ul[aria-label=Places] a'], ['.arcs a:has(.node)', '.net ul a'], ['.arcs a:has(.arc)', '.net td a']]) {
    const [seen, listed] = await Promise.all([marks, others].map(one => page.locator(one).evaluateAll(list => list.map(a => a.getAttribute('href')))))
    assert.ok(seen.length > 0, marks)
    for (const href of seen) assert.ok(marks === '.hist a' || listed.includes(href), `${href} is for pointers alone`)
    assert.ok(listed.length > 0, others)
  }
  await close()
})

test('map and network stand beside the list', async () => {
  const { page, close } = await open(browser, `${server.address}/explore`)
  const [list, where, who] = await Promise.all(['#results', '#h-where', '#h-who'].map(one => page.locator(one).boundingBox()))
  for (const beside of [where, who]) {
    assert.ok(beside.x > list.x + list.width, 'it does not stand to the right of the list')
    assert.ok(beside.y < list.y + 900, 'it is not seen with the first events')
  }
  await close()
})

test('the view stands in the address', async () => {
  const { page, close } = await open(browser, `${server.address}/explore?type=call`, { js: false })
  await page.click('#results >> text=List')
  assert.deepEqual(asked(page), { type: 'call', view: 'list' })
  assert.equal(await page.locator('.as-table').count(), 0)
  await page.fill('#f-q', 'peace')
  await page.click('.q-bar button[type=submit]')
  assert.deepEqual(asked(page), { type: 'call', view: 'list', q: 'peace' })
  await close()
})

test('charts are saved as pictures', async () => {
  const { page, heard, close } = await open(browser, `${server.address}/explore`)
  for (const name of ['when', 'who', 'where']) {
    for (const kind of ['SVG', 'PNG']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(`figure[data-name=${name}] button:text-is("${kind}")`)])
      assert.equal(download.suggestedFilename(), `dateline-${name}.${kind.toLowerCase()}`)
      const file = readFileSync(await download.path())
      if (kind === 'PNG') {
        assert.equal(file.subarray(1, 4).toString(), 'PNG')
        assert.ok(file.length > 5000, `${file.length} bytes`)
        continue
      }
      const text = file.toString()
      assert.ok(text.includes(server.address) && text.includes('39 events'), 'it does not say what it shows')
      assert.doesNotMatch(text, /class=|href=/)
      const there = await browser.newContext()
      const alone = await there.newPage()
      await alone.setContent(`<img alt="" src="data:image/svg+xml,${encodeURIComponent(text)}">`)
      assert.ok(await alone.evaluate(() => document.images[0].decode().then(() => document.images[0].naturalWidth > 200)), `${name} is no picture`)
      await there.close()
    }
  }
  assert.deepEqual(heard, [])
  await close()
})
