// What keeps its own direction in a page from right to left.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { open, startBrowser, startServer, story } from './lib/server.js'

let server, browser
before(async () => {
  server = await startServer()
  browser = await startBrowser()
})

test('what is typed and what is code stay from left to right', async () => {
  const { page, close } = await open(browser, `${server.address}/explore?lang=ar&from=2025-03&q=talks`)
  const fields = await page.$$eval('input:is([type=search], [type=text], :not([type]))', list => list.map(e => [e.name || e.id, e.dir, getComputedStyle(e).direction, e.value]))
  assert.ok(fields.length > 6)
  for (const [name, dir, direction, value] of fields) {
    // Words and dates may be written in any language, and go where their first letter goes.
    const words = ['q', 'from', 'to'].includes(name)
    assert.deepEqual([dir, direction], [words ? 'auto' : 'ltr', /^[\u0600-\u06ff]/.test(value) ? 'rtl' : 'ltr'], `${name} ${value}`)
  }
  for (const path of ['/explore?lang=ar', `${story}?lang=ar`]) {
    await page.goto(server.address + path)
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true }))
    // Where the parts of a format stand on the line, from the left.
    const order = await page.evaluate(() => {
      const text = document.querySelector('#f-hint').firstChild
      return ['2025-03-05', '-0043-03-15', '2025-03~'].map(format => {
        const at = text.data.indexOf(format)
        const lefts = [...format].map((_, i) => {
          const range = document.createRange()
          range.setStart(text, at + i)
          range.setEnd(text, at + i + 1)
          return range.getBoundingClientRect().left
        })
        return at >= 0 && lefts.every((left, i) => i === 0 || left > lefts[i - 1])
      })
    })
    assert.deepEqual(order, [true, true, true], path)
  }
  await close()
})

test('titles of another script are kept apart in lists', async () => {
  const { page, close } = await open(browser, `${server.address}${story}?lang=ar`)
  // Text in Latin letters that stands in a list among words of the page is in an element of its own direction.
  const loose = await page.evaluate(() => {
    const found = []
    for (const e of document.querySelectorAll('.cite__rel a, .chip, .cite__src, .who, .active .chip')) {
      const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT)
      while (walk.nextNode()) {
        const node = walk.currentNode
        if (/[A-Za-z]{4}/.test(node.data) && !/isolate|plaintext/.test(getComputedStyle(node.parentElement).unicodeBidi) && !node.parentElement.closest('bdi, [dir]:not(html)')) found.push(node.data.trim())
      }
    }
    return found
  })
  assert.deepEqual(loose, [])
  await close()
})
