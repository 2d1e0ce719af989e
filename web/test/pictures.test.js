// Uploading a picture without scripts: what is no picture is said beside the field,
// and what is one is shown with its address.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer } from './lib/server.js'

const picture = readFileSync(new URL('../../docs/images/story.png', import.meta.url))
let server, browser, origin

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  origin = server.address.replace('127.0.0.1', 'localhost')
})
after(() => server?.stop())

// The link for the first person, which is logged when the server has begun.
async function firstLink () {
  for (;;) {
    const found = server.log.map(line => line.match(/link=(http:\S+)/)).find(Boolean)
    if (found) return found[1]
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

test('somebody uploads a picture by a plain form', async () => {
  const { page, close } = await open(browser, await firstLink(), { js: false })
  await page.fill('#name', 'Olena')
  await page.click('main button')
  await page.click('a[href="/edit/media"]')
  await page.setInputFiles('#picture', { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('%PDF-1.7') })
  await page.click('main form button.button--main')
  assert.match(await page.textContent('#mistake'), /Export the page as PNG or JPEG/)
  assert.match(await page.getAttribute('#picture', 'aria-describedby'), /mistake/)
  await page.setInputFiles('#picture', { name: 'holiday.png', mimeType: 'image/png', buffer: picture })
  await page.click('main form button.button--main')
  const address = await page.textContent('[role="status"] code')
  assert.match(address, /^\/media\/[0-9a-f]{64}$/)
  for (const where of ['[role="status"] img', '.desk img']) {
    await page.locator(where).evaluate(e => e.decode())
    assert.equal(await page.locator(where).evaluate(e => e.naturalWidth), 640, where)
  }
  await page.setViewportSize({ width: 320, height: 800 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0)
  const others = await page.request.get(origin + address)
  assert.equal(others.status(), 404, 'the cookie is shown below /edit alone')
  await close()
})
