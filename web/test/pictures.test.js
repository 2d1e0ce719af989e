// Pictures of the tops of all pages, to be looked at.
import assert from 'node:assert/strict'
import { mkdirSync, statSync } from 'node:fs'
import { before, test } from 'node:test'
import { all, open, root, startBrowser, startServer } from './lib/server.js'

const shots = new URL('shots/', import.meta.url).pathname
const longest = 2400
let server, browser

before(async () => {
  mkdirSync(shots, { recursive: true })
  server = await startServer([`${root}web/test/stories/hostile.yaml`, `${root}web/test/stories/right-to-left.yaml`])
  browser = await startBrowser()
})

for (const [name, path] of Object.entries(all)) {
  test(`${name} is there to be looked at`, async () => {
    const { page, close } = await open(browser, server.address + path)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 })
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width, height: Math.min(height, longest) })
      for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme })
        const file = `${shots}${name}-${width}-${scheme}.png`
        await page.screenshot({ path: file })
        assert.ok(statSync(file).size > 5_000, `${file} shows nothing`)
      }
    }
    await close()
  })
}
