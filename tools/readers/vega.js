// Vega-Lite: a specification compiled and run, with its data from a server.

import { readFile } from 'node:fs/promises'
import * as vega from 'vega'
import { compile } from 'vega-lite'

/** What a specification is written for, and tests have elsewhere. */
const written = 'http://localhost:8080'

/**
 * Runs a specification without a browser.
 * @param file a specification whose data are of http://localhost:8080
 * @param origin where they are taken from instead
 * @returns {Promise<vega.View>} when its data are there
 */
export async function runSpec(file, origin) {
  const spec = JSON.parse((await readFile(file, 'utf8')).replaceAll(written, origin))
  const complaints = []
  const logger = vega.logger(vega.Warn)
  for (const level of ['warn', 'error']) logger[level] = (...said) => { complaints.push(said.join(' ')); return logger }
  const { spec: compiled } = compile(spec, { logger })
  const view = await new vega.View(vega.parse(compiled), { renderer: 'none', logger }).runAsync()
  if (complaints.length > 0) throw new Error(`${file}: ${complaints.join('; ')}`)
  return view
}

/** The items of all marks of a kind, in the scene that a view has drawn. */
export function marksOf(view, kind) {
  const found = []
  const visit = (mark) => {
    for (const item of mark.items ?? []) {
      if (mark.marktype === kind && mark.role === 'mark') found.push(item)
      for (const inner of item.items ?? []) visit(inner)
    }
  }
  visit(view.scenegraph().root)
  return found
}
