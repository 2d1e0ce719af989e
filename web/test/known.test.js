// What was known when plays: a button, with scripts alone, goes on from step to step.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.js'
import { open, startBrowser, startServer } from './lib/server.js'


let server, browser, dir

// An event and a source more on each of three days.
const told = `dateline: 1
story: {id: told, title: A story told bit by bit, language: en}
sources:
${['a', 'b', 'c'].map((name, i) => `  - {id: source-${name}, title: Report ${name}, published: 2025-06-0${2 * i + 1}}`).join('\n')}
events:
${['a', 'b', 'c'].map((name, i) => `  - {id: ${name}, title: Event ${name}, type: meeting, date: 2025-06-0${2 * i + 1}, citations: [source-${name}]}`).join('\n')}
`

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-known-'))
  writeFileSync(join(dir, 'told.yaml'), told)
  server = await startServer([join(dir, 'told.yaml')])
  browser = await startBrowser()
})
after(() => rmSync(dir, { recursive: true, force: true }))

const shown = page => page.locator('.event__title').allInnerTexts()
const button = page => page.locator('[data-play]')
const described = page => button(page).evaluate(e => document.getElementById(e.getAttribute('aria-describedby')).innerText)
const focused = page => button(page).evaluate(e => e === document.activeElement)

// Opens the story with a clock that goes on only as told.
async function still (path = '/stories/told', more = {}) {
  const opened = await open(browser, 'about:blank', more)
  await opened.page.clock.install()
  await opened.page.goto(server.address + path)
  await opened.page.clock.pauseAt(new Date(Date.now() + 3_600_000))
  return opened
}

// Does something that goes on to a step, and waits until its page is there.
async function until (page, step, act) {
  const there = page.waitForURL(address => address.searchParams.get('source')?.split(',').length === step)
  await act()
  await there
  await page.waitForLoadState()
}

test('it plays from the first step to the last, and then stands still', async () => {
  const { page, close } = await still('/stories/told', { height: 500 })
  await page.clock.runFor(60_000)
  assert.deepEqual([await shown(page), new URL(page.url()).search], [['Event a', 'Event b', 'Event c'], ''], 'nothing moves before it is pressed')
  assert.equal(await button(page).innerText(), 'Play')
  await page.evaluate(() => { scrollTo(0, 150) })
  const { y } = await button(page).boundingBox()
  await button(page).focus()
  await until(page, 1, () => page.keyboard.press('Enter'))
  assert.deepEqual([await shown(page), await button(page).innerText(), await focused(page)], [['Event a'], 'Pause', true])
  assert.equal(await described(page), 'What sources published by 1 June 2025 say step 1 of 3')
  assert.ok(Math.abs((await button(page).boundingBox()).y - y) < 2, 'what the reader looks at stays where it is')
  await page.clock.runFor(2000)
  assert.deepEqual(await shown(page), ['Event a'])
  await until(page, 2, () => page.clock.runFor(2500))
  assert.deepEqual([await shown(page), await button(page).innerText()], [['Event a', 'Event b'], 'Pause'])
  await until(page, 3, () => page.clock.runFor(4500))
  assert.deepEqual([await shown(page), await button(page).innerText(), await focused(page)], [['Event a', 'Event b', 'Event c'], 'Play', true])
  const last = page.url()
  await page.clock.runFor(60_000)
  assert.equal(page.url(), last)
  await page.goBack()
  assert.equal(new URL(page.url()).search, '', 'one step back leads to where it began')
  await close()
})

test('it pauses when its button is pressed again or loses the focus, and on a page that is loaded anew', async () => {
  for (const pause of [page => page.keyboard.press('Space'), page => button(page).click(), page => page.keyboard.press('Shift+Tab'), page => page.reload()]) {
    const { page, close } = await still()
    await until(page, 1, () => button(page).click())
    assert.equal(await button(page).innerText(), 'Pause')
    await pause(page)
    assert.equal(await button(page).innerText(), 'Play')
    await page.clock.runFor(60_000)
    assert.deepEqual(await shown(page), ['Event a'])
    await until(page, 2, () => button(page).click())
    assert.equal(await button(page).innerText(), 'Pause', 'it goes on from where it stood')
    await close()
  }
})

test('without scripts the links stay alone; with them it can be seen, whatever the language and the width', async () => {
  const plain = await open(browser, `${server.address}/stories/told`, { js: false })
  assert.ok(!await button(plain.page).isVisible())
  assert.ok(await plain.page.locator('#known a').first().isVisible())
  await plain.close()
  const seen = await open(browser, `${server.address}/stories/told`)
  assert.deepEqual(await violations(seen.page), [])
  await seen.close()
  for (const [lang, words] of [['en', ['Play', 'Pause']], ['es', ['Reproducir', 'Pausar']], ['uk', ['Відтворити', 'Призупинити']], ['ar', ['تشغيل', 'إيقاف مؤقت']], ['zh', ['播放', '暂停']]]) {
    const { page, close } = await still(`/stories/told?lang=${lang}`, { width: 360 })
    const said = [await button(page).innerText()]
    await until(page, 1, () => button(page).click())
    said.push(await button(page).innerText())
    assert.deepEqual(said, words)
    const box = await button(page).boundingBox()
    assert.ok(box.height >= 24 && box.x >= 0 && box.x + box.width <= 360, lang)
    await close()
  }
})
