// A picture in the form of an event: chosen there, uploaded at once where there are
// scripts and with the form where there are none; what is no picture is said beside it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.js'
import { saving, signIn } from './lib/editing.js'
import { root, startBrowser, startServer } from './lib/server.js'

const picture = { name: 'harbour.png', mimeType: 'image/png', buffer: readFileSync(`${root}docs/images/story.png`) }
const none = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }
let server, browser

before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(() => server?.stop())

for (const js of [true, false]) {
  test(`a picture is uploaded in the form of an event, ${js ? 'with scripts' : 'without'}`, async () => {
    const { page, close } = await signIn(browser, server, { js, name: js ? 'Ivo' : 'Daria' })
    await page.goto(new URL('/edit/new', page.url()).href)
    await page.fill('#text', 'The harbour opened on 5 March 2025.')
    await page.press('#source-title', 'Enter')
    await page.waitForURL(/\/edit\/stories\//)
    await page.check('#s1 input')
    await page.click('button[value="event"]')
    await page.waitForURL(/event=new-/)
    const event = page.url().replace(/#.*/, '')
    await page.goto(`${event}&add=media#media-new`)
    await page.setInputFiles('#media-new-file', none)
    if (!js) await page.click('.event-form .save button >> nth=0')
    await page.waitForSelector('#media-new-file[aria-invalid="true"]')
    assert.match(await page.textContent('#media-new-file-fault'), /JPEG, PNG/)
    if (js) assert.deepEqual(await violations(page), [])
    await page.setInputFiles('#media-new-file', picture)
    if (js) await page.waitForFunction(() => document.querySelector('#media-new-url').value.startsWith('/media/'))
    const save = async () => {
      await page.fill('#media-new-alt', 'Ships in the harbour')
      await page.click('.event-form .save button >> nth=0')
    }
    if (js) assert.equal((await saving(page, '/events/', 'Ships in the harbour', save)).status(), 200)
    else await Promise.all([page.waitForURL(/#record$/), save()])
    await page.goto(event)
    assert.match(await page.inputValue('#media-0-url'), /^\/media\/[0-9a-f]{64}$/)
    assert.equal(await page.inputValue('#media-0-alt'), 'Ships in the harbour')
    assert.equal(await page.inputValue('#media-0-type'), 'image/png')
    await close()
  })
}
