// The pictures of events: where they come from, what keeps room for them, and
// what is left where one may not or cannot be loaded. They are https addresses,
// so the tests answer for these hosts themselves, within the browser.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer } from './lib/server.js'

let server, browser, dir

// 60 by 40 pixels, whatever a story says of it.
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="teal"/></svg>'

function file () {
  const many = Array.from({ length: 21 }, (_, i) => `      - {url: "https://p${i}.pictures.test/a.svg", type: image/svg+xml, alt: Picture ${i}, width: 60, height: 40}`)
  return `dateline: 1
story: {id: pictures, title: A story with pictures, language: en}
events:
  - id: sized
    title: Sized
    type: meeting
    date: 2020-01-01
    media:
      - {url: "https://p0.pictures.test/sized.svg", type: image/svg+xml, alt: Two people at a table, caption: The talks, credit: A. Photographer, width: 600, height: 400}
  - id: unsized
    title: Unsized
    type: meeting
    date: 2020-01-02
    media:
      - {url: "https://p0.pictures.test/unsized.svg", type: image/svg+xml, alt: Nobody measured it}
      - {url: "https://p0.pictures.test/gone.svg", type: image/svg+xml, alt: It is gone, caption: Once a picture}
  - id: film
    title: Film
    type: meeting
    date: 2020-01-03
    media:
      - {url: "https://films.test/a.mp4", type: video/mp4, caption: The film, thumbnail: "https://p0.pictures.test/poster.svg"}
  - id: many
    title: Many
    type: meeting
    date: 2020-01-04
    media:
${many.join('\n')}
`
}

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-media-'))
  writeFileSync(join(dir, 'pictures.yaml'), file())
  server = await startServer([join(dir, 'pictures.yaml')])
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(dir, { recursive: true, force: true })
})

// Opens a page whose pictures come when they are let go, and notes who is asked.
async function look (path, options = {}) {
  const { page, close } = await open(browser, 'about:blank', options)
  const asked = []
  let answer
  const letGo = new Promise(resolve => { answer = resolve })
  await page.route(/^https:/, async route => {
    asked.push({ url: route.request().url(), headers: route.request().headers() })
    await letGo
    if (route.request().url().endsWith('/gone.svg')) await route.fulfill({ status: 404, body: '' })
    else await route.fulfill({ contentType: 'image/svg+xml', body: picture })
  })
  const response = await page.goto(server.address + path, { waitUntil: 'domcontentloaded' })
  return { page, close, asked, answer, policy: response.headers()['content-security-policy'] }
}

// Brings every picture near the screen and waits until each has come or failed.
async function seeAll (page) {
  for (const image of await page.locator('.media img').all()) {
    await image.scrollIntoViewIfNeeded()
    await image.evaluate(img => img.complete || new Promise(resolve => { img.onload = img.onerror = resolve }))
  }
}

for (const path of ['/stories/pictures?lang=en', '/embed/pictures?lang=en']) {
  test(`${path} shows pictures of 20 origins, and links to the rest`, async () => {
    const { page, close, asked, answer, policy } = await look(path)
    answer()
    await seeAll(page)
    assert.equal(policy.match(/img-src ([^;]*);/)[1].split(' ').filter(s => s.startsWith('https:')).length, 20)
    const images = await page.$$eval('.media img', list => list.map(i => ({ src: i.src, loaded: i.naturalWidth > 0, loading: i.loading })))
    assert.equal(images.length, 4 + 20)
    for (const { src, loaded, loading } of images) {
      assert.equal(loaded, !src.endsWith('/gone.svg'), src)
      assert.equal(loading, 'lazy')
    }
    assert.ok(asked.length > 0 && asked.every(({ url }) => url.includes('.pictures.test/') && !url.includes('//p20.')), 'whom the page asks')
    for (const { url, headers } of asked) assert.equal(headers.referer, undefined, url)
    const last = page.locator('#e-many .media').last()
    assert.equal(await last.locator('img').count(), 0)
    assert.equal(await last.locator('a').getAttribute('href'), 'https://p20.pictures.test/a.svg')
    assert.equal(await page.locator('#e-film .media a').getAttribute('href'), 'https://films.test/a.mp4')
    const gone = page.locator('#e-unsized .media').last()
    assert.match(await gone.innerText(), /Once a picture/)
    assert.ok(await gone.locator('a').isVisible())
    await close()
  })

  for (const width of [1280, 360]) {
    test(`nothing on ${path} moves at ${width} when pictures come`, async () => {
      const { page, close, answer } = await look(path, { width })
      await page.waitForLoadState('domcontentloaded')
      const places = () => page.$$eval('.event, .media, .media img', list => list.map(e => [e.getBoundingClientRect().top + scrollY, e.getBoundingClientRect().height]))
      await page.evaluate(() => document.fonts.ready)
      const before = await places()
      answer()
      await seeAll(page)
      assert.deepEqual(await places(), before)
      const sized = await page.locator('#e-sized .media img').boundingBox()
      assert.ok(Math.abs(sized.width / sized.height - 1.5) < 0.02 && sized.height > 100, `the sized picture is ${sized.width} by ${sized.height}`)
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, 'no scrolling to the side')
      await close()
    })
  }
}

test('a key event shows its picture larger than others do', async () => {
  const { page, close } = await look('/stories/pictures?lang=en')
  const widths = await page.locator('#e-sized').evaluate(event => [false, true].map(key => {
    event.classList.toggle('is-key', key)
    return event.querySelector('.media__pic').getBoundingClientRect().width
  }))
  assert.ok(widths[1] > widths[0] * 1.3, `${widths[1]} pixels wide, beside ${widths[0]}`)
  await close()
})

test('pictures are on paper, with the addresses of what is linked', async () => {
  const { page, close, answer } = await look('/stories/pictures?lang=en')
  answer()
  await seeAll(page)
  await page.emulateMedia({ media: 'print' })
  const box = await page.locator('#e-sized .media img').boundingBox()
  assert.ok(box.height > 50 && box.height < 230, `${box.height} px high`) // 6 cm at most
  await close()
})

test('what a page may not load by its policy is not asked for', async () => {
  const { page, close, asked, answer } = await look('/stories/pictures?lang=en')
  answer()
  const blocked = await page.evaluate(() => new Promise(resolve => {
    const img = new Image()
    document.addEventListener('securitypolicyviolation', e => resolve(e.blockedURI), { once: true })
    img.src = 'https://p20.pictures.test/a.svg'
    document.body.append(img)
  }))
  assert.equal(new URL(blocked).host, 'p20.pictures.test')
  assert.ok(!asked.some(({ url }) => url.includes('//p20.')))
  await close()
})
