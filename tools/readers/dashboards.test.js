// What docs/examples has for dashboards, on a running server: Vega-Lite and Observable
// Plot draw each row, DuckDB finds dates, and a dashboard of Grafana finds each field that
// it names.

import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { openPage, serveFiles, startChromium } from './browser.js'
import { BUNDLED, PORT, examples, startWithPort } from './dateline.js'
import { openDuckDB, saved } from './duckdb.js'
import { at, queriesOf, rowsUnder } from './grafana.js'
import { marksOf, runSpec } from './vega.js'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const grafana = path('../../docs/examples/grafana/story.json')

test('dashboards', async (t) => {
  const dateline = await startWithPort()

  await t.test('Vega-Lite draws each row', async () => {
    const { data } = await dateline.json(`/v1/events/aggregate?group=actor,topic&top=6&story=${BUNDLED}`)
    const view = await runSpec(join(examples, 'topics.vl.json'), dateline.origin)
    const drawn = marksOf(view, 'rect').map(({ datum }) => [datum.actor_label, datum.topic_label, datum.count])
    assert.ok(data.length > 20)
    assert.deepEqual(drawn, data.map((row) => [row.actor_label, row.topic_label, row.count]))
    assert.deepEqual(marksOf(view, 'text').map((item) => Number(item.text)), data.map((row) => row.count))
  })
  await t.test('Vega-Lite draws weeks, and leaves out what has none', async () => {
    const view = await runSpec(join(examples, 'weeks.vl.json'), dateline.origin)
    const { data } = await dateline.json(`/v1/events/aggregate?group=week,type&measure=estimate&story=${PORT}&fill=true`)
    const drawn = marksOf(view, 'rect')
    assert.ok(data.length > 300)
    assert.equal(drawn.length, data.filter((row) => row.week).length)
    assert.deepEqual([...new Set(drawn.map(({ datum }) => datum.type))].sort(), ['accident', 'closure', 'inspection', 'strike'])
  })
  await t.test('Observable Plot draws each row', async (t) => {
    const { data } = await dateline.json(`/v1/events/aggregate?group=actor,role&top=8&story=${BUNDLED}`)
    const origin = await serveFiles(t, { '/': examples, '/node_modules/': path('node_modules/') })
    const page = await openPage(t, await startChromium())
    await page.goto(`${origin}/roles.html?api=${dateline.origin}`)
    await page.locator('figure svg').last().waitFor()
    const bars = await page.locator('g[aria-label=bar] rect').evaluateAll((list) => list.map((bar) => Number(bar.getAttribute('width'))))
    assert.deepEqual(page.complaints, [])
    assert.equal(bars.length, data.length)
    const one = Math.min(...bars)
    assert.deepEqual(bars.map((width) => Math.round(width / one)).sort(), data.map((row) => row.count).sort())
  })
  await t.test('DuckDB finds dates in CSV and instants in Parquet', async (t) => {
    const sql = await openDuckDB(t)
    const address = `/v1/events/aggregate?group=month,type&measure=count,sum(injured)&story=${PORT}&fill=true`
    const { data } = await dateline.json(address)
    const want = data.map((row) => [row.month.slice(0, 10), row.type, String(row.count), row.sum_injured === null ? null : String(row.sum_injured)])
    for (const format of ['csv', 'parquet']) {
      const rows = await sql(`SELECT typeof(month) AS kind, CAST(CAST(month AS DATE) AS VARCHAR) AS month, type, CAST("count" AS VARCHAR) AS n, CAST(CAST(sum_injured AS INTEGER) AS VARCHAR) AS injured
        FROM ${format === 'csv' ? 'read_csv' : 'read_parquet'}(${await saved(dateline, `${address}&format=${format}`, format)})`)
      assert.deepEqual(rows.map((row) => [row.month, row.type, row.n, row.injured]), want)
      assert.equal(rows[0].kind, format === 'csv' ? 'DATE' : 'TIMESTAMP WITH TIME ZONE')
    }
  })
  await t.test('Grafana finds what its columns name', async () => {
    const values = { story: PORT, 'actor:csv': '!none', '__from:date:iso': '2024-01-01T00:00:00.000Z', '__to:date:iso': '2025-12-31T23:59:59.999Z' }
    const queries = await queriesOf(grafana, values)
    assert.ok(queries.length > 7)
    for (const { title, format, url, root, columns } of queries) {
      const rows = rowsUnder(await dateline.json(url), root)
      assert.ok(rows.length > 0, `${title}: ${url}`)
      for (const { selector, type } of columns) {
        const cells = rows.map((row) => at(row, selector))
        assert.ok(cells.every(isA[type]), `${title}: ${selector} of ${url} is ${cells.find((cell) => !isA[type](cell))}`)
      }
      if (format === 'timeseries') { // which is a chart only where each row has its time, and they come in order
        const times = rows.map((row) => at(row, columns.find((c) => c.type === 'timestamp').selector))
        assert.deepEqual(times, times.toSorted())
      }
    }
  })
  await t.test('is as the documentation quotes it', async () => {
    const files = await Promise.all((await readdir(examples)).map((file) => readFile(join(examples, file), 'utf8')))
    const page = await readFile(path('../../docs/dashboards.md'), 'utf8')
    const quoted = [...page.matchAll(/^```(?:json|html|python|r)\n(.*?)^```$/gms)].map((m) => m[1])
    assert.ok(quoted.length > 5)
    for (const block of quoted) assert.ok(files.some((text) => text.includes(block)), `no example has\n${block}`)
  })
  await t.test('all addresses in the examples answer', async () => {
    let asked = 0
    for (const file of await readdir(examples)) {
      for (const [address] of (await readFile(join(examples, file), 'utf8')).matchAll(/\/v1\/events\/[^"'`\s]+/g)) {
        await dateline.bytes(address)
        asked++
      }
    }
    assert.ok(asked > 5, `${asked} addresses`)
  })
})

const isA = {
  string: (cell) => typeof cell === 'string',
  number: (cell) => typeof cell === 'number',
  timestamp: (cell) => !Number.isNaN(Date.parse(cell)),
}
