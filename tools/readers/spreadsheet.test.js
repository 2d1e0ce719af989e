// What a spreadsheet does with a cell: one that begins with =, +, - or @ is a
// formula to it, in the cells of its own separators too. DuckDB only reads the
// cells here; the rules are those of LibreOffice Calc and Excel.

import assert from 'node:assert/strict'
import test from 'node:test'
import { HARD, startDateline } from './dateline.js'
import { openDuckDB, saved } from './duckdb.js'

const tables = ['events', 'quotes', 'actors', 'places', 'sources'].map((noun) => `/v1/${noun}?format=csv`)
const sheet = `/v1/timeline.csv?story=${HARD}`

/** Whether a spreadsheet would run a cell, or a part of it that it takes for a cell. */
const runs = (cell) => cell.split(/[;\t\r\n]/).some((part) => /^\s*[=+\-@＝＋－＠]/.test(part) && !isNumber(part))

/** A number is one to a spreadsheet as well; it computes nothing. */
const isNumber = (cell) => /^-?\d+(\.\d+)?$/.test(cell)

/** Dates are spelled by the server, a minus before a year too: nobody else's text is in them. */
const isDate = (column) => /_(edtf|earliest|latest|latest_start|earliest_end)$/.test(column)

test('spreadsheets', async (t) => {
  const dateline = await startDateline()
  const sql = await openDuckDB(t)
  const rowsOf = async (path) =>
    sql(`SELECT * FROM read_csv(${await saved(dateline, path, 'csv')}, strict_mode = true, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)`)

  await t.test('run no cell', async () => {
    for (const path of [...tables, sheet]) {
      const rows = await rowsOf(path)
      assert.ok(rows.length > 1, path)
      for (const row of rows) {
        for (const [name, cell] of Object.entries(row)) assert.ok(!runs(cell ?? '') || isDate(name), `${path}: ${name} is ${cell}`)
      }
    }
  })
  await t.test('see what would run as text, behind an apostrophe', async () => {
    const events = Object.fromEntries((await rowsOf(`/v1/events?story=${HARD}&format=csv`)).map((e) => [e.id, e]))
    assert.equal(events.formula.title, "'=cmd()")
    assert.equal(events.formula.summary, "'+1 @2 -3")
    assert.equal(events['ides-of-march'].summary, "First line, with a comma\nsecond line; with a semicolon\n\n'=3+4 a new paragraph")
    assert.equal(events['ides-of-march'].date_edtf, "-0043-03-15")
    assert.equal(events.landing.actor_names, '\'+NASA, "the agency"')
    const [source] = (await rowsOf('/v1/sources?format=csv')).filter((s) => s.id === 'plutarch-caesar')
    assert.equal(source.publisher, '\'=HYPERLINK("https://sheet.example")')
    const [nasa] = (await rowsOf('/v1/actors?format=csv')).filter((a) => a.id === 'nasa')
    assert.equal(nasa.description, "'-It flew.\n'=And landed.")
  })
  await t.test('find a byte order mark where they ask for one', async () => {
    for (const path of [`/v1/events?story=${HARD}&format=csv`, sheet]) {
      const without = await dateline.bytes(path)
      const marked = await dateline.bytes(path + '&bom=true')
      assert.deepEqual([...marked.subarray(0, 3)], [0xef, 0xbb, 0xbf], path)
      assert.ok(marked.subarray(3).equals(without), path)
    }
    const [first] = await rowsOf(`/v1/events?story=${HARD}&format=csv&bom=true`)
    assert.equal(Object.keys(first)[0], 'id')
  })
  await t.test('would run what the test is there to find', () => {
    for (const cell of ['=1', ' +1 ', '-It', '@x', 'a; =1', 'a\n=1', '＝1']) assert.ok(runs(cell), cell)
    for (const cell of ["'=1", '-44', '-0.5', 'a-b', 'a=b', "a; '=1"]) assert.ok(!runs(cell), cell)
  })
})
