// Files are imported and a timeline is copied without scripts: what would happen is
// shown first, rows that cannot be taken are mended in place, and axe finds nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.js'
import { check, signIn } from './lib/editing.js'
import { startBrowser, startServer } from './lib/server.js'

const file = name => new URL(`testdata/${name}`, import.meta.url).pathname
let server, browser, origin, page, close

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  origin = server.address.replace('127.0.0.1', 'localhost');
  ({ page, close } = await signIn(browser, server, { js: false }))
})
after(async () => {
  await close?.()
  await server?.stop()
})

// A page with scripts for the same person, since axe needs them.
async function scripted (path, fn) {
  const context = await browser.newContext({ storageState: await page.context().storageState() })
  const other = await context.newPage()
  await other.goto(origin + path)
  await fn(other)
  await context.close()
}

const rows = () => page.locator('.rejects > li').count()
const main = () => page.textContent('main')
const press = name => page.click(`button[value="${name}"]`)

// Chooses a file and looks what it would do.
async function look (name, title) {
  await page.goto(`${origin}/edit`)
  await page.click('a[href="/edit/import"]')
  await page.setInputFiles('#file', file(name))
  await page.fill('#title', title)
  await page.click('form.edit-form button')
  await page.waitForURL(/\/edit\/import\/[A-Z2-7]+$/)
}

test('a CSV that Excel saved with semicolons is mended in place and imported', async () => {
  await look('excel.csv', 'The gate')
  assert.match(await main(), /13 October 2016/)
  assert.match(await main(), /Ворота зачинено/)
  assert.equal(await rows(), 1)
  const path = new URL(page.url()).pathname
  await scripted(path, other => check(other, origin + path))
  assert.equal(await page.inputValue('#row-0'), '31.31.2016;The gate is painted;In blue;Kyiv')
  await page.fill('#row-0', '31.11.2016;The gate is painted;In blue;Kyiv')
  await press('again')
  assert.equal(await page.inputValue('#row-0'), '31.11.2016;The gate is painted;In blue;Kyiv', 'what was typed stays')
  await page.fill('#row-0', '30.11.2016;The gate is painted;In blue;Kyiv')
  await press('again')
  assert.equal(await rows(), 0)
  assert.match(await main(), /30 November 2016/)
  await press('import')
  assert.match(await page.textContent('h1'), /excel\.csv is imported/)
  await scripted(path, other => check(other, origin + path))
  await page.goto(`${origin}/edit`)
  assert.match(await page.textContent('.desk'), /The gate/)
  assert.match(await main(), /import of excel\.csv/)

  // The same file again, into the same timeline, changes nothing.
  await page.goto(`${origin}/edit/import`)
  await page.setInputFiles('#file', file('excel.csv'))
  await page.check('input[name="into"][value="story"]')
  await page.selectOption('#story', 'the-gate')
  await page.click('form.edit-form button')
  assert.match(await main(), /Nothing changes/)
})

test('a sheet of TimelineJS and a spreadsheet go in beside their mistakes', async () => {
  for (const [name, title, good] of [['timelinejs.csv', 'The harbour', 'The lamp is lit'], ['desk.xlsx', 'The desk', 'The gate closes']]) {
    await look(name, title)
    assert.match(await main(), new RegExp(good))
    assert.equal(await rows(), 1, name)
    await press('import')
    assert.match(await page.textContent('h1'), /is imported/)
    assert.equal(await rows(), 1, name)
    await press('discard')
    await page.waitForURL(/\/edit$/)
    assert.match(await page.textContent('.desk'), new RegExp(title))
  }
})

test('what is wrong is said beside the field, and what was typed stays', async () => {
  await scripted('/edit/import', other => check(other, origin + '/edit/import'))
  await page.goto(`${origin}/edit/import`)
  await page.fill('#text', 'Yesterday the gate was <b>opened</b>.')
  await page.click('form.edit-form button')
  assert.match(await page.textContent('#title-fault'), /title/)
  assert.equal(await page.inputValue('#text'), 'Yesterday the gate was <b>opened</b>.')
  await page.fill('#title', 'The gate')
  await page.click('form.edit-form button')
  assert.match(await page.textContent('#text-fault'), /none that is read/)
  assert.equal(await page.inputValue('#title'), 'The gate')
  await page.click('#mistake a')
  assert.match(page.url(), /#text$/)
  await scripted('/edit/import', async other => {
    await other.click('form.edit-form button')
    assert.deepEqual(await violations(other), [])
  })
})

test('a timeline is copied', async () => {
  const path = '/edit/stories/us-ukraine-peace-talks/copy'
  await scripted(path, other => check(other, origin + path))
  await page.goto(`${origin}/edit`)
  await page.click(`a[href="${path}"]`)
  await page.fill('#title', 'Our talks')
  await page.click('form.edit-form button')
  await page.waitForURL(/\/edit$/)
  assert.match(await page.textContent('.desk li >> nth=0'), /Our talks.*private/s)
  assert.match(await main(), /copy of us-ukraine-peace-talks/)
})
