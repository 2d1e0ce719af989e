// A text that stays on one device: its sentences are drawn there, what is selected is sent
// as places, and no word of it leaves the browser but those of quotes.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { violations } from './lib/axe.js'
import { check, firstLink, saving, signIn } from './lib/editing.js'
import { atTheEnd } from './lib/end.js'
import { launchOptions, startBrowser, startServer } from './lib/server.js'

const article = `The zzquay opens

The zzquay opened on 5 March 2025\u00ad, after zzyears. “Ships are zzwelcome,” the zzport said. Nobody zzcame.\u2028It cost zzmillions <img src=x onerror="document.title='owned'">
Sign up for the zzletter.
`
const story = '/edit/stories/harbour-opens'
let server, browser, profile, page, context, origin
const sent = []

// Opens a browser that keeps its storage in a folder, as people's own do.
async function openDevice (url) {
  context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport: { width: 1280, height: 900 } })
  context.on('request', request => sent.push([request.url(), request.postData() ?? '', JSON.stringify(request.headers())].join('\n')))
  page = context.pages()[0]
  await page.goto(url)
}

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  profile = mkdtempSync(join(tmpdir(), 'dateline-device-'))
  await atTheEnd(() => rmSync(profile, { recursive: true, force: true }))
  await openDevice(await firstLink(server))
  await page.fill('#name', 'Olena Kovalenko')
  await page.click('main button')
  await page.waitForURL(/\/edit(\?|$)/)
  origin = new URL(page.url()).origin
})
after(async () => {
  await context?.close()
  await server?.stop()
})

const at = (more = '') => `${origin}${story}${more}`
const drawn = (page, address) => page.goto(address).then(() => page.waitForSelector('#s1'))

test('a browser reads a text as the server does', async () => {
  await page.goto(`${origin}/edit/new`)
  const vectors = JSON.parse(readFileSync(new URL('../../internal/article/testdata/texts.json', import.meta.url)))
  const read = await page.evaluate(async vectors => {
    const { readText, measure, sentencesOf } = globalThis.DatelineEdit
    return Promise.all(vectors.map(async ({ words }) => {
      const text = readText(words)
      if (typeof text !== 'string') return { refused: true }
      return { ...await measure(text), sentences: sentencesOf([...text]).map(s => [s.start, s.end, s.line]) }
    }))
  }, vectors)
  for (const [i, { name, words, text = words, length, sha256, sentences, refused }] of vectors.entries()) {
    assert.deepEqual(read[i], refused ? { refused } : { text, length, sha256, sentences }, name)
  }
})

test('what is wrong is said beside the field, and nothing is lost', async () => {
  await page.goto(`${origin}/edit/new`)
  await page.check('[data-device] input')
  const said = async (selector, text) => {
    await page.click('form[data-new] button')
    await page.waitForFunction(([selector, text]) => document.querySelector(selector).textContent.includes(text), [selector, text])
  }
  await said('#text-fault', 'Paste the text')
  await page.fill('#text', article)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await said('#text-fault', 'has no room left')
  assert.deepEqual(await violations(page), [])
  await devtools.send('Storage.overrideQuotaForOrigin', { origin })
  await page.setInputFiles('#file', { name: 'a.md', mimeType: 'text/markdown', buffer: Buffer.from('# x') })
  await said('#text-fault', 'open the file')
  await page.setInputFiles('#file', [])
  await page.fill('#source-published', '6 Marhc')
  await said('#source-title-fault', 'It needs a title')
  assert.match(await page.textContent('#source-published-fault'), /not understood/)
  assert.equal(await page.inputValue('#text'), article)
  assert.deepEqual(await violations(page), [])
  await page.fill('#source-published', '6 March 2025')
  await page.fill('#source-title', 'Harbour opens')
  await page.click('form[data-new] button')
  await page.waitForURL(/\/edit\/stories\/harbour-opens\?/)
})

