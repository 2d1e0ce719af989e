// What stands on the pages: all of it without scripts and on paper, and text as
// text.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { open, pages, root, startBrowser, startServer, story } from './lib/server.js'

let server, browser, dir
const longStory = 260

// A story of more events than a page holds.
function longFile () {
  const lines = ['dateline: 1', 'story: {id: long, title: A long story, language: en}', 'events:']
  for (let i = 0; i < longStory; i++) {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)
    lines.push(`  - {id: long-${i}, title: Event ${i}, type: meeting, date: ${day}}`)
  }
  lines.push('  - {id: long-ahead, title: Still to come, type: meeting, status: expected, date: 2030-01-01}')
  return lines.join('\n') + '\n'
}

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-story-'))
  writeFileSync(join(dir, 'long.yaml'), longFile())
  server = await startServer([`${root}web/test/stories/hostile.yaml`, join(dir, 'long.yaml')])
  browser = await startBrowser()
})
after(() => rmSync(dir, { recursive: true, force: true }))

const json = async path => (await fetch(server.address + path)).json()
const eventsOfStory = async () => (await json('/v1/events?story=us-ukraine-peace-talks&limit=1000')).data
const ahead = ['scheduled', 'expected', 'proposed', 'postponed']
const sections = events => {
  const later = events.filter(e => ahead.includes(e.status))
  const rest = events.filter(e => !ahead.includes(e.status))
  const dated = e => e.date.earliest !== null || e.date.latest !== null
  return [rest.filter(dated), later, rest.filter(e => !dated(e))]
}
const ids = page => page.$$eval('.groups .event', list => list.map(e => e.id.replace(/^e-/, '')))

test('a story is complete without scripts, in ordered lists under headings', async () => {
  const { page, close } = await open(browser, server.address + story, { js: false })
  const events = (await json('/v1/events?story=us-ukraine-peace-talks&limit=1000&order=story')).data
  const [dated, later, undated] = sections(events)
  assert.deepEqual(await ids(page), [...dated, ...later, ...undated].map(e => e.id))
  for (const [name, part] of Object.entries({ dated, ahead: later, undated })) {
    const list = page.locator(`section[aria-labelledby=part-${name}]`)
    assert.deepEqual(await list.locator('.event').evaluateAll(all => all.map(e => e.id.replace(/^e-/, ''))), part.map(e => e.id), name)
    assert.equal(await list.locator(`h2#part-${name}`).count(), 1)
    assert.equal(await list.locator('ol.groups > li > ol.events > li.event').count(), part.length)
  }
  const text = await page.evaluate(() => document.body.textContent)
  for (const e of events) {
    for (const part of [e.title, e.summary, ...e.quotes.map(q => q.text), ...e.citations.flatMap(c => [c.sha256, c.section])]) {
      if (part) assert.ok(text.includes(part), `${e.id} lacks ${part}`)
    }
  }
  const sources = (await json('/v1/sources?story=us-ukraine-peace-talks')).data
  for (const s of sources) for (const part of [s.title, s.digest, ...s.notes.map(n => n.text)]) assert.ok(text.includes(part), `no ${part}`)
  await close()
})

test('scripts add nothing but buttons that copy, and how to choose a range', async () => {
  const [plain, scripted] = [await open(browser, server.address + story, { js: false }), await open(browser, server.address + story)]
  assert.ok(await scripted.page.locator('#strip-hint').isVisible() && !await plain.page.locator('#strip-hint').isVisible())
  await scripted.page.locator('#strip-hint').evaluate(hint => { hint.hidden = true })
  const said = async ({ page }) => (await page.locator('main').innerText()).replaceAll('Copy\n', '').replaceAll(/\s+/g, ' ')
  assert.equal(await said(scripted), await said(plain))
  await plain.close()
  await scripted.close()
})

