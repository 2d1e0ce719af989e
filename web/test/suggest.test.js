// Suggestions on the page where a story is worked at: they come on demand, and each is
// taken or dismissed, with scripts and without.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check, signIn } from './lib/editing.js'
import { startBrowser, startServer } from './lib/server.js'

const article = `Harbour opens

The harbour opened on 5 March 2025. “We are glad,” said Mike Waltz.
NATO met in Geneva on averyveryveryveryveryveryveryveryveryveryveryveryveryverylong 6 March 2025.
Nobody came on <img src=x onerror="document.title='owned'"> 7 March 2025.
`
let server, browser

before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(() => server?.stop())

for (const js of [true, false]) {
  test(`suggestions are taken and dismissed one by one, ${js ? 'with scripts' : 'without'}`, async () => {
    const { page, close } = await signIn(browser, server, { js, name: js ? 'Ivo' : 'Daria' })
    await page.goto(new URL('/edit/new', page.url()).href)
    await page.fill('#text', article)
    await page.fill('#source-published', '8 March 2025')
    await page.press('#source-published', 'Enter')
    await page.waitForURL(/\/edit\/stories\/harbour-opens/)
    const work = page.url()
    await page.click('a[href*="suggest=1"]')
    await page.waitForSelector('.suggestions > li')
    const asked = page.url()
    assert.equal(await page.locator('.suggestions > li').count(), 4)
    assert.match(await page.textContent('.suggestions > li:nth-child(3)'), /6 Mar 2025.*NATO/s)
    if (js) await check(page, asked)
    await page.goto(asked)
    await page.click('.suggestions > li:nth-child(4) button[value="dismiss"]')
    await page.waitForFunction(() => document.querySelectorAll('.suggestions > li').length === 3)
    assert.match(page.url(), /#suggestions$/)
    await page.click('.suggestions > li:nth-child(3) button[value="take"]')
    await page.waitForURL(/event=new-[a-z2-7]{8}.*#record$/)
    assert.equal(await page.inputValue('#actor-0-name'), 'NATO')
    await page.goto(asked)
    assert.equal(await page.locator('.suggestions > li').count(), 2)
    assert.notEqual(await page.title(), 'owned')
    await page.goto(work)
    assert.match(await page.textContent('[data-coverage]'), /1 of 5/)
    await close()
  })
}
