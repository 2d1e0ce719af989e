// The form of an event: filled in without scripts and by keyboard alone, with what is
// wrong said beside the fields, and axe finding nothing in any state of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.js'
import { check, signIn } from './lib/editing.js'
import { startBrowser, startServer } from './lib/server.js'

let server, browser, page, seen, address

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  const signed = await signIn(browser, server, { js: false })
  page = signed.page
  await page.click('a[href="/edit/new"]')
  await page.fill('#text', 'Harbour opens\n\nThe harbour opened on 5 March. Ann spoke.\n')
  await page.fill('#source-published', '6 March 2025')
  await page.fill('#source-language', 'en')
  await page.press('#source-published', 'Enter')
  await page.check('#s2 input')
  await page.click('button[name="action"][value="event"]')
  await page.waitForSelector('.event-form')
  address = page.url().split('#')[0]
  // axe is a script: it looks at the same pages in another window.
  seen = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage()
})
after(() => server?.stop())

const save = () => page.click('.event-form .save button')

test('an event is filled in without scripts, by keyboard', async () => {
  await page.focus('#title')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('The harbour opens')
  await page.focus('#date')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('5 March')
  await page.focus('#actor-new-name')
  await page.keyboard.type('Ann Harbour')
  await page.keyboard.press('Tab')
  await page.keyboard.type('p') // person
  await page.focus('#title')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#actor-0-name')
  assert.equal(await page.inputValue('#date'), '5 March 2025')
  assert.match(await page.textContent('#date-shown'), /2025-03-05/)
  assert.equal(await page.inputValue('#actor-0-name'), 'Ann Harbour')
  assert.match(await page.textContent('#event-heading'), /The harbour opens/)
  assert.match(await page.textContent('[data-undo] button'), /Undo: .*The harbour opens/)
})

test('what nobody understands stays, and the summary leads to it', async () => {
  await page.fill('#date', '5 Marhc')
  await page.fill('#actor-new-name', 'Ben')
  await save()
  await page.waitForSelector('#date[aria-invalid]')
  assert.equal(await page.inputValue('#date'), '5 Marhc')
  assert.equal(await page.inputValue('#actor-1-name'), 'Ben')
  assert.match(await page.textContent('#date-fault'), /5 March 2025/)
  assert.equal(await page.locator('#event-faults a[href="#date"]').count(), 1)
  await page.click('#event-faults a[href="#date"]')
  assert.equal(new URL(page.url()).hash, '#date')
  await check(seen, address, [360])
  await page.goto(address)
  await page.fill('#date', 'days after 5 March')
  await page.click('button[name="remove"][value="actor-1"]')
  await page.waitForSelector('[name="date-reading"]')
  await seen.goto(address)
  assert.deepEqual(await violations(seen), [])
  await page.check('[name="date-reading"][value="[2025-03-05..]"]')
  await save()
  await page.waitForSelector('#date:not([aria-invalid])')
  assert.equal(await page.inputValue('#date'), 'on or after 5 March 2025')
  assert.equal(await page.inputValue('#date-text'), '5 March', 'the words of the source stay')
  assert.equal(await page.locator('#actor-1-name').count(), 0)
})

test('a row is added to each list, and the page leads to it', async () => {
  for (const list of ['actor', 'place', 'citation']) {
    await page.goto(address)
    await page.click(`button[name="add"][value="${list}"]`)
    await page.waitForURL(url => url.hash === `#${list}-new`)
    assert.equal(await page.locator(`#${list}-new`).isVisible(), true, list)
  }
  await check(seen, `${address}&add=media`, [360])
})

test('two people change the same field, and one of them chooses', async () => {
  const other = await signIn(browser, server, { name: 'Ivo', js: false })
  await other.page.waitForSelector('.edit-nav__who')
  await page.goto(address)
  const { pathname, search } = new URL(address) // the links of two people may name the server otherwise
  await other.page.goto(new URL(pathname + search, other.page.url()).href)
  await page.fill('#title', 'Opening')
  await save()
  await other.page.fill('#title', 'Inauguration')
  await other.page.fill('#summary', 'It was windy.')
  await other.page.click('.event-form .save button')
  await other.page.waitForSelector('#conflicts')
  assert.equal(await other.page.locator('#conflicts input:checked').count(), 0)
  assert.equal(await other.page.inputValue('#title'), 'Inauguration')
  await other.page.check('[name="keep-title"][value="theirs"]')
  await other.page.click('.event-form .save button')
  await other.page.waitForURL(url => url.searchParams.has('event') && !url.pathname.includes('/events/'))
  assert.equal(await other.page.inputValue('#title'), 'Opening')
  assert.equal(await other.page.inputValue('#summary'), 'It was windy.')
  await other.close()
})

test('an event is taken out, and brought back', async () => {
  await page.goto(address)
  await page.click('.event-remove button')
  await page.waitForURL(url => !url.searchParams.has('event'))
  await page.click('[data-undo] button')
  await page.goto(address)
  assert.equal(await page.inputValue('#title'), 'Opening')
})
