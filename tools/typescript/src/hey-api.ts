// The client that hey-api makes: the same questions, as functions.
import assert from 'node:assert/strict'
import { createClient } from '../dist/hey-api/client/index.js'
import { createEvent, editEvent, getEvent, listEvents } from '../dist/hey-api/sdk.gen.js'
import type { Event, EventPatch } from '../dist/hey-api/types.gen.js'

const [baseUrl = '', token = ''] = process.argv.slice(2)
const client = createClient({ baseUrl, auth: token })

const list = await listEvents({ client, query: { actor: ['mike-waltz'], limit: 2 } })
const events: Event[] = list.data?.data ?? []
assert.equal(events.length, 2)
assert.ok(events.every(event => event.actors.some(actor => actor.id === 'mike-waltz')))

const one = await getEvent({ client, path: { id: 'yermak-waltz-call' } })
assert.equal(one.data?.date.edtf, '2025-03-05')

const made = await createEvent({ client, body: { id: 'talks-in-doha', story: 'us-ukraine-peace-talks', title: 'Talks in Doha', type: 'negotiation', date: '2025-03~' } })
assert.equal(made.data?.date.approximate, true)
const tag = made.response?.headers.get('ETag') ?? ''

const body: EventPatch = { status: 'scheduled', summary: null }
const changed = await editEvent({ client, path: { id: 'talks-in-doha' }, headers: { 'If-Match': tag }, body })
assert.equal(changed.data?.status, 'scheduled')
const late = await editEvent({ client, path: { id: 'talks-in-doha' }, headers: { 'If-Match': tag }, body })
assert.equal(late.error?.status, 412)
console.log('hey-api', events.length)