test('the list of stories leads to what is pasted to embed one', async () => {
  const { page, close } = await open(browser, server.address, { js: false })
  await page.click('a[href$="#embedding"]')
  const pasted = page.locator('#embedding .snippet').first()
  await pasted.waitFor() // what a fragment names is opened after the page is loaded
  assert.match(await pasted.innerText(), /<dateline-timeline story="/)
  await close()
})

test('a date is never more exact than it is known', async () => {
  const { page, close } = await open(browser, server.address + story, { js: false })
  const known = new Set((await eventsOfStory()).flatMap(e => (e.date.edtf ?? '').split(/\/|,|\.\.|[[\]{}]/).map(d => d.replace(/[~?%]/, ''))))
  for (const machine of await page.$$eval('.when time', list => list.map(t => t.dateTime))) assert.ok(known.has(machine), `${machine} is no date of the story`)
  assert.match(await page.locator('#e-formal-talks').locator('xpath=ancestor::li[contains(@class,"group")]').locator('.when__date').innerText(), /^Expected/)
  await close()
})

test('each event has an address that leads to it', async () => {
  const { page, close } = await open(browser, `${server.address}${story}#e-waltz-good-talks`)
  assert.ok(await page.locator('#e-waltz-good-talks').isVisible())
  assert.equal(await page.evaluate(() => document.querySelector(':target').id), 'e-waltz-good-talks')
  assert.ok(await page.evaluate(() => document.querySelector(':target').getBoundingClientRect().top < innerHeight))
  await close()
})

test('a long story goes on to further pages, each event once and what lies ahead last', async () => {
  const { page, close } = await open(browser, `${server.address}/stories/long`, { js: false })
  const seen = await ids(page)
  assert.equal(seen.length, 100)
  while (await page.locator('a[rel=next]').count() > 0) {
    await page.click('a[rel=next]')
    await page.locator(`#e-${seen.at(-1)}`).waitFor({ state: 'detached' }) // of the page before
    seen.push(...await ids(page))
  }
  assert.deepEqual(seen, [...Array(longStory).keys()].map(i => `long-${i}`).concat('long-ahead'))
  await page.goto(`${server.address}/stories/long?event=long-230#e-long-230`)
  assert.ok(await page.locator('#e-long-230').isVisible())
  await close()
})

test('filters survive a reload and the way back', async () => {
  const { page, close } = await open(browser, server.address + '/explore')
  await page.fill('#f-from', '2025-03')
  await page.fill('#f-to', '2025-03')
  await page.click('.q-bar button[type=submit]')
  await page.waitForURL(/from=/)
  assert.equal(new URL(page.url()).search, '?from=2025-03&to=2025-03')
  await page.click('#facet-type .opt:has-text("Statement")')
  await page.waitForURL(/type=/)
  await page.click('#facet-type .opt:has-text("Proposal")')
  await page.waitForURL(/proposal/)
  await page.waitForLoadState('load')
  const address = page.url()
  assert.equal(new URL(address).searchParams.get('type'), 'statement,proposal')
  const state = () => page.evaluate(() => [...document.forms[0].elements].filter(e => e.type !== 'hidden' && (e.checked || ['text', 'search'].includes(e.type))).map(e => `${e.name}=${e.value}`).join('&'))
  const [before, rows] = [await state(), await page.locator('.events-table tbody tr').count()]
  assert.match(before, /from=March 2025&to=March 2025/)
  await page.reload()
  assert.equal(await state(), before)
  await page.click('.events-table tbody a')
  await page.goBack()
  assert.equal(page.url(), address)
  assert.equal(await state(), before)
  assert.equal(await page.locator('.events-table tbody tr').count(), rows)
  await close()
})

test('explore shows what the API answers', async () => {
  const { page, close } = await open(browser, server.address + pages.explore, { js: false })
  const query = new URL(server.address + pages.explore).search
  const list = await json('/v1/events' + query + '&count=true')
  assert.equal(await page.locator('.events-table tbody tr').count(), list.data.length)
  assert.ok((await page.locator('h1').innerText()).startsWith(`${list.page.total} events`))
  const { data } = await json('/v1/events/facets' + query + '&by=actor,place&limit=1000')
  for (const [facet, values] of Object.entries(data)) {
    for (const { value, label, count } of values.slice(0, 8)) {
      const box = page.locator(`#facet-${facet} .opt`).filter({ has: page.getByText(label, { exact: true }) })
      assert.equal(await box.locator('.opt__n').innerText(), String(count), value)
    }
  }
  for (const href of await page.$$eval('.take .inline a', links => links.map(a => a.getAttribute('href')))) {
    assert.equal((await fetch(server.address + href)).status, 200, href)
  }
  await close()
})

test('hostile text stays text', async () => {
  const paths = ['/stories/hostile', '/stories/hostile?verification=retracted', '/embed/hostile', '/', '/explore?story=hostile', '/explore?story=hostile&view=list',
    '/explore?q=%3Cscript%3Ealert(1)%3C/script%3E', '/stories/hostile?q=%22%3E%3Cscript%3E', '/stories/%3Cscript%3E', '/explore?actor=%22%3E%3Cscript%3E', '/stories/hostile?lang=%22%3E%3Cscript%3E']
  const { page, heard, close } = await open(browser, server.address + '/docs')
  page.on('dialog', dialog => { heard.push(`a dialog says ${dialog.message()}`); dialog.dismiss() })
  const title = (await json('/v1/stories/hostile')).title
  for (const path of paths) {
    heard.length = 0
    const answer = await page.goto(server.address + path)
    assert.deepEqual(heard.filter(line => !(answer.status() >= 400 && line.includes('Failed to load resource'))), [], path)
    assert.notEqual(await page.title(), 'owned', path)
    assert.equal(await page.locator('img').count(), 0, path)
    const scripts = await page.$$eval('script', list => list.map(s => s.type || s.getAttribute('src')))
    for (const script of scripts) assert.match(script, /^(application\/ld\+json|\/assets\/(page|chart|event|frame|strip)\.[0-9a-f]{12}\.js)$/, path)
    if (answer.ok() && !path.includes('q=')) assert.ok((await page.locator('body').textContent()).includes(title), `${path} shows no hostile text`)
  }
  await page.goto(server.address + '/stories/hostile')
  assert.equal(await page.locator('h1').textContent(), title)
  assert.equal(JSON.parse(await page.locator('script[type="application/ld+json"]').textContent()).name, title)
  // Marks of direction stay inside the text that they are in.
  for (const e of await page.$$('.event__title, h1, bdi, .event__text')) assert.match(await e.evaluate(x => getComputedStyle(x).unicodeBidi), /isolate|plaintext/)
  await close()
})

test('the hostile story has something hostile in every field that holds text', async () => {
  const texts = ['title', 'summary', 'publisher', 'text', 'name', 'aliases', 'description', 'section', 'alt', 'caption', 'credit', 'unit', 'reason', 'by']
  const found = new Set()
  const walk = (value, field) => {
    if (Array.isArray(value)) for (const one of value) walk(one, field)
    else if (value && typeof value === 'object') for (const [name, one] of Object.entries(value)) walk(one, field === 'figures' && name === 'name' ? 'figure' : name)
    else if (texts.includes(field)) {
      assert.match(value, /</, field)
      found.add(field)
    }
  }
  walk(await json('/v1/stories/hostile/document'), 'document')
  walk((await json('/v1/events?story=hostile&verification=retracted')).data.map(e => e.retracted), 'retracted')
  assert.deepEqual([...found].sort(), texts.toSorted())
})

test('on paper there is all of it, and where links lead', async () => {
  const { page, close } = await open(browser, server.address + story)
  const file = join(dir, 'story.pdf')
  await page.pdf({ path: file, format: 'A4' })
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '')
  for (const e of await eventsOfStory()) {
    assert.ok(text.includes(e.title.replaceAll(/\s+/g, '')), `no ${e.title} on paper`)
    for (const c of e.citations) assert.ok(text.includes(c.sha256), `no digest of ${e.id} on paper`)
  }
  assert.ok(text.includes(`${server.address}${story}`), 'the address of the page is not on paper')
  // Every link that is seen on paper can be followed in the file, too.
  await page.emulateMedia({ media: 'print' })
  const seen = await page.$$eval('a[href]', list => list.filter(a => a instanceof HTMLAnchorElement && a.checkVisibility() && a.getClientRects().length > 0 && getComputedStyle(a).clipPath === 'none').map(a => a.href.replace(/#.*/, a.href.split('#')[0] === location.href.split('#')[0] ? '' : '$&')))
  const leadTo = new Set([...readFileSync(file, 'latin1').matchAll(/\/URI \(((?:[^()\\]|\\.)*)\)/g)].map(([, uri]) => uri.replace(/\\(.)/g, '$1')))
  const away = new Set(seen.filter(href => href !== server.address + story))
  assert.ok(away.size > 10, `${away.size} links`)
  for (const href of away) assert.ok(leadTo.has(href), `${href} cannot be followed from paper`)
  await close()
})

test('on paper an address that leads elsewhere is spelled out', async () => {
  const { page, close } = await open(browser, server.address + '/stories/hostile')
  const file = join(dir, 'hostile.pdf')
  await page.pdf({ path: file, format: 'A4' })
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '')
  const elsewhere = await page.$$eval('a[href]', list => list.filter(a => a instanceof HTMLAnchorElement).map(a => a.href).filter(href => new URL(href).origin !== location.origin))
  assert.equal(new Set(elsewhere).size, 2, 'the source and the photograph')
  for (const href of elsewhere) assert.ok(text.includes(decodeURI(href)), `${href} is not on paper: ${text.match(/https.{60}/g)}`)
  await close()
})

test('the whole reading order is the same in a right-to-left page', async () => {
  const order = async lang => {
    const { page, close } = await open(browser, `${server.address}${story}?lang=${lang}`)
    const list = await ids(page)
    const dir = await page.getAttribute('html', 'dir')
    await close()
    return { list, dir }
  }
  const [ltr, rtl] = [await order('en'), await order('ar')]
  assert.deepEqual([ltr.dir, rtl.dir], ['ltr', 'rtl'])
  assert.deepEqual(rtl.list, ltr.list)
})

test('only the page for it can be framed', async () => {
  for (const [path, framed] of [['/embed/us-ukraine-peace-talks', true], [story, false], ['/', false], ['/explore', false], ['/docs', false]]) {
    const policy = (await fetch(server.address + path, { headers: { Accept: 'text/html' } })).headers.get('Content-Security-Policy')
    assert.equal(policy.includes("frame-ancestors 'none'"), !framed, path)
    assert.ok(!policy.includes('unsafe'), path)
  }
})

test('links on the pages lead somewhere', async () => {
  const seen = new Map()
  const { page, close } = await open(browser, server.address, { js: false })
  for (const path of [pages.home, pages.story, pages.explore, pages.embed, pages.docs, pages['docs-routes'], '/docs/schemas', '/?lang=uk']) {
    await page.goto(server.address + path)
    // An example of a mistake leads to the answer that it is an example of.
    const links = await page.$$eval('a[href], link[href]', list => list.map(a => [new URL(a.getAttribute('href'), document.baseURI).href, a.closest('.answer')?.querySelector('b').textContent]))
    const targets = await page.$$eval('[id]', list => list.map(e => e.id))
    assert.equal(new Set(targets).size, targets.length, `${path} has an id twice: ${targets.filter((id, i) => targets.indexOf(id) !== i)}`)
    const here = new URL(page.url())
    for (const [link, status] of links) {
      const url = new URL(link)
      if (url.origin !== server.address) continue
      if (url.pathname === here.pathname && url.search === here.search && url.hash) {
        assert.ok(targets.includes(decodeURIComponent(url.hash.slice(1))), `${path}: nothing has the id ${url.hash}`)
        continue
      }
      url.hash = ''
      if (!seen.has(url.href)) seen.set(url.href, { path, status })
    }
  }
  await close()
  for (const [href, { path, status }] of seen) {
    const answer = await fetch(href)
    await answer.body?.cancel()
    if (status) assert.equal(String(answer.status), status, `${path} has ${href} as an example`)
    else assert.ok(answer.status < 400, `${path} links to ${href}: ${answer.status}`)
  }
})