test('what is selected is sent as places', async () => {
  await page.waitForSelector('#s1')
  assert.equal(await page.locator('form[data-select] li').count(), 6)
  assert.match(await page.textContent('#s5'), /<img src=x/)
  assert.match(await page.textContent('[data-covered]'), /0 of 6/)
  await page.check('#s2 input')
  await page.check('#s4 input')
  await page.click('button[value="event"]')
  await page.waitForURL(/event=new-[a-z2-7]{8}.*#record$/)
  await page.waitForSelector('#s2.cited')
  assert.match(await page.textContent('#s4'), /cited by 1 event/)
  assert.match(await page.textContent('[data-covered]'), /2 of 6/)
  // The form shows the words of its evidence, which it does not have.
  assert.match(await page.textContent('#part-evidence, #record'), /Nobody zzcame\./)
  await page.fill('#title', 'The harbour opens')
  await page.fill('#date', '5 March 2025')
  await page.waitForFunction(() => /2025-03-05/.test(document.querySelector('#date-shown').textContent))
  await page.evaluate(() => {
    const words = document.querySelector('#s3 [data-text]').firstChild
    const start = words.textContent.indexOf('Ships')
    getSelection().setBaseAndExtent(words, start, words, start + 'Ships are zzwelcome'.length)
  })
  await page.click('button[value="quote"]')
  await page.waitForSelector('#s3.cited .margin a')
  assert.equal(await page.inputValue('[name="quote-0-text"]'), 'Ships are zzwelcome')
  assert.equal(await page.inputValue('[name="quote-0-kind"]'), 'direct')
  await page.fill('#quote-0-speaker', 'The office of the port')
  await page.selectOption('#quote-0-speaker-kind', 'organization')
  await page.locator('#quote-0-speaker-kind').blur()
  await page.waitForFunction(() => !document.querySelector('#event-faults:not([hidden])'))
  await page.goto(at())
  await page.waitForSelector('#s6')
  await page.check('#s6 input')
  await page.click('button[value="not-factual"]')
  await page.waitForSelector('#s6.not-factual')
  await page.check('#s5 input')
  await page.click('button[value="note"]')
  await page.waitForSelector('#note-1')
  await page.waitForFunction(() => /zzmillions/.test(document.querySelector('p:has(#note-1) q')?.textContent))
  assert.equal((await saving(page, '/sources/new-', 'Who counted?', () => page.fill('#note-1', 'Who counted?'))).status(), 200)
  await page.click('button[value="event"]')
  await page.waitForFunction(() => /Nothing was chosen/.test(document.querySelector('[data-refused]').textContent))
  assert.notEqual(await page.title(), 'owned')
})

test('the page is for everybody', async () => {
  await check(page, at(), [320, 360, 1280], '#s1')
  await page.setViewportSize({ width: 1280, height: 900 })
  await check(page, `${origin}/edit/new`, [320], '[data-device]:not([hidden])')
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('the text is there when the browser was ended', async () => {
  await context.close()
  await openDevice(at())
  await page.waitForSelector('#s6.not-factual')
  assert.match(await page.textContent('[data-covered]'), /4 of 6/)
})

test('another device asks for the text, and takes that alone', async () => {
  const { page: other, close } = await signIn(browser, server, { name: 'Ivo' })
  const address = new URL(story, other.url()).href
  await other.goto(address)
  await other.waitForSelector('[data-keep]:not([hidden])')
  assert.match(await other.textContent('[data-missing]'), /neither is it on this device/)
  await check(other, address, [320], '[data-keep]:not([hidden])')
  await other.goto(address)
  await other.waitForSelector('[data-keep]:not([hidden])')
  const says = async (text, says) => {
    await other.fill('#text', text)
    await other.click('[data-keep]')
    await other.waitForFunction(says => document.querySelector('#text-fault').textContent.includes(says), says)
  }
  await says(article + 'x', `it has ${[...article].length} characters, and that one ${[...article].length - 1}`)
  await says(article.replace('Nobody', 'nobodY'), 'has other words')
  await other.fill('#text', article)
  await other.click('[data-keep]')
  await other.waitForSelector('#s6.not-factual')
  await other.click('[data-forget]')
  await other.waitForSelector('[data-keep]:not([hidden])')
  await other.reload()
  await other.waitForSelector('[data-keep]:not([hidden])')
  assert.equal(await other.locator('#s1').count(), 0)
  await close()
})

test('a browser that keeps nothing, or has no scripts, says so', async () => {
  const { page: bare, context: without, close } = await signIn(browser, server, { name: 'Nadia' })
  await (without ?? bare.context()).addInitScript(() => { delete globalThis.indexedDB; delete Window.prototype.indexedDB })
  await bare.goto(new URL('/edit/new', bare.url()).href)
  await bare.waitForFunction(() => /cannot keep a text/.test(document.querySelector('[data-without]').textContent))
  assert.equal(await bare.isVisible('[data-device]'), false)
  await close()
  const { page: plain, close: end } = await signIn(browser, server, { name: 'Petro', js: false })
  await plain.goto(new URL('/edit/new', plain.url()).href)
  assert.match(await plain.textContent('[data-without]'), /needs scripts/)
  assert.equal(await plain.isVisible('[data-device]'), false)
  await end()
})

test('it is published, and the text goes on being there', async () => {
  await page.goto(at('/publish'))
  assert.match(await page.textContent('main'), /text that 1 quote cites is not here/)
  await page.click('form[action$="/publish"] button[type="submit"]')
  await page.waitForSelector('a[href$="/stories/harbour-opens"]')
  const { data } = await (await fetch(`${server.address}/v1/events?story=harbour-opens`)).json()
  assert.deepEqual(data[0].citations.map(citation => [citation.grade, citation.exact]), [['placed', undefined], ['placed', undefined]])
  await drawn(page, at())
  assert.match(await page.textContent('[data-covered]'), /4 of 6/)
})

test('no word of the text has left the browser but those of quotes', async () => {
  const markers = article.match(/zz\w+/g).filter(word => word !== 'zzwelcome')
  assert.ok(sent.some(request => request.includes('zzwelcome')))
  const dir = dirname(server.db)
  const kept = readdirSync(dir).filter(name => name.startsWith(basename(server.db))).map(name => readFileSync(join(dir, name), 'latin1')).join('\n')
  assert.ok(kept.includes('zzwelcome'))
  for (const word of markers) {
    assert.deepEqual(sent.filter(request => request.includes(word)), [], word)
    assert.equal(kept.includes(word), false, `${word} is in the database`)
  }
})
