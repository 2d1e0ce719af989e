// What scripts add where a story is edited: nothing that was typed is lost, whatever
// becomes of the connection and the server; words are taken by pointer and keys; and two
// people at one story are merged, or asked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { saving, signIn } from './lib/editing.js'
import { startBrowser, startServer } from './lib/server.js'

const article = `Harbour opens

The harbour opened on 5 March 2025. “We are glad,” said Mike Waltz. Nobody came.
`
let server, browser, page, close, work

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  ;({ page, close } = await signIn(browser, server))
  const { origin } = new URL(page.url()) // the cookie is of that
  await page.goto(`${origin}/edit/new`)
  await page.fill('#text', article)
  await page.click('form[data-new] button')
  await page.waitForURL(/\/edit\/stories\/harbour-opens/)
  work = `${origin}/edit/stories/harbour-opens`
  await openDetails(page)
})
after(async () => {
  await close?.()
  await server?.stop()
})

async function openDetails (page) {
  await page.goto(new URL('/edit/stories/harbour-opens?pane=record', page.url() === 'about:blank' ? work : page.url()).href)
  await page.locator('#record details.about').evaluate(details => { details.open = true })
}

const saved = (page, text = /^Saved/) => page.waitForFunction(text => new RegExp(text).test(document.querySelector('[data-saved]').textContent), text.source)

// Writes a summary and does what comes next; answers with what the server says of it.
const summarize = (text, next = () => {}) => saving(page, '/details', text, async () => {
  await page.fill('#story-summary', text)
  await next()
})

// The story as another browser sees it.
async function elsewhere (field) {
  const other = await page.context().newPage()
  await openDetails(other)
  const value = await other.inputValue(field)
  await other.close()
  return value
}

test('what is typed is saved after a pause, and can be undone', async () => {
  assert.equal((await summarize('A harbour is open.')).status(), 200)
  await saved(page)
  assert.equal(await elsewhere('#story-summary'), 'A harbour is open.')
  await summarize('A harbour is open again.', () => page.locator('#story-summary').blur())
  await saved(page)
  await page.click('form[data-undo] button')
  await page.waitForURL(/harbour-opens/)
  assert.equal(await elsewhere('#story-summary'), 'A harbour is open.')
})

test('without a connection what is typed stays on the device, and is sent when there is one', async () => {
  await openDetails(page)
  await page.context().setOffline(true)
  await page.fill('#story-summary', 'Written in a tunnel.')
  await saved(page, /^Kept on this device/)
  await page.context().setOffline(false)
  await saved(page)
  assert.equal(await elsewhere('#story-summary'), 'Written in a tunnel.')
})

test('an answer that breaks off is none: what was typed is sent again', async () => {
  await openDetails(page)
  let cut = 0
  await page.route('**/details', route => cut++ === 0 ? route.fulfill({ contentType: 'application/json', body: '{"seq": 1, "sav' }) : route.continue())
  const again = page.waitForResponse(answer => answer.url().includes('/details') && cut === 2)
  await page.fill('#story-summary', 'Sent twice.')
  await again
  await saved(page)
  await page.unroute('**/details')
  assert.equal(cut, 2)
  assert.equal(await elsewhere('#story-summary'), 'Sent twice.')
})

test('the server is killed between two autosaves, and the tab is closed: nothing is lost', async () => {
  await openDetails(page)
  assert.equal((await summarize('Before the power cut.')).status(), 200)
  await server.end('SIGKILL')
  await page.fill('#story-summary', 'Typed while the server was away.')
  await saved(page, /^Kept on this device/)
  const { context } = { context: page.context() }
  await page.close()
  await server.begin(new URL(server.address).host)
  page = await context.newPage()
  // The page sends what was kept, and then loads itself again with it, be that before or after its load event.
  await page.addInitScript(() => { if (window === top) sessionStorage.setItem('loads', Number(sessionStorage.getItem('loads') ?? 0) + 1) })
  await page.goto(work, { waitUntil: 'commit' })
  await page.waitForFunction(() => sessionStorage.getItem('loads') === '2' && document.readyState === 'complete')
  await openDetails(page)
  assert.equal(await page.inputValue('#story-summary'), 'Typed while the server was away.')
})

