// Working at a story: an article comes in, and words of it become events, quotes and
// notes, without scripts and by keyboard; and the pages are held to what readers are owed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check, signIn } from './lib/editing.js'
import { startBrowser, startServer } from './lib/server.js'

const article = `Harbour opens

The harbour opened on 5 March 2025. “We are glad,” said Mike Waltz. <img src=x onerror="document.title='owned'">
Nobody came, and averyveryveryveryveryveryveryveryveryveryveryveryveryverylongwordstandshere.
Sign up for our newsletter.
`
let server, browser

before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(() => server?.stop())

// Goes on by Tab to what a selector finds.
async function tabTo (page, selector) {
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(selector => document.activeElement.matches(selector), selector)) return
  }
  assert.fail(`Tab does not lead to ${selector}`)
}

test('an article becomes a timeline without scripts, by keyboard alone, and on every screen', async () => {
  const { page, close } = await signIn(browser, server, { js: false })
  await tabTo(page, 'a[href="/edit/new"]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#text')
  await tabTo(page, '#text')
  await page.keyboard.insertText(article)
  await tabTo(page, '#source-published')
  await page.keyboard.type('the 6th of Marhc')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.mistake a')
  assert.match(await page.textContent('#source-published-fault'), /not understood as a date/)
  assert.equal(await page.inputValue('#text'), article)
  await tabTo(page, '.mistake a')
  assert.equal(await page.evaluate(() => document.activeElement.hash), '#source-published')
  await page.fill('#source-published', '6 March 2025')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/edit\/stories\/harbour-opens\?/)
  const work = page.url()
  assert.equal(await page.locator('form[data-select] li').count(), 6)
  assert.match(await page.textContent('#s4'), /<img src=x onerror=/)
  await tabTo(page, '#s2 input')
  await page.keyboard.press('Space')
  await page.click('button[value="event"]')
  await page.waitForURL(/event=new-[a-z2-7]{8}.*#record$/)
  assert.match(await page.textContent('#s2'), /cited by 1 event/)
  assert.match(await page.getAttribute('#s2', 'class'), /^cited$/)
  await page.check('#s3 input')
  await page.click('button[value="quote"]')
  await page.waitForSelector('#s3.cited')
  assert.match(await page.textContent('#s3'), /cited by 1 event/)
  await page.check('#s6 input')
  await page.click('button[value="not-factual"]')
  await page.waitForURL(/#s6$/)
  assert.match(await page.getAttribute('#s6', 'class'), /^not-factual$/)
  assert.match(await page.textContent('[data-coverage]'), /3 of 6/)
  await page.check('#s5 input')
  await page.click('button[value="note"]')
  await page.fill('#note-1', 'Who counted?')
  await page.click('form[action*="/sources/new-"] button')
  assert.equal(await page.inputValue('#note-1'), 'Who counted?')
  await page.click('form[data-undo] button')
  await page.waitForSelector('form[data-redo] button')
  assert.equal(await page.inputValue('#note-1'), '')
  assert.match(await page.textContent('form[data-redo] button'), /Redo: changed a source, “Harbour opens”/)
  await page.click('form[data-redo] button')
  await page.click('button[value="event"]')
  assert.match(await page.textContent('.mistake'), /Nothing was chosen/)
  await page.goto(new URL('/edit', work).href)
  assert.match(await page.textContent('[aria-labelledby="drafts"]'), /Harbour opens/)
  await close()
  const { page: later, close: end } = await signIn(browser, server, { name: 'Ivo' })
  for (const at of ['/edit', '/edit/new', '/edit/stories/harbour-opens', '/edit/stories/harbour-opens?pane=record', '/edit/stories/harbour-opens/sources/new', '/edit/stories/us-ukraine-peace-talks']) {
    await check(later, new URL(at, work).href)
  }
  assert.notEqual(await later.title(), 'owned')
  await end()
})
