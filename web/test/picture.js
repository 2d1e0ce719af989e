// Takes the pictures that README.md and docs/editing.md show: a story's page, and the
// pages on which one is begun, worked at, published and gone back in.
import { statSync } from 'node:fs'
import { saving, signIn } from './lib/editing.js'
import { open, root, startBrowser, startServer, story } from './lib/server.js'

const article = `The harbour is open again

The harbour reopened on 5 March 2025, after four years of work. “Ships are welcome,” the port authority said.

Work had begun on 3 May 2021. It cost 4 million, a million more than was planned in early 2020.
`
const names = ['story', 'new', 'work', 'suggestions', 'publish', 'history']
const files = Object.fromEntries(names.map(name => [name, `${root}docs/images/${name}.png`]))
const server = await startServer()
const browser = await startBrowser()
try {
  const { page } = await open(browser, server.address + story, { width: 1100, height: 1200 })
  await page.screenshot({ path: files.story })
  const { page: work } = await signIn(browser, server, { width: 1280, height: 1000 })
  await work.goto(`${new URL(work.url()).origin}/edit/new`)
  await work.fill('#text', article)
  await work.screenshot({ path: files.new })
  await work.click('form[data-new] button')
  await work.check('#s2 input')
  await work.click('button[value="event"]')
  await work.waitForURL(/event=new-/)
  await saving(work, '/events/', 'The harbour reopens', () => work.fill('#title', 'The harbour reopens'))
  await work.frameLocator('iframe[data-preview]').getByText('The harbour reopens').first().waitFor()
  await work.locator('.work-head').evaluate(head => head.scrollIntoView())
  await work.screenshot({ path: files.work })
  await work.goto(`${work.url().split('?')[0]}?suggest=1`)
  await work.screenshot({ path: files.suggestions })
  await work.click('.work-bar a.button--main')
  await work.locator('form[action$="/publish"] button[type="submit"]').waitFor()
  await work.screenshot({ path: files.publish })
  await work.goto(`${new URL(work.url()).origin}/edit/history/event/yermak-waltz-call`)
  await work.screenshot({ path: files.history })
} finally {
  await browser.close()
  await server.stop()
}
for (const file of Object.values(files)) console.log(`${file}: ${statSync(file).size} bytes`)
