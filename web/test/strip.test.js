// What a reader does with the strip of a story: its marks are links whose words
// come up, the keys lead from one to the next, and a stretch of it narrows the list.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer } from './lib/server.js'

let server, browser, dir

// Days of March, some of them in each lane; what is dated alike is one mark.
const days = `dateline: 1
story: {id: days, title: A story of some days, language: en}
events:
  - {id: a, title: The first thing, type: meeting, date: 2025-03-03}
  - {id: b, title: The second thing, type: call, date: 2025-03-05}
  - {id: c, title: The third thing, type: call, date: 2025-03-05}
  - {id: d, title: Something said, type: statement, date: 2025-03-06}
  - {id: e, title: The last thing, type: meeting, date: 2025-03-12}
  - {id: f, title: What may come, type: negotiation, status: expected, date: 2025-03-14}
${Array.from({ length: 8 }, (_, i) => `  - {id: g${i}, title: Remark ${i}, type: statement, date: 2025-03-10}`).join('\n')}
`

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-strip-'))
  writeFileSync(join(dir, 'days.yaml'), days)
  server = await startServer([join(dir, 'days.yaml')])
  browser = await startBrowser()
})
after(() => rmSync(dir, { recursive: true, force: true }))

const tip = page => page.locator('.strip__tip')
const at = page => page.evaluate(() => document.activeElement.closest('.at')?.getAttribute('href'))
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key) }

for (const lang of ['en', 'ar']) {
  test(`one stop for Tab, and arrow keys between the marks: ${lang}`, async () => {
    const { page, heard, close } = await open(browser, `${server.address}/stories/days?lang=${lang}`)
    const [on, back] = lang === 'ar' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    assert.equal(await page.locator('.strip .at[tabindex="0"]').count(), 1)
    await page.locator('.strip .at').first().focus()
    assert.equal(await at(page), '#e-a')
    const way = []
    for (const key of [on, on, on, on, on, back, 'ArrowUp', 'ArrowDown', 'Home', 'End']) {
      await press(page, key)
      way.push(await at(page))
    }
    assert.deepEqual(way, ['#e-b', '#e-d', '#e-g0', '#e-e', '#e-f', '#e-e', '#e-e', '#e-g0', '#e-a', '#e-f'])
    await press(page, 'Tab')
    assert.equal(await at(page), undefined, 'the next stop is not on the strip')
    await press(page, 'Shift+Tab')
    assert.equal(await at(page), '#e-f', 'and the way back leads to where one was')
    await press(page, 'Enter')
    await page.waitForURL(/#e-f$/)
    assert.deepEqual(heard, [])
    await close()
  })
}

test('words come up with the focus and the pointer, can be gone to, and be put away', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/days`)
  await page.clock.install()
  await page.reload()
  await page.locator('.strip .at').first().focus()
  assert.equal(await tip(page).innerText(), '3 March 2025\nThe first thing')
  await press(page, 'Escape')
  assert.equal(await tip(page).isVisible(), false)
  await press(page, 'ArrowRight')
  assert.equal(await tip(page).innerText(), '5 March 2025 (2)\nThe second thing\nThe third thing')
  await page.evaluate(() => document.activeElement.blur())
  assert.equal(await tip(page).isVisible(), false)
  const mark = page.locator('.strip .at[href="#e-g0"]')
  await mark.locator('rect').last().hover()
  assert.match(await tip(page).innerText(), /^10 March 2025 \(8\)\nRemark 0\n(.+\n){5}and 2 more events$/)
  const box = await tip(page).boundingBox()
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.clock.runFor(1000)
  assert.equal(await tip(page).isVisible(), true, 'it stays under the pointer')
  await press(page, 'Escape')
  assert.equal(await tip(page).isVisible(), false)
  await mark.locator('rect').last().hover()
  await page.mouse.move(5, 5)
  await page.clock.runFor(1000)
  assert.equal(await tip(page).isVisible(), false, 'and is gone behind it')
  await close()
})

test('what is within twelve pixels of a mark is on it', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/days`)
  const box = await page.locator('.strip .at[href="#e-e"] rect').first().boundingBox()
  await page.mouse.click(box.x + box.width + 10, box.y)
  await page.waitForURL(/#e-e$/)
  await close()
})

test('marks that look the same are one, with their number', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/days`)
  assert.deepEqual(await page.locator('.strip text.n').allTextContents(), ['2', '8'])
  await close()
})

test('a drag chooses a range, and Escape none', async () => {
  const { page, heard, close } = await open(browser, `${server.address}/stories/days?type=meeting,call`)
  const from = await page.locator('.strip .at[href="#e-b"] rect').first().boundingBox()
  const to = await page.locator('.strip .at[href="#e-e"] rect').first().boundingBox()
  const drag = async () => {
    await page.mouse.move(from.x + 2, from.y - 3)
    await page.mouse.down()
    await page.mouse.move(to.x + 2, to.y + 9, { steps: 4 })
    assert.equal(await tip(page).innerText(), '5 – 12 March 2025')
    assert.equal(await page.locator('.strip__pick').isVisible(), true)
  }
  await drag()
  await press(page, 'Escape')
  await page.mouse.up()
  assert.equal(await page.locator('.strip__pick').isVisible(), false)
  assert.ok(!page.url().includes('from='))
  await drag()
  await page.mouse.up()
  await page.waitForURL(/from=2025-03-05&to=2025-03-12/)
  assert.deepEqual(await page.locator('.event').evaluateAll(list => list.map(e => e.id)), ['e-b', 'e-c', 'e-e'])
  assert.equal(await page.locator('.active .chip').count(), 3)
  assert.deepEqual(heard, [])
  await close()
})

for (const lang of ['en', 'ar']) {
  test(`Shift and the arrow keys choose a range: ${lang}`, async () => {
    const { page, close } = await open(browser, `${server.address}/stories/days?lang=${lang}`)
    const on = lang === 'ar' ? 'ArrowLeft' : 'ArrowRight'
    await page.locator('.strip .at').first().focus()
    await press(page, on, `Shift+${on}`, `Shift+${on}`, 'Escape')
    assert.equal(await page.locator('.strip__pick').isVisible(), false)
    await press(page, 'Home', on, `Shift+${on}`, `Shift+${on}`, 'Enter')
    await page.waitForURL(/from=2025-03-05&to=2025-03-10/)
    await close()
  })
}

test('without scripts the marks are links with titles, and two dates are a form', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/days`, { js: false })
  assert.equal(await page.locator('.strip .at title').first().textContent(), '3 March 2025\nThe first thing')
  assert.equal(await page.locator('#strip-hint').isVisible(), false)
  await page.locator('.narrow summary').click()
  await page.locator('#f-from').fill('2025-03-12')
  await page.locator('#f-to').fill('2025-03-14')
  await page.locator('.q-form button').click()
  await page.waitForURL(/from=2025-03-12&to=2025-03-14/)
  assert.deepEqual(await page.locator('.event').evaluateAll(list => list.map(e => e.id)), ['e-e', 'e-f'])
  await close()
})

test('in a frame the keys lead from mark to mark, and no range is chosen', async () => {
  const { page, heard, close } = await open(browser, `${server.address}/embed/days`, { width: 360 })
  await page.locator('.strip .at').first().focus()
  await press(page, 'Shift+ArrowRight')
  assert.equal(await at(page), '#e-b')
  assert.equal(await page.locator('.strip__pick').isVisible(), false)
  assert.deepEqual(heard, [])
  await close()
})
