// A story on A4.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, startBrowser, startServer, story } from './lib/server.js'

let server, browser, dir
before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-paper-'))
  server = await startServer()
  browser = await startBrowser()
})
after(() => rmSync(dir, { recursive: true, force: true }))

const squeezed = text => text.replaceAll(/\s+/g, '')

// The words of each page of a file, with the height in the page at which each ends, from 0 to 1.
function pagesOf (file) {
  const xml = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' })
  return xml.split('<page ').slice(1).map(page => {
    const height = Number(/height="([\d.]+)"/.exec(page)[1])
    const words = [...page.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)].map(([, , bottom, text]) => ({ bottom: bottom / height, text: text.replaceAll('&amp;', '&') }))
    return { lowest: Math.max(...words.map(w => w.bottom)), text: words.map(w => w.text).join('') }
  })
}

for (const lang of ['en', 'ar', 'zh']) {
  test(`the bundled story has at most ten pages, all of them full: ${lang}`, async () => {
    const { page, close } = await open(browser, `${server.address}${story}?lang=${lang}`)
    const file = join(dir, `${lang}.pdf`)
    await page.pdf({ path: file, format: 'A4' })
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
    const count = Number(/^Pages:\s+(\d+)/m.exec(info)[1])
    assert.ok(count <= 10, `${count} pages`)
    const sheets = pagesOf(file)
    assert.equal(sheets.length, count)
    for (const [i, { lowest }] of sheets.slice(0, -1).entries()) assert.ok(lowest > 0.7, `page ${i + 1} ends at ${lowest}`)
    await close()
  })
}

test('a date stands again at the top of each page that its events go on to, and digests once, at the end', async () => {
  const { page, close } = await open(browser, server.address + story)
  const file = join(dir, 'story.pdf')
  await page.pdf({ path: file, format: 'A4' })
  // Or the heading of a section, which its first date follows.
  const dates = (await page.$$eval('.when__date, #timeline h2', list => list.map(e => e.textContent))).map(squeezed)
  const sheets = pagesOf(file)
  const { data: events } = await (await fetch(`${server.address}/v1/events?story=us-ukraine-peace-talks&limit=1000`)).json()
  const titles = events.map(e => squeezed(e.title))
  let repeated = 0
  for (const [i, { text }] of sheets.entries()) {
    if (i === 0 || !titles.some(title => text.includes(title))) continue
    const at = dates.some(date => text.startsWith(date))
    assert.ok(at, `page ${i + 1} begins with ${text.slice(0, 60)}`)
    repeated++
  }
  assert.ok(repeated > 4, `${repeated} pages`)
  const all = sheets.map(s => s.text).join('')
  const digests = new Set(events.flatMap(e => [...e.citations, ...e.quotes.flatMap(q => q.citations)]).map(c => c.sha256))
  for (const digest of digests) assert.equal(all.split(digest).length, 2, `${digest} stands once`)
  const sources = all.indexOf(squeezed(await page.locator('#sources').textContent()), all.indexOf(titles.at(-1)))
  for (const digest of digests) assert.ok(all.indexOf(digest) > sources, 'at the end')
  await close()
})