test('words are selected by keys and by pointer', async () => {
  await page.goto(`${work}?pane=source`)
  await page.focus('#s2 input')
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
  await page.waitForFunction(() => /3/.test(document.querySelector('[data-selected]').textContent))
  const taken = await page.evaluate(() => [getSelection().toString(), document.querySelector('form[data-select] [name="start"]').value, document.querySelector('form[data-select] [name="end"]').value])
  assert.equal(taken[0].trim(), 'The harbour opened')
  assert.equal(Number(taken[2]) - Number(taken[1]), [...'The harbour opened'].length)
  await page.locator('#s3 [data-text]').dblclick({ position: { x: 14, y: 8 } })
  await page.waitForFunction(() => /1/.test(document.querySelector('[data-selected]').textContent))
  const start = Number(await page.inputValue('form[data-select] [name="start"]'))
  const word = await page.evaluate(() => getSelection().toString().trim())
  assert.equal([...article.replace(/\n+$/, '')].slice(start, start + [...word].length).join(''), word)
  await page.click('button[value="event"]')
  await page.waitForURL(/event=new-/)
  await page.waitForFunction(() => document.activeElement.closest('[data-pane="record"] form[data-autosave]'))
})

test('F6 leads from pane to pane, and Escape back to the sentence', async () => {
  const pane = () => page.evaluate(() => document.activeElement.closest('[data-pane]')?.dataset.pane)
  await page.keyboard.press('F6')
  const first = await pane()
  await page.keyboard.press('F6')
  assert.notEqual(await pane(), first)
  await page.keyboard.press('Shift+F6')
  assert.equal(await pane(), first)
})

test('two people: other fields are merged, the same field asks both', async () => {
  const { page: hers, close: end } = await signIn(browser, server, { name: 'Ivo' })
  await hers.goto(`${new URL(hers.url()).origin}/edit/stories/harbour-opens`)
  const back = page
  await openDetails(hers)
  await openDetails(back)
  const taken = page => page.waitForResponse(answer => answer.url().includes('/details') && answer.request().method() === 'POST')
  let answer = taken(hers)
  await hers.fill('#story-topics', 'harbours')
  assert.equal((await answer).status(), 200)
  answer = taken(back)
  await back.fill('#story-summary', 'Mine.')
  assert.equal((await answer).status(), 200)
  assert.equal(await elsewhere('#story-topics'), 'harbours')
  assert.equal(await elsewhere('#story-summary'), 'Mine.')
  answer = taken(hers)
  await hers.fill('#story-summary', 'Hers.')
  assert.equal((await answer).status(), 409)
  await hers.waitForSelector('#conflicts')
  assert.equal(await hers.locator('#conflicts input:checked').count(), 0)
  assert.match(await hers.textContent('#conflicts'), /Mine\..*|Hers\./s)
  await hers.check('input[name="keep-summary"][value="mine"]')
  answer = taken(hers)
  await hers.locator('#conflicts').locator('xpath=ancestor::form').locator('button[type="submit"]').last().click()
  assert.equal((await answer).status(), 200)
  assert.equal(await elsewhere('#story-summary'), 'Hers.')
  // What she types while her last save is under way is in no state that he has seen.
  await openDetails(hers)
  await openDetails(back)
  answer = taken(back)
  await back.fill('#story-summary', 'Mine again.')
  assert.equal((await answer).status(), 200)
  await hers.route('**/details', async route => {
    await hers.fill('#story-summary', 'Hers again.')
    await route.continue()
  }, { times: 1 })
  answer = hers.waitForResponse(answer => answer.status() === 409)
  await hers.fill('#story-topics', 'harbours, ports')
  await answer
  await hers.waitForSelector('#conflicts')
  assert.equal(await elsewhere('#story-summary'), 'Mine again.')
  assert.equal(await elsewhere('#story-topics'), 'harbours, ports')
  await end()
})
