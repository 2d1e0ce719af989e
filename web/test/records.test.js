// Mending and merging people, places and sources: by keyboard and without scripts,
// and that axe finds nothing on any page of it, at any width.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { holds } from './lib/axe.js'
import { open, startBrowser, startServer } from './lib/server.js'

let server, browser, origin

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  origin = server.address.replace('127.0.0.1', 'localhost')
})
after(() => server?.stop())

async function signIn (options) {
  const { execFileSync } = await import('node:child_process')
  const link = execFileSync(server.binary, ['user', 'invite', `Editor ${Math.random()}`, '--scope', 'admin', '--db', server.db, '--public-url', origin], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  const opened = await open(browser, link, options)
  await opened.page.click('main button')
  await opened.page.waitForURL(`${origin}/edit`)
  return opened
}

// What is pressed or filled in in the main part of a page, and is lower than 44 pixels.
const low = page => page.evaluate(() => [...document.querySelectorAll('main :is(button, input, select, textarea, .edit-nav a, .desk a, .desk-kinds a)')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML))

// Holds the page at hand to what every reader is owed, in two colours and two widths.
async function check (page, name) {
  await holds(page, name)
  assert.deepEqual(await low(page), [], name)
  await page.setViewportSize({ width: 320, height: 800 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${name} scrolls sideways`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('lists, forms and comparisons are for everybody, in each direction', async () => {
  const { page, heard, close } = await signIn()
  for (const path of ['/edit/actors', '/edit/actors?q=yermak', '/edit/places', '/edit/sources', '/edit/doubles', '/edit/doubles?of=place', '/edit/actors/andriy-yermak', '/edit/places/geneva',
    '/edit/sources/us-ukraine-forge-path', '/edit/actors/andriy-yermak/merge', '/edit/actors/andriy-yermak/merge?q=mike', '/edit/actors/andriy-yermak/merge?into=mike-waltz']) {
    for (const lang of ['en', 'ar']) {
      await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      await check(page, `${path} ${lang}`)
    }
  }
  assert.deepEqual(heard, [])
  await close()
})

test('a name is mended by keyboard, and a mistake stands beside its field', async () => {
  const { page, close } = await signIn()
  await page.goto(`${origin}/edit/places/geneva`)
  await page.focus('#f-lat')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('north')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#f-lat-fault')
  assert.equal(await page.inputValue('#f-lat'), 'north')
  await check(page, 'a mistake')
  await page.focus('.mistake a')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'f-lat')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('46.2')
  await page.focus('#reason')
  await page.keyboard.type('as the map has it')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/edit/places/geneva`)
  assert.equal(await page.inputValue('#f-lat'), '46.2')
  assert.match(await page.evaluate(async () => (await fetch('/v1/places/geneva/revisions')).text()), /as the map has it/)
  await close()
})

test('two editors of one field are shown both, and of two fields lose nothing', async () => {
  const first = await signIn()
  const second = await signIn()
  const at = `${origin}/edit/actors/mike-waltz`
  await first.page.goto(at)
  await second.page.goto(at)
  await first.page.fill('#f-name', 'Michael Waltz')
  await first.page.click('.edit-form button')
  await first.page.waitForURL(at)
  await second.page.fill('#f-description', 'National security adviser.')
  await second.page.click('.edit-form button')
  await second.page.waitForURL(at)
  assert.equal(await second.page.inputValue('#f-name'), 'Michael Waltz')
  assert.equal(await second.page.inputValue('#f-description'), 'National security adviser.')
  await first.page.fill('#f-description', 'Adviser.')
  await first.page.click('.edit-form button')
  await first.page.waitForSelector('#f-description-theirs')
  assert.equal(await first.page.inputValue('#f-description'), 'Adviser.')
  assert.match(await first.page.textContent('#f-description-theirs'), /National security adviser/)
  await check(first.page, 'a conflict')
  await first.close()
  await second.close()
})

test('two records become one without scripts, and the old address leads on', async () => {
  const { page, close } = await signIn({ js: false })
  await page.goto(`${origin}/edit/places`)
  await page.fill('#q', 'istanbul')
  await page.click('form[role="search"] button')
  await page.click('.desk a[href="/edit/places/istanbul"]')
  await page.click('a[href="/edit/places/istanbul/merge"]')
  await page.fill('#q', 'geneva')
  await page.click('form[role="search"] button')
  await page.click('.desk a[href*="into=geneva"]')
  assert.match(await page.textContent('.follows'), /event: \d/)
  await page.fill('#reason', 'a test')
  await page.click('.edit-form button')
  await page.waitForURL(`${origin}/edit/places/geneva`)
  await page.goto(`${origin}/v1/places/istanbul?fields=id`)
  assert.equal(page.url(), `${origin}/v1/places/geneva?fields=id`)
  await page.goto(`${origin}/edit/places/istanbul`)
  assert.equal(page.url(), `${origin}/edit/places/geneva`)
  await close()
})
