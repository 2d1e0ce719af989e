// A JSON-LD processor expands the graph without asking anybody for a context,
// and finds schema.org's terms where they say no more than the record.

import assert from 'node:assert/strict'
import test from 'node:test'
import jsonld from 'jsonld'
import { startDateline } from './dateline.js'

const schema = 'https://schema.org/'
const ours = 'urn:dateline:terms:'

/** The documents bring their context with them: there is nothing to load. */
const documentLoader = (url) => {
  throw new Error(`asks for ${url}`)
}

const first = (node, term) => node[term]?.[0]
const value = (node, term) => first(node, term)?.['@value']
const values = (node, term) => (node[term] ?? []).map((v) => v['@value'])

test('JSON-LD', async (t) => {
  const dateline = await startDateline()

  /** The records of a list with their nodes, and the node of the document. */
  const expanded = async (noun, name) => {
    const path = `/v1/${noun}?limit=1000`
    const records = (await dateline.json(path)).data
    const document = await dateline.json(path + '&format=jsonld')
    const nodes = await jsonld.expand(document, { documentLoader, safe: true })
    const byId = new Map(nodes.map((n) => [n['@id'], n]))
    const feed = nodes.find((n) => n['@type'][0] === schema + 'DataFeed')
    assert.ok(feed, 'the document says that it is a feed')
    assert.equal(nodes.length, records.length + 1)
    return records.map((record) => {
      const node = byId.get(`${dateline.origin}/v1/${noun}/${record.id}`)
      assert.ok(node, `${record.id} has no node`)
      assert.match(value(node, schema + 'identifier'), new RegExp(`^urn:dateline:[0-9a-f]{32}:${noun.slice(0, -1)}:${record.id}$`))
      assert.equal(value(node, schema + name(record)), record.name ?? record.title ?? record.text)
      return [record, node]
    })
  }

  await t.test('events', async () => {
    const pairs = await expanded('events', () => 'name')
    const dates = {}
    const periods = {}
    for (const [event, node] of pairs) {
      assert.deepEqual(node['@type'], [schema + 'Event'])
      const date = first(node, ours + 'date')
      assert.equal(value(date, ours + 'edtf') ?? null, event.date.edtf, event.id)
      assert.equal(value(date, ours + 'basis'), event.date.basis)
      const bounded = event.date.edtf?.startsWith('[') // its earliest is the start, and what else is known is in the words
      if (bounded) assert.deepEqual([value(node, schema + 'startDate'), value(node, schema + 'endDate')], [event.date.earliest?.slice(0, 10), undefined], event.id)
      const when = bounded ? {} : event.date.kind === 'period' ? periods : dates
      when[event.id] = [value(node, schema + 'startDate'), value(node, schema + 'endDate')]
      const actors = (node[ours + 'actor'] ?? []).map((role) => [value(role, schema + 'roleName'), value(first(role, ours + 'actor'), schema + 'name')])
      assert.deepEqual(actors, event.actors.map((a) => [a.role, a.name]), event.id)
    }
    assert.deepEqual(periods['two-lines'], ['2025-02-26', '2025-03-04'])
    // Only what is known to the day is a date to schema.org.
    const exact = Object.fromEntries(Object.entries(dates).filter(([, [start, end]]) => start || end))
    assert.deepEqual(exact, {
      'ides-of-march': ['-0043-03-15', undefined],
      landing: ['1969-07-20T16:17:40-04:00', undefined],
      'yermak-waltz-call': ['2025-03-05', undefined],
    })
    const call = pairs.find(([e]) => e.id === 'yermak-waltz-call')[1]
    assert.deepEqual(call[ours + 'follows'].map((n) => n['@id']), [dateline.origin + '/v1/events/white-house-clash'])
  })
  await t.test('quotes', async () => {
    for (const [quote, node] of await expanded('quotes', (q) => (q.kind === 'indirect' ? 'abstract' : 'text'))) {
      assert.deepEqual(node['@type'], [schema + 'Quotation'])
      assert.equal(first(node, schema + 'creator')['@id'], `${dateline.origin}/v1/actors/${quote.speaker}`)
      assert.equal(value(first(node, ours + 'date'), ours + 'edtf') ?? null, quote.date.edtf, quote.id)
      assert.deepEqual((node[schema + 'about'] ?? []).map((n) => n['@id']), (quote.about ?? []).map((id) => `${dateline.origin}/v1/actors/${id}`))
    }
  })
  await t.test('actors', async () => {
    const kinds = { person: 'Person', organization: 'Organization', government: 'GovernmentOrganization', country: 'Country', alliance: 'Organization', group: 'Thing' }
    for (const [actor, node] of await expanded('actors', () => 'name')) {
      assert.deepEqual(node['@type'], [schema + kinds[actor.kind]], actor.id)
      assert.deepEqual(values(node, schema + 'alternateName').sort(), [...(actor.aliases ?? [])].sort(), actor.id)
      const same = first(node, schema + 'sameAs')?.['@id']
      assert.equal(same, actor.wikidata && 'http://www.wikidata.org/entity/' + actor.wikidata)
    }
  })
  await t.test('places', async () => {
    for (const [place, node] of await expanded('places', () => 'name')) {
      const geo = first(node, schema + 'geo')
      assert.equal(geo && value(geo, schema + 'latitude'), place.lat, place.id)
      assert.equal(geo && value(geo, schema + 'longitude'), place.lon, place.id)
      assert.equal(first(node, schema + 'containedInPlace')?.['@id'], place.parent && `${dateline.origin}/v1/places/${place.parent}`)
    }
  })
  await t.test('sources', async () => {
    const days = {}
    for (const [source, node] of await expanded('sources', () => 'name')) {
      assert.deepEqual(node['@type'], [schema + 'CreativeWork'])
      assert.equal(value(first(node, ours + 'date'), ours + 'edtf'), source.published.edtf, source.id)
      days[source.id] = value(node, schema + 'datePublished')
    }
    assert.deepEqual(days, { 'flight-log': '1969-07-24', 'plutarch-caesar': undefined, 'us-ukraine-forge-path': undefined })
  })
  await t.test('a document that needs a context from elsewhere is refused', async () => {
    const document = { '@context': schema, name: 'x' }
    await assert.rejects(jsonld.expand(document, { documentLoader }), (err) => err.details.cause.message === 'asks for https://schema.org/')
  })
})
