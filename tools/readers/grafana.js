// A dashboard of Grafana on the Infinity data source: what its panels ask, and what
// they take of the answers.

import { readFile } from 'node:fs/promises'

/**
 * The queries of a dashboard's variables and panels, in their order.
 * @param values what stands for each `${…}` in their addresses
 * @returns {Promise<{title: string, format: string, url: string, root: string, columns: {selector: string, text: string, type: string}[]}[]>}
 */
export async function queriesOf(file, values) {
  const dashboard = JSON.parse(await readFile(file, 'utf8'))
  const variables = dashboard.templating.list.filter((v) => v.type === 'query').map((v) => [`variable ${v.name}`, v.query.infinityQuery])
  const panels = dashboard.panels.flatMap((p) => p.targets.map((target) => [p.title, target]))
  return [...variables, ...panels].map(([title, q]) => ({
    title, format: q.format, root: q.root_selector, columns: q.columns, url: q.url.replace(/\$\{([^}]*)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`${title}: nothing is known of the variable ${name}`)
      return encodeURIComponent(values[name])
    }),
  }))
}

/** The rows under a root selector: what is there, and of one object that one. */
export const rowsUnder = (answer, root) => [at(answer, root)].flat()

/** A value under a path of names with dots between them. */
export const at = (value, path) => path.split('.').filter(Boolean).reduce((v, name) => v?.[name], value)
