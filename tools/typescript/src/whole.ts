// The contract itself, openapi.yaml, as openapi-typescript reads it: what is changed may
// have any member, and figures are numbers.
import createClient from 'openapi-fetch'
import type { components, paths } from '../dist/whole.js'

const client = createClient<paths>({ baseUrl: process.argv[2] ?? '' })
export const patched = () => client.PATCH('/v1/events/{id}', { params: { path: { id: 'a' }, header: { 'If-Match': '"1"' } }, body: { title: 'x' } })
export const valueOf = (figure: components['schemas']['Figure']): number | undefined => figure.value
