// Takes the picture of the story's page that README.md shows.
import { statSync } from 'node:fs'
import { open, root, startBrowser, startServer, story } from './lib/server.js'

const file = `${root}docs/images/story.png`
const server = await startServer()
const browser = await startBrowser()
try {
  const { page } = await open(browser, server.address + story, { width: 1100, height: 1200 })
  await page.screenshot({ path: file })
} finally {
  await browser.close()
  await server.stop()
}
console.log(`${file}: ${statSync(file).size} bytes`)
