// What every page owes every reader, in every colour, direction and width.
import assert from 'node:assert/strict'
import { get } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { faded, violations } from './lib/axe.js'
import { all, open, root, startBrowser, startServer, unfold } from './lib/server.js'

const budget = 120_000
let server, browser

before(async () => {
  server = await startServer([`${root}web/test/stories/hostile.yaml`, `${root}web/test/stories/right-to-left.yaml`])
  browser = await startBrowser()
})

const inLanguage = (path, lang) => path + (path.includes('?') ? '&' : '?') + 'lang=' + lang

const beyond = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

// How many bytes an answer is on the wire, and what it says.
function weigh (url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip', Accept: 'text/html' } }, answer => {
      let size = 0
      answer.on('data', part => { size += part.length }).on('end', () => resolve(size)).on('error', reject)
    }).on('error', reject)
  })
}

// The tests of a page follow one another on one tab, so that they load it as
// seldom as they can: what differs by colour or width alone needs no new load.
for (const [name, path] of Object.entries(all)) {
  describe(name, () => {
    let tab
    before(async () => { tab = await open(browser, server.address + path) })
    after(() => tab?.close())

    test('says nothing to the console and asks nobody else', async () => {
      await tab.page.waitForLoadState('networkidle')
      const own = tab.heard.filter(line => !(tab.answer.status() === 404 && line.includes('404 (Not Found)')))
      assert.deepEqual(own, [])
    })

    test('weighs less than 120 kB compressed, with all that it loads', async () => {
      const loads = await tab.page.evaluate(() => [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img[src]')].map(e => e.href || e.src).filter(url => !url.startsWith('data:')))
      assert.ok(loads.length > 0, 'a page without a style sheet was not read right')
      let total = 0
      for (const url of [server.address + path, ...loads]) total += await weigh(url)
      assert.ok(total < budget, `${total} bytes`)
    })

    for (const lang of ['en', 'ar', 'uk', 'es', 'zh']) {
      test(`never scrolls sideways at 320 pixels: ${lang}`, async () => {
        await tab.page.setViewportSize({ width: 320, height: 900 })
        await tab.page.goto(server.address + inLanguage(path, lang))
        assert.equal(await tab.page.getAttribute('html', 'lang'), lang)
        assert.equal(await beyond(tab.page), 0)
        await tab.page.evaluate(unfold)
        assert.equal(await beyond(tab.page), 0, 'with everything unfolded')
      })

      if (!['en', 'ar'].includes(lang)) continue
      for (const [colorScheme, look] of [['light', violations], ['dark', faded]]) {
        test(`axe finds nothing: ${colorScheme}, ${lang}`, async () => {
          await tab.page.setViewportSize({ width: 1280, height: 900 })
          await tab.page.emulateMedia({ colorScheme })
          assert.equal(await tab.page.getAttribute('html', 'dir'), lang === 'ar' ? 'rtl' : 'ltr')
          assert.deepEqual(await look(tab.page), [])
        })
      }
    }
  })
}

test('what is looked for would be found', async () => {
  const { page, close } = await open(browser, server.address, { width: 320 })
  await page.evaluate(() => {
    document.querySelector('h1').insertAdjacentHTML('afterend', '<p>wide</p><input>')
    Object.assign(document.querySelector('h1 + p').style, { inlineSize: '400px', color: '#ddd', background: '#fff' })
  })
  assert.ok(await beyond(page) > 0)
  const names = found => found.map(v => v.split(':')[0])
  assert.deepEqual(names(await violations(page)), ['color-contrast', 'label'])
  assert.deepEqual(names(await faded(page)), ['color-contrast'])
  await close()
})
