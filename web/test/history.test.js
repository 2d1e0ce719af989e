// The history of a record: read and gone back in without scripts, by keyboard, in two
// languages, on a narrow screen; and axe finds nothing on any state of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { holds } from './lib/axe.js'
import { open, startBrowser, startServer } from './lib/server.js'

const path = '/edit/history/event/yermak-waltz-call'
let server, browser, origin

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  origin = server.address.replace('127.0.0.1', 'localhost')
  const token = execFileSync(server.binary, ['token', 'create', '--name', 'desk', '--scope', 'write', '--db', server.db], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  for (const change of [{ summary: 'They spoke for an hour about a lasting peace.' }, { date: '2025-03-06', summary: 'They spoke for two hours about a just peace.' }]) {
    const answer = await fetch(`${server.address}/v1/events/yermak-waltz-call?reason=better+known`, { method: 'PATCH', body: JSON.stringify(change), headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/merge-patch+json', 'If-Match': '*' } })
    assert.equal(answer.status, 200)
  }
})
after(() => server?.stop())

// Signs somebody in by a link, in a page of their own.
async function signedIn (name, options) {
  const link = execFileSync(server.binary, ['user', 'invite', name, '--db', server.db, '--public-url', origin], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  const opened = await open(browser, link, options)
  await opened.page.click('main button')
  await opened.page.waitForURL(`${origin}/edit`)
  return opened
}

// What is pressed or filled in in the main part of a page, and is lower than 44 pixels.
const low = page => page.evaluate(() => [...document.querySelectorAll('main :is(button, input, summary, .edit-nav a, .button)')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML))

// Holds what is shown to what every reader is owed.
async function check (page, what) {
  await holds(page, what)
  assert.deepEqual(await low(page), [], what)
  await page.setViewportSize({ width: 320, height: 800 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} scrolls sideways`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('the history says what changed, and leads back by keyboard without scripts', async () => {
  const { page, close } = await signedIn('Olena', { js: false })
  await page.goto(origin + path)
  const newest = page.locator('section').first()
  assert.match(await newest.textContent(), /Revision 3[^]*desk[^]*better known[^]*6 March 2025/)
  assert.deepEqual(await newest.locator('.diff__side--before mark').allTextContents(), ['an hour', 'lasting', '5', '; “On March 5, 2025”'])
  assert.equal(await newest.locator('details').count(), 0, 'the newest revision leads nowhere')
  await page.locator('section').nth(1).locator('summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('The hour was right')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  assert.match(await page.locator('section').first().textContent(), /Revision 4[^]*Olena[^]*The hour was right[^]*5 March 2025/)
  await close()
})

test('what cannot go back keeps what was typed, and axe finds nothing', async () => {
  const { page, heard, close } = await signedIn('Second')
  for (const lang of ['en', 'ar']) {
    await page.goto(`${origin}${path}?lang=${lang}`)
    await page.locator('summary').first().click()
    await check(page, lang)
  }
  await page.goto(origin + path)
  const other = await signedIn('Third')
  for (const one of [other.page, page]) {
    if (one === other.page) await one.goto(origin + path)
    await one.locator('summary').last().click()
    await one.locator('details[open] input[name="reason"]').fill('As it was at first')
    await Promise.all([one.waitForNavigation(), one.locator('details[open] button').click()])
  }
  assert.match(await page.textContent('#mistake'), /has been changed since/)
  assert.equal(await page.inputValue('details[open] input[name="reason"]'), 'As it was at first')
  await check(page, 'a mistake')
  await other.close()
  assert.deepEqual(heard.filter(line => !line.includes('422 (Unprocessable')), [])
  await close()
})
