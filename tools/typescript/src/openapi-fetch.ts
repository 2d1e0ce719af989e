// A client of openapi-fetch, typed by openapi-typescript: lists, reads, creates, changes,
// and is told what is wrong, without a cast.
import assert from 'node:assert/strict'
import createClient from 'openapi-fetch'
import type { components, paths } from '../dist/flat.js'

type Event = components['schemas']['Event']

const [baseUrl = '', token = ''] = process.argv.slice(2)
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } })

const titles: string[] = []
const list = await client.GET('/v1/events', { params: { query: { actor: ['mike-waltz'], limit: 2 } } })
assert.ok(list.data)
for (const event of list.data.data) {
  titles.push(event.title)
  assert.ok(event.actors.some(actor => actor.id === 'mike-waltz'))
  const edtf: string | null = event.date.edtf
  assert.ok(edtf === null || edtf.length > 0)
  const figures: (number | undefined)[] = event.figures.map(figure => figure.value)
  assert.deepEqual(figures, [])
}
assert.equal(titles.length, 2)
assert.ok(list.data.links.next)

const one = await client.GET('/v1/events/{id}', { params: { path: { id: 'yermak-waltz-call' } } })
const call: Event | undefined = one.data
assert.equal(call?.date.edtf, '2025-03-05')

const facets = await client.GET('/v1/events/facets', { params: { query: { by: ['actor'] } } })
assert.ok(facets.data?.data.actor?.[0]?.count)

const made = await client.POST('/v1/events', {
  body: { id: 'talks-in-riyadh', story: 'us-ukraine-peace-talks', title: 'Talks in Riyadh', type: 'negotiation', date: '2025-03~', actors: ['andriy-yermak'] },
})
assert.ok(made.data)
assert.equal(made.data.date.approximate, true)
const tag = made.response.headers.get('ETag') ?? ''

const changed = await client.PATCH('/v1/events/{id}', {
  params: { path: { id: 'talks-in-riyadh' }, header: { 'If-Match': tag } },
  body: { status: 'scheduled', summary: null },
})
assert.equal(changed.data?.status, 'scheduled')

const late = await client.PATCH('/v1/events/{id}', {
  params: { path: { id: 'talks-in-riyadh' }, header: { 'If-Match': tag } },
  body: { title: 'Too late' },
})
assert.equal(late.error?.status, 412)
assert.equal(late.error?.type, '/docs#precondition-failed')
console.log('openapi-fetch', titles.length)
