// Signing in: by the link that a server logs, by a passkey, by keyboard, without
// scripts, and out again; and that axe finds nothing on any page of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.js'
import { check, firstLink } from './lib/editing.js'
import { open, startBrowser, startServer } from './lib/server.js'

let server, browser, origin

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  origin = server.address.replace('127.0.0.1', 'localhost')
})
after(() => server?.stop())

test('the first person signs in without scripts, by keyboard, and looks after devices and tokens', async () => {
  const link = await firstLink(server)
  const { page, close } = await open(browser, `${origin}/edit`, { js: false })
  assert.match(await page.textContent('main'), /dateline user invite/)
  await page.goto(link)
  await page.focus('#name')
  await page.keyboard.type('Olena Kovalenko')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/edit`)
  assert.match(await page.textContent('.edit-nav__who'), /Olena Kovalenko/)
  assert.match(await page.textContent('.desk'), /talks/i)
  await page.click('a[href="/edit/tokens"]')
  await page.fill('#name', 'sync')
  await page.selectOption('#scope', 'write')
  await page.click('.edit-form button')
  assert.match(await page.textContent('.made code'), /^dl_[\w-]{43}$/)
  await page.click('form[action="/edit/tokens/revoke"] button')
  assert.match(await page.textContent('.desk'), /revoked/)
  await page.click('a[href="/edit/devices"]')
  assert.equal(await page.locator('.desk > li').count(), 1)
  assert.equal(await page.locator('form[data-passkey]').isVisible(), false)
  await page.click('form[action="/edit/sign-out"] button')
  await page.waitForURL(`${origin}/edit`)
  assert.match(await page.textContent('main'), /dateline user invite/)
  await page.goto(link)
  assert.match(await page.textContent('main'), /has been used/)
  await close()
})

test('somebody signs in by a link, and from then on by a passkey', async () => {
  const { execFileSync } = await import('node:child_process')
  const link = execFileSync(server.binary, ['user', 'invite', 'Second', '--scope', 'admin', '--db', server.db, '--public-url', origin], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  const { page, heard, close } = await open(browser, link)
  const tools = await page.context().newCDPSession(page)
  await tools.send('WebAuthn.enable')
  await tools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  assert.deepEqual(await violations(page), [])
  await page.click('main button')
  await page.waitForURL(`${origin}/edit`)
  for (const path of ['/edit', '/edit/devices', '/edit/tokens', '/edit/media']) await check(page, origin + path)
  await page.goto(`${origin}/edit/devices`)
  await page.click('form[data-passkey="create"] button')
  await page.waitForSelector('form[action="/edit/passkeys/remove"]')
  await check(page, `${origin}/edit/devices`)
  await page.goto(`${origin}/edit/devices`)
  await page.click('form[action="/edit/sign-out"] button')
  await page.waitForSelector('form[data-passkey="get"] button')
  await check(page, `${origin}/edit`)
  await page.goto(`${origin}/edit`)
  const sent = page.waitForRequest(request => request.url().endsWith('/edit/passkeys/sign-in'))
  await page.click('form[data-passkey="get"] button')
  const body = (await sent).postData()
  await page.waitForSelector('.edit-nav__who')
  assert.match(await page.textContent('.edit-nav__who'), /Second/)

  // The same answer is not taken twice.
  await page.click('form[action="/edit/sign-out"] button')
  await page.waitForSelector('form[data-passkey="get"] button')
  const again = await page.evaluate(async body => (await fetch('/edit/passkeys/sign-in', { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, redirect: 'manual' })).status, body)
  assert.equal(again, 401)

  // A passkey that was removed signs nobody in, and the page says so.
  await page.click('form[data-passkey="get"] button')
  await page.waitForSelector('.edit-nav__who')
  await page.goto(`${origin}/edit/devices`)
  await page.click('form[action="/edit/passkeys/remove"] button')
  await page.waitForSelector('form[data-passkey="create"] button')
  await page.click('form[action="/edit/sign-out"] button')
  await page.waitForSelector('form[data-passkey="get"] button')
  await page.click('form[data-passkey="get"] button')
  await page.waitForSelector('#mistake')
  assert.deepEqual(heard.filter(line => !line.includes('401 (Unauthorized)')), [])
  await close()
})

test('a form of another site changes nothing, and a link from there leads on', async () => {
  const context = await browser.newContext()
  const page = await context.newPage() // which is of no site
  await page.setContent(`<form action="${origin}/edit/invitations/dl_none" method="post"><button>send</button></form><a href="${origin}/edit/devices">go</a>`)
  const answer = page.waitForResponse(r => r.url().includes('/edit/invitations/'))
  await page.evaluate(() => document.querySelector('form').submit()).catch(() => {})
  assert.equal((await answer).status(), 403)
  await page.waitForURL(url => url.pathname.includes('/edit/invitations/'), { waitUntil: 'load' })
  await page.goto('about:blank')
  await page.setContent(`<a href="${origin}/edit/devices">go</a>`)
  await page.click('a')
  await page.click(`main a[href="/edit/devices"]`)
  await page.waitForURL(`${origin}/edit/devices`)
  assert.equal(await page.locator('main a.button--main').count(), 0, 'from the site itself there is nowhere else to go on from')
  await context.close()
})
