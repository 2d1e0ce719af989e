// DuckDB reads Parquet, CSV and NDJSON, and finds in each what the JSON says.

import assert from 'node:assert/strict'
import test from 'node:test'
import { HARD, startDateline } from './dateline.js'
import { openDuckDB, saved } from './duckdb.js'
import { csvCell, csvRow, parquetRow, toldRow } from './rows.js'

const nouns = ['events', 'quotes', 'actors', 'places', 'sources']

// In which type a reader finds what it computes with.
const types = {
  events: {
    id: 'VARCHAR', edtf: 'VARCHAR', earliest: 'TIMESTAMP WITH TIME ZONE', latest: 'TIMESTAMP WITH TIME ZONE', earliest_seconds: 'BIGINT',
    latest_seconds: 'BIGINT', approximate: 'BOOLEAN', uncertain: 'BOOLEAN', topics: 'VARCHAR[]',
    actors: 'STRUCT(id VARCHAR, "name" VARCHAR, kind VARCHAR, "role" VARCHAR)[]', relations: 'STRUCT("type" VARCHAR, "event" VARCHAR)[]',
    figures: 'STRUCT("name" VARCHAR, "value" DOUBLE, low DOUBLE, high DOUBLE, unit VARCHAR)[]', revision: 'BIGINT', recorded_at: 'TIMESTAMP WITH TIME ZONE',
  },
  quotes: { text: 'VARCHAR', about: 'VARCHAR[]', earliest: 'TIMESTAMP WITH TIME ZONE', earliest_seconds: 'BIGINT' },
  actors: { name: 'VARCHAR', aliases: 'VARCHAR[]', offices: 'STRUCT(title VARCHAR, organization VARCHAR, "from" VARCHAR, "to" VARCHAR)[]' },
  places: { name: 'VARCHAR', lat: 'DOUBLE', lon: 'DOUBLE', parent: 'VARCHAR' },
  sources: { title: 'VARCHAR', length: 'BIGINT', updated_at: 'TIMESTAMP WITH TIME ZONE' },
}

// Dates of fixtures/hard-dates.yaml in words and in seconds from 1970, the
// earliest and the first after the latest: proleptic Gregorian, as EDTF has it.
const hard = {
  'ides-of-march': ['15 March 44 BC', -63517824000, -63517737600],
  'year-zero': ['1 BC', -62167219200, -62135596800],
  decade: ['the 1960s', -315619200, 0],
  landing: ['20 July 1969, 16:17:40 UTC−04:00', -14182940, -14182939],
  formula: ['about March 2025', 1740787200, 1743465600],
  markup: ['from 5 March 2025, no end stated', 1741132800, null],
  'until-then': ['until 1985, no start', null, 504921600],
  undated: ['date unknown', null, null],
}

test('DuckDB', async (t) => {
  const dateline = await startDateline()
  const sql = await openDuckDB(t)
  await sql("SET TimeZone = 'UTC'")

  for (const noun of nouns) {
    const records = await dateline.all(`/v1/${noun}?limit=20`)
    const parquet = await saved(dateline, `/v1/${noun}?format=parquet`, 'parquet')
    const csv = await saved(dateline, `/v1/${noun}?format=csv`, 'csv')
    const ndjson = await saved(dateline, `/v1/${noun}?format=ndjson`, 'ndjson')
    const strict = `read_csv(${csv}, strict_mode = true, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)`

    await t.test(`counts and types ${noun} in Parquet`, async () => {
      const found = Object.fromEntries((await sql(`DESCRIBE SELECT * FROM ${parquet}`)).map((c) => [c.column_name, c.column_type]))
      for (const [name, type] of Object.entries(types[noun])) assert.equal(found[name], type, name)
      const [{ n }] = await sql(`SELECT count(*) AS n FROM ${parquet}`)
      assert.equal(Number(n), records.length)
      assert.ok(records.length > 2)
    })
    await t.test(`finds in Parquet all that the JSON says of ${noun}`, async () => {
      const rows = await sql(`SELECT to_json(t) AS row FROM ${parquet} t`)
      assert.deepEqual(rows.map(({ row }) => toldRow(JSON.parse(row))), records.map(parquetRow))
    })
    await t.test(`reads ${noun} in strict CSV as the JSON has them`, async () => {
      const rows = await sql(`SELECT * FROM ${strict}`)
      const columns = Object.keys(rows[0])
      const plain = rows.map((row) => Object.fromEntries(columns.filter((c) => !c.endsWith('_words')).map((c) => [c, csvCell(c, row[c] ?? '')])))
      assert.deepEqual(plain, records.map((r) => csvRow(noun, r, columns)))
    })
    await t.test(`reads ${noun} in NDJSON as the JSON has them`, async () => {
      const rows = await sql(`SELECT json FROM read_json_objects(${ndjson}, format = 'newline_delimited')`)
      const read = rows.map(({ json }) => JSON.parse(json))
      const { entity } = read[0]
      assert.equal(`${entity}s`, noun)
      assert.deepEqual(read.map(toldRow), records.map((r) => toldRow({ entity, ...r })))
      const [{ n }] = await sql(`SELECT count(DISTINCT id) AS n FROM read_json(${ndjson}, maximum_depth = 1)`)
      assert.equal(Number(n), records.length)
    })
  }

  await t.test('computes with dates of Parquet', async () => {
    const parquet = await saved(dateline, '/v1/events?format=parquet', 'parquet')
    const bounds = (await dateline.all('/v1/events')).map((e) => e.date.earliest).filter((b) => /^(?!0000)\d{4}-/.test(b ?? ''))
    const [first] = await sql(`SELECT min(earliest) AS first, count(earliest) AS n, min(earliest_seconds) AS seconds FROM ${parquet}`)
    assert.equal(first.first, '1960-01-01 00:00:00+00')
    assert.equal(new Date(bounds.sort()[0]).toISOString(), '1960-01-01T00:00:00.000Z')
    assert.equal(Number(first.n), bounds.length)
    const age = Number(first.seconds) / 86400 / 365.2425
    assert.ok(Math.abs(age + 13_800_001_970) < 1, `${age} years from 1970`)
  })
  await t.test('finds hard dates in words and seconds', async () => {
    const parquet = await saved(dateline, `/v1/events?story=${HARD}&format=parquet`, 'parquet')
    const rows = await sql(`SELECT id, date_words, earliest_seconds, latest_seconds FROM ${parquet}`)
    const found = Object.fromEntries(rows.map((r) => [r.id, [r.date_words, seconds(r.earliest_seconds), seconds(r.latest_seconds)]]))
    for (const [id, want] of Object.entries(hard)) assert.deepEqual(found[id], want, id)
    assert.ok(!('taken-back' in found), 'what was taken back is there')
  })
})

const seconds = (value) => (value === null ? null : Number(value))
