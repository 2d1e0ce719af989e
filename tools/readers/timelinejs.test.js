// TimelineJS shows every event that has a beginning, under its own title and
// with its date in words, from the JSON and from the sheet.

import assert from 'node:assert/strict'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { openPage, serveFiles, startChromium } from './browser.js'
import { BUNDLED, HARD, startDateline } from './dateline.js'

const dist = fileURLToPath(new URL('node_modules/@knight-lab/timelinejs/dist/', import.meta.url))

const harness = `<!doctype html>
<meta charset="utf-8">
<title>TimelineJS</title>
<link rel="stylesheet" href="/timelinejs/css/timeline.css">
<div id="timeline" style="width: 1200px; height: 700px"></div>
<script src="/timelinejs/js/timeline.js"></script>
<script>
  const source = new URLSearchParams(location.search).get('source')
  // Its own font comes from elsewhere; moving from slide to slide need not take time.
  window.timeline = new TL.Timeline('timeline', source, { font: null, duration: 1, script_path: '/timelinejs/js/' })
</script>`

// What a reader must see of fixtures/hard-dates.yaml. What has no known
// beginning, and what was taken back, is no slide.
const hard = [
  ['Hard dates & <hard> "text"', ''],
  ['The universe begins to expand', '13.8 billion years ago'],
  ['Caesar is killed, "on the Ides"', '15 March 44 BC'],
  ['In the year before AD 1', '1 BC'],
  ['Decade of the moon flights', 'the 1960s'],
  ['First landing on the moon', '20 July 1969, 16:17:40 UTC−04:00'],
  ['Perhaps in that year', 'perhaps 1984'],
  ['A title of two lines', '26 February to 4 March 2025'],
  ['=cmd()', 'about March 2025'],
  ['</script><script>alert(1)</script> & <b>bold</b>', 'from 5 March 2025, no end stated'],
]

// How the widget itself says where each of these slides begins, on a human
// scale: in UTC, as it knows no zones.
const own = [
  'March 15, 44 BCE', '1 BCE', '1960', '8:17:40 PM July 20, 1969', '1984', 'February 26, 2025', 'March 2025', 'March 5, 2025',
]

test('TimelineJS', async (t) => {
  const dateline = await startDateline()
  const browser = await startChromium()
  const origin = await serveFiles(t, { '/index.html': harness, '/timelinejs/': dist })

  const sources = (query) => ({
    JSON: `${dateline.origin}/v1/events?format=timelinejs&${query}`,
    sheet: `${dateline.origin}/v1/timeline.csv?${query}`,
  })

  for (const [form, source] of Object.entries(sources(`story=${HARD}`))) {
    await t.test(`shows hard dates from the ${form}`, async (t) => {
      assert.deepEqual(await slidesOf(t, browser, origin, source), hard)
    })
  }
  // Without the beginning of the universe the widget counts in days, not in years alone.
  for (const [form, source] of Object.entries(sources(`story=${HARD}&from=-0100`))) {
    await t.test(`shows hard dates on a human scale from the ${form}`, async (t) => {
      const page = await openWidget(t, browser, origin, source)
      assert.equal(await page.evaluate(() => timeline.config.scale), 'human')
      assert.deepEqual(await page.evaluate(() => timeline.config.events.map((e) => e.start_date.getDisplayDate(timeline.language).replace(/<[^>]*>/g, ''))), own)
      assert.deepEqual((await walk(page)).slice(1), hard.slice(2))
    })
  }
  for (const [form, source] of Object.entries(sources(`story=${BUNDLED}&limit=1000`))) {
    await t.test(`shows the bundled story from the ${form}`, async (t) => {
      const dated = (await dateline.all(`/v1/events?story=${BUNDLED}`)).filter((e) => e.date.earliest !== null)
      const story = await dateline.json(`/v1/stories/${BUNDLED}`)
      const seen = await slidesOf(t, browser, origin, source)
      assert.ok(dated.length > 3)
      assert.deepEqual(seen.map(([title]) => title), [story.title, ...dated.map((e) => e.title)])
      const call = seen.find(([title]) => title.startsWith('Yermak and Waltz speak by phone'))
      assert.equal(call[1], '5 March 2025')
    })
  }
  await t.test('shows what was taken back as such, where it is asked for', async (t) => {
    const [, slide] = await slidesOf(t, browser, origin, sources(`story=${HARD}&verification=retracted`).JSON)
    assert.deepEqual(slide, ['Retracted: This was taken back', '6 March 2025'])
  })
  await t.test('the guard finds a page that asks elsewhere', async (t) => {
    const page = await openPage(t, browser)
    const refused = page.waitForEvent('requestfailed')
    await page.goto(origin + '/?source=' + encodeURIComponent('https://elsewhere.example/timeline.csv'))
    await refused
    assert.ok(page.complaints.includes('asks https://elsewhere.example/timeline.csv'), page.complaints.join('\n'))
  })
})

async function openWidget(t, browser, origin, source) {
  const page = await openPage(t, browser, { viewport: { width: 1280, height: 800 } })
  await page.goto(`${origin}/?source=${encodeURIComponent(source)}`)
  await page.waitForFunction(() => window.timeline?.ready === true)
  return page
}

async function slidesOf(t, browser, origin, source) {
  return walk(await openWidget(t, browser, origin, source))
}

/** Goes through all slides by the widget's own arrow, and reads what each shows. */
async function walk(page) {
  const seen = []
  for (;;) {
    const id = await page.evaluate(() => timeline.current_id)
    const slide = page.locator(`[id="${id}"].tl-slide`)
    await slide.locator('.tl-headline').waitFor({ state: 'visible' })
    const headline = (await slide.locator('.tl-headline').innerText()).replace(/\s+/g, ' ').trim()
    const date = slide.locator('.tl-headline-date')
    seen.push([headline, (await date.count()) ? (await date.innerText()).trim() : ''])
    const next = page.locator('.tl-slidenav-next')
    if (!(await next.isVisible())) break
    await next.click()
    await page.waitForFunction((last) => timeline.current_id !== last, id)
  }
  assert.deepEqual(page.complaints, [])
  return seen
}
