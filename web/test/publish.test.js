// From a draft to a published timeline: what stands against it, the preview in its frame
// and by a link, and the pages after it, without scripts and held to what readers are owed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check, signIn } from './lib/editing.js'
import { open, startBrowser, startServer } from './lib/server.js'

const article = `Harbour opens

The harbour opened on 5 March 2025. Nobody came.
`
let server, browser

before(async () => {
  server = await startServer()
  browser = await startBrowser()
})
after(() => server?.stop())

test('a draft is previewed, published and seen by others, without scripts', async () => {
  const { page, close } = await signIn(browser, server, { js: false })
  const origin = new URL(page.url()).origin
  await page.goto(`${origin}/edit/new`)
  await page.fill('#text', article)
  await page.fill('#source-title', 'Harbour opens')
  await page.click('main form button.button--main')
  await page.waitForURL(/\/edit\/stories\/harbour-opens/)
  const work = `${origin}/edit/stories/harbour-opens`
  await page.check('#s2 input')
  await page.click('button[value="event"]')
  await page.waitForURL(/event=new-/)
  await page.fill('form[action*="/events/new-"] [name="title"]', 'The harbour opens')
  await page.press('form[action*="/events/new-"] [name="title"]', 'Enter')
  await page.waitForURL(/event=new-/)
  await page.goto(work)

  // The frame shows the draft, as its page will be.
  const frame = page.frameLocator('iframe[data-preview]')
  await frame.locator('.event__title').first().waitFor()
  assert.match(await frame.locator('.preview-note').textContent(), /not published/)
  assert.equal(await frame.locator('.masthead').count(), 0)

  // Whoever has a link sees it without an account, until it is revoked.
  await page.goto(`${work}/links`)
  await page.click('.edit-form button')
  const link = await page.textContent('.made code')
  const other = await open(browser, link)
  assert.equal(await other.page.locator('.event__title').count(), 1)
  assert.deepEqual(other.heard, [])
  await page.click('form[action$="/links/revoke"] button')
  assert.equal((await other.page.goto(link)).status(), 404)
  await other.close()

  // Nobody else knows of the story before it is published.
  const stranger = await open(browser, `${origin}/stories/harbour-opens`)
  assert.equal(stranger.answer.status(), 404)
  await page.goto(`${work}/publish`)
  if (await page.locator('#blockers').count()) {
    assert.equal(await page.locator('.edit-publish__form button').count(), 0)
    assert.fail(await page.textContent('.mistake'))
  }
  assert.match(await page.textContent('.perhaps'), /cited by nothing/)
  await page.click('.edit-publish__form button')
  await page.waitForURL(`${work}/publish`)
  assert.match(await page.textContent('main'), /dateline-timeline story="harbour-opens"/)
  assert.equal((await stranger.page.reload()).status(), 200)
  await stranger.close()
  await close()
})

test('the pages of publishing are for every reader', async () => {
  const { page, close } = await signIn(browser, server, { name: 'Ivo' })
  const origin = new URL(page.url()).origin
  await page.goto(`${origin}/edit/new`)
  await page.fill('#text', article)
  await page.fill('#source-title', 'Harbour again')
  await page.click('main form button.button--main')
  await page.waitForURL(/\/edit\/stories\/harbour-again/)
  await page.check('#s2 input')
  await page.click('button[value="event"]')
  await page.waitForURL(/event=new-/)
  for (const name of ['publish', 'links', 'discard']) await check(page, `${origin}/edit/stories/harbour-again/${name}`)
  await check(page, `${origin}/edit/stories/harbour-opens/publish`)
  await close()
})
