// What a table has to hold of a record, told from the JSON and docs/formats.md.

/** The columns that are in the table alone: seconds from 1970, and words of ours. */
const tablesOwn = new Set(['earliest_seconds', 'latest_seconds', 'latest_start_seconds', 'earliest_end_seconds', 'date_words'])

/** Timestamps of tables reach from year 1 to 9999; the API's instants begin a year earlier. */
const timestamp = (bound) => (/^(?!0000)\d{4}-.*Z$/.test(bound ?? '') ? bound : null)

function dateColumns({ text, kind, latest_start, earliest_end, ...date }) {
  return { ...date, date_kind: kind, earliest: timestamp(date.earliest), latest: timestamp(date.latest), date_text: text }
}

/** The grades of citations, the best first. */
const grades = ['proved', 'placed', 'quoted', 'linked', 'lost']

/** The best grade among a record's own citations. */
const evidence = (citations) => grades.find((grade) => citations.some((c) => c.grade === grade)) ?? 'none'

/** A record of the JSON as the row of Parquet that it becomes. */
export function parquetRow(record) {
  const { date, published, quotes, ...row } = record
  if (record.speaker || record.verification) row.evidence = evidence(record.citations)
  if (record.verification) row.key = record.key ?? false
  if (date) Object.assign(row, dateColumns(date))
  if (published) row.published = dateColumns(published)
  if (quotes) row.quotes = quotes.map(parquetRow)
  return told(row)
}

/** A row that was read, so that it compares with what it should be. */
export const toldRow = (row) => told(row)

/**
 * A value without what says nothing: the JSON leaves out a field that a table
 * has as null, and the other way about.
 */
function told(value) {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/, '$1T$2Z')
  if (value === null || typeof value !== 'object') return value
  const pairs = Object.entries(value).filter(([name, v]) => !tablesOwn.has(name) && v !== null && v !== '' && !(Array.isArray(v) && v.length === 0))
  return Object.fromEntries(pairs.sort().map(([name, v]) => [name, told(v)]))
}

/** Items in one cell: parted by "; ", with a backslash before what parts them. */
const list = (items, item = (s) => s) => (items ?? []).map((i) => item(i).replace(/[\\;]/g, '\\$&')).join('; ')
const fields = (...parts) => parts.map((p) => String(p ?? '').replace(/[\\|]/g, '\\$&')).join('|').replace(/\|+$/, '')
const citation = (c) => `${c.source}#${c.start}-${c.end}`
const text = (value) => (value === undefined || value === null ? '' : String(value))
const day = (name, d) => Object.fromEntries(['edtf', 'kind', 'earliest', 'latest', 'latest_start', 'earliest_end', 'precision', 'basis', 'text'].map((f) => [`${name}_${f}`, text(d?.[f])]))

const without = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

/** What the cells of an event show in part alone, as the last column of its table has it. */
function details(e) {
  const ungraded = (citations) => citations.map((c) => without(c, 'grade'))
  const some = (items) => (items.some((i) => Object.keys(i).length > 1) ? items : [])
  const quotes = e.quotes.map((q) => ({
    ...without(q, 'event', 'retracted', 'revision', 'recorded_at', 'updated_at'),
    date: same(q.date, e.date) ? null : q.date, citations: ungraded(q.citations),
  }))
  return told({ actors: e.actors, places: e.places, quotes, citations: some(ungraded(e.citations)), media: some(e.media), origin: e.origin ?? null })
}

/** The cells that differ from the field of their name, for each noun. */
const cells = {
  events: (e) => {
    const at = e.places.find((p) => p.role === 'location' && p.lat !== undefined && p.lat !== null)
    return {
      ...day('date', e.date),
      actors: list(e.actors, (a) => `${a.id}:${a.role}`), actor_names: list(e.actors, (a) => a.name),
      places: list(e.places, (p) => `${p.id}:${p.role}`), place_names: list(e.places, (p) => p.name),
      lat: text(at?.lat), lon: text(at?.lon),
      quotes: list(e.quotes, (q) => `${q.speaker}: ${q.text}`),
      sources: list([...new Set(e.citations.map((c) => c.source))]),
      relations: list(e.relations, (r) => `${r.type}:${r.event}`), media: list(e.media, (m) => m.url),
      figures: list(e.figures, (f) => fields(f.name, f.value, f.low, f.high, f.unit)),
      evidence: evidence(e.citations), key: e.key ? 'true' : '', details: details(e),
    }
  },
  quotes: (q) => ({ ...day('date', q.date), evidence: evidence(q.citations) }),
  actors: (a) => ({
    offices: list(a.offices, (o) => fields(o.title, o.organization, o.from, o.to)),
    affiliations: list(a.affiliations, (f) => fields(f.actor, f.from, f.to)),
  }),
  places: () => ({}),
  sources: (s) => ({
    ...day('published', s.published), length: s.length ? String(s.length) : '',
    notes: list(s.notes, (n) => n.text), not_factual: list(s.not_factual, citation),
  }),
}

/** A record of the JSON as the row of CSV that it becomes, but for dates in words of ours. */
export function csvRow(noun, record, columns) {
  const own = cells[noun](record)
  const cell = (name) => {
    if (name in own) return own[name]
    if (name === 'citations') return list(record.citations, citation)
    return Array.isArray(record[name]) ? list(record[name]) : text(record[name])
  }
  return Object.fromEntries(columns.filter((name) => !name.endsWith('_words')).map((name) => [name, cell(name)]))
}

/** A cell of a table as it compares with what it should be. */
export function csvCell(name, cell) {
  return name === 'details' ? told(JSON.parse(plainCell(cell) || '{}')) : plainCell(cell)
}

/** Takes away the apostrophes that keep a spreadsheet from running a cell. */
export function plainCell(cell) {
  return cell.replace(/(^|[;\t\r\n])'(?=['\s]*[=+\-@＝＋－＠])/g, '$1')
}
