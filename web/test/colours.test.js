// What is seen in a reader's own colours.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { open, pages, root, startBrowser, startServer } from './lib/server.js'

let server, browser
before(async () => {
  server = await startServer()
  browser = await startBrowser()
})

// The colours of a picture, and how often they change along its middle row; it runs in a page.
const look = async data => {
  const image = new Image()
  image.src = data
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  const { width, height } = canvas
  const dark = (x, y) => pen.getImageData(x, y, 1, 1).data.slice(0, 3).reduce((a, b) => a + b) < 382
  let changes = 0
  for (let x = 1; x < width; x++) if (dark(x, height >> 1) !== dark(x - 1, height >> 1)) changes++
  const rows = new Set()
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x += 3) if (dark(x, y) !== dark(0, 0)) rows.add(y)
  return { changes, rows: rows.size }
}

for (const scheme of ['light', 'dark']) {
  test(`forced colours leave buttons their words and marks their ink: ${scheme}`, async () => {
    const { page, close } = await open(browser, server.address + pages.explore, { scheme, forcedColors: 'active' })
    const blank = await (await browser.newContext()).newPage() // under no policy
    const seen = async locator => blank.evaluate(look, 'data:image/png;base64,' + (await locator.screenshot()).toString('base64'))
    assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true)
    for (const button of await page.locator('.button--main:visible').all()) {
      const { changes } = await seen(button)
      assert.ok(changes > 12, `${await button.innerText()}: ${changes} edges of letters`)
    }
    await page.goto(server.address + pages.story)
    for (const plot of await page.locator('.strip__plot.m:visible').all()) {
      const { rows } = await seen(plot)
      assert.ok(rows > 4, `a row of the strip with ${rows} rows of ink`)
    }
    for (const mark of (await page.locator('.rail > svg').all()).slice(0, 6)) assert.ok((await seen(mark)).rows > 3, 'a mark beside an event')
    await page.goto(server.address + pages['docs-routes'])
    assert.ok((await seen(page.locator('.samples label').first())).changes > 4)
    await blank.context().close()
    await close()
  })
}

// What axe finds in dark colours is asked of its rules of colours alone (lib/axe.js): no
// style sheet may show, hide or move anything by the scheme.
test('the scheme changes colours alone', () => {
  const folders = ['web/styles', 'web/widget/src/styles', 'internal/page/assets'].map(name => join(root, name))
  const sheets = folders.flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.css')).map(name => join(folder, name)))
  assert.ok(sheets.length >= 10, `${sheets.length} style sheets`)
  for (const sheet of sheets) assert.ok(!readFileSync(sheet, 'utf8').includes('prefers-color-scheme'), `${sheet} asks for the scheme: light-dark() gives a colour for each`)
})
